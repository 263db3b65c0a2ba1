"""What a text says of stopping the drug: that it is stopped or refused, for good or for a time only."""

from __future__ import annotations

from service.safety.claims.actions_said import ActionSaid
from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.endings import ends
from service.safety.grammar.speech import Act
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_NO_SAYING = (Act.STUDY, Act.OTHER_PERSON, Act.ELSEWHERE, Act.SUPPOSED, Act.ECHO)
#: Clauses that take a stop for granted or put it off, and do not call for it.
_GRANTING = ("when", "before", "until", "if", "unless", "only")
#: Before a noun for a stop these speak of a time after it.
_AFTER = words("of after following since before during despite upon on with from")
_FOR_A_TIME = words(
    "temporarily temporary briefly brief meantime meanwhile interim short-term short-lived break breather respite "
    "holiday washout wash-out breathing-space rest rests resting pause paused pauses provisional provisionally "
    "reversible reversibly"
)
_FOR_A_TIME_PHRASES = (
    "for now",
    "for the moment",
    "for the time being",
    "for the present",
    "for a while",
    "for a bit",
    "for a spell",
    "for some time",
    "for the summer",
    "for the winter",
    "for the season",
    "for the rest of",
    "this week",
    "return date",
    "not for ever",
    "not forever",
    "not for good",
    "not permanently",
)
#: Whom a stop may wait for without being for a time: who decides whether it is for good.
_DECIDING = words(
    "specialist specialists hepatologist hepatologists gastroenterologist consultant hepatology team decides decided "
    "confirms confirmed reviewed review assessed seen"
)


_NOT_YET = words("yet today tonight tomorrow currently presently temporarily")


_STOPS = cue(ids=("stop", "hold"))
_TIMES = cue(kinds=(Kind.TIMEUNIT, Kind.FREQUENCY))


def names_a_stop(claims: Claims) -> bool:
    """Whether a statement stops or holds anything, or speaks of the stop, and does not deny it."""
    return (
        any(
            claims.tokens[i].kind is Kind.VERB and not denied_at(claims.clause_at(i), claims.tokens, i)
            for i in claims.tokens.places(_STOPS)
        )
        or any(stops(claims, a) or refuses(claims, a, forever=False) for a in claims.actions)
        or ends(claims.tokens)
    )


def stops(claims: Claims, said: ActionSaid) -> bool:
    """Whether an action stops or holds the drug of this patient, and is not only taken for granted."""
    if said.kind not in ("stop", "hold") or said.denied or said.target not in ("governed", "relative"):
        return False
    noun = claims.tokens[said.place].form == "noun"
    granted = claims.cut[said.clause].link in _GRANTING or (noun and _AFTER & set(claims.words[: said.place][-2:]))
    return said.act not in _NO_SAYING and not granted


def refuses(claims: Claims, said: ActionSaid, *, forever: bool) -> bool:
    """Whether giving the drug is denied as such: not one dose of it, and for good where that is needed."""
    if said.kind not in ("restart", "continue") or not said.denied or said.target not in ("governed", "relative"):
        return False
    if said.act in _NO_SAYING or claims.dose_in(claims.cut[said.clause]):
        return False
    if forever and _NOT_YET & set(claims.words):
        return False
    return not forever or not any(c.link in ("until", "unless", "before", "without", "only") for c in claims.cut)


def for_a_time(claims: Claims) -> bool:
    """Whether a stop is said to be for a time only."""
    text = claims.tokens.text
    if _FOR_A_TIME & set(claims.words) or any(phrase in text for phrase in _FOR_A_TIME_PHRASES):
        return True
    awaited = any(c.link == "until" and not _DECIDING & set(claims.words[c.first : c.last]) for c in claims.cut)
    return awaited or any("for" in claims.words[max(0, i - 4) : i] for i in claims.tokens.places(_TIMES))
