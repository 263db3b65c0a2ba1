"""Occasions on which an amount is given: "with each of the three meals", "in two doses of that size"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.text.number_words import Number
from service.safety.text.numerals import read_number
from service.safety.text.tokens import Raw

#: id, lowest and highest times a day, index after it.
Frequency = tuple[str, float, float, int]
#: Occasions on which an amount is given: "two doses a day".
EVENTS = words(
    "dose doses administration administrations portion portions occasions instalments installments shots meals"
)
#: More than this many doses a day or a week is no frequency but a figure.
MAX_TIMES = 24.0
EACH_OF = words("each every all both")
_OWN = words("the her his their your my our")
_MEALS = words("meal meals mealtime mealtimes feed feeds")
_SLOTS = words("dose doses dosing dosings times time slots administrations rounds occasions")


def occasions_of(raw: Sequence[Raw], i: int) -> Frequency | None:
    """As in "with each of the three meals", "at both mealtimes", "at each of her four dosing times"."""
    j = i + 1
    if j < len(raw) and raw[j].lower == "of":
        j += 1
    while j < len(raw) and raw[j].lower in _OWN:
        j += 1
    number = number_at(raw, j)
    count = 2.0 if raw[i].lower == "both" else None
    if number is not None:
        count, j = number.readings[0][1], number.next
    while j < len(raw) and raw[j].lower in ("daily", "main", "usual", "regular", "big", "dosing", "dose"):
        j += 1
    if j >= len(raw) or (count or 0.0) > MAX_TIMES:
        return None
    if raw[j].lower in _MEALS:
        return "times", count or 3.0, count or 3.0, j + 1
    return ("times", count, count, j + 1) if count is not None and raw[j].lower in _SLOTS else None


def of_that_size(raw: Sequence[Raw], j: int, number: Number) -> Frequency | None:
    """As in "in two doses of that size": the amount comes so many times."""
    said = [r.lower for r in raw[j : j + 2]]
    if said[:1] not in (["that"], ["this"], ["such"]) and said != ["the", "same"]:
        return None
    j += 2 if said[0] != "such" else 1
    if j < len(raw) and raw[j].lower in ("size", "amount", "strength", "dose"):
        j += 1
    return "times", *number.readings[0], j


def number_at(raw: Sequence[Raw], i: int) -> Number | None:
    """The number that starts at `i`, where it can be a count."""
    return None if i >= len(raw) or no_count(raw[i]) else read_number(raw, i)


def no_count(piece: Raw) -> bool:
    """Whether a word that a number can begin with says no number of times."""
    return piece.sort == "w" and piece.lower in ("a", "an", "half", "point")
