"""Whether a dose is the one at which the injury occurred."""

from __future__ import annotations

from service.safety.reading.dose_bare import AT_INJURY
from service.safety.reading.scan import Scan

_AFTERWARDS = frozenset("after following post since".split())


def at_injury(scan: Scan, i: int) -> bool:
    """Whether the clause names the dose at which the injury occurred: "event was at 200", not "after the injury"."""
    clause = scan.clause(i)
    if scan.text(i - 1) in ("at", "on") and scan.text(i - 2) in AT_INJURY:
        return True
    return any(
        scan.text(j) in AT_INJURY and not {scan.text(k) for k in range(max(clause.start, j - 3), j)} & _AFTERWARDS
        for j in clause
    )


_NAMED_AGAIN = {tuple(p.split()) for p in ("at which", "on which", "the dose", "the same", "same dose", "which is")}


def named_for_the_injury(scan: Scan, end: int) -> bool:
    """`150 mg, the dose at which the injury occurred`: the same dose, named once more by what it did."""
    after = range(end + 1, min(end + 12, scan.sentence(end).stop))
    words = [scan.text(j) for j in after]
    if words[:1] in ([","], ["("], [":"]):
        words = words[1:]
    again = words[:1] == ["where"] or tuple(words[:2]) in _NAMED_AGAIN
    clause = words[: next((n for n, word in enumerate(words) if word in (";", ",", ")")), len(words))]
    return again and bool(AT_INJURY & set(clause)) and not _AFTERWARDS & set(clause)
