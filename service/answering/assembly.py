"""Checked statements in, answer out: worded for the audience, sections in order, citations numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.model import STRICTNESS, Topic, passage_id
from service.answering.audience import for_audience
from service.answering.case import Case
from service.answering.reviewing import Reviewed
from service.answering.sections import in_order
from service.answering.urgent import said
from service.domain.answer import (
    Answer,
    AnswerDisagreement,
    AnswerSection,
    AnswerStatement,
    Citation,
    DisagreementShown,
    DraftStatement,
    Finding,
    Missing,
    Position,
    Safety,
    Status,
)
from service.safety.rules.ruling import rank
from service.safety.rules.shown import shown

#: How many covered questions are offered.
SUGGESTIONS = 3
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is left to show: the checked statements, what goes beside them, and the status."""

    reviewed: Reviewed
    not_addressed: tuple[str, ...]
    disagreements: tuple[DisagreementShown, ...]
    missing: tuple[Missing, ...]
    status: Status
    contacts: str | None
    """The operator's emergency numbers."""
    numbering: Numbering
    """Goes on from what has been told already, so that the answer has the numbers that were told."""


def assemble(case: Case, decided: Decided) -> Answer:
    """Return the answer. In an emergency the urgent instruction and the findings stand alone."""
    emergency = decided.status is Status.EMERGENCY
    told = for_audience(case.assessment, case.audience, case.topic)
    numbering = decided.numbering
    cite_findings(told.findings, case.topic, numbering)
    reviewed = decided.reviewed
    return Answer(
        topic=case.topic.id,
        audience=case.audience,
        status=decided.status,
        findings=told.findings,
        facts=shown(case.facts, case.topic),
        missing=() if emergency else asked_first(told.missing, decided.missing, case.topic),
        sections=sections(_with_contacts(reviewed.statements, decided), numbering, stop_first=case.stopped),
        not_addressed=() if emergency else decided.not_addressed,
        disagreements=() if emergency else side_by_side(decided.disagreements, numbering),
        citations=numbering.citations,
        safety=Safety(verdict=_verdict(decided), checked=reviewed.checked, changes=reviewed.changes),
        suggestions=() if emergency else suggest(case.question.text, case.topic),
        corrections=case.corrections,
    )


def asked_first(missing: Sequence[Missing], needed: Sequence[Missing], topic: Topic) -> tuple[Missing, ...]:
    """Return each missing fact once: first what could call for the strictest action, last what is computed with."""

    def strictness(one: Missing) -> int:
        return min((rank(topic.rule[rule].action) for rule in one.rules), default=len(STRICTNESS))

    ordered = [*sorted(missing, key=strictness), *needed]
    return tuple({(one.fact, one.path): one for one in reversed(ordered)}.values())[::-1]


def _with_contacts(statements: Sequence[DraftStatement], decided: Decided) -> Sequence[DraftStatement]:
    """Put the operator's own numbers behind the urgent instruction, which they belong to."""
    if decided.status is not Status.EMERGENCY or not decided.contacts or not statements:
        return statements
    return (statements[0], said(decided.contacts, statements[0].passages), *statements[1:])


def _verdict(decided: Decided) -> Literal["pass", "amended", "withheld"]:
    if decided.status is Status.WITHHELD:
        return "withheld"
    return "amended" if decided.reviewed.changes else "pass"


class Numbering:
    """Gives each cited passage its number, in the order in which a reader meets it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, passages: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of these passages, new ones counted on."""
        return tuple(self._numbers.setdefault(p, len(self._numbers) + 1) for p in passages)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every passage cited so far, by number."""
        return tuple(Citation(n=n, passage_id=p) for p, n in self._numbers.items())


def cite_findings(findings: Iterable[Finding], topic: Topic, numbering: Numbering) -> None:
    """Number what the findings rest on first, because findings are read first."""
    for finding in findings:
        numbering.cite(passage_id(topic.id, statement) for statement in finding.statements)


def sections(
    statements: Sequence[DraftStatement], numbering: Numbering, *, stop_first: bool
) -> tuple[AnswerSection, ...]:
    """Group statements under their headings, in the order of care."""
    made = []
    for heading in in_order([statement.heading for statement in statements], stop_first=stop_first):
        own = [s for s in statements if s.heading == heading]
        made.append(
            AnswerSection(
                heading=heading,
                statements=tuple(
                    AnswerStatement(text=s.text, citations=numbering.cite(s.passages), origin=s.origin) for s in own
                ),
            )
        )
    return tuple(made)


def side_by_side(shown: Iterable[DisagreementShown], numbering: Numbering) -> tuple[AnswerDisagreement, ...]:
    """Show what sources say differently about one matter, the followed position first."""
    return tuple(
        AnswerDisagreement(
            about=one.about,
            positions=tuple(Position(text=p.text, citations=numbering.cite(p.passages)) for p in one.positions),
        )
        for one in shown
    )


def suggest(question: str, topic: Topic) -> tuple[str, ...]:
    """Return the covered questions nearest to this one by shared words; ties keep the topic's order."""
    asked = _words(question)
    others = [s for s in topic.suggested_questions if _words(s) != asked]
    return tuple(sorted(others, key=lambda s: -len(_words(s) & asked))[:SUGGESTIONS])


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
