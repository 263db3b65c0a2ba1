"""How far apart liver tests are to be, or that they are not to be done, as a text says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from service.safety.clauses import Clause, denied_at
from service.safety.evaluations import Want
from service.safety.limits import Limits
from service.safety.speech import Act
from service.safety.test_words import DROPPING, STATING, is_testing, names_test
from service.safety.times import Sort, TimeSaid
from service.safety.timing import Happening, Timed
from service.safety.tokens import Kind, Token
from service.safety.wordlist import words


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
    counted: bool = False
    """True when it is a moment and not a rhythm: a single test."""


class TestReader:
    """Reads what a statement says of the tests behind the stop lines."""

    __test__ = False

    def __init__(
        self,
        tokens: Sequence[Token],
        cut: Sequence[Clause],
        acts: Sequence[Act],
        times: Sequence[Timed],
        limits: Limits,
    ) -> None:
        self._tokens = tokens
        self._words = [t.text.lower() for t in tokens]
        self._cut = cut
        self._acts = acts
        self._limits = limits
        self._times = [t.time for t in times if t.event.of is Happening.TEST]

    def read(self, places: Sequence[int]) -> tuple[TestSaid, ...]:
        """Everything that is said of the tests named at `places`."""
        if not places:
            return ()
        return (*self._rhythms(), *self._moments(), *self._dated(), *self._dropped(places))

    # -------------------------------------------------------------------------------------- how often

    def _said(self, days: float | None, place: int, *, span: float | None = None, counted: bool = False) -> TestSaid:
        n = next(k for k, c in enumerate(self._cut) if c.first <= place < c.last)
        clause = self._cut[n]
        want = next((e.want for e in clause.judged), Want.ANY)
        return TestSaid(
            days=days,
            denied=denied_at(clause, self._tokens, place),
            want=want,
            act=self._acts[n],
            clause=n,
            place=place,
            span=span,
            counted=counted,
        )

    def _rhythms(self) -> Iterator[TestSaid]:
        for time in self._times:
            if time.sort is Sort.EVERY:
                yield self._said(self._apart(time), time.first, span=self._span())
            elif (
                time.sort is Sort.SPAN
                and self._words[time.first - 1] != "for"
                and (count := self._count(time)) is not None
            ):
                yield self._said(time.high / count, time.first)

    def _apart(self, time: TimeSaid) -> float:
        """The longest time between two tests that the words allow."""
        often = self._tokens[time.first].kind is Kind.FREQUENCY
        if time.compare in (">=", ">") and (not often or time.after):
            return inf
        if time.compare == "<" and often and not time.after:
            return inf
        count = (
            self._count(time)
            if often and self._tokens[time.first].id.startswith(("per-", "weekly", "monthly"))
            else None
        )
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
            if token.kind is Kind.NUMBER and token.high is not None and token.high <= 12:
                counted = self._tokens[j + 1 : j + 5]
                tests = names_test(counted) or j == time.first - 1
                return token.high if tests and token.high > 0 else None
        return None

    # -------------------------------------------------------------------------------------- single tests

    def _moments(self) -> Iterator[TestSaid]:
        """Tests at moments: the longest time without one."""
        points = [t for t in self._times if t.sort is Sort.POINT and self._ordered(t)]
        if not points:
            return
        if all(t.indexed for t in points) and len(points) + sum(t.high > t.low for t in points) > 1:
            days = sorted({d for t in points for d in (t.low, t.high)})
            yield self._said(max(b - a for a, b in pairwise([0.0, *days])), points[0].first, counted=True)
            return
        for time in points:
            yield self._said(inf if time.compare in (">=", ">") else time.high, time.first, counted=True)

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
        days = [(i, t.low or 0.0) for i, t in enumerate(self._tokens) if t.id == "date" and t.low]
        gaps = [(b[1] - a[1], b[0]) for a, b in pairwise(days)]
        if gaps:
            longest = max(g if g >= 0 else g + 365.25 for g, _ in gaps)
            yield self._said(longest, gaps[0][1], counted=True)

    # -------------------------------------------------------------------------------------- not at all

    def _dropped(self, places: Sequence[int]) -> Iterator[TestSaid]:
        for place in places:
            n = next(k for k, c in enumerate(self._cut) if c.first <= place < c.last)
            if self._is_dropped(place, self._cut[n]):
                yield TestSaid(days=None, denied=True, want=Want.ANY, act=self._acts[n], clause=n, place=place)
                return

    def _is_dropped(self, place: int, clause: Clause) -> bool:
        own = range(clause.first, clause.last)
        said = self._words[clause.first : clause.last]
        if any(self._drops(i) and not denied_at(clause, self._tokens, i) for i in own):
            return True
        if any(e.want is Want.LAXER and not denied_at(clause, self._tokens, e.first) for e in clause.judged):
            return True
        if any(_phrase(said, p) for p in _AT_WILL):
            return not denied_at(clause, self._tokens, place)
        if self._only_when_ill(place):
            return True
        if any(e.want in (Want.STRICTER, Want.MORE) for e in clause.judged):
            return False  # "Weekly tests are too few."
        return denied_at(clause, self._tokens, place) and self._denies_tests(place, clause)

    def _drops(self, i: int) -> bool:
        """A word of dropping with the tests as its object, or its subject."""
        token = self._tokens[i]
        word = self._words[i]
        if word in DROPPING:
            return True
        if word in ("dispense", "dispensed", "dispensing", "do", "done") and self._words[i + 1 : i + 2] in (
            ["with"],
            ["without"],
            ["away"],
        ):
            return True
        if token.kind is not Kind.VERB or token.id not in ("stop", "hold") or self._words[i - 1] == "on":
            return False
        before, after = self._tokens[max(0, i - 6) : i], self._tokens[i + 1 : i + 4]
        if token.form == "past":
            return names_test(before) and not any(t.kind is Kind.DRUG for t in before)
        return token.form in ("base", "ing") and names_test(after) and not any(t.kind is Kind.DRUG for t in after)

    def _only_when_ill(self, place: int) -> bool:
        """As in "bloods only if she feels unwell"."""
        for j in range(place, min(place + 8, len(self._tokens))):
            if self._tokens[j].kind is Kind.CONJ and self._tokens[j].id in ("only", "if", "when"):
                after = self._tokens[j : j + 8]
                ill = any(t.kind is Kind.SYMPTOM or t.text.lower() in _ILL for t in after)
                return ill and (self._tokens[j].id == "only" or "only" in self._words[max(0, j - 3) : j + 2])
        return False

    def _denies_tests(self, place: int, clause: Clause) -> bool:
        """Whether it is the testing that is denied, and not a result or a plan that lacks tests."""
        token = self._tokens[place]
        if clause.link in ("if", "when", "until", "before", "unless", "because", "despite", "while"):
            return False
        said = set(self._words[clause.first : clause.last])
        if clause.link in ("without", "instead"):
            before = self._words[clause.first - 1] if clause.first else ""
            return before in ("do", "manage", "go", "") or (
                clause.link == "instead" and not self._tested_elsewhere(clause)
            )
        if said & _NEEDED:
            return True
        if any(t.kind is Kind.QUALITY for t in self._tokens[clause.first : clause.last]):
            return False
        if is_testing(token) and token.form not in ("noun", "ing"):
            return True
        return any(d < place and place - d <= 4 and self._words[d] in _DETERMINERS for d in clause.denials)

    def _tested_elsewhere(self, clause: Clause) -> bool:
        return any(names_test((t,)) for i, t in enumerate(self._tokens) if not clause.first <= i < clause.last)


_BOUNDS = words("until till from since to before")
_FROM = words("onwards onward")
_NEEDED = words(
    "need needs needed necessary required require requires bother bothered call point worth due order ordered "
    "indicated want wanted warranted called use purpose value reason insist have has"
)
_DETERMINERS = words("no without none neither")
_ILL = words(
    "unwell ill sick poorly symptomatic symptoms symptom feels feel off indicated concerned concern worried "
    "clinically trouble problems complains complaint needed requested asks wants"
)
_AT_WILL = tuple(
    tuple(p.split())
    for p in (
        "as you like; as you please; as you wish; as she likes; as he likes; whenever; at some point; as and "
        "when; when convenient; if time permits; at their convenience; at her convenience; at his convenience; "
        "at your convenience; ad hoc; ad lib; prn; as required; as needed; if needed; if required; when needed; "
        "at will; at leisure; at your leisure; when possible; when you can; when they can; according to "
        "preference; patient's preference; optional; if convenient; every so often; now and then; from time to "
        "time; once in a while; occasionally; opportunistically; sporadically"
    ).split("; ")
)  # fmt: skip


def _phrase(said: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(said[k : k + size]) == phrase for k in range(len(said) - size + 1))
