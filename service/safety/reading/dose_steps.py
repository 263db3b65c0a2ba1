"""Figures that say by how much a dose is raised at a time: "go up in 50s", "jumps of 50", "50 mg at a time"."""

from __future__ import annotations

from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_STEPS = frozenset("step steps increment increments jump jumps stages bumps hops".split())
_EACH = (("at", "a", "time"), ("a", "time"), ("each", "time"), ("every", "time"), ("a", "go"), ("per", "step"))


def step_named(scan: Scan, i: int) -> bool:
    """Whether the figure at `i`, with or without its unit, is named as a step."""
    if scan.is_kind(i + 1, Kind.LIMIT, Kind.ANALYTE, Kind.MULTIPLE, Kind.TIMEUNIT):
        return False
    end = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    behind = tuple(scan.text(j) for j in range(end, end + 3))
    if any(behind[: len(words)] == words for words in _EACH):
        return True
    if scan.text(i - 1) in ("of", "by") and scan.text(i - 2) in _STEPS:
        return True
    # "Go up in 50s": tablets of 50 are counted, tests "in the 50s" are not.
    plural = scan.tokens[i].form == "plural" and scan.text(i - 1) in ("in", "by")
    return plural and any(scan.is_kind(j, Kind.VERB) and scan.tokens[j].id == "raise" for j in (i - 2, i - 3))
