"""Lays a topic out for those who sign it off: where it stands, what to look at, and each rule beside its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.lint import LintFinding, lint
from corpus.model import Disagreement, Rule, RuleTest, Source, Statement, Topic, passage_id
from corpus.model.conditions import Is, conditions_in
from corpus.phrased import Phrase, phrased
from service.api.lines import lines_of
from service.api.room import Room
from service.api.shapes.library import LineOut
from service.domain.editorial import Feedback, Review, Standing
from service.widget.changes import Change, changes_since_approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """A statement with its source and the page it opens at."""

    statement: Statement
    source: Source
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A topic in the list: where it stands, and how much there is to look at."""

    topic: Topic
    standing: Standing
    last: Review | None
    counts: Mapping[str, int]
    unsafe: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSheet:
    """All that an editor decides on, but for the rules."""

    topic: Topic
    standing: Standing
    reviews: tuple[Review, ...]
    changes: tuple[Change, ...] | None
    findings: Mapping[str, tuple[LintFinding, ...]]
    disagreements: tuple[tuple[Disagreement, tuple[Grounded, ...]], ...]
    unsafe: tuple[Feedback, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSheet:
    """A rule beside the sentence it rests on. `ground` is the sentence in three: before the quote, the quote, after."""

    rule: Rule
    rests_on: Grounded
    ground: tuple[str, str, str]
    also: tuple[Grounded, ...]
    condition: Phrase | None
    definitions: tuple[tuple[str, Phrase], ...]
    lines: tuple[LineOut, ...]
    tests: tuple[tuple[str, str], ...]
    """Each example: what the rule must do, and the case."""


def rows(room: Room) -> tuple[Row, ...]:
    """Return every topic served."""
    return tuple(_row(room, topic) for topic in room.engine.topics.values())


def topic_sheet(room: Room, topic: Topic) -> TopicSheet:
    """Return what an editor looks at before deciding on a topic."""
    standing = room.standing(topic)
    return TopicSheet(
        topic=topic,
        standing=standing,
        reviews=tuple(reversed(room.records.editorial.reviews(topic.id))),
        changes=changes_since_approval(room, topic, standing),
        findings=_by_severity(lint(topic, today=room.clock().date())),
        disagreements=tuple((d, tuple(_grounded(topic, sid) for sid in d.positions)) for d in topic.disagreements),
        unsafe=room.records.editorial.unsafe(topic.id),
    )


def rule_sheets(topic: Topic) -> tuple[RuleSheet, ...]:
    """Return every rule of a topic, drafts included, in the order of its file."""
    return tuple(_rule_sheet(rule, topic) for rule in topic.rules)


def _row(room: Room, topic: Topic) -> Row:
    reviews = room.records.editorial.reviews(topic.id)
    found = _by_severity(lint(topic, today=room.clock().date()))
    return Row(
        topic=topic,
        standing=room.standing(topic),
        last=reviews[-1] if reviews else None,
        counts={severity: len(findings) for severity, findings in found.items()},
        unsafe=len(room.records.editorial.unsafe(topic.id)),
    )


def _by_severity(findings: tuple[LintFinding, ...]) -> Mapping[str, tuple[LintFinding, ...]]:
    return {level: tuple(f for f in findings if f.severity == level) for level in ("error", "warning", "note")}


def _grounded(topic: Topic, statement_id: str) -> Grounded:
    source, statement = topic.statements[statement_id]
    address = f"/topics/{topic.id}/sources/{source.id}#{passage_id(topic.id, statement_id)}"
    return Grounded(statement=statement, source=source, address=address)


def _rule_sheet(rule: Rule, topic: Topic) -> RuleSheet:
    rests_on = _grounded(topic, rule.ground.statement)
    return RuleSheet(
        rule=rule,
        rests_on=rests_on,
        ground=rests_on.statement.text.partition(rule.ground.quote),
        also=tuple(_grounded(topic, sid) for sid in rule.also),
        condition=None if rule.when is None else phrased(rule.when),
        definitions=tuple((name, phrased(topic.definitions[name])) for name in _definitions(rule, topic)),
        lines=tuple(lines_of(rule, topic)),
        tests=tuple((_expected(test), _case(test)) for test in rule.tests),
    )


def _definitions(rule: Rule, topic: Topic) -> tuple[str, ...]:
    """The named definitions that a rule's condition uses, those within them included."""
    found: dict[str, None] = {}
    waiting = [] if rule.when is None else [rule.when]
    while waiting:
        names = [part.name for part in conditions_in(waiting.pop()) if isinstance(part, Is)]
        waiting += [topic.definitions[name] for name in names if name not in found]
        found.update(dict.fromkeys(names))
    return tuple(found)


def _expected(test: RuleTest) -> str:
    if test.fires:
        return "fires"
    return "asks for what is missing" if test.missing else "stays silent"


def _case(test: RuleTest) -> str:
    told = [f"“{test.text}”"] if test.text else []
    return "; ".join([*told, *_facts(test.patient)]) or "no facts"


def _facts(patient: Mapping[str, Any]) -> Iterator[str]:
    """A patient block as one reads it: each result or drug with what is said of it, everything else by its name."""
    for name, held in patient.items():
        for one in held if isinstance(held, (list, tuple)) else (held,):
            if isinstance(one, Mapping):
                head = [str(one[key]) for key in ("analyte", "drug", "value", "dose", "unit") if key in one]
                rest = [f"{key.replace('_', ' ')} {part}" for key, part in one.items() if str(part) not in head]
                yield " ".join(head) + (f" ({', '.join(rest)})" if rest else "")
            else:
                yield f"{name.replace('_', ' ')}: {one}"
