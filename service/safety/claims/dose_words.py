"""The words around an amount: how often, in what role, compared with what, and of which drug."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from service.safety.claims.dose_steps import is_step, the_least
from service.safety.english.phrasing import DOSE_LIMIT_NOUNS
from service.safety.english.wordlist import words
from service.safety.text.phrasebook import SUBSTANCE
from service.safety.text.tokens import Kind, Token

Role = Literal["total", "step", "from", "to", "limit", "strength"]
_SENTENCE_BREAKS = frozenset((";", "—", "|"))
_PASSED = words("the between a an of dose doses daily total is this article's even at ( giving")
_TO_THE_NAME = ("of", "the", "-", "a", "day", "elemental", "pure")
_TO_AN_AMOUNT = words("is was of at to a about intake level excretion supplement : ( = only max maximum tablets powder")
#: As in "bigger steps than 25 mg": what is compared stands between.
_COMPARED = {
    **dict.fromkeys(words("bigger larger greater higher more steeper wider longer"), ">"),
    **dict.fromkeys(words("smaller lower less fewer shorter"), "<"),
}
_REPLACED = words("followed replaced superseded substituted")


def unit_at(tokens: Sequence[Token], i: int) -> int | None:
    """Return the place of the unit of the number at `i`."""
    j = i + 1
    if is_at(tokens, j, "-") and j + 1 < len(tokens):
        j += 1
    return j if j < len(tokens) and tokens[j].kind is Kind.UNIT else None


def is_at(tokens: Sequence[Token], i: int, *ids: str) -> bool:
    """Whether the token at `i` is one of the given, by id or by text."""
    return 0 <= i < len(tokens) and (tokens[i].id in ids or tokens[i].text.lower() in ids)


def share_of_week(tokens: Sequence[Token], last: int) -> float:
    """How much of an amount for a week falls on one day: all of it, unless it is said in how many doses."""
    if {t.text.lower() for t in tokens[last : last + 9]} & {"equally", "evenly"}:
        return 1 / 7
    near = tokens[last : last + 6]
    for i, token in enumerate(near[:-2]):
        by = near[i + 1].text.lower() in ("by", "into", "over", "across")
        if token.id == "divide" and by and near[i + 2].kind is Kind.NUMBER and near[i + 2].high:
            return 1.0 / max(1.0, near[i + 2].high or 1.0)
    for token in near:
        if token.kind is Kind.FREQUENCY and token.id == "divided":
            words = token.text.lower().split()
            counted = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0}
            for word in words:
                if word in counted or word.isdigit():
                    return 1.0 / (counted.get(word) or max(1.0, float(word)))
    return 1.0


def compared(tokens: Sequence[Token], first: int, last: int) -> tuple[str, int | None]:
    """The comparison that an amount stands under, and the place of its word."""
    for j in range(last, min(last + 3, len(tokens))):
        if tokens[j].id == "+" and (j + 1 >= len(tokens) or tokens[j + 1].kind in (Kind.FREQUENCY, Kind.PUNCT)):
            return ">=", j
        if tokens[j].kind is Kind.COMPARATOR and tokens[j].id.endswith("+") and not is_at(tokens, j + 1, "the"):
            return tokens[j].id[:-1], j
    if the_least(tokens, last):
        return ">=", None
    if first and tokens[first - 1].text.lower() == "from" and _and_up(tokens, last):
        return ">=", None
    j = first - 1
    while j >= 0 and (tokens[j].kind is Kind.DRUG or tokens[j].text.lower() in _PASSED):
        j -= 1
    if j >= 0 and tokens[j].text.lower() == "than":
        return next(
            (_COMPARED[t.text.lower()] for t in tokens[max(0, j - 4) : j] if t.text.lower() in _COMPARED), ""
        ), j
    if j >= 0 and tokens[j].kind is Kind.COMPARATOR and tokens[j].id not in ("~", "="):
        return tokens[j].id.removesuffix("+"), j
    if any(t.text.lower() in ("minimum", "floor") for t in tokens[max(0, first - 7) : first]):
        return ">=", None
    return "", None


def _and_up(tokens: Sequence[Token], last: int) -> bool:
    """As in "from 175 mg a day up", not as in "from 50 mg, up by 25 mg"."""
    for j in range(last, min(last + 3, len(tokens))):
        if tokens[j].text.lower() == "up":
            return j + 1 >= len(tokens) or tokens[j + 1].text.lower() not in ("by", "to")
    return False


def role_of(tokens: Sequence[Token], first: int, last: int, interval: float | None) -> Role:
    """What an amount is for, by the words around it."""
    before = [t.text.lower() for t in tokens[max(0, first - 4) : first]]
    if before[-1:] == ["by"] and before[-2:-1] and before[-2] in _REPLACED:
        return "total"
    if is_step(tokens, first, last, interval):
        return "step"
    if before[-1:] == ["from"] and not _and_up(tokens, last):
        return "from"
    if _the_most(tokens, first):
        return "limit"
    ended = tokens[max(0, first - 3) : first]
    if any(t.kind is Kind.VERB and t.id == "stop" for t in ended) and any(t.id == "raise" for t in ended):
        return "limit"
    if _capped_before(tokens, first):
        return "limit"
    if before[-1:] and before[-1].split(" ")[-1] == "to":
        return "to"
    near = (*_behind_break(tokens[max(0, first - 6) : first]), *_up_to_break(tokens[last : last + 7]))
    named = {t.text.lower() for t in near} | {t.id for t in near if t.kind is Kind.LIMIT}
    return "limit" if named & DOSE_LIMIT_NOUNS else "total"


def _behind_break(near: Sequence[Token]) -> Sequence[Token]:
    """What stands behind the last sign that ends a thought."""
    first = max((i + 1 for i, t in enumerate(near) if t.id in _SENTENCE_BREAKS), default=0)
    return near[first:]


def _up_to_break(near: Sequence[Token]) -> Sequence[Token]:
    last = next((i for i, t in enumerate(near) if t.id in _SENTENCE_BREAKS), len(near))
    return near[:last]


def _the_most(tokens: Sequence[Token], first: int) -> bool:
    """As in "the most he may ever have is 150 mg"."""
    before = [t.text.lower() for t in tokens[max(0, first - 10) : first]]
    return before[-1:] in (["is"], ["be"], ["was"]) and ("the", "most") in pairwise(before)


def _capped_before(tokens: Sequence[Token], first: int) -> bool:
    """A maximum by its words; "up to" is one only of an increase."""
    near = tokens[max(0, first - 3) : first]
    caps = [t for t in near if t.kind is Kind.COMPARATOR and t.id in ("<=", "<")]
    if not caps:
        return False
    if caps[-1].text.lower() in ("up to", "as much as", "as high as"):
        return any(t.kind is Kind.VERB and t.id == "raise" for t in tokens[:first])
    return True


def drug_of(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The drug an amount is of: right behind it, else the nearest before it, else the nearest after it.

    The id of a substance where something that is no drug is named right beside it.
    """
    named = tokens[first - 1] if first else None
    for j in range(last, min(last + 5, len(tokens))):
        token = tokens[j]
        if token.kind is Kind.DRUG:
            return token.id
        if named is not None and named.kind is Kind.DRUG:
            break
        if token.id == SUBSTANCE or (_no_drug(token) and (j == last or is_at(tokens, j - 1, "of"))):
            return SUBSTANCE
        if token.kind not in (Kind.FREQUENCY, Kind.UNIT) and not is_at(tokens, j, *_TO_THE_NAME):
            break
    if _of_no_drug(tokens, first):
        return SUBSTANCE
    before = [t.id for t in tokens[:first] if t.kind is Kind.DRUG]
    if before:
        return before[-1]
    return next((t.id for t in tokens[last:] if t.kind is Kind.DRUG), None)


def _of_no_drug(tokens: Sequence[Token], first: int) -> bool:
    """As in "magnesium 400 mg", "salt under 5 g": a substance, with nothing but a comparison in between."""
    for j in range(first - 1, max(-1, first - 7), -1):
        if _no_drug(tokens[j]):
            return True
        passed = tokens[j].kind in (Kind.COMPARATOR, Kind.FREQUENCY) or tokens[j].text.lower() in _TO_AN_AMOUNT
        if not passed:
            return False
    return False


def _no_drug(token: Token) -> bool:
    return token.id == SUBSTANCE or token.kind in (Kind.ANALYTE, Kind.PANEL)
