"""Limits that stand in brackets behind their result: "(<40)", "[10-40]", "(35)" where the text brackets its limits."""

from __future__ import annotations

from service.safety.reading.lab_drafts import Draft, Ledger
from service.safety.reading.lab_tokens import comparator_at, names_a_limit, shared_limit
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_BRACKETS = frozenset("bracket brackets bracketed parentheses parenthesis parens".split())
#: A bare figure in brackets this much above the limit of a kindred test is an earlier result, not a limit.
_MOST_OF_KIN = 2.0


def is_reference(scan: Scan, i: int, book: Ledger, *, bracketed: bool) -> bool:
    """Whether the figure at `i` is the reference range of the result before it; none waits for a figure.

    Args:
        scan: the text.
        i: where the figure stands.
        book: the results so far.
        bracketed: whether a bracket is open at the figure.
    """
    last = book.last()
    if last is None or last.value is None:
        return False
    if names_a_limit(scan, i):
        return True
    if i - last.end > (5 if shared_limit(scan, i) else 3):
        return False
    cell = any(scan.text(j) == "|" for j in range(last.end + 1, i))
    less = comparator_at(scan, i) in ("<", "<=")
    if (bracketed or cell) and (less or scan.tokens[i].form == "range"):
        return True
    return bracketed and _bare(scan, i, last, book)


def _bare(scan: Scan, i: int, last: Draft, book: Ledger) -> bool:
    """`NAME 160 (ULN 40), NAME 90 (35)`: a figure alone in brackets, in a text that says what its brackets hold."""
    if scan.text(i - 1) != "(" or scan.text(i + 1) != ")" or "upper-limit" in last.limits:
        return False
    groups = set(book.analytes[last.analyte].groups)
    kin = [d.limits["upper-limit"] for d in book.drafts if "upper-limit" in d.limits and groups & _groups(book, d)]
    if any((scan.tokens[i].high or 0.0) > _MOST_OF_KIN * (one.high or 0.0) for one in kin):
        return False
    return _says_what_brackets_hold(scan)


def _groups(book: Ledger, draft: Draft) -> frozenset[str]:
    return frozenset(book.analytes[draft.analyte].groups)


def _says_what_brackets_hold(scan: Scan) -> bool:
    limits = [j for j in range(len(scan.tokens)) if scan.is_kind(j, Kind.LIMIT) and scan.tokens[j].id == "upper-limit"]
    return any(scan.text(j - 1) == "(" or scan.words(scan.sentence(j)) & _BRACKETS for j in limits)
