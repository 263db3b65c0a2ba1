"""What a figure counts: tablets that are taken, tablets that are handed out, or the strength of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from service.safety.claims.dose_words import is_at, unit_at
from service.safety.english.measures import MG, PART_NOUNS
from service.safety.english.wordlist import words
from service.safety.text.number_words import PLURAL
from service.safety.text.tokens import Kind, Reading, Token

Sort = Literal["mass", "weight", "count", "supply", "loose"]
#: More than this is no number of tablets that anybody takes at once.
MAX_COUNT = 16.0
#: A smaller number without a unit may count tablets; from here on it is read as an amount.
LEAST_BARE = 20.0
_EACH = words("each apiece strength strengths ones sized")
_HOLDS = words("is are holds hold contains contain of : = strength strengths comes come as in at")
_QUANTITY = words("disp qty quantity mitte pack packs packet packets box boxes bottle bottles tub tubs carton refills")
_SUPPLIED = _QUANTITY | words(
    "dispense dispensed supply supplied issue issued order ordered send sent collect collected prescribed refill "
    "blister "
    "blisters strip strips"
)
_LEFT = words("left remaining remain spare over stock returned unopened sent outstanding unused missing")
_BY_MOUTH = words("take takes taking swallow give gives gets have has needs need up sig")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its unit, its count and the signs between them: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    sort: Sort
    readings: tuple[Reading, ...]
    """mg of a mass or of a loose number, mg a kg of a weight, tablets of a count or a supply."""
    each_mg: float | None = None
    """mg in one unit, where the figure says so: of a strength, and of a mass that a count multiplies."""
    counted: bool = False
    """True for a mass that a count has multiplied."""


def tablet_after(tokens: Sequence[Token], place: int) -> int | None:
    """Place of the word for a tablet right behind a strength that ends before `place`."""
    for j in range(place, min(place + 3, len(tokens))):
        if tokens[j].kind is Kind.UNIT and tokens[j].id == "tablet":
            return j
        if tokens[j].kind not in (Kind.DRUG, Kind.WORD) and not is_at(tokens, j, "-", "/"):
            return None
        if tokens[j].text.lower() in ("once", "and", "in", "by", "a", "for", "one", "at"):
            return None
    return None


def strength_in(tokens: Sequence[Token]) -> float | None:
    """The highest strength of a tablet that is named anywhere: for counts that come before it."""
    found = []
    for i, token in enumerate(tokens):
        unit = unit_at(tokens, i) if token.kind is Kind.NUMBER else None
        if unit is None or tokens[unit].id not in MG or token.high is None:
            continue
        scale = MG[tokens[unit].id]
        figure = Figure(first=i, last=unit + 1, sort="mass", readings=((token.high * scale, token.high * scale),))
        if _strength(tokens, figure):
            found.append(token.high * scale)
    return max(found, default=None)


def settled(tokens: Sequence[Token], figure: Figure) -> Figure | None:
    """A figure as what it is once all others are known; None for a number that is no amount."""
    before = tokens[figure.first - 1].text.lower() if figure.first else ""
    if figure.sort == "mass" and not figure.counted:
        return replace(figure, each_mg=figure.readings[0][1]) if _strength(tokens, figure) else figure
    if figure.sort == "count":
        return replace(figure, sort="supply") if _supplied(tokens, figure) else figure
    if figure.sort != "loose":
        return figure
    number = figure.readings[0][1]
    if before in ("#", "№") or _supplied(tokens, figure):
        return replace(figure, sort="supply")
    if number <= MAX_COUNT and _taken(tokens, figure, before):
        return replace(figure, sort="count")
    return figure if number >= LEAST_BARE else None


def _strength(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether a mass is what one tablet holds."""
    if tokens[figure.first].form == PLURAL or tablet_after(tokens, figure.last) is not None:
        return True
    if figure.last < len(tokens) and tokens[figure.last].text.lower() in _EACH:
        return True
    behind = [t.text.lower() for t in tokens[figure.last : figure.last + 3] if t.kind is not Kind.PUNCT]
    if behind[:1] == ["sig"]:
        return True  # "50 mg. Sig: 2 tabs daily": what is written in front of the count.
    j = figure.first - 1
    while j >= 0 and tokens[j].text.lower() in _HOLDS:
        j -= 1
    while j >= 0 and tokens[j].kind is Kind.DRUG:
        j -= 1
    while j >= 0 and tokens[j].text.lower() == "of":
        j -= 1
    return j >= 0 and tokens[j].kind is Kind.UNIT and tokens[j].id == "tablet"


def _supplied(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether tablets are counted that are handed out or left, not taken."""
    if _often(tokens, figure.last):
        return False
    near = tokens[max(0, figure.first - 4) : figure.first]
    before = {t.text.lower() for t in near}
    if figure.sort == "loose":
        return bool(before & _QUANTITY) and not any(t.kind is Kind.DRUG for t in near)
    after = {t.text.lower() for t in tokens[figure.last : figure.last + 5]}
    return figure.readings[0][1] > MAX_COUNT or bool(before & _SUPPLIED) or bool(after & _LEFT)


def _often(tokens: Sequence[Token], place: int) -> bool:
    return any(t.kind is Kind.FREQUENCY and (t.high or 0.0) >= 1 for t in tokens[place : place + 2])


def _taken(tokens: Sequence[Token], figure: Figure, before: str) -> bool:
    """Whether a small number without a unit says how many are taken."""
    after = tokens[figure.last : figure.last + 5]
    if figure.first and tokens[figure.first - 1].id == "tablet":
        return True  # "Tabs iv daily": the count behind what is counted.
    if before in _BY_MOUTH or (before in (":", "=") and _of_tablets(tokens, figure.first)):
        return True
    if after and after[0].text.lower() == "of":
        return len(after) > 1 and after[1].text.lower() in ("the", "them", "these", "those", "his", "her", "your")
    for token in after:
        if token.kind is Kind.FREQUENCY:
            return (token.high or 0.0) >= 1 or token.id == "alternate"
        if token.text.lower() in PART_NOUNS:
            return True
        if token.kind in (Kind.NUMBER, Kind.UNIT, Kind.TIMEUNIT, Kind.PUNCT, Kind.ANALYTE, Kind.PANEL):
            return False
    return bool(after) and after[0].text.lower() in ("together", "with", "at")


def _of_tablets(tokens: Sequence[Token], place: int) -> bool:
    return any(t.kind is Kind.UNIT and t.id == "tablet" for t in tokens[max(0, place - 6) : place])
