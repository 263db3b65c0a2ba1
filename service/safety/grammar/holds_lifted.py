"""A hold or a stop that is undone: "lift the hold", "the hold on it can be lifted"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.text.tokens import Kind, Token


def of_a_hold(tokens: Sequence[Token], i: int, last: int) -> bool:
    """As in "lift the hold", "cancels neither the hold nor ...": what is stopped is the stop."""
    token = tokens[i]
    if token.kind is not Kind.VERB or token.id not in ("stop", "hold", "ignore") or token.form == "noun":
        return False
    return any(
        tokens[j].kind is Kind.VERB
        and tokens[j].id in ("stop", "hold")
        and tokens[j].form in ("noun", "base")
        and tokens[j - 1].text.lower() in _OF_THE_HOLD
        for j in range(i + 2, min(i + 5, last))
    )


def hold_lifted(tokens: Sequence[Token], i: int, first: int) -> bool:
    """As in "the hold on it can be lifted when ...": the stop is the subject of what undoes it."""
    token = tokens[i]
    if token.kind is not Kind.VERB or token.id not in ("stop", "ignore") or token.form != "past":
        return False
    j = i - 1
    while j > first and (tokens[j].kind in (Kind.MODAL, Kind.DRUG, Kind.NEGATOR) or tokens[j].text.lower() in _OVER):
        j -= 1
    held = tokens[j].kind is Kind.VERB and tokens[j].id in ("stop", "hold") and j > first
    return held and tokens[j].text.lower() in _HOLD_NOUNS and tokens[j - 1].text.lower() in _OF_THE_HOLD


_OVER = frozenset(("be", "is", "been", "being", "has", "on", "of", "then", "now", "only", "soon", "already", "the"))
_HOLD_NOUNS = frozenset(("hold", "stop", "pause", "suspension", "ban", "interruption"))


def is_undone(tokens: Sequence[Token], i: int, first: int) -> bool:
    """Whether the hold or stop that is named at `i` is the object of a verb that undoes it."""
    return any(of_a_hold(tokens, j, i + 1) for j in range(max(first, i - 4), i))


_OF_THE_HOLD = frozenset(("the", "this", "that", "her", "his", "any", "a", "permanent", "current", "present"))
