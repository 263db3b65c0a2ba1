"""What the words of a sentence do beside saying something: bid, tell how a thing is done, or stand in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from service.answering.word_sorts import BEING, ORDERS, stems
from service.safety.text.tokens import Kind, Token

_BEFORE_AN_ORDER = frozenset(("do", "please", "always", "permanently", "temporarily", "only", "then"))


#: What is done with care as a matter of course, where telling that it is done may be telling to do it. Of a drug that
#: is given, raised or taken again, only that it is not.
_CAREFUL = frozenset("test repeat hold stop refer discuss tell ask avoid record reduce exclude review".split())
_CAREFUL |= {"look for", "contraindicate"}


def bids(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a clause begins here with a verb in its base form, or with "do not" or an adverb before one."""
    known = tokens[i].kind is Kind.VERB and tokens[i].form == "base"
    denied = i >= 2 and tokens[i - 1].kind is Kind.NEGATOR and tokens[i - 2].text.lower() == "do"
    if not known and not denied and tokens[i].text.lower() not in ORDERS:
        return False
    first = i
    while first and (tokens[first - 1].kind is Kind.NEGATOR or tokens[first - 1].text.lower() in _BEFORE_AN_ORDER):
        first -= 1
    return first == 0 or tokens[first - 1].kind is Kind.PUNCT


def instructs(tokens: Sequence[Token], i: int) -> bool:
    """Return whether something is said to be done as a matter of course: "is repeated", "are not restarted"."""
    if tokens[i].kind is not Kind.VERB or tokens[i].form == "ing":
        return False
    behind = tokens[max(0, i - 3) : i]
    denied = any(t.kind is Kind.NEGATOR for t in behind)
    before = [t.text.lower() for t in behind if t.kind is not Kind.NEGATOR]
    return (denied or tokens[i].id in _CAREFUL) and any(word in ("is", "are") for word in before[-2:])


def is_passive(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a word that is no verb to the safety core is one here: "is placed", "are accepted"."""
    word = tokens[i].text.lower()
    before = {t.text.lower() for t in tokens[max(0, i - 2) : i]}
    return tokens[i].kind is Kind.WORD and word.endswith(("ed", "wn")) and not before.isdisjoint(BEING)


def glosses(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the places of brackets, and in them, that only say who says it, or say once more what stands before."""
    found: set[int] = set()
    opened: int | None = None
    for i, token in enumerate(tokens):
        if token.text == "(":
            opened = i
        elif token.text == ")" and opened is not None:
            inner = tokens[opened + 1 : i]
            if _again(inner, tokens[max(0, opened - 2) : opened]) or _says_who(inner):
                found |= set(range(opened, i + 1))
            opened = None
    return frozenset(found)


_OF_A_CASE = frozenset((Kind.DRUG, Kind.ANALYTE, Kind.SYMPTOM, Kind.CONDITION))
_IN_TITLES = frozenset(("of", "and", "the", "in", "for", "&"))


def _again(inner: Sequence[Token], before: Sequence[Token]) -> bool:
    held = {stem for token in before for stem in stems(token.text)}
    return all(stems(token.text) and set(stems(token.text)) <= held for token in inner)


def _says_who(inner: Sequence[Token]) -> bool:
    """Whether brackets hold a name or a year: nothing that bounds, no other figure, and no word of a sentence."""
    said = [token for token in inner if token.kind is not Kind.PUNCT]
    return bool(said) and all(
        token.kind is Kind.DATE
        or _is_year(token)
        or (token.kind not in _OF_A_CASE and (token.text[:1].isupper() or token.text in _IN_TITLES))
        for token in said
    )


def _is_year(token: Token) -> bool:
    digits = token.text.isdigit() and len(token.text) == 4
    return token.kind in (Kind.NUMBER, Kind.DATE) and digits and token.text[:2] in ("19", "20")
