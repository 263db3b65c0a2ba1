"""How often an amount is taken: the frequencies and the parts of the day that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.safety.english.measures import PART_NOUNS
from service.safety.english.wordlist import words
from service.safety.text.tokens import Kind, Reading, Token

_SENTENCE_BREAKS = frozenset((";", "—", "|"))
_JOINING = words("and & + plus ,")
_DIVIDED = words("divided split")
#: An amount that comes back: "the same again tonight", "repeated after twelve hours".
_AGAIN = words("again another same second")
_AMOUNT_AGAIN = words("again at in tonight dose amount one tablet before with after")
_WHEN = words("with before after when at on as by during while over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Times a day, None where nothing is said; the parts of the day, and the places of the words used."""

    often: Reading | None
    parts: frozenset[str]
    used: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    factors: list[Reading]
    parts: list[tuple[str, float]]
    used: set[int]
    again: bool


def times_after(tokens: Sequence[Token], last: int, stop: int, *, alone: bool) -> Times:
    """What is said between an amount and the next one; `alone` for the only amount of a statement."""
    said = _collect(tokens, last, stop, past_breaks=False)
    if alone:
        further = _collect(tokens, last, stop, past_breaks=True)
        said = further if further.again or not (said.factors or said.parts) else said
    return _worked_out(said, tokens[last : last + 8])


def times_before(tokens: Sequence[Token], start: int, first: int) -> Times:
    """What is said in front of an amount, back to the one before it."""
    return _worked_out(_collect(tokens, start, first, past_breaks=True), tokens[first : first + 8])


def _worked_out(said: _Said, near: Sequence[Token]) -> Times:
    divided = any(t.id == "divided" or t.text.lower() in _DIVIDED for t in near)
    factors = [f for f in said.factors if f[1] <= 1] if divided else said.factors
    parts = frozenset(name for name, _ in said.parts)
    used = frozenset(said.used)
    if factors:
        low = high = 1.0
        for a, b in factors:
            low, high = low * a, high * b
        if said.again:
            high = max(high, 2.0)
        return Times(often=(low, high), parts=parts, used=used)
    count = sum(times for _, times in said.parts)
    if said.again:
        count = max(2.0, count)
        return Times(often=(count, count), parts=frozenset(), used=used)
    often = None if not said.parts else ((1.0, 1.0) if divided else (count, count))
    return Times(often=often, parts=parts, used=used)


def _collect(tokens: Sequence[Token], first: int, stop: int, *, past_breaks: bool) -> _Said:
    said = _Said(factors=[], parts=[], used=set(), again=False)
    again = False
    joined = False
    for j in range(first, stop):
        token = tokens[j]
        word = token.text.lower()
        if (token.id in _SENTENCE_BREAKS and not past_breaks) or token.kind in (Kind.PANEL, Kind.ANALYTE):
            break
        part = _part_of_day(tokens, j)
        if part is not None:
            if not _same_slot(said.parts, part[0], joined=joined):
                said.parts.append(part)
            joined = False
            said.used.add(j)
        elif token.kind is Kind.FREQUENCY:
            said.used.add(j)
            if token.id == "scheme":
                # "2-0-2, tests weekly": it says all of the day.
                said.factors[:] = [(token.low or 1.0, token.high or 1.0)]
                break
            if token.id != "divided" and token.low is not None and token.high is not None:
                said.factors.append((token.low, token.high))
        elif token.kind is Kind.MULTIPLE and j + 1 < stop and tokens[j + 1].id == "per-day":
            said.used.add(j)
            said.factors.append((token.low or 1.0, token.high or 1.0))
        elif word in _JOINING:
            joined = True
        again = again or _comes_again(tokens, j, stop)
    return _Said(factors=said.factors, parts=said.parts, used=said.used, again=again)


def _part_of_day(tokens: Sequence[Token], j: int) -> tuple[str, float] | None:
    token = tokens[j]
    if token.kind is Kind.FREQUENCY and token.id.startswith("part:"):
        return token.id, token.high or 1.0
    if token.kind is Kind.DATE and token.id == "clock":
        return f"part:{token.text}", 1.0
    slot = PART_NOUNS.get(token.text.lower()) if token.kind is Kind.WORD else None
    if slot is not None:
        return f"part:{slot}", 1.0
    hour = token.kind is Kind.NUMBER and j and tokens[j - 1].text.lower() == "at" and (token.high or 99.0) <= 24
    if hour and not (j + 1 < len(tokens) and tokens[j + 1].kind is Kind.UNIT):
        return f"part:{token.text}", 1.0
    return None


def _same_slot(parts: list[tuple[str, float]], name: str, *, joined: bool) -> bool:
    """Whether a part of the day only says again, or more closely, what the one before it said."""
    if not parts:
        return False
    before = parts[-1][0]
    late = {"part:evening", "part:night"}
    return (not joined and (before == name or {before, name} <= late)) or (before == name)


def _comes_again(tokens: Sequence[Token], j: int, stop: int) -> bool:
    """Whether the amount is to be given once more on the same day."""
    token = tokens[j]
    word = token.text.lower()
    repeats = token.kind is Kind.VERB and token.id == "repeat"
    if not repeats and word not in _AGAIN:
        return False
    after = tokens[j + 1 : min(j + 5, stop)]
    in_a_day = any(
        _part_of_day(tokens, k) is not None or (tokens[k].kind is Kind.TIMEUNIT and (tokens[k].low or 1.0) < 1)
        for k in range(j + 1, min(j + 5, stop))
    )
    if repeats:
        return in_a_day
    if not in_a_day or any(t.kind is Kind.VERB and t.id == "test" for t in after):
        return False
    behind = after[0].text.lower() if after else ""
    return word == "again" or behind in _AMOUNT_AGAIN


#: What stands under "when" or "after" without being a part of the day.
_NO_PART = (
    *(Kind.TIMEUNIT, Kind.DATE, Kind.PANEL, Kind.ANALYTE, Kind.NUMBER, Kind.LIMIT, Kind.SYMPTOM),
    *(Kind.QUALITY, Kind.VERB, Kind.CONDITION),
)
_IN_TURN = words(
    "first last later next start present once most best least risk all discharge admission tolerated stable settled "
    "needed necessary required visit visits review clinic weekend weekends total maximum then minimum"
)


def phrase_part(tokens: Sequence[Token], last: int, stop: int) -> str | None:
    """A part of the day that the lists do not know ("with her coffee", "when he turns in"), as its own words."""
    own = tokens[last:stop]
    k = 0
    while k < len(own) and own[k].kind in (Kind.DRUG, Kind.FREQUENCY):
        k += 1
    if k + 1 >= len(own) or own[k].text.lower() not in _WHEN:
        return None
    told: list[str] = []
    for token in own[k:]:
        if token.kind in _NO_PART or token.text.lower() in _IN_TURN:
            return None
        if token.kind is Kind.PUNCT or token.text.lower() in _JOINING:
            break
        told.append(token.text.lower())
    in_turn = len(told) == 2 and told[1] in ("that", "this", "which", "it")
    return "part:" + " ".join(told) if len(told) > 1 and not in_turn else None
