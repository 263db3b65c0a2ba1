"""Whether an action is only spoken of to a patient: what happens to the drug, or what others decide about it."""

from __future__ import annotations

import regex

from service.safety.claims.actions_said import ActionSaid
from service.safety.claims.claims import Claims
from service.safety.text.tokens import Kind

#: Clauses that tell when something else happens, and ask nobody to do it.
_TAKEN_FOR_GRANTED = frozenset(("when", "while", "before", "until", "because", "if"))
_DECIDED = regex.compile(
    r"\bonly (?:when|if|after|once) (?:\S+ ){0,5}(?:specialist|prescriber|doctor|doctors|clinic|team|consultant) "
    r"(?:\S+ ){0,2}(?:decides?|decided|agrees?|agreed|approves?|approved|allows?)\b"
)


def left_to_others(said: ActionSaid, claims: Claims) -> bool:
    """Whether a statement without an amount takes an action for granted, leaves it open or leaves it to a specialist.

    "Once doctors reduce it", "when the amount changes", "whether it can be tried again" and "only when the specialist
    decides" ask nothing of the reader; "when you restart it" does.
    """
    if any(d.high is not None for d in claims.doses.said):
        return False
    clause = claims.cut[said.clause]
    before = claims.tokens[clause.first : said.place]
    if len(before) < _SUBJECT or any(t.id == "reader" and not t.text.lower().startswith("your") for t in before):
        return False
    follows = said.clause > 0 and claims.cut[said.clause - 1].link == "if" and claims.words[clause.first] == "and"
    decided = _DECIDED.search(claims.tokens.text) is not None
    return clause.link in _TAKEN_FOR_GRANTED or follows or decided or _open(claims, clause.first, said.place)


#: A conjunction and a subject: "once doctors reduce it" has both, "and reduce it" has none.
_SUBJECT = 2


def _open(claims: Claims, first: int, place: int) -> bool:
    """As in "whether it can be tried again"; not "whether or not you are well, try it again"."""
    for i in range(first, place):
        if claims.words[i] == "whether":
            between = claims.tokens[i + 1 : place]
            return claims.words[i + 1] != "or" and not any(t.kind is Kind.PUNCT for t in between)
    return False
