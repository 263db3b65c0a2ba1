"""Factors as a text writes them: 3x, x3, three times, 3-fold."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.text.number_words import Number
from service.safety.text.numerals import read_number
from service.safety.text.occasions import no_count
from service.safety.text.tokens import Raw


def read_multiple(raw: Sequence[Raw], i: int, number: Number | None) -> tuple[float, float, int, str] | None:
    """A factor at `raw[i]`, where `number` starts: 3x, x3, three times, 3-fold; (low, high, index after it, form)."""
    if raw[i].lower == "×":
        factor = read_number(raw, i + 1)
        if factor is None or _is_amount(raw, factor.next):
            return None
        return (*factor.readings[0], factor.next, "x")
    if number is None or no_count(raw[i]) or number.next >= len(raw):
        return None
    j = number.next
    if raw[j].text == "-" and j + 1 < len(raw):
        j += 1
    if raw[j].lower == "×" and (j + 1 >= len(raw) or raw[j + 1].text != "10^9"):
        return (*number.readings[0], j + 1, "")
    if [r.lower for r in raw[j : j + 2]] in _OR_MORE and j + 2 < len(raw):
        j += 2
    if raw[j].lower in ("times", "fold", "folds"):
        return (*number.readings[0], j + 1, "fold" if raw[j].lower.startswith("f") else "")
    return None


#: As in "five or more times".
_OR_MORE = (["or", "more"], ["or", "greater"], ["or", "higher"])


def _is_amount(raw: Sequence[Raw], j: int) -> bool:
    if j < len(raw) and raw[j].text == "-":
        j += 1
    return j < len(raw) and raw[j].lower in ("mg", "g", "µg", "mcg", "milligrams", "gram", "grams", "ml")
