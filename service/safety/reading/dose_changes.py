"""Doses written apart from their verb or into it: "NAME increased six days ago, 150 to 200", "restart-at-200"."""

from __future__ import annotations

from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_SMALLEST = 10


def told_change(scan: Scan, i: int) -> bool:
    """Whether "150 to 200" at `i` tells from what to what the sentence says that the drug was raised or reduced."""
    token = scan.tokens[i]
    if token.form not in ("to", "to-down") or token.low == token.high or (token.low or 0.0) < _SMALLEST:
        return False
    before = [j for j in scan.sentence(i) if j < i]
    if any(scan.is_kind(j, Kind.ANALYTE, Kind.PANEL, Kind.LIMIT, Kind.QUALITY) for j in before):
        return False
    verb = next((j for j in reversed(before) if scan.is_kind(j, Kind.VERB)), None)
    changed = verb is not None and scan.tokens[verb].id in ("raise", "reduce")
    if scan.text(i - 1) == "from" and any(scan.tokens[j].id == "restart" for j in scan.sentence(i)):
        return True
    return changed and any(scan.is_kind(j, Kind.DRUG) for j in before)


def arrow_change(scan: Scan, i: int) -> bool:
    """Whether "50 -> 75" at `i` is what a verb beside it says was raised: "50 -> 75 went up 8 days ago"."""
    first, last = (scan.tokens[i], scan.token(i + 2)) if scan.is_kind(i + 1, Kind.ARROW) else (scan.tokens[i], None)
    if last is None or last.kind is not Kind.NUMBER or min(first.high or 0.0, last.high or 0.0) < _SMALLEST:
        return False
    clause = scan.clause(i)
    if any(scan.is_kind(j, Kind.ANALYTE, Kind.PANEL, Kind.LIMIT) for j in clause):
        return False
    raised = any(scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("raise", "reduce") for j in clause)
    restarted = any(
        scan.is_kind(j, Kind.VERB) and scan.tokens[j].id == "restart" for j in range(scan.sentence(i).start, i)
    )
    return raised or (restarted and any(scan.is_kind(j, Kind.TIMEUNIT) for j in clause))


def hyphen(scan: Scan, j: int) -> bool:
    """Whether token `j` joins two words into one ("restart-at-200")."""
    before, after = scan.token(j - 1), scan.token(j + 1)
    joined = before is not None and after is not None and before.end + 1 == after.start
    return scan.text(j) == "-" and joined
