"""Dates, years and times of day: figures that are never an amount."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from service.safety.tokens import Raw
from service.safety.wordlist import words

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = regex.compile(
    rf"""(?P<date>(?<![\d./-])(?:
      \d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?Z?)?
    | \d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})
    | (?:[012]?\d|3[01])\.(?:0?\d|1[012])\.(?:19|20)\d{{2}}
    | (?:[012]?\d|3[01])(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS}\b\.?(?:,?\s(?:19|20)\d{{2}})?
    )(?![\d/])
    | \b{_MONTHS}\.?\s(?:[012]?\d|3[01])(?:st|nd|rd|th)?(?![\d.,]*\d)(?:,\s?(?:19|20)\d{{2}})?
      (?!\s?(?:mg|g\b|mcg|µg|%|/|x|tab))
    | \b{_MONTHS}\.?\s(?:19|20)\d{{2}}(?!\s?(?:mg|µg|mcg)))
    |(?P<clock>(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b)?(?![\d:])
    |(?<![\d.,:])(?:0?\d|1[0-2])\s?[ap]\.?m\b\.?)""",
    regex.VERBOSE,
)
_BEFORE_YEAR = words(
    "in since of from year dated ( by until , ; © published during before after summer spring winter "
    "autumn the late early mid -"
)
_AFTER_YEAR = words(
    "trial study case guideline guidelines report reports series label criteria update revision "
    "edition cohort review statement alert recommendation recommendations consensus article paper "
    "version ) ] , ; . : and meta analysis text page -"
)


_AMOUNT_WORDS = words(
    "mg g µg mcg ug ng kg ml milligram milligrams gram grams iu units u tablets daily once twice a "
    "per each every bid bd od × % in"
)


def find_dates(text: str) -> dict[int, tuple[int, str]]:
    """Start offset -> (end offset, "date" or "clock") of every date and time of day."""
    return {m.start(): (m.end(), m.lastgroup or "date") for m in _DATE.finditer(text)}


def _four_digits(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")


def is_year(raw: Sequence[Raw], i: int, j: int) -> bool:
    """Whether the number in `raw[i:j]` is a calendar year: four digits among words that go with years."""
    if not _four_digits(raw[i].text) or (j < len(raw) and (raw[j].lower in _AMOUNT_WORDS or raw[j].text == "/")):
        return False
    if j == i + 3 and _four_digits(raw[j - 1].text):
        return True
    if j != i + 1:
        return False
    before = raw[i - 1].lower if i else "("
    after = raw[j].lower if j < len(raw) else "."
    if before in ("the", "a", "this", "its", "their") and j < len(raw) and raw[j].sort == "w":
        return True
    return (after in _AFTER_YEAR and (before in _BEFORE_YEAR or raw[i - 1].sort == "w")) or (
        before in ("in", "since", "year", "dated", "(", "©", "published")
        and (j >= len(raw) or raw[j].sort != "w" or before == "in")
        and after not in ("mg", "g", "µg", "mcg", "/", "×", "%")
    )
