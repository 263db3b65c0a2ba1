"""Repair of a checked text: the rule's own sentence in place of a whole statement, checked again, once."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Topic
from service.domain.answer import Assessment, Change, CheckReport, Verdict, Violation
from service.domain.facts import PatientFacts
from service.safety.check import check

_NO_FACTS = PatientFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A text that passes, or None when none could be made; and every change that was made to it."""

    safe_text: str | None
    changes: tuple[Change, ...]


def repair(
    text: str,
    report: CheckReport,
    *,
    topic: Topic,
    facts: PatientFacts = _NO_FACTS,
    assessment: Assessment | None = None,
    question: str = "",
) -> Repaired:
    """Replace what did not pass by canonical sentences of the rules, and add what was left out.

    Never a digit within a statement is changed: a statement is kept whole, replaced whole or removed whole. The result
    is judged again; when it does not pass there is no safe text.
    """
    if report.verdict is Verdict.PASS:
        return Repaired(safe_text=text, changes=())
    pieces: list[str] = []
    changes: list[Change] = []
    said: set[str] = set()
    at = 0
    for statement in report.statements:
        start, end = statement.span
        if statement.verdict is Verdict.PASS or end <= at:
            continue
        pieces.append(text[at:start])
        at = end
        sentence, violation = _sentence(statement.violations, topic)
        if sentence is not None and sentence not in said:
            said.add(sentence)
            pieces.append(sentence)
            changes.append(_change(statement.text, violation, "replaced"))
        else:
            changes.append(_change(statement.text, violation, "removed"))
    pieces.append(text[at:])
    for violation in report.violations:
        sentence, _ = _sentence((violation,), topic)
        if sentence is not None and sentence not in said:
            said.add(sentence)
            pieces.insert(0, sentence + "\n")
            changes.append(_change(sentence, violation, "added"))
    repaired = _tidy("".join(pieces))
    if not changes or not any(c.isalnum() for c in repaired):
        return Repaired(safe_text=None, changes=tuple(changes))
    again = check(repaired, topic=topic, facts=facts, assessment=assessment, question=question)
    return Repaired(safe_text=repaired if again.verdict is Verdict.PASS else None, changes=tuple(changes))


def _sentence(violations: tuple[Violation, ...], topic: Topic) -> tuple[str | None, Violation]:
    """The canonical sentence of the first rule broken that has one."""
    for violation in violations:
        rule = topic.rule.get(violation.rule)
        if rule is not None and rule.canonical:
            return rule.canonical, violation
    return None, violations[0]


def _change(statement: str, violation: Violation, outcome: str) -> Change:
    if outcome == "replaced":
        return Change(statement=statement, rule=violation.rule, reason=violation.reason, outcome="replaced")
    if outcome == "added":
        return Change(statement=statement, rule=violation.rule, reason=violation.reason, outcome="added")
    return Change(statement=statement, rule=violation.rule, reason=violation.reason, outcome="removed")


def _tidy(text: str) -> str:
    """Drop bullets and rows that were left empty."""
    lines = [line for line in text.split("\n") if not line.strip() or line.strip(" \t-*•|")]
    return "\n".join(lines).strip()
