"""Read times in days: since the drug was stopped, restarted or raised, and between planned tests or steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from service.domain.facts import DaysFact, Phase, Read
from service.safety.reading.dose_spells import higher_than_before
from service.safety.reading.intent import acts, describe, nominal
from service.safety.reading.scan import Scan, is_duration
from service.safety.text.tokens import Kind, Token

_TESTS = frozenset("test tests labs bloods enzymes check checks".split())
#: What stands behind "a week" that is counted back.
_BACK = frozenset("ago back".split())
_NEXT = frozenset("next repeat recheck again another".split())
#: Words that count days without a figure.
_LATELY = {"today": 0.0, "just": 0.0, "yesterday": 1.0}
Since = Literal["since-restart", "since-stop", "since-increase"]
_STEPS = frozenset("step steps increments up".split())
_INCREMENTS = frozenset("step steps increment increments increases".split())
_OFF = frozenset(["off"])
_EVENTS: dict[str, Since] = {
    "restart": "since-restart",
    "stop": "since-stop",
    "hold": "since-stop",
    "raise": "since-increase",
    "start": "since-increase",
}


def read_days(scan: Scan, phase: Phase | None) -> tuple[DaysFact, ...]:
    """Times in days, with the event they count from; an unnamed event is that of the phase."""
    found: list[DaysFact] = []
    for i, token in enumerate(scan.tokens):
        days = _duration(scan, i, token)
        if days is not None:
            low, high, end = days
            fact = (
                _next_test(scan, i, end, low, high)
                or _first_step(scan, i, end, low, high)
                or _since(scan, i, end, low, high, phase)
            )
            if fact is not None:
                scan.used.update(range(i, end + 1))
                found.append(fact)
        elif token.kind is Kind.FREQUENCY and token.high:
            fact = _frequency(scan, i, token)
            if fact is not None:
                found.append(fact)
    told = {fact.of for fact in found}
    return (*found, *(fact for fact in _lately(scan) if fact.of not in told))


def _lately(scan: Scan) -> Iterator[DaysFact]:
    """`Restarted yesterday`, `just stopped`: how long ago, in a word."""
    for i, token in enumerate(scan.tokens):
        name = _EVENTS.get(token.id) if acts(scan, i) and token.form == "past" and describe(scan, i).past else None
        clause = scan.clause(i)
        near = range(max(clause.start, i - 2), min(clause.stop, i + 5))
        told = next((j for j in near if scan.text(j) in _LATELY), None)
        if name is not None and told is not None:
            days = _LATELY[scan.text(told)]
            yield DaysFact(of=name, low=days, high=days, read=scan.read(told, told))


def _duration(scan: Scan, i: int, token: Token) -> tuple[float, float, int] | None:
    """A number of days with where it ends: "4 weeks", "day 9", "d6", "6-day", "a week" of "a week ago"."""
    if token.kind is Kind.TIMEUNIT and token.low and scan.text(i - 1) in ("a", "an") and scan.text(i + 1) in _BACK:
        return token.low, token.high or token.low, i
    if token.kind is not Kind.NUMBER or token.low is None or token.high is None or i in scan.used:
        return None
    following = scan.token(i + 1)
    if following is not None and following.low and is_duration(scan, i):
        return token.low * following.low, token.high * (following.high or following.low), i + 1
    before = scan.token(i - 1)
    if before is not None and (
        before.text.casefold() in ("day", "d", "days") or (before.kind is Kind.TIMEUNIT and before.id == "day")
    ):
        return token.low, token.high, i
    return None


def _next_test(scan: Scan, i: int, end: int, low: float, high: float) -> DaysFact | None:
    """`Next LFT in 3 weeks`, `repeat bloods in 10 days`: how long until the next test is how far tests lie apart."""
    clause = scan.clause(i)
    before = [j for j in clause if j < i]
    again = any(scan.text(j) in _NEXT or (scan.is_kind(j, Kind.VERB) and scan.tokens[j].id == "repeat") for j in before)
    tests = any(scan.is_kind(j, Kind.PANEL, Kind.ANALYTE) or scan.text(j) in _TESTS for j in before)
    if scan.text(i - 1) != "in" or not (again and tests):
        return None
    return DaysFact(of="between-tests", low=low, high=high, read=scan.read(i, end))


def _first_step(scan: Scan, i: int, end: int, low: float, high: float) -> DaysFact | None:
    """`up 25 mg after 2 weeks`, `75 mg after 1 week`: how long after a planned restart the first increase comes."""
    if scan.text(i - 1) != "after" or scan.is_kind(end + 1, Kind.DRUG) or scan.text(end + 1) in ("of", "on"):
        return None
    sentence = scan.sentence(i)
    before = [j for j in sentence if j < i]
    done = any(scan.tokens[j].form == "past" for j in sentence if acts(scan, j))
    steps = any(
        scan.is_kind(j, Kind.ARROW) or scan.text(j) in _STEPS or (acts(scan, j) and scan.tokens[j].id == "raise")
        for j in before
    )
    planned = any(acts(scan, j) and scan.tokens[j].id == "restart" for j in sentence) or "plan" in scan.words(sentence)
    return (
        DaysFact(of="first-step", low=low, high=high, read=scan.read(i, end))
        if steps and planned and not done
        else None
    )


def _frequency(scan: Scan, i: int, token: Token) -> DaysFact | None:
    daily_dose = token.high == 1 and (scan.is_kind(i - 1, Kind.UNIT) or token.id.startswith("part:"))
    if not token.high or token.high > 1 or not token.low or daily_dose:
        return None
    return _between(scan, i, scan.read(i, i), 1 / token.high, 1 / token.low)


def _between(scan: Scan, i: int, read: Read, low: float, high: float) -> DaysFact | None:
    clause = scan.sentence(i)
    tests = any(
        scan.is_kind(j, Kind.PANEL, Kind.ANALYTE)
        or scan.text(j) in _TESTS
        or (scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("test", "repeat"))
        for j in clause
        if abs(j - i) <= 6
    )
    steps = any(
        (scan.is_kind(j, Kind.VERB) and scan.tokens[j].id == "raise") or scan.text(j) in _STEPS for j in clause if j < i
    ) or any(scan.text(j) in _INCREMENTS for j in range(i + 1, min(i + 4, clause.stop)))
    if steps:
        return DaysFact(of="between-steps", low=low, high=high, read=read)
    return DaysFact(of="between-tests", low=low, high=high, read=read) if tests else None


def _since(scan: Scan, i: int, end: int, low: float, high: float, phase: Phase | None) -> DaysFact | None:
    event = _event(scan, i, end, phase)
    return None if event is None else DaysFact(of=event, low=low, high=high, read=scan.read(i, end))


def _event(scan: Scan, i: int, end: int, phase: Phase | None) -> Since | None:
    clause = scan.clause(i)
    if _ends_a_change(scan, i):
        return "since-increase"
    near = sorted((j for j in clause if acts(scan, j) and not _only_named(scan, j)), key=lambda j: abs(j - i))
    for j in near:
        name = _EVENTS.get(scan.tokens[j].id)
        if name is not None:
            return name
    if any(scan.text(j) in _OFF for j in clause):
        return "since-stop"
    after = {scan.text(j) for j in range(end + 1, end + 3)}
    wide: Sequence[int] = [j for j in scan.sentence(i) if acts(scan, j) and describe(scan, j).past]
    if wide and (after & {"ago", "later", "after", "on"} or scan.text(i - 1) in ("day", "d")):
        return _EVENTS.get(scan.tokens[min(wide, key=lambda j: abs(j - i))].id)
    if phase == "held":
        return "since-stop"
    if phase == "restarted":
        return "since-increase" if higher_than_before(scan, i, end) else "since-restart"
    raised = any(scan.is_kind(j, Kind.ARROW) or scan.text(j) in ("from", "up") for j in scan.sentence(i))
    return "since-increase" if raised else None


def _ends_a_change(scan: Scan, i: int) -> bool:
    """Whether what is dated at `i` is a dose that another one was raised to: "50 -> 75 mg 5 days ago", "up to 75"."""
    j = i - 1 - (scan.text(i - 1) in ("a", "an"))
    j -= scan.is_kind(j, Kind.UNIT)
    if not scan.is_kind(j, Kind.NUMBER) or j not in scan.used:
        return False
    return scan.is_kind(j - 1, Kind.ARROW) or scan.text(j - 1) == "up to" or scan.tokens[j].form == "to"


def _only_named(scan: Scan, j: int) -> bool:
    """What is spoken of has not happened: "does the hold still apply", "raised on the restart ten days ago"."""
    if scan.tokens[j].id in ("hold", "stop"):
        return not describe(scan, j).past
    raised = any(scan.tokens[k].id == "raise" and describe(scan, k).past for k in scan.clause(j) if acts(scan, k))
    return scan.tokens[j].id == "restart" and nominal(scan, j) and raised
