"""How far apart liver tests are to be, or that they are not to be done, as a text says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from service.safety.claims.tests_dropped import LettingGo
from service.safety.claims.times import Sort, TimeSaid
from service.safety.claims.timing import Happening, Timed
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.grammar.evaluations import Want
from service.safety.grammar.speech import Act
from service.safety.grammar.test_words import STATING, names_test
from service.safety.rules.limits import Limits
from service.safety.text.line import Line
from service.safety.text.tokens import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSaid:
    """How often liver tests are to be done: the days between two, at most; None when they are not to be done."""

    __test__ = False  # Not a test case, though pytest would take its name for one.

    days: float | None
    denied: bool
    want: Want
    """What a refusal would have instead."""
    act: Act
    clause: int
    place: int
    span: float | None = None
    """How many days it is to go on, where that is said."""
    on: float | None = None
    """The day in the year, of a single test on a date."""
    counted: bool = False
    """True when it is a moment and not a rhythm: a single test."""


class TestReader:
    """Reads what a statement says of the tests behind the stop lines."""

    __test__ = False

    def __init__(
        self,
        tokens: Line,
        cut: Sequence[Clause],
        acts: Sequence[Act],
        times: Sequence[Timed],
        limits: Limits,
    ) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._cut = cut
        self._acts = acts
        self._limits = limits
        self._letting = LettingGo(tokens, cut)
        self._times = [t.time for t in times if t.event.of is Happening.TEST]

    def read(self, places: Sequence[int]) -> tuple[TestSaid, ...]:
        """Everything that is said of the tests named at `places`."""
        return (*self._rhythms(), *self._once(), *self._moments(), *self._dated(), *self._dropped(places))

    # -------------------------------------------------------------------------------------- how often

    def _said(self, days: float | None, place: int, *, span: float | None = None, counted: bool = False) -> TestSaid:
        n = next(k for k, c in enumerate(self._cut) if c.first <= place < c.last)
        clause = self._cut[n]
        want = next((e.want for e in clause.judged), Want.ANY)
        return TestSaid(
            days=days,
            denied=self._letting.denied(clause, place),
            want=want,
            act=self._acts[n],
            clause=n,
            place=place,
            span=span,
            counted=counted,
        )

    def _rhythms(self) -> Iterator[TestSaid]:
        for time in self._times:
            if (count := self._sets_in(time)) is not None:
                yield self._said(time.high / count, time.first)
            elif time.sort is Sort.EVERY:
                yield self._said(self._apart(time), time.first, span=self._span())
            elif time.sort is Sort.SPAN:
                count = self._count(time) if self._words[time.first - 1] != "for" else self._left(time)
                count = count or self._count_behind(time)
                if count is not None:
                    yield self._said(time.high / count, time.first)

    def _sets_in(self, time: TimeSaid) -> float | None:
        """As in "four sets in fourteen days": so many tests in a time, and no moment of one."""
        if time.sort is not Sort.POINT or time.indexed or self._words[time.first - 1 : time.first] not in _WITHIN:
            return None
        count = self._count(time)
        return count if count is not None and count > 1 else None

    def _once(self) -> Iterator[TestSaid]:
        """A single test for the whole of a time: "once for the first fortnight", "one check after the restart"."""
        for i, word in enumerate(self._words):
            after = self._words[i + 1] if i + 1 < len(self._words) else "."
            if word == "once" and after in _OVER and (lasts := self._span()) is not None:
                yield self._said(lasts, i)

    def _apart(self, time: TimeSaid) -> float:
        """The longest time between two tests that the words allow."""
        often = self._tokens[time.first].kind is Kind.FREQUENCY
        if time.compare in (">=", ">") and (not often or time.after):
            return inf
        if time.compare == "<" and often and not time.after:
            return inf
        of_each = self._words[time.first - 1] == "of" and time.first > 0
        rated = often and (of_each or self._tokens[time.first].id.startswith(("per-", "weekly", "monthly")))
        count = self._count(time) if rated else None
        return time.high / (count or 1.0)

    def _span(self) -> float | None:
        spans = [t.high for t in self._times if t.sort is Sort.SPAN or (t.indexed and t.high <= 14)]
        return max(spans, default=None)

    def _count(self, time: TimeSaid) -> float | None:
        """So many tests in the time: "two liver tests a week", "three sets over the first fortnight"."""
        first = max(0, time.first - 9)
        for j in range(time.first - 1, first - 1, -1):
            token = self._tokens[j]
            if (token.kind is Kind.PUNCT and token.id not in ("-", "/", "(")) or token.kind is Kind.FREQUENCY:
                return None
            if self._words[j] in ("one", "single") and names_test(self._tokens[j + 1 : j + 4]):
                return None if self._rated() else 1.0
            if token.kind is Kind.NUMBER and token.high is not None and token.high <= 12:
                counted = self._tokens[j + 1 : j + 5]
                days = self._words[j + 1 : j + 3] == ("days", "of")
                tests = names_test(counted) or days or j == time.first - 1
                return token.high if tests and token.high > 0 else None
        return None

    def _rated(self) -> bool:
        """Whether it is said how often anywhere: "twice weekly, one set each, for the first fortnight"."""
        return any(time.sort is Sort.EVERY for time in self._times)

    def _left(self, time: TimeSaid) -> float | None:
        """As in "the tests can be left for a month": one test when it is over."""
        return 1.0 if self._words[time.first - 2 : time.first - 1] in _LEAVING else None

    def _count_behind(self, time: TimeSaid) -> float | None:
        """So many tests in a time that stands before them: "in the first fortnight one set of tests"."""
        for j in range(time.last, min(time.last + 12, len(self._tokens))):
            token = self._tokens[j]
            single = self._words[j] in ("one", "single")
            number = token.kind is Kind.NUMBER and token.high is not None and token.high <= 12
            if not (single or number) or not names_test(self._tokens[j + 1 : j + 4]):
                continue
            rated = any(t.kind in (Kind.FREQUENCY, Kind.TIMEUNIT) for t in self._tokens[j + 1 : j + 9])
            return None if rated else 1.0 if single else token.high
        return None

    # -------------------------------------------------------------------------------------- single tests

    def _moments(self) -> Iterator[TestSaid]:
        """Tests at moments: the longest time without one."""
        points = [t for t in self._times if t.sort is Sort.POINT and self._ordered(t) and self._sets_in(t) is None]
        if not points:
            return
        if all(t.indexed for t in points) and len(points) + sum(t.high > t.low for t in points) > 1:
            days = sorted({d for t in points for d in self._days_of(t)})
            yield self._said(max(b - a for a, b in pairwise([0.0, *days])), points[0].first, counted=True)
            return
        for time in points:
            yield self._said(inf if time.compare in (">=", ">") else time.high, time.first, counted=True)

    def _days_of(self, time: TimeSaid) -> set[float]:
        """Each day of a list: of "days 3, 7 and 10" all three."""
        own = self._tokens[time.first : time.last]
        unit = next((t.low for t in own if t.kind is Kind.TIMEUNIT and t.low), 1.0)
        listed = {unit * day for t in own if t.kind is Kind.NUMBER for day in (t.low, t.high) if day is not None}
        return {time.low, time.high, *listed}

    def _ordered(self, time: TimeSaid) -> bool:
        """Whether a test is to be done at a moment: not until or from it on, and no result is told of it."""
        before = self._words[max(0, time.first - 2) : time.first]
        clause = next(c for c in self._cut if c.first <= time.first < c.last)
        own = self._tokens[clause.first : clause.last]
        if set(before) & _BOUNDS or set(self._words[time.last : time.last + 1]) & _FROM or clause.link in STATING:
            return False
        if time.compare == "<" and time.high <= 7:
            return False  # "Within the first week": one test, whatever others there are.
        return not any(t.kind is Kind.QUALITY or (t.kind is Kind.VERB and t.id == "rise") for t in own)

    def _dated(self) -> Iterator[TestSaid]:
        """A list of dates: the longest time between two of them."""
        days = [(i, t.low or 0.0) for i, t in enumerate(self._tokens) if t.id == "date" and t.low and self._planned(i)]
        if len(days) == 1:
            yield replace(self._said(0.0, days[0][0], counted=True), on=days[0][1])
        gaps = [(b[1] - a[1], b[0]) for a, b in pairwise(days) if not self._moved(a[0], b[0])]
        if gaps:
            longest = max(g if g >= 0 else g + 365.25 for g, _ in gaps)
            yield self._said(longest, gaps[0][1], counted=True)

    def _planned(self, place: int) -> bool:
        """Whether a date is that of a test to come: no result stands beside it ("normal on 2 and 9 April")."""
        clause = next(c for c in self._cut if c.first <= place < c.last)
        near = self._tokens[max(clause.first, place - 8) : min(clause.last, place + 8)]
        told = any(t.kind is Kind.QUALITY or t.text.lower() in ("were", "was", "taken", "showed") for t in near)
        return not told

    def _moved(self, first: int, second: int) -> bool:
        """As in "moved from 8 June to 22 June": one date in place of another."""
        return self._words[first - 1 : first] == ("from",) and self._words[first + 1 : second] == ("to",)

    # -------------------------------------------------------------------------------------- not at all

    def _dropped(self, places: Sequence[int]) -> Iterator[TestSaid]:
        for place in places:
            n = next(k for k, c in enumerate(self._cut) if c.first <= place < c.last)
            if self._letting.is_dropped(place, self._cut[n]):
                yield TestSaid(days=None, denied=True, want=Want.ANY, act=self._acts[n], clause=n, place=place)
                return


_LEAVING = tuple((word,) for word in ("left", "leave", "leaving", "wait", "waits", "waiting", "unchecked", "alone"))
_OVER = words("for in during over within throughout . , ; : ! )")
_WITHIN = (("in",), ("within",), ("over",), ("across",))
_BOUNDS = words("until till from since to before")
_FROM = words("onwards onward")
