"""Times and first doses that a sentence states as a source's rule: "the article says weekly tests are enough"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.domain.facts import DaysFact, DoseFact, QuotedLimit, Read
from service.safety.reading.intent import OF_A_SOURCE
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_SAYING = frozenset(
    "says say said states state stated allows allow permits permit recommends recommend advises advise suggests "
    "wants asks accepts accepted lets line according per reads gives prints".split()
)
_ASKING = frozenset("does do did what which how when why who is are can could should may".split())
_EARLY = frozenset("fortnight first".split())
_DAYS_A_WEEK = 7.0


def quoted_times(scan: Scan, days: Iterable[DaysFact], doses: Iterable[DoseFact]) -> tuple[QuotedLimit, ...]:
    """Return what sentences state as a source's rule about times between tests, waits and the first dose."""
    days, doses = tuple(days), tuple(doses)
    return tuple(q for stretch in scan.sentences() if _states(scan, stretch) for q in _of(scan, stretch, days, doses))


def _states(scan: Scan, stretch: range) -> bool:
    """Whether a sentence tells what a source says, and does not ask it."""
    words = scan.words(stretch)
    return bool(words & OF_A_SOURCE and words & _SAYING) and scan.text(stretch.start) not in _ASKING


def _of(scan: Scan, stretch: range, days: tuple[DaysFact, ...], doses: tuple[DoseFact, ...]) -> Iterator[QuotedLimit]:
    low, high = scan.read(stretch.start, stretch.stop - 1).span or (0, 0)

    def inside(read: Read) -> bool:
        return read.span is not None and low <= read.span[0] < high

    for fact in days:
        claim = _claim(fact, scan, stretch) if inside(fact.read) else None
        if claim == "tests-per-week-restart":
            yield QuotedLimit(claim=claim, value=_DAYS_A_WEEK / fact.high, unit="per week", read=fact.read)
        elif claim is not None:
            yield QuotedLimit(claim=claim, value=fact.high, unit="days", read=fact.read)
    for dose in doses:
        first = dose.governed and dose.status == "planned" and _acts(scan, stretch, "restart")
        if first and inside(dose.read) and dose.high_mg_per_day is not None:
            yield QuotedLimit(claim="restart-dose", value=dose.high_mg_per_day, unit="mg/day", read=dose.read)


def _claim(fact: DaysFact, scan: Scan, stretch: range) -> str | None:
    """Which limit of the rules a time stands against, by what the sentence is about."""
    if fact.of == "between-tests":
        if _acts(scan, stretch, "restart") or scan.words(stretch) & _EARLY:
            return "tests-per-week-restart"
        return "test-interval-held" if _acts(scan, stretch, "hold", "stop") or "off" in scan.words(stretch) else None
    if fact.of == "between-steps":
        return "step-interval"
    raised = _acts(scan, stretch, "raise") and "after" in scan.words(stretch)
    return "first-step" if fact.of == "first-step" or raised else None


def _acts(scan: Scan, stretch: range, *verbs: str) -> bool:
    return any(scan.is_kind(i, Kind.VERB) and scan.tokens[i].id in verbs for i in stretch)
