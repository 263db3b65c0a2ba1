"""What a time is compared with: "at least", "no sooner than", "at the latest"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.text.tokens import Kind, Token

_EARLIER = words("before within sooner earlier under inside")
_LEAST = words("least minimum")


def compared(tokens: Sequence[Token], first: int, last: int) -> tuple[str, int | None, bool]:
    """What a time is compared with, the place of the denial that belongs to it, and whether it stands behind."""
    behind = _compared_behind(tokens, last)
    if behind:
        return behind, None, True
    for j in range(first - 1, max(-1, first - 5), -1):
        token = tokens[j]
        word = token.text.lower()
        if token.kind is Kind.COMPARATOR:
            named = tokens[last] if last < len(tokens) else None
            if word == "under" and named is not None and named.kind in (Kind.PANEL, Kind.ANALYTE):
                return "", None, False  # "Under twice-weekly tests": with them.
            return _by_comparator(tokens, j)
        if word in _EARLIER or (word == "than" and tokens[j - 1].text.lower() in _EARLIER):
            denial = _denial_before(tokens, j - 1 if word == "than" else j)
            return (">=" if denial is not None else "<"), denial, False
        if word == "than" and tokens[j - 1].text.lower() in ("later", "longer", "after"):
            denial = _denial_before(tokens, j - 1)
            return ("<" if denial is not None else ">"), denial, False
        if word in _LEAST or word == "earliest":
            return ">=", None, False
        if word in ("maximum", "most", "latest"):
            return "<", None, False
        if word not in _PASSED and token.kind is not Kind.TIMEUNIT:
            return "", None, False
    return "", None, False


def _compared_behind(tokens: Sequence[Token], last: int) -> str:
    after = [t.text.lower() for t in tokens[last : last + 5]]
    sign = tokens[last].id if last < len(tokens) and tokens[last].kind is Kind.COMPARATOR else ""
    if sign == ">=+" or "earliest" in after or after[:1] in (["onwards"], ["minimum"]):
        return ">="
    if after[:2] in (["or", "later"], ["or", "longer"], ["or", "more"], ["and", "later"]):
        return ">="
    if (
        sign == "<=+"
        or "latest" in after
        or after[:2] in (["or", "sooner"], ["or", "less"], ["or", "earlier"], ["at", "most"])
    ):
        return "<"
    return ""


_PASSED = words("the a an of at to than full first is two day week")


def _by_comparator(tokens: Sequence[Token], j: int) -> tuple[str, int | None, bool]:
    sign = tokens[j].id.rstrip("+")
    denial = _denial_before(tokens, j)
    if sign in (">", ">="):
        return ("<" if denial is not None else sign), denial, False
    if sign in ("<", "<="):
        return (">=" if denial is not None else "<"), denial, False
    return "", None, False


def _denial_before(tokens: Sequence[Token], j: int) -> int | None:
    return next((k for k in range(j - 1, max(-1, j - 3), -1) if tokens[k].kind is Kind.NEGATOR), None)
