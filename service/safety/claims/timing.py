"""What the times of a statement are times of: a test, or a rise of the dose."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from service.safety.claims.times import Sort, TimeSaid
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.text.tokens import Kind, Token


class Happening(StrEnum):
    """What is timed."""

    TEST = "test"
    RISE = "rise"
    OTHER = "other"
    """Another test, or another drug."""


class Event(NamedTuple):
    """A word that names something to be done."""

    place: int
    of: Happening


class Timed(NamedTuple):
    """A time and what it is a time of."""

    time: TimeSaid
    event: Event


_ANCHORS = words("after following since of from before post until")


def timed(
    times: Sequence[TimeSaid], events: Sequence[Event], tokens: Sequence[Token], cut: Sequence[Clause]
) -> list[Timed]:
    """Bind each time to what happens then: what it stands before, else the nearest in its clause, else beside it."""
    if not events:
        return []
    clause_of = [n for n, c in enumerate(cut) for _ in range(c.first, c.last)]
    return [Timed(time, _event(time, events, tokens, clause_of)) for time in times]


def _event(time: TimeSaid, events: Sequence[Event], tokens: Sequence[Token], clause_of: Sequence[int]) -> Event:
    if time.sort is Sort.EVERY:
        near = next(
            (e for e in events if 0 <= e.place - time.last <= 2 and not _breaks(tokens, time.last, e.place)), None
        )
        if near is not None:
            return near
    anchor = _anchor(time, events, tokens)
    free = [e for e in events if e is not anchor] or list(events)
    here = clause_of[time.first]
    own = [e for e in free if clause_of[e.place] == here]
    nearby = own or [e for e in free if clause_of[e.place] < here][-1:] or free
    before = [e for e in nearby if e.place < time.first]
    return before[-1] if before else nearby[0]


def _breaks(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(t.kind is Kind.PUNCT and t.id != "-" for t in tokens[first:last])


def _anchor(time: TimeSaid, events: Sequence[Event], tokens: Sequence[Token]) -> Event | None:
    """What a time is counted from: "a week after each increase" is no time of the increase."""
    if time.last >= len(tokens) or tokens[time.last].text.lower() not in _ANCHORS:
        return None
    return next((e for e in events if 0 < e.place - time.last <= 5), None)
