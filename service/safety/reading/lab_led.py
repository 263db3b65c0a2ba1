"""Words that lead from the name of a test to its result: "NAME today", "NAME peaked at", "NAME came back at"."""

from __future__ import annotations

from service.safety.english.measures import WEEKDAYS
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

#: Words of talk about the rule.
GENERAL = frozenset(
    "if when unless until whether once at which what criteria threshold cutoff cut-off rule rules".split()
)
#: Words of time and of moving.
_TELLING = (
    WEEKDAYS
    | {"this morning", "this afternoon", "this evening"}
    | frozenset(
        "today yesterday now currently tonight this last morning afternoon evening week month day is was are has have "
        "had been at up to back on again still already came comes come coming gone going went goes got climbed risen "
        "rose jumped shot peaked peaking peak hit hits hitting reached touching sits sitting running hovering nearly "
        "almost just about around roughly approx only some ~ - : s out in result results it's its level value".split()
    )
)


def told_of_a_name(scan: Scan, j: int) -> bool:
    """Whether only words of time and of moving stand between a name and token `j`: "NAME today", "NAME peaked at"."""
    before = range(scan.clause(j).start, j + 1) if j >= 0 else range(0)
    named = next((k for k in reversed(before) if scan.is_kind(k, Kind.ANALYTE, Kind.PANEL)), None)
    if named is None or scan.words(range(scan.sentence(j).start, named)) & (GENERAL | {"above", "over"}):
        return False
    return all(
        scan.text(k) in _TELLING
        or scan.is_kind(k, Kind.DATE, Kind.QUALITY)
        or (scan.is_kind(k, Kind.VERB) and scan.tokens[k].id == "raise" and scan.tokens[k].form != "base")
        for k in range(named + 1, j + 1)
    )
