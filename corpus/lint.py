"""What an editor must see of a topic that holds: gaps, tensions, age, and words that a patient should not be given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.boundaries import untested_lines
from corpus.coverage import figures_without_rule
from corpus.model import Days, Dose, Lab, Source, Topic
from corpus.model.conditions import conditions_in
from corpus.tension import tensions

LONG_STATEMENT_WORDS = 60
STALE_AFTER_YEARS = 10

Level = Literal["error", "warning", "note"]

#: An amount of a drug; a concentration (mg/dL) is none.
_DOSE = re.compile(
    r"(?:\d|\b(?:half|one|two|three|four|five|ten|twenty|fifty|hundred))[\d.,]*[\s-]*"
    r"(?:mg|mcg|µg|μg|ug|g|milligrams?|micrograms?|grams?)\b(?!\s*/\s*(?:d?l|ml)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """One thing to see; `file` is relative to the topic folder. An error must not be published."""

    severity: Level
    code: str
    file: str
    line: int | None
    message: str


def lint(
    topic: Topic, *, today: date | None = None, stale_after_years: int = STALE_AFTER_YEARS
) -> tuple[LintFinding, ...]:
    """Everything an editor must see, errors first, then by file and line.

    Args:
        topic: a topic that the reader accepted.
        today: the day from which the age of a source is counted; the current day by default.
        stale_after_years: a current source that is older is out of date.
    """
    found = [
        *_references(topic),
        *_ages(topic, today or date.today(), stale_after_years),  # noqa: DTZ011  # an editor's day, not an instant
        *_statements(topic),
        *_coverage(topic),
        *_rules(topic),
        *_samples(topic),
        *_units(topic),
        *(_note("sources-disagree", "topic.yaml", d.line, f"sources disagree on {d.about}: {' and '.join(d.positions)}")
          for d in topic.disagreements),
        *(LintFinding(severity="warning", code="tension", file=_file(topic, t.statement.id), line=t.statement.line,
                      message=str(t)) for t in tensions(topic)),
    ]  # fmt: skip
    order = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda f: (order.index(f.severity), f.file, f.line or 0, f.code)))


def _references(topic: Topic) -> Iterator[LintFinding]:
    for source in topic.sources:
        cited = sorted({int(r) for s in source.statements for r in s.references if r.isdigit()})
        listed = len(source.references)
        beyond = [number for number in cited if number > listed]
        if beyond:
            told = "readers are told so" if source.reference_note else "say so in reference_note"
            numbers = ", ".join(map(str, beyond))
            message = f"cites {numbers}, lists {listed}: no title can be matched to these numbers; {told}"
            yield _finding(
                "note" if source.reference_note else "warning", "dangling-reference", source.file, 1, message
            )


def _ages(topic: Topic, today: date, years: int) -> Iterator[LintFinding]:
    for source in topic.sources:
        if source.status == "superseded":
            message = f"is superseded by '{source.superseded_by}': none of its statements is found any more"
            yield _finding("warning", "superseded", source.file, 1, message)
        elif source.kind != "service" and source.published is None:
            yield _note("undated", source.file, 1, "has no date of publication, so its age cannot be judged")
        elif source.kind != "service" and source.published and today.year - int(source.published[:4]) > years:
            message = f"was published in {source.published[:4]}, more than {years} years ago: look for a newer one"
            yield _finding("warning", "out-of-date", source.file, 1, message)


def _statements(topic: Topic) -> Iterator[LintFinding]:
    for source, statement in topic.statements.values():
        words = len(statement.text.split())
        if words > LONG_STATEMENT_WORDS:
            message = f"{statement.id} has {words} words: split it, at most {LONG_STATEMENT_WORDS} are quoted well"
            yield _finding("warning", "long-statement", source.file, statement.line, message)
        if statement.patient_text and _DOSE.search(statement.patient_text):
            message = f"the patient words of {statement.id} name a dose: leave amounts to the prescriber"
            yield _finding("error", "patient-dose", source.file, statement.line, message)
    for rule in topic.rules:
        if rule.patient_message and _DOSE.search(rule.patient_message):
            message = f"the patient message of '{rule.id}' names a dose: leave amounts to the prescriber"
            yield _finding("error", "patient-dose", "rules.yaml", rule.line, message)
    without = sum(statement.patient_text is None for _, statement in topic.statements.values())
    if without:
        total = len(topic.statements)
        yield _note("no-patient-text", "sources", None, f"{without} of {total} statements have no words for patients")


def _coverage(topic: Topic) -> Iterator[LintFinding]:
    """The lead source figure by figure, any other as a count."""
    files = {source.id: source for source in topic.sources}
    open_figures = figures_without_rule(topic)
    for statement in dict.fromkeys(f.statement for f in open_figures if f.source == topic.article.lead_source):
        listed = [f for f in open_figures if f.statement == statement]
        named = ", ".join(f.figure for f in listed)
        yield _note("figure-without-rule", listed[0].file, listed[0].line, f"no rule carries {named} of {statement}")
    for source, count in Counter(f.source for f in open_figures).items():
        if source != topic.article.lead_source:
            yield _note("figure-without-rule", files[source].file, 1, f"no rule carries {count} of its figures")


def _rules(topic: Topic) -> Iterator[LintFinding]:
    unreviewed = [rule.id for rule in topic.rules if rule.reviewer is None]
    if unreviewed:
        message = f"{len(unreviewed)} of {len(topic.rules)} rules name no reviewer: {', '.join(unreviewed)}"
        yield _note("no-reviewer", "rules.yaml", None, message)
    for rule in topic.rules:
        if rule.status == "draft":
            yield _note("draft-rule", "rules.yaml", rule.line, f"'{rule.id}' is a draft and never fires")
        if rule.when is not None and not rule.tests:
            yield _finding("warning", "no-tests", "rules.yaml", rule.line, f"'{rule.id}' has no test: add examples")
        for condition in () if rule.when is None else conditions_in(rule.when):
            if isinstance(condition, (Lab, Dose, Days)) and condition.op != condition.enforced:
                figure = "another dose" if condition.value is None else f"{condition.value:g}"
                message = f"'{rule.id}' prints {condition.op} {figure} and enforces {condition.enforced}"
                yield _note("enforced-operator", "rules.yaml", rule.line, message)
    for gap in untested_lines(topic):
        message = f"'{gap.rule.id}' has no test {', '.join(gap.places)} for {gap.line}: add it"
        severity: Level = "error" if gap.decisive else "warning"
        yield _finding(severity, "boundary-tests", "rules.yaml", gap.rule.line, message)


def _samples(topic: Topic) -> Iterator[LintFinding]:
    for key, samples in (("must_block", topic.self_test.must_block), ("must_pass", topic.self_test.must_pass)):
        if not samples:
            message = f"self_test has no {key}: without it a check that is broken would be served"
            yield _finding("error", "no-samples", "topic.yaml", None, message)


def _units(topic: Topic) -> Iterator[LintFinding]:
    owners: dict[str, tuple[str, str]] = {}
    for unit, spellings in topic.vocabulary.units.items():
        for spelling in (unit, *spellings):
            other, owner = owners.setdefault(spelling.casefold(), (spelling, unit))
            if owner != unit:
                message = f"'{spelling}' ({unit}) and '{other}' ({owner}) differ only in capitals: remove one"
                yield _finding("warning", "ambiguous-unit", "vocabulary.yaml", None, message)


def _file(topic: Topic, statement: str) -> str:
    source: Source = topic.statements[statement][0]
    return source.file


def _note(code: str, file: str, line: int | None, message: str) -> LintFinding:
    return _finding("note", code, file, line, message)


def _finding(severity: Level, code: str, file: str, line: int | None, message: str) -> LintFinding:
    return LintFinding(severity=severity, code=code, file=file, line=line, message=message)
