"""Numbers in words: cardinals, fractions, colloquial hundreds and amounts that are not counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.safety.english.wordlist import listed, words
from service.safety.text.tokens import Raw, Reading

UNITS = {
    word: float(value)
    for value, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
} | {"nought": 0.0, "nil": 0.0}


TENS = {
    word: 10.0 * value
    for value, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
} | {"fourty": 40.0}


SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "hundreds": 100.0, "thousands": 1000.0}


PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.25, "thirds": 1 / 3, "tenth": 0.1, "fifth": 0.2}


#: Tablets called by their strength: "two fifties".
PLURALS = {"twenties": 20.0, "thirties": 30.0, "forties": 40.0, "fifties": 50.0, "sixties": 60.0, "seventies": 70.0} | {
    "eighties": 80.0,
    "nineties": 90.0,
}


#: Words for an amount that is not counted: the lowest and highest number a reader may take them for.
VAGUE = {"couple": (2.0, 2.0), "few": (2.0, 9.0), "several": (3.0, 9.0), "dozen": (12.0, 12.0), "dozens": (24.0, 96.0)}


ROMAN = {"i": 1.0, "ii": 2.0, "iii": 3.0, "iv": 4.0, "v": 5.0, "vi": 6.0, "vii": 7.0, "viii": 8.0}


#: A bare "one" or "half" counts as a number before these only ("one expert" does not).
COUNTED = words(
    "mg milligram milligrams milligramme milligrammes mgs g gram grams gramme mcg microgram "
    "micrograms tablet tablets tab tabs pill pills capsule caps vial ampoule sachet ml day days week weeks month "
    "months "
    "year years hour hours dose doses time times fold step unit units and hundred thousand "
    "point a an of"
)


MAX_WORDS = 12
#: The form of a number that names a thing by its figure: "the 50s".
PLURAL = "plural"


class Number(NamedTuple):
    """A number in all its readings, the usual one first, and the place after it."""

    readings: tuple[Reading, ...]
    next: int
    form: str = ""


#: Words that a number can begin with.
NUMBER_WORDS = frozenset((*UNITS, *TENS, *SCALES, *PLURALS, *PARTS, *VAGUE, *ROMAN, "a", "an", "another", "point"))


def and_a_part(raw: Sequence[Raw], j: int, values: tuple[float, ...]) -> tuple[tuple[float, ...], int]:
    """Add "and a half"."""
    if j + 2 < len(raw) and raw[j].lower == "and" and raw[j + 1].lower in ("a", "one") and raw[j + 2].lower in PARTS:
        return tuple(v + PARTS[raw[j + 2].lower] for v in values), j + 3
    return values, j


def read_words(raw: Sequence[Raw], i: int) -> Number | None:
    """The number in words that starts at `raw[i]`, or None."""
    word = raw[i].lower
    if word in PARTS or (word in ("a", "an", "one") and i + 1 < len(raw) and raw[i + 1].lower in PARTS):
        return _part(raw, i)
    if word == "few" and i and raw[i - 1].lower == "too":
        return None  # "Once a week is too few": a judgement, and no count.
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
    if word in PLURALS:
        return Number(((PLURALS[word], PLURALS[word]),), i + 1, PLURAL)
    if word in UNITS or word in TENS or word in ("hundred", "thousand", "point"):
        return _spelled(raw, i) or _fives(raw, i) or _cardinal(raw, i, None)
    return None


def _spelled(raw: Sequence[Raw], i: int) -> Number | None:
    """Digits one after another: "two zero zero", "one seven five"."""
    j = i
    while j < len(raw) and raw[j].lower in UNITS and UNITS[raw[j].lower] < 10:
        j += 1
    if j - i < FEWEST_DIGITS:
        return None
    value = float("".join(str(int(UNITS[piece.lower])) for piece in raw[i:j]))
    return Number(((value, value),), j)


#: So many digits in words are one figure, and not a count of things.
FEWEST_DIGITS = 3


def _fives(raw: Sequence[Raw], i: int) -> Number | None:
    """As in "three twenty-fives"."""
    j = i + 2 if i + 1 < len(raw) and raw[i + 1].text == "-" else i + 1
    if raw[i].lower not in TENS or j >= len(raw) or raw[j].lower != "fives":
        return None
    value = TENS[raw[i].lower] + 5.0
    return Number(((value, value),), j + 1, PLURAL)


def _part(raw: Sequence[Raw], i: int) -> Number | None:
    """Half, a quarter of a, three ... of: only where something is counted in parts, not "half the dose"."""
    j = i if raw[i].lower in PARTS else i + 1
    value = PARTS[raw[j].lower]
    j += 1
    if j < len(raw) and raw[j].lower == "of":
        j += 1
    if j < len(raw) and raw[j].lower in ("a", "an", "one"):
        j += 1
        if j < len(raw) and raw[j].lower in ("hundred", "thousand", "million"):
            value, j = value * SCALES[raw[j].lower], j + 1  # "Half a thousand".
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
    """Skip a hyphen inside a number word: "seventy-five", "hundred-and-fifty"."""
    after = [piece.lower for piece in raw[j + 1 : j + 3]] if j < len(raw) and raw[j].text == "-" else []
    inside = bool(after) and (after[0] in UNITS or after[0] in TENS or after[0] in SCALES)
    return j + 1 if inside or after == ["and", "-"] else j


def _below_hundred(raw: Sequence[Raw], j: int) -> tuple[float, int] | None:
    j = _next_word(raw, j)
    if j >= len(raw):
        return None
    word = raw[j].lower
    if word in TENS and _fives(raw, j) is None:
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
        joined = (
            word == "and"
            and (current if current is not None else total) >= 100
            and _below_hundred(raw, k + 1) is not None
        )
        small = _below_hundred(raw, k + 1 if joined else k)
        if small is None:
            break
        value, after = small
        if current is None:
            current = value
        elif current >= 100 and value < 100 and current % 100 == 0:
            current += value
        elif current < 10 and current > 0 and 10 <= value < 100:
            # Spoken hundreds, as in "one seventy-five".
            current = current * 100 + value
        else:
            break
        j, counted = after, True
    return _finish(raw, i, j, total + (current or 0.0))


def _finish(raw: Sequence[Raw], i: int, j: int, value: float) -> Number | None:
    if j < len(raw) and raw[j].lower == "point":
        decimals, j = _decimals(raw, j + 1)
        if decimals:
            return Number(((value + float("0." + decimals),) * 2,), j)
        return None
    # The letter in "two oh oh" is a zero.
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
    values, j = and_a_part(raw, j, (value,))
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
