"""Dates, years and times of day: figures that are never an amount."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from service.safety.english.wordlist import words
from service.safety.text.tokens import Raw

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:[012]?\d|3[01])(?:st|nd|rd|th)?"
_JOINT = r"(?:,\s?(?:and\s|&\s?)?|\s?[/&+]\s?|\s(?:and|or)\s)"
_WEEKDAYS = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Mon|Tues?|Wed|Thu|Thurs?|Fri)"
_AMOUNT = r"(?!\s?(?:mg|g\b|mcg|µg|%|/|x|tab|[ap]m\b))"
#: What none of them can begin without is looked for first.
_DATE = regex.compile(
    rf"""(?=[\dADFJMNOSTW])(?:(?P<list>(?<![\d./-]){_DAY}(?:{_JOINT}{_DAY})*{_JOINT}{_DAY}\s(?:of\s)?{_MONTHS}\b
    | \b{_MONTHS}\.?\s{_DAY}(?:{_JOINT}{_DAY}\b(?!\s?[/.]\d|\s?x\b))+{_AMOUNT}
    | (?<![\d./])\d\d?/\d\d?(?:(?:,\s?|\s(?:and|&)\s)\d\d?/\d\d?)+(?![\d/]))
    |(?P<date>(?<![\d./-])(?:
      \d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?Z?)?
    | \d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})
    | (?:[012]?\d|3[01])\.(?:0?\d|1[012])\.(?:19|20)\d{{2}}
    | {_DAY}\s(?:of\s)?{_MONTHS}\b(?:\.(?=\s?(?:19|20)\d\d|,|\s[a-z]))?(?:,?\s(?:19|20)\d{{2}})?
    )(?![\d/])
    | \b{_MONTHS}\.?\s{_DAY}(?![\d.,]*\d)(?:,\s?(?:19|20)\d{{2}})?{_AMOUNT}
    | \b{_MONTHS}\.?\s(?:19|20)\d{{2}}(?!\s?(?:mg|µg|mcg)))
    |(?P<noted>(?<=\b(?:updated|dated|reviewed|amended|entered|seen|added|signed|filed|printed|checked)\s)
      (?:[012]?\d|3[01])/(?:0\d|1[012])(?![\d/])
    |(?<=\b(?:on|from|since|start|started|starting|stopped|held|restarted|until|till|by|due|of|clinic|seen|bloods)\s)
      (?:[012]\d|3[01])/(?:0\d|1[012])(?![\d/]){_AMOUNT}
    |(?<=\bsince\s)(?:[012]?\d|3[01])/(?:0?\d|1[012])(?![\d/]){_AMOUNT})
    |(?P<ordinal>(?<=\b(?:the|on|from|until|till|by|to|and|,|&)\s)(?:[012]?\d|3[01])(?:st|nd|rd|th)(?!\s?[\p{{L}}-])
    | (?<=\b(?:the|on|from|until|till|by|to|and|,|&)\s)(?:[012]?\d|3[01])(?:st|nd|rd|th)
      (?=\s(?:and|or|to|at|for|if|when|with|unless|is|was|may|then)\b))
    |(?P<weekday>\b{_WEEKDAYS}\b)
    |(?P<clock>(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s?(?i:[ap]\.?m)\b)?(?![\d:])
    |(?<![\d.,:])(?:0?\d|1[0-2])(?:\.[0-5]\d)?\s?(?:(?i:[ap]m)\b|(?i:[ap]\.m)\b\.?)))""",
    regex.VERBOSE,
)
_PART = regex.compile(
    rf"(?P<d>\d\d?)/(?P<m>\d\d?)(?:/(?P<y>\d{{2,4}}))?|(?P<month>{_MONTHS})\b|(?P<day>\d\d?)(?:st|nd|rd|th)?\b"
)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_FIRST_OF_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Found(NamedTuple):
    """A date, a weekday or a time of day: where it ends, what it is, and its day in the year where it has one."""

    end: int
    name: str
    day: float | None = None


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


def find_dates(text: str) -> dict[int, Found]:
    """Every date, weekday and time of day by the place where it starts."""
    found: dict[int, Found] = {}
    for m in _DATE.finditer(text):
        name = m.lastgroup or "date"
        if name == "list":
            found |= _listed(m.group(), m.start())
        elif name in ("date", "noted"):
            found[m.start()] = Found(m.end(), "date", _day(m.group() + "/" * (name == "noted")))
        else:
            found[m.start()] = Found(m.end(), name, float(_digits(m.group())) if name == "ordinal" else None)
    return found


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _day(text: str) -> float | None:
    """The day in the year of one date; years are counted on when they are given."""
    year = _YEAR.search(text)
    years = 365.25 * int(year.group()) if year else 0.0
    if text[:4].isdigit() and text[4:5] == "-":
        return _in_year(years, int(text[8:10]), int(text[5:7]))
    slashed = regex.match(r"(\d\d?)[/.](\d\d?)[/.]", text)
    if slashed:
        return _in_year(years, int(slashed.group(1)), int(slashed.group(2)))
    plain = _YEAR.sub("", text)
    month_name = next((p.group("month") for p in _PART.finditer(plain) if p.group("month")), None)
    days = [int(p.group("day")) for p in _PART.finditer(plain) if p.group("day")]
    if month_name is None or not days:
        return None
    return years + _ordinal(days[0], _NAMES.index(month_name[:3].lower()) + 1)


def _in_year(years: float, day: int, month: int) -> float | None:
    """None for a month that there is not."""
    return None if month > 12 else years + _ordinal(day, month)


def _ordinal(day: int, month: int) -> float:
    return float(_FIRST_OF_MONTH[max(1, month) - 1] + day)


def _listed(text: str, start: int) -> dict[int, Found]:
    """Dates that share their month ("9, 16 and 23 June"), or of day and month alone ("2/4 and 9/4")."""
    parts = list(_PART.finditer(text))
    slashed = [p for p in parts if p.group("m")]
    if slashed:
        pairs = [(int(p.group("d")), int(p.group("m"))) for p in slashed]
        dates = all(0 < d <= 31 and 0 < m <= 12 for d, m in pairs) and any(d > m for d, m in pairs)
        return {
            start + p.start(): Found(start + p.end(), "date", _ordinal(d, m))
            for p, (d, m) in zip(slashed, pairs, strict=True)
            if dates
        }
    name = next(p.group("month") for p in parts if p.group("month"))
    month = _NAMES.index(name[:3].lower()) + 1
    days = [p for p in parts if p.group("day")]
    spans = {p.start(): p.end() for p in days}
    if parts[0].group("month"):
        spans.pop(days[0].start())
        spans[parts[0].start()] = days[0].end()
    else:
        spans[days[-1].start()] = parts[-1].end()
    numbers = {d.start(): int(d.group("day")) for d in days}
    numbers[parts[0].start()] = int(days[0].group("day"))
    return {start + a: Found(start + b, "date", _ordinal(numbers[a], month)) for a, b in spans.items()}


_IN_A_YEAR = words("in since year dated ( © published spring summer autumn winter early late mid")


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
        before in _IN_A_YEAR
        and (j >= len(raw) or raw[j].sort != "w" or before == "in")
        and after not in ("mg", "g", "µg", "mcg", "/", "×", "%")
    )
