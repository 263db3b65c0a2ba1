"""Whether a text tells that an injury has come back on a restart, or of a restart that is under way."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.grammar.speech import Act
from service.safety.text.line import cue
from service.safety.text.patterns import Pattern
from service.safety.text.tokens import Kind, Token

#: What these tell is not of the patient whom the text is about.
NOT_THE_PATIENT = (Act.STUDY, Act.OTHER_PERSON, Act.ATTRIBUTED, Act.ELSEWHERE, Act.SUPPOSED)
_RETURNED = Pattern(
    r"(?<!\w)(?:relapsed?|recurred|recurrent|recurring|recurrence|came back|"
    r"come back|comes back|back again|climbed back|"
    r"rise again|rose again|risen again|raised again|high again|up again|flared again|second episode|second hit)(?!\w)"
)
_ON_THE_RESTART = Pattern(
    r"(?<!\w)(?:(?:small|low|lower|reduced|restart) dose|on (?:the |her |his )?(?:\d+|fifty|twenty - five)(?: - | )mg|"
    r"(?:after|into|upon|during|on|following) (?:the |her |his )?(?:restart|reintroduction|re - exposure|rechallenge|"
    r"retrial|re - trial|restarting|reintroducing))(?!\w)"
)


#: A return that needs no word of the restart beside it.
_ANOTHER = Pattern(
    r"(?<!\w)(?:(?:re-?challenge|rechallenge|retrial|restart|reintroduction|re - exposure|low dose|small dose) "
    r"(?:has )?(?:failed|fails|went wrong|goes wrong|backfired)|"
    r"(?:second|another|repeat|further) (?:flare|relapse|reaction|hepatitis|bout|attack|hit|episode|rise|injury)|"
    r"react(?:s|ed)? (?:a second time|again|once more)|(?:recurrence|relapse|flare) (?:on|after|during|despite|under) )"
)
_UPWARD = r"(?:jump|shoot|spike|climb|rise|surge|soar|bounce|kick|flare|go|come|return|rear|creep)"
_AGAIN_UP = Pattern(
    rf"(?<!\w){_UPWARD}(?:s|ed|ing)? (?:back )?(?:up )?(?:again|once more|afresh|a second time)"
    r"|(?<!\w)(?:shot|rose|sprang|went|came|come) (?:back )?(?:up )?(?:again|once more|back)"
    r"|(?<!\w)(?:return|returns|returned|recur|recurs|recurred|reappears?|reappeared|rebounds?|rebounded)(?!\w)"
)


def returning(claims: Claims) -> int | None:
    """The last place of what tells that the injury comes back on a restart, if only on a condition; else None."""
    found = _ANOTHER.search(claims.tokens)
    if found is None and (_ON_THE_RESTART.search(claims.tokens) or under_way(claims)):
        found = _RETURNED.search(claims.tokens) or _AGAIN_UP.search(claims.tokens)
    if found is not None:
        starts = [0, *accumulate(len(word) + 1 for word in claims.words)]
        return bisect_right(starts, found.end() - 1) - 1
    return 0 if under_way(claims) else None


def come_back(claims: Claims) -> bool:
    """Whether the injury is told to have come back on a restart."""
    if not (_RETURNED.search(claims.tokens) and _ON_THE_RESTART.search(claims.tokens)):
        return False
    conditional = any(c.link in ("if", "when", "unless", "until") for c in claims.cut) and "after" not in claims.words
    not_told = any(act in NOT_THE_PATIENT for act in claims.acts) or any(map(opens_a_condition, claims.statement.lead))
    return not conditional and not not_told and claims.tokens[-1].id != "?"


_OF_A_COURSE = words("of on into since during after upon following")
_BETWEEN = words("the a an her his their this low-dose reduced-dose dose low reduced small - day daily")


_RESTARTS = cue(ids=("restart",))


def under_way(claims: Claims) -> bool:
    """Whether a raised value is told of a restart that is under way: "on day 9 of the restart", "on rechallenge"."""
    if not any(lab.said != "normal" and not lab.conditional for lab in claims.labs.said):
        return False
    for i in claims.tokens.places(_RESTARTS):
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
