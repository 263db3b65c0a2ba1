"""Results of a time long before: "was 44 in spring", "30 last year", "38 six months ago"."""

from __future__ import annotations

from service.safety.english.measures import MONTHS
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_SEASONS = frozenset("spring summer autumn winter fall christmas easter".split()) | MONTHS
_LAST = frozenset("last previous prior".split())
_IN = frozenset("in back last since from during".split())
_NOW = frozenset("now today todays today's currently".split())
#: Fewer months ago are a time during the case.
_MONTHS = 3
#: So many words back a result has its name.
_FAR = 60


def long_before(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is dated long before another result of the same test, or before now."""
    sentence = scan.sentence(i)
    told = _dated_long_ago(scan, i) or (
        scan.text(i + 1) == "then"
        and i + 2 >= scan.clause(i).stop
        and any(_dated_long_ago(scan, j) for j in sentence if j < i and scan.is_kind(j, Kind.NUMBER))
    )
    if not told:
        return False
    named = next((j for j in range(i - 1, max(i - _FAR, -1), -1) if scan.is_kind(j, Kind.ANALYTE)), None)
    if named is None:
        return False
    again = named < sentence.start or any(
        j != named and scan.tokens[j].id == scan.tokens[named].id for j in range(len(scan.tokens))
    )
    return again or bool(_NOW & scan.words(range(i + 1, len(scan.tokens))))


def _dated_long_ago(scan: Scan, i: int) -> bool:
    """Whether a season, a month by its name, or a time of months or years stands right behind a figure."""
    end = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    end += scan.text(end) in ("back", "earlier")
    first, second = scan.text(end), scan.text(end + 1)
    if first in _IN and second in _SEASONS:
        return True
    if first in _LAST and scan.is_kind(end + 1, Kind.TIMEUNIT):
        return scan.tokens[end + 1].id == "year"
    unit = scan.token(end + 1)
    if unit is None or unit.kind is not Kind.TIMEUNIT or scan.text(end + 2) not in ("ago", "back", "earlier", "before"):
        return False
    count = scan.tokens[end].high if scan.is_kind(end, Kind.NUMBER) else 1.0
    return unit.id == "year" or (unit.id == "month" and (count or 0.0) >= _MONTHS)
