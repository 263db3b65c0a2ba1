"""The plan of an answer that a model words: which passages, in which order, under which headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.answering.audience import for_audience
from service.answering.case import Case
from service.answering.sections import HEADINGS, Place, in_order
from service.domain.answer import DraftStatement
from service.domain.wording import NumberedPassage, WordingTask

#: What the corpus says of itself is shown in its own words.
_QUOTED = (HEADINGS[Place.CORRECTION], HEADINGS[Place.UNSETTLED])


def wordable(statements: Sequence[DraftStatement]) -> tuple[DraftStatement, ...]:
    """Return the quotations that a model may word, in the order in which a reader meets them."""
    return tuple(s for s in statements if s.origin == "quote" and s.heading not in _QUOTED)


@dataclass(slots=True)
class Section:
    """One section of the plan: what stands before its passages, and the passages by their numbers."""

    heading: str
    fixed: list[DraftStatement] = field(default_factory=list)
    quotes: dict[int, DraftStatement] = field(default_factory=dict)


def sections_of(case: Case, statements: Sequence[DraftStatement]) -> list[Section]:
    """Return the plan by sections in the order in which they are shown, its passages numbered as they are read."""
    number = 0
    may = set(map(id, wordable(statements)))
    found = []
    for heading in in_order([s.heading for s in statements], stop_first=case.stopped):
        section = Section(heading=heading)
        for statement in (s for s in statements if s.heading == heading):
            if id(statement) in may:
                number += 1
                section.quotes[number] = statement
            else:
                section.fixed.append(statement)
        found.append(section)
    return found


def task(case: Case, sections: list[Section]) -> WordingTask:
    """Return what a model is given; nothing of the patient but the question and what the rules found."""
    told = for_audience(case.assessment, case.audience, case.topic)
    return WordingTask(
        question=case.question.text,
        reader=case.audience.value,
        findings=tuple(f.message for f in told.findings),
        passages=tuple(
            NumberedPassage(number=n, heading=section.heading, text=quote.text)
            for section in sections
            for n, quote in section.quotes.items()
        ),
    )
