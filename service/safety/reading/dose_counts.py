"""How many of a strength are taken at once: "three 50 mg tablets", "2 x 50 mg", "50 mg tabs, 3 tabs"."""

from __future__ import annotations

from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind, Token

#: More units of a strength at once than this is no count but another figure, unless the text says that they were taken.
_MOST = 20.0
_MOST_TAKEN = 500.0
#: What says that something was swallowed.
SWALLOWED = frozenset(
    "took taken swallowed ingested downed necked ate eaten popped gulped scoffed guzzled wolfed munched".split()
)
_TOOK = SWALLOWED | frozenset("take swallow had eat".split())


def counted(scan: Scan, i: int, end: int) -> tuple[float, int, int]:
    """Return how many of the strength at `i` are taken, and where the amount then begins and ends; 1 when not said."""
    before = scan.token(i - 1)
    at = _whose(scan, i - 1 - scan.is_kind(i - 1, Kind.DRUG))
    if _taken(scan, at):
        return scan.tokens[at].high or 1.0, at, end + _is_tablet(scan.token(end + 1))
    if before is not None and before.kind is Kind.MULTIPLE and not before.form and _few(before):
        return before.high or 1.0, i - 1, end
    tablets = _is_tablet(scan.token(end + 1)) or scan.tokens[i].form == "plural"
    if tablets and before is not None and before.kind is Kind.NUMBER and _few(before):
        return before.high or 1.0, i - 1, end + _is_tablet(scan.token(end + 1))
    after = scan.token(end + 1)
    lasting = scan.is_kind(end + 2, Kind.TIMEUNIT)
    if after is not None and after.kind is Kind.MULTIPLE and after.form == "x" and _few(after) and not lasting:
        return after.high or 1.0, i, end + 1
    number = _tablets_before(scan, i)
    if number is not None:
        return scan.tokens[number].high or 1.0, number, end
    if tablets:
        number = end + 2 + (scan.text(end + 2) == ",")
        token = scan.token(number)
        if token is not None and token.kind is Kind.NUMBER and _few(token) and _is_tablet(scan.token(number + 1)):
            return token.high or 1.0, i, number + 1
    return 1.0, i, end


def _whose(scan: Scan, j: int) -> int:
    """The place before "of her grandad's" that ends at `j`, or `j`."""
    own = next((k for k in range(j, j - 4, -1) if scan.text(k) == "of"), None)
    return j if own is None or any(scan.is_kind(k, Kind.NUMBER) for k in range(own, j + 1)) else own - 1


def _taken(scan: Scan, at: int) -> bool:
    """Whether a count stands at `at`, of what somebody swallowed: "took 32 x 500 mg", "swallowed 28 NAME 500 mg"."""
    token = scan.token(at)
    if token is None or token.kind not in (Kind.NUMBER, Kind.MULTIPLE) or not 1 < (token.high or 0.0) <= _MOST_TAKEN:
        return False
    before = {scan.text(j) for j in range(at - 3, at)}
    return bool(before & _TOOK)


def _tablets_before(scan: Scan, i: int) -> int | None:
    """The count of "2 tablets of NAME 50 mg"."""
    j = i - 1
    while scan.is_kind(j, Kind.DRUG) or scan.text(j) in ("of", "x", "the"):
        j -= 1
    number = scan.token(j - 1)
    found = _is_tablet(scan.token(j)) and number is not None and number.kind is Kind.NUMBER and _few(number)
    return j - 1 if found else None


def names_a_strength(scan: Scan, at: int, end: int, *, told: bool) -> bool:
    """As in "150 mg a day in 50 mg tablets": what one tablet holds, where `told` that a dose has been named."""
    return _is_tablet(scan.token(end + 1)) and (told or scan.text(at - 1) in _HELD_IN)


_HELD_IN = frozenset("in as of using with (".split())


def _is_tablet(token: Token | None) -> bool:
    return token is not None and token.kind is Kind.UNIT and token.id == "tablet"


def _few(token: Token) -> bool:
    return 0 < (token.high or 0.0) <= _MOST
