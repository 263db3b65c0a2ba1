"""Numbers as intervals: digits with every separator, words, fractions, powers and ranges, in all their readings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import inf

from service.safety.english.measures import MASS, TIME_UNITS
from service.safety.text.number_words import SCALES, TENS, UNITS, Number, and_a_part, read_words
from service.safety.text.tokens import Raw


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
    if (
        form == "range"
        and falling
        and _gap(raw, joint)
        and raw[second.next : second.next + 1]
        and _factor(raw[second.next])
    ):
        return first  # "ULN 45 - 5x yet?": a dash of punctuation, and then a question.
    return Number(readings, second.next, form + "-down" if falling else form)


def _factor(piece: Raw) -> bool:
    return piece.lower in ("×", "x", "times", "fold")


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
    return read_words(raw, i)


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
    values, j = and_a_part(raw, j, values)
    return Number(tuple((v, v) for v in values), j)


def _labels_a_time(raw: Sequence[Raw], i: int) -> bool:
    """As in "weeks 5-6 100 mg", "day 15 100 mg": the number of a week, and then an amount."""
    ranged = i > 2 and raw[i - 1].text in "-–" and raw[i - 2].sort == "n"
    first = i - 2 if ranged else i
    return first > 0 and raw[first - 1].lower in TIME_UNITS


#: Units in which thousands are written with a space.
_LARGE = frozenset(word for word, unit in MASS.items() if unit in ("mg", "µg", "ng"))


def _spaced(raw: Sequence[Raw], i: int) -> tuple[float | None, int]:
    """Digits in groups: "200 000 µg", "2 0 0 mg", "2 00 mg"."""
    groups = [raw[i].text]
    j = i + 1
    while (
        j < min(len(raw), i + 5) and raw[j].sort == "n" and raw[j].text.isdigit() and raw[j].start - raw[j - 1].end == 1
    ):
        groups.append(raw[j].text)
        j += 1
    if len(groups) == 1 or not groups[0].isdigit() or _labels_a_time(raw, i):
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
