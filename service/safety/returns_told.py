"""Whether a text tells that an injury has come back on a restart, or of a restart that is under way."""

from __future__ import annotations

import regex

from service.safety.claims import Claims
from service.safety.speech import Act
from service.safety.tokens import Kind, Token
from service.safety.wordlist import words

#: What these tell is not of the patient whom the text is about.
NOT_THE_PATIENT = (Act.STUDY, Act.OTHER_PERSON, Act.ATTRIBUTED, Act.ELSEWHERE, Act.SUPPOSED)
_RETURNED = regex.compile(
    r"(?<!\w)(?:relapsed?|recurred|has recurred|recurrence|came back|come back|comes back|back again|climbed back|"
    r"rise again|rose again|risen again|raised again|high again|up again|flared again|second episode|second hit)(?!\w)"
)
_ON_THE_RESTART = regex.compile(
    r"(?<!\w)(?:(?:small|low|lower|reduced|restart) dose|on (?:the |her |his )?(?:\d+|fifty|twenty - five)(?: - | )mg|"
    r"after (?:the )?(?:restart|reintroduction|re - exposure|rechallenge)|"
    r"on (?:rechallenge|re - exposure|restart))(?!\w)"
)


def come_back(claims: Claims) -> bool:
    """Whether the injury is told to have come back on a restart."""
    text = " ".join(claims.words)
    told = _RETURNED.search(text) and _ON_THE_RESTART.search(text)
    conditional = any(c.link in ("if", "when", "unless", "until") for c in claims.cut) and "after" not in claims.words
    not_told = any(act in NOT_THE_PATIENT for act in claims.acts) or any(map(opens_a_condition, claims.statement.lead))
    return bool(told) and not conditional and not not_told and claims.tokens[-1].id != "?"


_OF_A_COURSE = words("of on into since during")
_BETWEEN = words("the a an her his their this low-dose reduced-dose dose low reduced small - day daily")


def under_way(claims: Claims) -> bool:
    """Whether a raised value is told of a restart that is under way: "on day 9 of the restart", "on rechallenge"."""
    if not any(lab.said != "normal" and not lab.conditional for lab in claims.labs.said):
        return False
    for i, token in enumerate(claims.tokens):
        if token.kind is not Kind.VERB or token.id != "restart":
            continue
        j = i - 1
        while j >= 0 and (claims.words[j] in _BETWEEN or claims.tokens[j].kind in (Kind.DRUG, Kind.NUMBER, Kind.UNIT)):
            j -= 1
        again = claims.words[j] == "after" and bool({"again", "back", "up"} & set(claims.words[:j]))
        if j >= 0 and (claims.words[j] in _OF_A_COURSE or again):
            return True
    return False


def opens_a_condition(token: Token) -> bool:
    """Whether what stands behind a word holds on a condition only."""
    return token.kind is Kind.CONJ and token.id in ("if", "unless", "when", "until", "only", "before")
