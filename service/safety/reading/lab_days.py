"""The days of the results in a text: which day stands beside which figure, and the order in which they were taken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from service.safety.reading.lab_drafts import Draft
from service.safety.reading.lab_order import ends_an_item, of_a_dose
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind, Token

_BEFORE_A_DAY = frozenset("on at dated from ( - –".split())
_BETWEEN_RESULTS = frozenset(") , / and".split())
_BETWEEN_DAYS = frozenset("on at dated ( ) , ; : and then".split())
_BEFORE_A_FIGURE = frozenset("was is of the and then it , : - – = / ( )".split())
_PARTS_OF_A_RESULT = frozenset((Kind.ANALYTE, Kind.PANEL, Kind.UNIT, Kind.LIMIT, Kind.NUMBER))
_YEAR = 366.0
_SLASHED = re.compile(r"\d\d?/\d\d?/\d\d(?:\d\d)?", re.ASCII)


def told_on_a_day(scan: Scan, i: int, last: int) -> bool:
    """Whether the figure at `i` is the result of another day than that at `last`: "140 on 1 May and 90 on 15 May"."""
    for j in range(last + 1, i):
        of_the_last = scan.is_kind(j, Kind.DATE, Kind.UNIT, Kind.LIMIT) or j in scan.used
        if not (of_the_last or scan.text(j) in _BETWEEN_DAYS):
            return False
    after = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    if i < last or of_a_dose(scan, after):
        return False
    if scan.is_kind(after + (scan.text(after) in _BEFORE_A_DAY), Kind.DATE):
        return True
    before = i - 1 - (scan.text(i - 1) == ":")
    return before > last and scan.is_kind(before, Kind.DATE) and ends_an_item(scan, after)


def days_beside(tokens: Sequence[Token], figures: Set[int]) -> Mapping[int, Token]:
    """Return the date that belongs to each of the figures of one analyte; one with none beside it is left out.

    A text puts its days in front of the figures or behind them: what its first figure has tells which.
    """
    before = {i: _before(tokens, i, figures) for i in figures}
    leads = bool(figures) and before[min(figures)] is not None
    found = {i: before[i] if leads else _behind(tokens, i, figures) for i in figures}
    return {i: token for i, token in found.items() if token is not None}


def by_day(scan: Scan, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the results with those of each analyte in the order of their days: the newest is often told first.

    Where a result has no day, or a day can be read in two ways, the order is that of the text.
    """
    ordered = list(drafts)
    for analyte in {draft.analyte for draft in drafts}:
        places = [n for n, draft in enumerate(drafts) if draft.analyte == analyte and draft.figure is not None]
        days = _days(scan.tokens, [figure for n in places if (figure := drafts[n].figure) is not None])
        if len(places) > 1 and len(days) == len(places):
            for place, k in zip(places, _order(days), strict=True):
                ordered[place] = drafts[places[k]]
    return ordered


def _days(tokens: Sequence[Token], figures: Sequence[int]) -> list[float]:
    """The day of each figure on one scale; empty where they cannot be compared."""
    if len(figures) < 2 or not any(token.kind is Kind.DATE for token in tokens):
        return []
    beside = days_beside(tokens, frozenset(figures))
    dates = [beside[i] for i in figures if i in beside]
    if len(dates) < len(figures):
        return []
    if any("/" in token.text for token in dates):
        return _slashed([token.text for token in dates])
    days = [float(token.text) * _YEAR if token.id == "year" else token.low for token in dates]
    known = [day for day in days if day is not None]
    if len(known) < len(days) or len({day > _YEAR for day in known}) > 1:
        return []
    # Days without a year that lie far apart lie on either side of a new year.
    turns = max(known) <= _YEAR and max(known) - min(known) > _YEAR / 2
    return [day + _YEAR if turns and day < _YEAR / 2 else day for day in known]


def _slashed(texts: Sequence[str]) -> list[float]:
    """The days of "3/4/2026" and the like; empty where the day first and the month first give another order."""
    parts = [tuple(int(part) for part in text.split("/")) for text in texts if _SLASHED.fullmatch(text)]
    if len(parts) < len(texts):
        return []
    days = [(year * 12.0 + month) * 31 + day for day, month, year in parts]
    swapped = [(year * 12.0 + month) * 31 + day for month, day, year in parts]
    day_first = all(month <= 12 for _, month, _ in parts)
    month_first = all(month <= 12 for month, _, _ in parts)
    if day_first and month_first and _order(days) != _order(swapped):
        return []
    return days if day_first else swapped if month_first else []


def _order(days: Sequence[float]) -> list[int]:
    return sorted(range(len(days)), key=lambda n: days[n])


def _behind(tokens: Sequence[Token], i: int, figures: Set[int]) -> Token | None:
    """The date behind the figure at `i`, with nothing but other results between: "A 90, B 60 on 15 Oct"."""
    for j in range(i + 1, len(tokens)):
        token = tokens[j]
        if token.kind is Kind.DATE:
            # Behind a comma a date begins the next item, and is none of this one.
            return None if tokens[j - 1].text in (",", "and") else token
        said = token.text.casefold()
        if j in figures or not (token.kind in _PARTS_OF_A_RESULT or said in _BEFORE_A_DAY or said in _BETWEEN_RESULTS):
            return None
    return None


def _before(tokens: Sequence[Token], i: int, figures: Set[int]) -> Token | None:
    """The date in front of the figure at `i`, with nothing but other results between: "15 Oct: B 60, A 90"."""
    for j in range(i - 1, -1, -1):
        token = tokens[j]
        if token.kind is Kind.DATE:
            return token
        if j in figures or not (token.kind in _PARTS_OF_A_RESULT or token.text.casefold() in _BEFORE_A_FIGURE):
            return None
    return None
