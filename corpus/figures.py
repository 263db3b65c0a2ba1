"""Numbers as they stand in sentences: numerals, number words and the unit that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

NUMBER_WORDS: Mapping[str, float] = {
    "half": 0.5,
    "once": 1,
    "one": 1,
    "twice": 2,
    "double": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_WORDS_BY_NUMBER = {number: word for word, number in NUMBER_WORDS.items() if word not in ("once", "twice", "double")}

#: A numeral that is not part of a word, an identifier or a longer number: 1,000 and 2.5, but neither B12 nor E-05.
NUMERAL = re.compile(r"(?<![\w.])(?<![A-Za-z]-)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d])(?!,\d{3})(?!\.\d)")
_WORD = re.compile(r"\b(" + "|".join(NUMBER_WORDS) + r")\b", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?:[-\u2013]\s*)?([%\u00d7]|[A-Za-z\u00b5\u03bc]+(?:/[A-Za-z]+)*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a text, the word or unit behind it, and where it stands."""

    value: float
    unit: str
    start: int


def figures(text: str) -> tuple[Figure, ...]:
    """Every numeral of `text` in order; number words are left to `numbers`."""
    found = []
    for match in NUMERAL.finditer(text):
        unit = _UNIT.match(text, match.end())
        found.append(
            Figure(value=_number(match), unit=(unit.group(1) or "") if unit else "", start=match.start()),
        )
    return tuple(found)


def numbers(text: str) -> frozenset[float]:
    """Every number of `text`, in numerals or in words ("twice" is 2)."""
    words = {NUMBER_WORDS[match.group(1).lower()] for match in _WORD.finditer(text)}
    return frozenset(figure.value for figure in figures(text)) | words


def spoken(number: float) -> str:
    """A small whole number as a word, any other as a numeral, to four significant figures."""
    return _WORDS_BY_NUMBER.get(number, f"{number:.4g}")


def _number(match: re.Match[str]) -> float:
    return float(match.group(1).replace(",", "") + (match.group(2) or ""))
