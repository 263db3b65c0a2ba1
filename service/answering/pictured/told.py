"""The day of a result that a question tells in words, for its place on a course: "A 90 on 15 Oct 2026".

Read for drawing alone: no finding rests on it. A day counts only with its year, and where it can be read in one way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from corpus.model import Vocabulary
from service.domain.facts import LabFact
from service.safety.reading.lab_days import days_beside
from service.safety.text.lexer import lex
from service.safety.text.tokens import Kind, Lexed

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
#: With slashes, the day comes first in one country and second in another: such a date has no place.
_DOTTED = re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})")
_NAMED = re.compile(
    r"(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<name>[a-z]{3})[a-z]*\.?,?\s+"
    r"(?:(?P<later>\d\d?)(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})",
    re.IGNORECASE,
)


class DaysTold:
    """Finds the days of results in one question; the text is read only when a course may be drawn."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary

    def of(self, labs: Sequence[LabFact]) -> list[date | None]:
        """Return the day of each result of one analyte, as given or as told beside its figure."""
        figures = [self._figure(lab) for lab in labs]
        places = frozenset(i for i in figures if i is not None)
        beside = days_beside(self._lexed.tokens, places) if places else {}
        told = [full_date(beside[i].text) if i is not None and i in beside else None for i in figures]
        return [lab.at or day for lab, day in zip(labs, told, strict=True)]

    @cached_property
    def _lexed(self) -> Lexed:
        return lex(self._text, self._vocabulary)

    def _figure(self, lab: LabFact) -> int | None:
        """The place of a result's figure, where it stands once in the words that it was read from."""
        span, value = lab.read.span, lab.value
        if lab.at is not None or lab.read.origin != "question" or span is None or value is None:
            return None
        found = [
            i
            for i, token in enumerate(self._lexed.tokens)
            if token.kind is Kind.NUMBER and token.low == value.low == token.high == value.high
            if span[0] <= (place := self._lexed.original_span(token))[0] and place[1] <= span[1]
        ]
        return found[0] if len(found) == 1 else None


def full_date(text: str) -> date | None:
    """Return the day of a date that has its year and can be read in one way only."""
    named = _NAMED.fullmatch(text)
    found = _ISO.fullmatch(text) or _DOTTED.fullmatch(text) or named
    if found is None:
        return None
    parts = found.groupdict()
    day = parts["day"] or parts.get("later")
    month = parts["name"].casefold() if named else parts["month"]
    if day is None or (named and month not in _MONTHS):
        return None
    try:
        return date(int(parts["year"]), _MONTHS.index(month) + 1 if named else int(month), int(day))
    except ValueError:
        # A day that there is not, such as 31 June.
        return None
