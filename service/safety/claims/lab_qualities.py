"""Laboratory values said in a word: normal, raised, on the way down."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Literal

from corpus.model import Topic
from service.safety.claims.lab_regions import LabSaid
from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.rules.limits import Limits
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind, Token


def quality_said(
    tokens: Sequence[Token], clause: Clause, i: int, named: tuple[str, ...], topic: Topic, limits: Limits
) -> LabSaid | None:
    """Normal or raised, said of an analyte, a panel or "transaminases"."""
    token = tokens[i]
    expected = token.id == "normal" and any(t.text.lower() in _EXPECTED for t in tokens[max(0, i - 5) : i])
    if token.id == "normal" and _acted_on(tokens, i, expected=expected):
        return _lab_in_words(named if named and named != ("",) else tuple(sorted(limits.tested)), "raised", clause, i)
    if expected or (i and tokens[i - 1].text.lower() in ("as", "per")):
        return None  # What is hoped for is no result.
    around = tokens[max(clause.first, i - 8) : min(clause.last, i + 5)]
    close = [t for t in around if t.kind in (Kind.ANALYTE, Kind.PANEL)]
    general = any(t.text.lower() in _GENERAL for t in around) or token.form
    known = named and (token.form or _it(tokens, clause, i))
    if not (close or known or general or _all_of_it(tokens, clause, i)):
        return None
    behind = tokens[i + 1 : i + 2] if any(_joins(t) for t in tokens[i + 1 : i + 2]) else tokens[i + 1 : i + 3]
    next_named = next((t for t in behind if t.kind in (Kind.ANALYTE, Kind.PANEL)), None)
    if next_named is not None and token.id == "raised":
        panel = tuple(a for a in topic.vocabulary.panels.get(next_named.id, ()) if a in limits.tested)
        named = (next_named.id,) if next_named.kind is Kind.ANALYTE else panel
    analytes = named if named and named != ("",) else tuple(sorted(limits.tested))
    near = tokens[max(clause.first, i - 3) : i]
    denied = any(t.kind is Kind.NEGATOR or t.text.lower() in phrasing.ALMOST for t in near)
    if token.id == "normal" and not_waited_for(tokens, i):
        denied = True
    said: Literal["normal", "raised"] = "normal" if (token.id == "normal") != denied else "raised"
    return _lab_in_words(analytes, said, clause, i)


def _acted_on(tokens: Sequence[Token], i: int, *, expected: bool) -> bool:
    """As in "it should be normal by Friday, so give it from tonight": what is hoped for is not there yet."""
    hoped = expected or any(t.text.lower() in _TO_COME for t in tokens[max(0, i - 4) : i])
    return hoped and any(t.text.lower() in _SO for t in tokens[i + 1 : i + 9])


def _it(tokens: Sequence[Token], clause: Clause, i: int) -> bool:
    """As in "restart it only when it is normal", behind the name of a test."""
    return clause.link in _UPON and any(t.id == "thing" for t in tokens[clause.first : i])


def _all_of_it(tokens: Sequence[Token], clause: Clause, i: int) -> bool:
    """As in "restart only when everything is normal", "once normal": a condition that names nothing else."""
    if clause.link not in _UPON or tokens[i].id != "normal":
        return False
    return all(t.kind is Kind.CONJ or t.text.lower() in _EVERYTHING for t in tokens[clause.first : i])


_EVERYTHING = words("everything all is are they these those has have been be back again both fully completely entirely")
_UPON = ("if", "when", "only", "until", "unless", "before")
_TO_COME = words("should will ought due")
_SO = words("so therefore hence thus")


def _joins(token: Token) -> bool:
    """As in "this one is raised and that one is normal": what follows is said of something else."""
    return token.kind in (Kind.CONJ, Kind.PUNCT) and token.id != "-"


_EXPECTED = words(
    "expect expects expected expecting hope hopes hoped hoping anticipate anticipates anticipated predict predicted "
    "awaiting bound likely"
)
_TESTS = cue(kinds=(Kind.ANALYTE, Kind.PANEL))
_IMPROVING = cue(phrasing.IMPROVING | {"down", "come down", "comes down", "coming down", "going down", "goes down"})


def unvalued(tokens: Line, clause: Clause, named: tuple[str, ...], limits: Limits) -> LabSaid | None:
    """Values that are on their way down, or passed over ("regardless of the result"), count as raised."""
    own = tokens.part(clause.first, clause.last)
    here = own.cues & _TESTS != 0
    about = here or not _VALUES.isdisjoint(own.words) or _trend_alone(own.words)
    down = "down" in own.words and not _COMING.isdisjoint(own.words)
    improving = own.cues & _IMPROVING and about and (down or any(map(_improves, own.words)))
    if improving or (clause.link == "despite" and here):
        known = named and named != ("",)
        analytes = named if known else tuple(sorted(limits.tested))
        return _lab_in_words(analytes, "raised", clause, clause.first)
    return None


def _improves(word: str) -> bool:
    return word in phrasing.IMPROVING or (word.endswith(" down") and word.split(" ", maxsplit=1)[0] in _COMING)


def _trend_alone(said: Sequence[str]) -> bool:
    """As in "falling fast, so ...": what falls was named before."""
    return len(said) <= _SHORT and said[0].endswith("ing") and _improves(said[0])


_SHORT = 4
_VALUES = words("enzymes transaminases values numbers figures readings results")
_COMING = words("come comes coming go goes going head heads heading move moves moving trend trends trending way")
_GENERAL = words("enzymes results values tests bloods normalisation")


def not_waited_for(tokens: Sequence[Token], i: int) -> bool:
    """As in "no need to wait for normal enzymes": what is not waited for is not there yet."""
    waits = [j for j in range(max(0, i - 6), i) if tokens[j].kind is Kind.VERB and tokens[j].id == "wait"]
    return any(t.kind is Kind.NEGATOR for j in waits for t in tokens[max(0, j - 4) : j])


def _lab_in_words(named: tuple[str, ...], said: Literal["normal", "raised"], clause: Clause, place: int) -> LabSaid:
    high = inf if said == "raised" else 1.0
    return LabSaid(
        analytes=named,
        scale="word",
        low=0.0,
        high=high,
        unit=None,
        said=said,
        compared=False,
        link=clause.link,
        place=place,
    )
