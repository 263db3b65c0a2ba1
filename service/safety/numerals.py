"""Numbers as intervals: digits with every separator, words, fractions, powers and ranges, in all their readings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import inf
from typing import NamedTuple

from service.safety.tokens import Raw, Reading

UNITS = {
    w: float(i)
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
} | {"nought": 0.0, "nil": 0.0}
TENS = {w: 10.0 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)} | {
    "fourty": 40.0
}
SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "hundreds": 100.0, "thousands": 1000.0}
PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.25, "thirds": 1 / 3, "tenth": 0.1, "fifth": 0.2}
#: Words for an amount that is not counted: the lowest and highest number a reader may take them for.
VAGUE = {"couple": (2.0, 2.0), "few": (2.0, 9.0), "several": (3.0, 9.0), "dozen": (12.0, 12.0), "dozens": (24.0, 96.0)}
ROMAN = {"i": 1.0, "ii": 2.0, "iii": 3.0, "iv": 4.0, "v": 5.0, "vi": 6.0, "vii": 7.0, "viii": 8.0}
#: A bare "one" or "half" counts as a number before these only ("one expert" does not).
COUNTED = frozenset(
    ["mg", "milligram", "milligrams", "milligramme", "milligrammes", "mgs", "g", "gram", "grams", "gramme", "mcg", "microgram", "micrograms", "tablet", "tablets", "tab", "tabs", "pill", "pills", "capsule", "capsule", "caps", "ml", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "dose", "doses", "time", "times", "fold", "step", "unit", "units", "and", "hundred", "thousand", "point", "a", "an", "of"]
)
MAX_WORDS = 12


class Number(NamedTuple):
    readings: tuple[Reading, ...]
    next: int
    form: str = ""


#: Words that a number can begin with.
NUMBER_WORDS = frozenset((*UNITS, *TENS, *SCALES, *PARTS, *VAGUE, *ROMAN, "a", "an", "another", "point"))


def read_number(raw: Sequence[Raw], i: int) -> Number | None:
    """The number that starts at `raw[i]`, with its range if one follows, or None."""
    first = _single(raw, i)
    if first is None:
        return None
    j = first.next
    if j < len(raw) and raw[j].text == "+" and not _gap(raw, j) and not _is_numeral(raw, j + 1):
        return Number(tuple((low, inf) for low, _ in first.readings), j + 1, "open")
    joint = _range_joint(raw, j)
    second = _single(raw, joint) if joint else None
    if joint is None or second is None or _is_date_like(raw, joint, second.next):
        return first
    readings = tuple(
        dict.fromkeys((min(a[0], b[0]), max(a[1], b[1])) for a, b in product(first.readings, second.readings))
    )
    if raw[j].lower == "and" and not (i > 0 and raw[i - 1].lower == "between"):
        return first
    form = "range" if raw[j].text in ("-", "~", "—") else "to"
    falling = first.readings[0][0] > second.readings[0][1]
    return Number(readings, second.next, form + "-down" if falling else form)


def _range_joint(raw: Sequence[Raw], j: int) -> int | None:
    """Index of the upper end when `raw[j]` joins two ends of a range."""
    if j + 1 >= len(raw):
        return None
    here = raw[j].lower
    if here in ("to", "through", "till", "and"):
        return j + 1
    if here == "up" and raw[j + 1].lower == "to":
        return j + 2
    if here in ("-", "~", "—") and _is_numeral(raw, j + 1):
        # A dash glued to what follows only ("50 -100") or to both sides, or free on both sides, is a range.
        return j + 1
    return None


def _is_date_like(raw: Sequence[Raw], j: int, k: int) -> bool:
    """True when the upper end is followed by another dash and digits, as in 2025-06-15 or 1-0-1."""
    return k + 1 < len(raw) and raw[j - 1].text == "-" and raw[k].text == "-" and raw[k + 1].sort == "n"


def _is_numeral(raw: Sequence[Raw], i: int) -> bool:
    return i < len(raw) and (raw[i].sort == "n" or raw[i].lower in UNITS or raw[i].lower in TENS)


def _gap(raw: Sequence[Raw], i: int) -> bool:
    return i > 0 and raw[i].start > raw[i - 1].end


def _single(raw: Sequence[Raw], i: int) -> Number | None:
    if i >= len(raw):
        return None
    if raw[i].sort == "n":
        return _digits(raw, i)
    return _words(raw, i)


# ---------------------------------------------------------------------------------------------- digits


def readings_of(text: str) -> tuple[float, ...]:
    """Every value that digits with separators can stand for, the usual English reading first; empty for 1.2.3."""
    if "^" in text or "e" in text.lower():
        return _power(text)
    text = text.replace("'", ",")
    marks = [c for c in text if c in ".,"]
    if not marks:
        return (float(text),)
    parts = text.replace(",", ".").split(".")
    grouped = all(len(p) == 3 for p in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
    if len(marks) > 1:
        if len(set(marks)) == 1:
            return (float("".join(parts)),) if grouped else ()
        return (float("".join(parts[:-1]) + "." + parts[-1]),)
    decimal = float((parts[0] or "0") + "." + parts[1])
    if not grouped:
        return (decimal,)
    whole = float("".join(parts))
    return (whole, decimal) if marks[0] == "," else (decimal, whole)


def _power(text: str) -> tuple[float, ...]:
    text = text.replace(" ", "").replace("x", "×").replace("*", "×").replace("·", "×")
    if "×" in text:
        factor, power = text.split("×")
        return tuple(v * 10.0 ** int(power.split("^")[1]) for v in readings_of(factor))
    if "^" in text:
        base, exponent = text.split("^")
        if base == "10":
            return (10.0 ** int(exponent),)
        # A raised figure after a number is a citation mark most of the time: or a digit, or a power.
        glued = (float(base + exponent),) if exponent.isdigit() else ()
        return (*readings_of(base), *glued, _bounded_power(float(base.replace(",", ".")), int(exponent)))
    mantissa, exponent = text.lower().split("e")
    return (float(mantissa.replace(",", ".")) * 10.0 ** int(exponent),)


def _bounded_power(base: float, exponent: int) -> float:
    return float(base**exponent) if 0 < base < 1e4 and abs(exponent) <= 12 else inf


def _digits(raw: Sequence[Raw], i: int) -> Number | None:
    values = readings_of(raw[i].text)
    if not values:
        return None
    j = i + 1
    joined, j = _spaced(raw, i)
    if joined is not None:
        return Number(((joined, joined),), j)
    fraction = _slashed(raw, i)
    if fraction is not None:
        return Number(((fraction, fraction),), i + 3)
    mixed = _slashed(raw, j) if values[0].is_integer() and _gap(raw, min(j, len(raw) - 1)) else None
    if mixed is not None:
        return Number(((values[0] + mixed, values[0] + mixed),), j + 3)
    if j < len(raw) and raw[j].lower in SCALES:
        values = tuple(v * SCALES[raw[j].lower] for v in values)
        j += 1
    elif j < len(raw) and raw[j].lower == "k" and not _gap(raw, j):
        values = tuple(v * 1000 for v in values)
        j += 1
    values, j = _and_a_part(raw, j, values)
    return Number(tuple((v, v) for v in values), j)


#: Units in which thousands are written with a space.
_LARGE = frozenset(("µg", "mcg", "ug", "mg", "ng", "micrograms", "microgram", "milligrams"))


def _spaced(raw: Sequence[Raw], i: int) -> tuple[float | None, int]:
    """Digits in groups: "200 000 µg", "2 0 0 mg", "2 00 mg"."""
    groups = [raw[i].text]
    j = i + 1
    while (
        j < min(len(raw), i + 5) and raw[j].sort == "n" and raw[j].text.isdigit() and raw[j].start - raw[j - 1].end == 1
    ):
        groups.append(raw[j].text)
        j += 1
    if len(groups) == 1 or not groups[0].isdigit():
        return None, i + 1
    unit = j < len(raw) and raw[j].lower in _LARGE
    thousands = (
        len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]) and (unit or all(g == "000" for g in groups[1:]))
    )
    single = unit and all(len(g) == 1 for g in groups)
    broken = unit and any(g[0] == "0" and len(g) > 1 for g in groups[1:])
    if not (thousands or single or broken):
        return None, i + 1
    return float("".join(groups)), j


def _slashed(raw: Sequence[Raw], i: int) -> float | None:
    """A small proper fraction written with a slash."""
    if i + 2 >= len(raw) or raw[i].sort != "n" or raw[i + 1].text != "/" or raw[i + 2].sort != "n":
        return None
    above, below = raw[i].text, raw[i + 2].text
    if not (above.isdigit() and below in ("2", "3", "4", "5", "8", "10") and 0 < int(above) < int(below)):
        return None
    if i + 3 < len(raw) and raw[i + 3].text == "/":
        return None
    return int(above) / int(below)


def _and_a_part(raw: Sequence[Raw], j: int, values: tuple[float, ...]) -> tuple[tuple[float, ...], int]:
    """Add "and a half"."""
    if j + 2 < len(raw) and raw[j].lower == "and" and raw[j + 1].lower in ("a", "one") and raw[j + 2].lower in PARTS:
        return tuple(v + PARTS[raw[j + 2].lower] for v in values), j + 3
    return values, j


# ---------------------------------------------------------------------------------------------- words


def _words(raw: Sequence[Raw], i: int) -> Number | None:
    word = raw[i].lower
    if word in PARTS or (word in ("a", "an", "one") and i + 1 < len(raw) and raw[i + 1].lower in PARTS):
        return _part(raw, i)
    if word in VAGUE or (word in ("a", "another") and i + 1 < len(raw) and raw[i + 1].lower in VAGUE):
        return _vague(raw, i if word in VAGUE else i + 1)
    if word in ("a", "an"):
        return (
            _cardinal(raw, i + 1, 1.0)
            if i + 1 < len(raw) and raw[i + 1].lower in ("hundred", "thousand", "million")
            else None
        )
    if word in ROMAN and i + 1 < len(raw) and raw[i + 1].lower in ("tab", "tabs", "tablet", "tablets", "caps", "pills"):
        return Number(((ROMAN[word], ROMAN[word]),), i + 1)
    if word in UNITS or word in TENS or word in ("hundred", "thousand", "point"):
        return _cardinal(raw, i, None)
    return None


def _part(raw: Sequence[Raw], i: int) -> Number | None:
    """Half, a quarter of a, three ... of: only where something is counted in parts, not "half the dose"."""
    j = i if raw[i].lower in PARTS else i + 1
    value = PARTS[raw[j].lower]
    j += 1
    if j < len(raw) and raw[j].lower == "of":
        j += 1
    if j < len(raw) and raw[j].lower in ("a", "an", "one"):
        j += 1
    elif (j < len(raw) and not (raw[j].sort == "n" or raw[j].lower in COUNTED)) or j >= len(raw):
        return None
    return Number(((value, value),), j)


def _vague(raw: Sequence[Raw], j: int) -> Number | None:
    low, high = VAGUE[raw[j].lower]
    j += 1
    if j < len(raw) and raw[j].lower == "of":
        j += 1
    if j < len(raw) and raw[j].lower in SCALES:
        scale = SCALES[raw[j].lower]
        low, high, j = low * scale, high * scale, j + 1
    return Number(((low, high),), j)


def _next_word(raw: Sequence[Raw], j: int) -> int:
    """Skip a hyphen inside a number word."""
    if (
        j + 1 < len(raw)
        and raw[j].text == "-"
        and (raw[j + 1].lower in UNITS or raw[j + 1].lower in TENS or raw[j + 1].lower in SCALES)
    ):
        return j + 1
    return j


def _below_hundred(raw: Sequence[Raw], j: int) -> tuple[float, int] | None:
    if j >= len(raw):
        return None
    word = raw[j].lower
    if word in TENS:
        k = _next_word(raw, j + 1)
        if k < len(raw) and 0 < UNITS.get(raw[k].lower, 0) < 10:
            return TENS[word] + UNITS[raw[k].lower], k + 1
        return TENS[word], j + 1
    return (UNITS[word], j + 1) if word in UNITS else None


def _cardinal(raw: Sequence[Raw], i: int, seed: float | None) -> Number | None:
    """A number in words from `i`; `seed` is the "a" of "a hundred"."""
    total, current, j = 0.0, seed, i
    counted = seed is not None
    for _ in range(MAX_WORDS):
        k = _next_word(raw, j)
        if k >= len(raw):
            break
        word = raw[k].lower
        if word in SCALES and (current is not None or not counted):
            current, j, counted = (current if current is not None else 1.0) * SCALES[word], k + 1, True
            if SCALES[word] >= 1000:
                total, current = total + current, None
            continue
        joined = word == "and" and current is not None and current >= 100 and _below_hundred(raw, k + 1) is not None
        small = _below_hundred(raw, k + 1 if joined else k)
        if small is None:
            break
        value, after = small
        if current is None:
            current = value
        elif current >= 100 and value < 100 and current % 100 == 0:
            current += value
        elif current < 10 and current > 0 and 10 <= value < 100:
            # Colloquial: "one seventy-five" is 175.
            current = current * 100 + value
        else:
            break
        j, counted = after, True
    return _finish(raw, i, j, total + (current or 0.0), counted)


def _finish(raw: Sequence[Raw], i: int, j: int, value: float, counted: bool) -> Number | None:
    if j < len(raw) and raw[j].lower == "point":
        decimals, j = _decimals(raw, j + 1)
        if decimals:
            return Number(((value + float("0." + decimals),) * 2,), j)
        return None
    if not counted:
        return None
    # "oh" as in "two oh oh".
    tail = j
    while tail < len(raw) and raw[tail].lower in ("oh", "o") and tail - j < 3 and 0 < value < 10:
        tail += 1
    if tail > j:
        return Number(((value * 10.0 ** (tail - j),) * 2,), tail)
    if (
        j == i + 1
        and raw[i].lower == "one"
        and not (j < len(raw) and (raw[j].lower in COUNTED or raw[j].text in ("-", "×", "x")))
    ):
        return None
    values, j = _and_a_part(raw, j, (value,))
    return Number(((values[0], values[0]),), j)


def _decimals(raw: Sequence[Raw], j: int) -> tuple[str, int]:
    digits = ""
    while j < len(raw) and len(digits) < 6:
        if raw[j].sort == "n" and raw[j].text.isdigit():
            digits += raw[j].text
        elif 0 <= UNITS.get(raw[j].lower, -1) < 10:
            digits += str(int(UNITS[raw[j].lower]))
        else:
            break
        j += 1
    return digits, j
