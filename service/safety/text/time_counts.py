"""How many days a time has: "two weeks", "14-day", "day 8", "the second week"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import listed, words
from service.safety.text.tokens import Kind, Token

_FRESH = words("a an one the this that another single")
_JOINS = words("to or and -")
_ORDINALS = {
    word: n
    for n, word in enumerate(
        listed(
            "_ first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        )
    )
}


#: First and last place, shortest and longest days, and whether it is counted from the beginning.
Numbered = tuple[int, int, float, float, bool]


def indexed(tokens: Sequence[Token], i: int) -> Numbered | None:
    """As in "day 8", "week two", "days 9 or 10", "the tenth day", "the second week"."""
    unit = tokens[i].low or 0.0
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.kind is Kind.NUMBER and after.low is not None and unit >= 1:
        if i + 2 < len(tokens) and tokens[i + 2].kind in (Kind.UNIT, Kind.TIMEUNIT, Kind.FREQUENCY):
            return None
        last, high = i + 2, after.high or 0.0
        while last + 1 < len(tokens) and tokens[last].text.lower() in ("or", "and", ",") and _plain(tokens, last + 1):
            high, last = tokens[last + 1].high or high, last + 2
        return i, last, after.low * unit, high * unit, True
    word = tokens[i + 1].text.lower() if after is not None else ""
    if word == "one" and unit >= 1:
        return i, i + 2, unit, unit, True
    nth = _ORDINALS.get(tokens[i - 1].text.lower()) if i else None
    if nth is not None and nth > 1 and unit >= 1 and not _after_every(tokens, i):
        return i - 1, i + 1, nth * unit, nth * unit, True
    return None


def _plain(tokens: Sequence[Token], i: int) -> bool:
    """A number on its own, or of the same time: no amount of anything else."""
    if tokens[i].kind is not Kind.NUMBER:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is None or after.kind not in (Kind.UNIT, Kind.TIMEUNIT, Kind.FREQUENCY, Kind.PANEL, Kind.MULTIPLE)


def _after_every(tokens: Sequence[Token], i: int) -> bool:
    return any(t.text.lower() in ("every", "each") for t in tokens[max(0, i - 3) : i])


def counted(tokens: Sequence[Token], i: int) -> Numbered | None:
    """As in "two weeks", "14-day", "a fortnight", "the month", "half a week", "week or two"."""
    unit = tokens[i].low or 0.0
    last = i + 1
    if last + 1 < len(tokens) and tokens[last].text.lower() == "or" and tokens[last + 1].text.lower() in ("two", "so"):
        more = 2.0 if tokens[last + 1].text.lower() == "two" else 1.0
        return max(0, i - 1), last + 2, unit, more * unit, False
    j = i - 1
    while j >= 0 and (
        tokens[j].id == "-" or tokens[j].text.lower() in ("full", "whole", "clean", "clear", "good", "quiet", "more")
    ):
        j -= 1
    if j >= 0 and tokens[j].kind is Kind.NUMBER and tokens[j].low is not None and tokens[j].high is not None:
        first, low, high = j, tokens[j].low or 0.0, tokens[j].high or 0.0
        if j > 1 and tokens[j - 1].text.lower() in _JOINS and _plain(tokens, j - 2) and tokens[j - 2].low is not None:
            first, low, high = j - 2, min(low, tokens[j - 2].low or low), max(high, tokens[j - 2].high or high)
        return first, last, low * unit, high * unit, False
    if (
        j >= 0
        and tokens[j].text.lower() in _FRESH
        and (tokens[j].text.lower() not in ("the", "this", "that") or unit > 1)
    ):
        return j, last, unit, unit, False
    if j >= 0 and tokens[j].text.lower() in (
        "first",
        "opening",
        "initial",
        "next",
        "same",
        "coming",
        "half",
        "couple",
        "few",
        "within",
        "last",
    ):
        few = {"few": 3.0, "couple": 2.0, "half": 0.5}.get(tokens[j].text.lower(), 1.0)
        return j, last, few * unit, few * unit, False
    return None
