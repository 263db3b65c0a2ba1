"""What comes before and after what: on which side of "after", "before", "if", "needs" and the like each thing stands.

What is done is no thing of a clause to `clause_order`, since it may stand before or behind what it is done to. So
"rechallenge after hypersensitivity" and "after rechallenge hypersensitivity" name the same there, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.answering.compared import Hang, Sentence
from service.answering.surroundings import speaks_of
from service.safety.text.tokens import Kind, Token

#: Conjunctions, by what the lexer calls them, that say when or on what condition; "after" and "once" are "when" there.
_WHEN = {"when": "when", "if": "when", "only": "when", "before": "before", "until": "until", "unless": "unless"}
#: Words for what calls for something else, which does not call for it.
_CALLING = dict.fromkeys(("need", "needs", "require", "requires", "call for", "calls for"), "needs") | {
    "means": "means"
}
#: So many things behind it are looked at.
_MOST = 4
#: Behind an action these lead to what it is done to.
_TO_ITS_OBJECT = frozenset(("of", "in"))
_PRONOUNS = frozenset(("it", "they", "them", "this", "these", "that", "those", "he", "she", "you"))
_JOINING = frozenset(("and", "or"))


def hangs_of(tokens: Sequence[Token]) -> tuple[Hang, ...]:
    """Return what stands right behind each word of a sentence that says when, on what condition, or what is needed."""
    return tuple(
        made for i in range(len(tokens)) if (word := _word(tokens, i)) and (made := _hang(word, tokens[i + 1 :]))
    )


def _word(tokens: Sequence[Token], i: int) -> str:
    word = tokens[i].text.lower()
    if word in _CALLING:
        return _CALLING[word]
    if tokens[i].kind is not Kind.CONJ:
        return ""
    # The lexer takes "so" for "then".
    return "then" if word == "then" else _WHEN.get(tokens[i].id, "")


def _hang(word: str, behind: Sequence[Token]) -> Hang | None:
    """What stands behind such a word up to the end of its part; a drug counts only where nothing else does."""
    part = list(_part(behind))
    places = [n for n, token in enumerate(part) if speaks_of(token)]
    others = [n for n in places if part[n].kind is not Kind.DRUG] or places
    if not others:
        return None
    first = part[others[0]]
    led = {token.text.lower() for token in part[others[0] + 1 : others[1]]} if len(others) > 1 else set()
    return Hang(
        word=word,
        things=tuple(speaks_of(part[n]) for n in others[:_MOST]),
        of=(first.kind is Kind.VERB and first.form == "ing") or not led.isdisjoint(_TO_ITS_OBJECT),
        again=any(token.text.lower() in _PRONOUNS for token in part[: others[0]]),
    )


def _part(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if (token.kind is Kind.PUNCT and token.text != "-") or (token.kind is Kind.CONJ and token.id not in _JOINING):
            return
        yield token


def out_of_sequence(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """Return what a text sets on another side of "after" and the like than its passages; None when it does not.

    Whether the passages have such a word at all is compared with what else bounds them.
    """
    theirs = [hang for s in held for hang in s.hangs]
    for hang in (hang for s in said for hang in s.hangs):
        rivals = [h for h in theirs if h.word == hang.word]
        if rivals and not any(_alike(hang, h) for h in rivals):
            return f"no passage it cites says this of {hang.word!r}: {hang.things[0].rpartition(':')[2]}"
    return None


def _alike(one: Hang, other: Hang) -> bool:
    """Whether the same stands first, or an action with its object: "stopping it", "it is stopped"."""
    if one.things[0] == other.things[0]:
        return True
    turned = one.things[0] in other.things and other.things[0] in one.things
    return (turned and (one.of or other.of)) or (one.again and one.things[0] in other.things)
