"""Which words are an action at all, and whether one orders the action or only names it."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import Clause
from service.safety.text.tokens import Kind, Token


def adds_amount(tokens: Sequence[Token], i: int, last: int) -> bool:
    """In a text "add" raises a dose when an amount follows, and gives a drug when one does."""
    return any(t.kind in (Kind.NUMBER, Kind.DRUG) for t in tokens[i + 1 : min(i + 5, last)])


def doses_follow(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether "double" is followed by a dose, so that it is an order."""
    return any(
        t.text.lower() in phrasing.DRUG_NOUNS or t.kind is Kind.DRUG or t.id == "thing"
        for t in tokens[i + 1 : min(i + 5, last)]
    )


def puts_back(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """As in "put her back on", "get him back to": the words between the verb and "back" do not matter."""
    after = tokens[i + 1].text.lower() if i + 1 < clause.last else ""
    before = {t.text.lower() for t in tokens[max(clause.first, i - 5) : i]}
    if after not in ("on", "onto", "to", "into", "in"):
        return False
    if before & {"put", "get", "bring", "go", "start", "place", "come", "switch", "take"}:
        return True
    named = any(t.kind is Kind.DRUG for t in tokens[i + 2 : min(i + 7, clause.last)])
    return named and i > clause.first and not before & (BE | _TOLD_BACK)


#: What came back, or was looked back on, is told.
_TOLD_BACK = words("was were been went came dating look looking looks date dates dated fall fell refer referring trace")


def steps_up(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether "step" and the like are followed by "up" and by a dose."""
    return any(t.text.lower() in ("up", "up to") for t in tokens[i + 1 : min(i + 5, last)]) and any(
        t.kind is Kind.DRUG or t.text.lower() in phrasing.DRUG_NOUNS or t.kind is Kind.NUMBER
        for t in tokens[i + 1 : min(i + 6, last)]
    )


def is_noun(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """Whether the word names the action instead of ordering it."""
    token = tokens[i]
    if token.form == "noun":
        return True
    if token.form == "third" and i > clause.first and " " not in token.text:
        named = tokens[i - 1].kind is Kind.DRUG or tokens[i - 1].text.lower() in _BEFORE_NOUN
        after = tokens[i + 1] if i + 1 < clause.last else None
        acted = after is not None and (after.kind in (Kind.DRUG, Kind.NUMBER) or after.text.lower() in _ENDING)
        return named and not acted
    if token.form == "ing":
        return not i or tokens[i - 1].text.lower() not in BE
    if token.form == "past":
        return not any(
            t.text.lower() in BE or t.kind is Kind.MODAL or t.text.lower() in ("get", "gets")
            for t in tokens[max(clause.first, i - 5) : i]
        ) and not (i and tokens[i - 1].kind is Kind.DRUG)
    if token.form != "base" or i == clause.first:
        return False
    j = i - 1
    while j >= clause.first and (tokens[j].text.lower().endswith("ly") or tokens[j].text.lower() in BETWEEN):
        j -= 1
    if j < clause.first:
        return False
    before = tokens[j]
    if before.kind in (Kind.MODAL, Kind.NEGATOR, Kind.CONJ, Kind.PUNCT, Kind.PRONOUN):
        return before.id == "no" or before.text.lower() in _OWNERS
    return before.text.lower() not in _BEFORE_VERB and before.kind is not Kind.VERB


_BEFORE_NOUN = words("dose the any after further")
#: Behind these a drug "stops", and no stops of it are counted.
_ENDING = words("for forever permanently today now here at there altogether completely . ; ,")
_OWNERS = words("its this that their his her your my our")
BETWEEN = words("now then first also just simply please again still")


_BEFORE_VERB = words(
    "to do does did please patients people doctors clinicians who then now help helps sure yes let let's so"
)


#: What a text is used for, and no drug.
_READING = words("prepare ask find read learn understand explain talk discuss plan compare write note help show print")


def of_a_paper(tokens: Sequence[Token], i: int) -> bool:
    """As in "use it to prepare questions for your doctor"."""
    if tokens[i].text.lower() not in ("use", "using", "used"):
        return False
    after = [t.text.lower() for t in tokens[i + 1 : i + 4]]
    return len(after) == 3 and after[0] in ("it", "this", "them", "these") and after[1] == "to" and after[2] in _READING
