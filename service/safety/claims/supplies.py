"""How many days a supply of tablets is to last."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.text.tokens import Kind, Token

_LASTING = words(
    "for cover covers covering last lasts lasting = × / per every supply supplies each , ( to should will her him them "
    "the a an is meant are one enough days of tub box pack bottle mg"
)


def supplied(tokens: Sequence[Token], last: int) -> float | None:
    """Days that the tablets whose words end at `last` are for; None where that is not said."""
    for i in range(len(tokens)):
        days = _days(tokens, i)
        if days is None:
            continue
        supply = bool({"supply", "supplies"} & {t.text.lower() for t in tokens[i + 1 : i + 3]})
        start = i - 1 if i and tokens[i - 1].kind is Kind.NUMBER else i
        if supply or (i >= last and _lasting(tokens, last, start)):
            return days
    return None


def _days(tokens: Sequence[Token], i: int) -> float | None:
    """Days of "30 days", "a fortnight", "28/7", "monthly"."""
    token = tokens[i]
    if token.kind is Kind.FREQUENCY and token.low and token.low < 1:
        return 1 / token.low
    if token.kind is not Kind.TIMEUNIT or not token.low:
        return None
    number = tokens[i - 1] if i else None
    count = number.high if number is not None and number.kind is Kind.NUMBER else 1.0
    return (count or 1.0) * token.low


def _lasting(tokens: Sequence[Token], last: int, place: int) -> bool:
    """Whether only words of lasting stand between the tablets and the days."""
    between = [t for t in tokens[last:place] if t.kind not in (Kind.DRUG, Kind.NUMBER, Kind.UNIT)]
    return len(between) <= 6 and all(t.text.lower() in _LASTING for t in between)
