"""Doses that follow one another in one breath: "50 for two weeks, 75 for one week, then 100 mg".

A ladder is read rung by rung, with the time spent on each, whether or not every rung carries its unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from service.safety.english.measures import MG
from service.safety.english.wordlist import words
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token


class Rung(NamedTuple):
    """One dose of a ladder in mg a day, where it stands, and the days spent on it where they are said."""

    mg: float
    first: int
    last: int
    days: float | None


#: A smaller number, or a larger one, is no dose of a ladder without its unit.
_LEAST, _MOST = 10.0, 1000.0
#: A number up to here may count weeks in a list that named them once ("75 for three").
_COUNT = 12.0
_BETWEEN = words(
    ", ; : - – — / → . ( ) then for at each a an the of on in and from until with now next after followed later "
    "further another more daily dose up go to it stay take"
)
_FREE = (Kind.TIMEUNIT, Kind.FREQUENCY, Kind.DRUG, Kind.ARROW, Kind.DATE)
#: In front of a number these make it a change, or an end, and no rung.
_NO_RUNG = words("by of than above below over under beyond past or plus + × x")
_AT = words("at on of =")


def read_ladder(tokens: Sequence[Token], benign: Set[int]) -> tuple[Rung, ...]:
    """The longest run of rising doses with nothing but times between them; empty when there is none.

    Two doses are a ladder where a time is given for one of them, three are one by themselves; "25, 75 and 100 mg" are
    the strengths that tablets come in.
    """
    longest: tuple[Rung, ...] = ()
    for run in _runs(tokens, benign):
        timed = any(r.days is not None for r in run)
        listed = any(t.id == "and" for t in tokens[run[0].first : run[-1].last])
        timed = timed or (len(run) > 2 and not listed)
        rising = all(a.mg < b.mg for a, b in pairwise(run))
        if rising and timed and len(run) > max(len(longest), 1):
            longest = run
    return longest


_NUMBERS = cue(kinds=(Kind.NUMBER,))


def _runs(tokens: Sequence[Token], benign: Set[int]) -> Iterator[tuple[Rung, ...]]:
    run: list[tuple[float, int, int]] = []
    for i in line_of(tokens).places(_NUMBERS):
        rung = _rung(tokens, i, benign)
        if rung is None:
            continue
        if run and not _only_times(tokens, run[-1][2], rung[1], benign):
            yield _with_times(tokens, run)
            run = []
        run.append(rung)
    if run:
        yield _with_times(tokens, run)


def _rung(tokens: Sequence[Token], i: int, benign: Set[int]) -> tuple[float, int, int] | None:
    token = tokens[i]
    if token.kind is not Kind.NUMBER or i in benign or token.high is None or token.low != token.high:
        return None
    if i and (tokens[i - 1].kind in (Kind.COMPARATOR, Kind.TIMEUNIT) or tokens[i - 1].text.lower() in _NO_RUNG - _AT):
        return None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.kind is Kind.UNIT:
        return (token.high * MG[after.id], i, i + 2) if after.id in MG else None
    other = after is not None and after.kind in (Kind.TIMEUNIT, Kind.PANEL, Kind.ANALYTE, Kind.MULTIPLE, Kind.LIMIT)
    return None if other or not _LEAST <= token.high <= _MOST else (token.high, i, i + 1)


def _only_times(tokens: Sequence[Token], first: int, last: int, benign: Set[int]) -> bool:
    for i in range(first, last):
        token = tokens[i]
        counted = token.kind is Kind.NUMBER and (i in benign or (token.high or 0.0) <= _COUNT)
        if not (counted or token.kind in _FREE or token.text.lower() in _BETWEEN):
            return False
    return True


def _with_times(tokens: Sequence[Token], run: Sequence[tuple[float, int, int]]) -> tuple[Rung, ...]:
    """The rungs of a run, each with its time: all behind their doses, or all in front ("one week at 50")."""
    ahead = _time(tokens, max(0, run[0][1] - 4), run[0][1])
    leads = ahead is not None and tokens[run[0][1] - 1].text.lower() in _AT
    found = []
    for n, (mg, first, last) in enumerate(run):
        start = run[n - 1][2] if n else max(0, first - 4)
        stop = run[n + 1][1] if n + 1 < len(run) else min(last + 5, len(tokens))
        days = _time(tokens, start, first) if leads else _time(tokens, last, stop)
        found.append(Rung(mg, first, last, days))
    return tuple(found)


def _time(tokens: Sequence[Token], first: int, last: int) -> float | None:
    """So many days as are told in a stretch: "two weeks", "a month"."""
    for i in range(first, last):
        token = tokens[i]
        if token.kind is Kind.TIMEUNIT and token.low and i:
            before = tokens[i - 1]
            if before.kind is Kind.NUMBER and before.low is not None:
                return before.low * token.low
            if before.text.lower() in ("a", "an", "one", "another", "each"):
                return token.low
    return None
