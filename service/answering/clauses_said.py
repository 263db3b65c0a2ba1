"""Cuts a sentence into clauses, each with the things that it names in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from service.answering.compared import Clause
from service.answering.word_sorts import operator
from service.safety.text.tokens import Kind, Token

#: Conjunctions that bind what they join to another clause. A reason and a contrast leave both as they are.
_LINKS = {"if": "if", "when": "if", "until": "until", "unless": "unless", "before": "before", "while": "while"}
_PREPOSITIONS = frozenset("in on at with for among after before during from to by of within".split())
#: Between two things these make one of them: "the limit of the drug" is "the drug's limit".
_BINDING = frozenset(("of", "on", "in", "for", "a", "an", "the", "its", "their", "'s", "s"))
#: Words that lead a clause or a phrase.
_LEADING = frozenset(("after", "before", "following", "once", "since", "prior to"))
#: What may come and go, or is told by what it stands beside.
_LOOSE = frozenset(("by", "by how much", "from", "should", "must", "now"))
SpeaksOf = Callable[[Token], str]


def clauses_of(tokens: Sequence[Token], speaks_of: SpeaksOf) -> tuple[Clause, ...]:
    """Return the clauses of a sentence that name anything.

    Args:
        tokens: of the sentence.
        speaks_of: names the thing that a token says; empty for the rest.
    """
    found: list[Clause] = []
    held: frozenset[str] = frozenset(("",))
    for first, last in _parts(tokens):
        link = _link(tokens, first)
        # Through "and" and "or" what held before may hold on.
        joined = first > 0 and tokens[first - 1].kind is Kind.CONJ and tokens[first - 1].id in ("and", "or")
        held = frozenset((link, *held)) if joined else frozenset((link,))
        places = [(i, said) for i in range(first, last) if (said := _thing(tokens, i, speaks_of))]
        if places:
            found.append(
                Clause(
                    items=tuple(said for _, said in places),
                    led=tuple(_preposition(tokens, i, first, speaks_of) for i, _ in places),
                    tight=(False, *(_tight(tokens, i, j) for (i, _), (j, _) in pairwise(places))),
                    link=link,
                    links=held,
                )
            )
    return tuple(found)


def opening(tokens: Sequence[Token]) -> str:
    """Return the preposition that a sentence begins with; empty when it begins otherwise."""
    word = tokens[0].text.lower() if tokens else ""
    return word if word in _PREPOSITIONS else ""


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    begin = 0
    for i, token in enumerate(tokens):
        if token.kind is Kind.PUNCT or (token.kind is Kind.CONJ and _joins_clauses(tokens, i)):
            yield begin, i
            begin = i + 1
    yield begin, len(tokens)


def _joins_clauses(tokens: Sequence[Token], i: int) -> bool:
    """Whether a conjunction joins clauses; "after a transplant" is a phrase of its own clause."""
    if tokens[i].text.lower() not in _LEADING:
        return True
    for token in tokens[i + 1 :]:
        if token.kind in (Kind.PUNCT, Kind.CONJ):
            return False
        if token.kind in (Kind.VERB, Kind.QUALITY) or token.text.lower() in ("is", "are", "was", "were", "has", "have"):
            return True
    return False


def _link(tokens: Sequence[Token], first: int) -> str:
    before = tokens[first - 1] if first else None
    return _LINKS.get(before.id, "") if before is not None and before.kind is Kind.CONJ else ""


def _thing(tokens: Sequence[Token], i: int, speaks_of: SpeaksOf) -> str:
    token = tokens[i]
    # An action may stand before or behind what is acted on: "hold it", "it is held". It is compared by itself.
    if token.kind is Kind.VERB:
        return ""
    if said := speaks_of(token):
        return said
    turns = operator(tokens, i) if token.kind is not Kind.CONJ else ""
    return f"sign:{turns}" if turns and turns not in _LOOSE else ""


def _tight(tokens: Sequence[Token], i: int, j: int) -> bool:
    return all(token.text.lower() in _BINDING for token in tokens[i + 1 : j])


def _preposition(tokens: Sequence[Token], i: int, first: int, speaks_of: SpeaksOf) -> str:
    """The preposition before a thing; words that name nothing may stand between."""
    for j in range(i - 1, first - 1, -1):
        word = tokens[j].text.lower()
        if word in _PREPOSITIONS:
            return word
        if _thing(tokens, j, speaks_of):
            break
    return ""
