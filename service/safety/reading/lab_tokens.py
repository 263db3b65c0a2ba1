"""What single tokens say of a laboratory result: a value, a multiple, a baseline, a limit, or none of these."""

from __future__ import annotations

from service.domain.facts import Amount
from service.safety.reading.scan import Scan
from service.safety.tokens import Kind

_BASELINE_BEFORE = frozenset(
    (
        "was usual usually prior previous previously before normally pre-treatment pretreatment pre-increase "
        "formerly initial initially earlier old"
    ).split()
)
_BASELINE_AFTER = frozenset("before previously beforehand prior pre-treatment pre-increase usually normally".split())
_USUAL = frozenset("usual usually normally before beforehand pre-treatment pretreatment pre-increase".split())
_DATED = frozenset(
    "yesterday last ago days weeks week monday tuesday wednesday thursday friday saturday sunday".split()
)
_NEW_RESULT = frozenset("then now today again currently latest repeat repeated after later".split())
GENERAL = frozenset(
    "if when unless until whether once at which what criteria threshold cutoff cut-off rule rules".split()
)


def is_ratio(scan: Scan, i: int) -> bool:
    """Whether the name at `i` is half of a quotient ("A:B ratio"), which is no result of either."""
    near = [scan.text(j) for j in range(i - 3, i + 4)]
    return "ratio" in near and any(
        scan.is_kind(j, Kind.ANALYTE) and j != i and scan.text((i + j) // 2) in (":", "/", "to") for j in (i - 2, i + 2)
    )


def broken(scan: Scan, start: int, stop: int) -> bool:
    """Whether a sign or a figure stands between two tokens."""
    return any(scan.is_kind(j, Kind.PUNCT, Kind.NUMBER) for j in range(start + 1, stop))


def multiple_of(scan: Scan, i: int) -> str | None:
    """What the multiple at `i` is a multiple of: `upper-limit`, `baseline`, or None when it is not said."""
    for j in range(i + 1, i + 5):
        if scan.is_kind(j, Kind.LIMIT):
            return scan.tokens[j].id
        if scan.is_kind(j, Kind.QUALITY) and scan.tokens[j].id == "normal":
            return "upper-limit"
        if scan.is_kind(j, Kind.PUNCT, Kind.NUMBER, Kind.ANALYTE):
            return None
    return None


def states_a_result(scan: Scan, i: int) -> bool:
    """A multiple is a result after an analyte, "is" or "=", not after "at", "if" or "above" in general talk."""
    sign = comparator_at(scan, i)
    j = i - 1 - (sign is not None)
    before = [scan.text(k) for k in range(max(0, j - 2), j + 1)]
    if scan.is_kind(j, Kind.ARROW) or (before and before[-1] in ("still", "now", "=", "is", "was", "only", "remains")):
        return not (set(before) & GENERAL)
    if scan.is_kind(j, Kind.ANALYTE) or scan.is_kind(j, Kind.NUMBER):
        opening = {scan.text(k) for k in scan.sentence(i) if k < i}
        return sign is None or not (opening & GENERAL)
    return (
        bool(before)
        and before[-1] in ("about", "around", "roughly", "~", "exactly", "at", "of")
        and any(scan.is_kind(k, Kind.ANALYTE) for k in range(max(0, j - 3), j))
    )


def amount_at(scan: Scan, i: int) -> Amount:
    """The amount that the figure at `i` states, with the sign before it and the unit after it."""
    token = scan.tokens[i]
    following = scan.token(i + 1)
    unit = following.id if following is not None and following.kind is Kind.UNIT else None
    return bounded(token.low, token.high, comparator_at(scan, i), unit)


def comparator_at(scan: Scan, i: int) -> str | None:
    """The sign before the figure at `i`, other than an equals sign."""
    before = scan.token(i - 1)
    return before.id if before is not None and before.kind is Kind.COMPARATOR and before.id != "=" else None


def negative(scan: Scan, i: int) -> bool:
    """A minus sign stuck to the figure and to nothing before it: a value that cannot be, kept to be named."""
    sign, before = scan.token(i - 1), scan.token(i - 2)
    stuck = sign is not None and sign.text == "-" and sign.end == scan.tokens[i].start
    return stuck and sign is not None and (before is None or before.end < sign.start)


def listed(scan: Scan, i: int) -> list[int]:
    """Figures that share one limit word: "40/120", "40 and 35"."""
    figures = [i]
    while scan.text(figures[-1] + 1) in ("/", "and", "&") and scan.is_kind(figures[-1] + 2, Kind.NUMBER):
        if figures[-1] + 2 in scan.used:
            break
        figures.append(figures[-1] + 2)
    return figures


def starts_new_result(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is a later result of the same analyte: "then 180", "-> 60"."""
    return scan.is_kind(i - 1, Kind.ARROW) or bool({scan.text(i - 1), scan.text(i - 2)} & _NEW_RESULT)


def is_baseline(scan: Scan, i: int, *, waiting: bool) -> bool:
    """Whether the words around the figure at `i` make it an earlier value: "was 50 before", "usual 38"."""
    before, after = scan.text(i - 1), scan.text(i + 1)
    if after in _BASELINE_AFTER or (scan.text(i + 2) in _BASELINE_AFTER and scan.is_kind(i + 1, Kind.UNIT)):
        return True
    if before in _BASELINE_BEFORE:
        return not waiting or before not in ("was", "initial", "initially", "earlier")
    return False


def surely_baseline(scan: Scan, i: int) -> bool:
    """Whether the words make the figure the patient's usual value, not merely an earlier one."""
    return bool({scan.text(j) for j in (i - 1, i + 1, i + 2)} & _USUAL) and not dated(scan, i)


def dated(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is of a time during the case: "last week", "two days ago"."""
    return bool({scan.text(j) for j in range(i + 1, i + 5)} & _DATED)


def bounded(low: float | None, high: float | None, sign: str | None, unit: str | None) -> Amount:
    """An amount from a figure and the sign before it: `> 500` is open above."""
    if sign in (">", ">="):
        return Amount(low=low, high=None, unit=unit)
    if sign in ("<", "<="):
        return Amount(low=None, high=high, unit=unit)
    return Amount(low=low, high=high, unit=unit)
