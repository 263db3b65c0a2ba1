"""How long each dose was taken: "9 days on 75", "50 mg for 2 weeks", "50 x 2 wk"."""

from __future__ import annotations

from collections.abc import Iterator

from service.safety.reading.intent import PLANS
from service.safety.reading.scan import Scan, is_duration
from service.safety.text.tokens import Kind

#: A bare figure below this is no dose.
_SMALLEST = 10
_UP_TO_NOW = frozenset("now today far next fine well".split())
_FOR = frozenset("for x , of".split())


def spell_dose(scan: Scan, i: int, end: int) -> int | None:
    """The token of the dose that the time from `i` to `end` belongs to; None when it stands with none."""
    if scan.text(end + 1) == "on" and _dose(scan, end + 2):
        return end + 2
    j = i - 1
    if scan.text(j) in _FOR:
        j -= 1
    if scan.is_kind(j, Kind.UNIT) and scan.tokens[j].id == "mg":
        j -= 1
    return j if _dose(scan, j) else None


def lasts(scan: Scan, i: int) -> bool:
    """Whether the bare figure at `i` is a dose that was taken for a time: "50 for 2 weeks, 75 for 10 days"."""
    return scan.text(i + 1) == "for" and scan.is_kind(i + 2, Kind.NUMBER) and is_duration(scan, i + 2)


def higher_than_before(scan: Scan, i: int, end: int) -> bool:
    """Whether the dose that was taken from `i` to `end` follows a lower one with a time of its own."""
    own = spell_dose(scan, i, end)
    return own is not None and any(_figure(scan, dose) < _figure(scan, own) for dose in _spells(scan, range(i)))


def under_way(scan: Scan, sentence: range) -> bool:
    """Whether a sentence tells how long doses were taken up to now, and plans none."""
    whole = scan.words(range(len(scan.tokens)))
    return bool(whole & _UP_TO_NOW) and not whole & PLANS and any(True for _ in _spells(scan, sentence))


def _spells(scan: Scan, stretch: range) -> Iterator[int]:
    """The tokens of the doses that a stretch gives a time to."""
    for unit in stretch:
        if scan.is_kind(unit, Kind.TIMEUNIT) and scan.is_kind(unit - 1, Kind.NUMBER):
            dose = spell_dose(scan, unit - 1, unit)
            if dose is not None:
                yield dose


def _dose(scan: Scan, j: int) -> bool:
    return scan.is_kind(j, Kind.NUMBER, Kind.MULTIPLE) and _figure(scan, j) >= _SMALLEST


def _figure(scan: Scan, j: int) -> float:
    return scan.tokens[j].high or 0.0
