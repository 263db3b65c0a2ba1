"""Counts for the times of a day as prescriptions write them: "1-0-1", "½-0-½", "2x2"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.measures import TIME_UNITS
from service.safety.english.wordlist import words
from service.safety.text.occasions import Frequency
from service.safety.text.tokens import Kind, Raw, Token

_JOINS = ("-", "+", "/")
_COUNTS = frozenset((*map(str, range(10)), "0.5", "1.5", "2.5", ".5"))
_BEFORE = (Kind.UNIT, Kind.DRUG)
#: What stands in front of a count besides the strength: a sign, "take", the letters of an order sheet.
_LED_BY = words(": ( , . = | s sig sig. ds dos dose dosage take takes taking give")
#: Behind a number these make it no count.
_NO_COUNT = words("mg g µg mcg ml kg cm mm m % weeks week wk days months month years year uln ×")
_PER_DAY = words("a per / each every in daily")


def read_scheme(raw: Sequence[Raw], i: int, before: Token | None) -> Frequency | None:
    """The counts that start at `raw[i]`, added up to those of a day."""
    led = before is not None and (before.kind in _BEFORE or before.text.lower() in _LED_BY)
    if not led or raw[i].text not in _COUNTS:
        return None
    return _row(raw, i) or _grid(raw, i)


def _row(raw: Sequence[Raw], i: int) -> Frequency | None:
    """Morning, noon, evening and night: "1-0-1", "2-0-0-2"."""
    total, j, join = 0.0, i, ""
    for n in range(4):
        if j >= len(raw) or raw[j].text not in _COUNTS:
            break
        total += float(raw[j].text)
        j += 1
        if j < len(raw) and raw[j].text in _JOINS and raw[j].text == (join or raw[j].text):
            join = raw[j].text
            j += 1
        else:
            counts = n >= 2 and total > 0 and not (j < len(raw) and raw[j].lower in _NO_COUNT)
            return ("scheme", total, total, j) if counts else None
    return None


def _grid(raw: Sequence[Raw], i: int) -> Frequency | None:
    """So many, so many times a day, whichever is which: "2x2", "2 x 2 a day"."""
    if i + 2 >= len(raw) or raw[i + 1].lower != "×" or raw[i + 2].text not in _COUNTS:
        return None
    j = i + 3
    if j < len(raw) and (raw[j].sort == "n" or raw[j].lower in _NO_COUNT):
        return None
    total = float(raw[i].text) * float(raw[i + 2].text)
    while j < len(raw) and raw[j].lower in _PER_DAY:
        j += 1
    if raw[j - 1].lower in _PER_DAY - {"daily"}:
        day = j < len(raw) and TIME_UNITS.get(raw[j].lower, ("", 0.0))[0] == "day"
        j = j + 1 if day else i + 3
    return ("scheme", total, total, j) if total > 0 else None
