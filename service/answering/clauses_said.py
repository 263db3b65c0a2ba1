"""Cuts a sentence into clauses, each with the things that it names in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from service.answering.compared import Clause
from service.answering.word_sorts import BEING, COUNTED, ORDERS, PREPOSITIONS, operator, stems
from service.safety.text.tokens import Kind, Token

#: Conjunctions that bind what they join to another clause. A reason and a contrast leave both as they are.
_LINKS = {"if": "if", "when": "if", "until": "until", "unless": "unless", "before": "before", "while": "while"}
#: Between two things these make one of them: "the limit of the drug" is "the drug's limit".
_BINDING = frozenset(
    ("of", "from", "to", "on", "in", "for", "about", "this", "these", "a", "an", "the", "its", "their", "'s", "s")
)
#: Words that lead a clause or a phrase.
_LEADING = frozenset(("after", "before", "following", "once", "since", "prior to"))
_LOOSE = frozenset(("by", "by how much", "from", "through", "again", "should", "must", "now"))
#: Verbs of how things go, by themselves.
_COURSES = frozenset(("rise", "improve", "normal", "fall", "recur", "persist", "worsen", "peak"))
#: What may be told to be done, and is no verb to the safety core.
_ORDERED = frozenset(map(stems, ORDERS))
#: Words that say how often something is done.
_OFTEN = frozenset("always usually typically generally rarely seldom often sometimes commonly frequently".split())
_MANNERS = ("permanent", "temporar", "gradual", "prompt", "urgent", "careful", "close")
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
            led = [_preposition(tokens, i, first, speaks_of) for i, _ in places]
            tight = [False, *(_tight(tokens, i, j) for (i, _), (j, _) in pairwise(places))]
            order = _doer_first(tokens, places, led)
            found.append(
                Clause(
                    items=tuple(places[n][1] for n in order),
                    led=tuple("" if led[n] == "by" and order[0] == n else led[n] for n in order),
                    tight=tuple(tight[n] for n in order),
                    link=link,
                    links=held,
                    doing=any(
                        t.kind is Kind.VERB and t.form != "noun" and t.id not in _COURSES for t in tokens[first:last]
                    ),
                    first=not found and not link,
                )
            )
    return tuple(found)


def _doer_first(tokens: Sequence[Token], places: Sequence[tuple[int, str]], led: Sequence[str]) -> list[int]:
    """The order of things with whoever does something first: "it is borne by A" as "A bears it"."""
    every = list(range(len(places)))
    by = next((n for n in every if n and led[n] == "by" and not places[n][1].startswith(("=", "sign:"))), None)
    if by is None or not any(t.text.lower() in BEING for t in tokens[places[0][0] : places[by][0]]):
        return every
    end = next((n for n in every[by + 1 :] if led[n]), len(every))
    return [*every[by:end], *every[:by], *every[end:]]


def opening(tokens: Sequence[Token]) -> str:
    """Return the preposition that a sentence begins with; empty when it begins otherwise."""
    word = tokens[0].text.lower() if tokens else ""
    return word if word in PREPOSITIONS else ""


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    begin = 0
    for i, token in enumerate(tokens):
        if token.text == "," and _fronted(tokens[begin:i]):
            # "In women, it is 19" says it of women as "it is 19 in women" does.
            continue
        if token.kind is Kind.PUNCT or _aims(tokens, i) or (token.kind is Kind.CONJ and _joins_clauses(tokens, i)):
            yield begin, i
            begin = i + 1
    yield begin, len(tokens)


def _aims(tokens: Sequence[Token], i: int) -> bool:
    """Whether a purpose begins here: "to prevent further harm"."""
    behind = tokens[i + 1] if i + 1 < len(tokens) else None
    return tokens[i].text.lower() == "to" and behind is not None and behind.kind is Kind.VERB and behind.form == "base"


def _fronted(part: Sequence[Token]) -> bool:
    """Whether a part is a phrase with a preposition that stands before its clause."""
    if not part or part[0].text.lower() not in PREPOSITIONS - {"of", "to"}:
        return False
    return not any(t.kind in (Kind.VERB, Kind.QUALITY, Kind.CONJ) or t.text.lower() in BEING for t in part[1:])


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
    if token.kind is Kind.VERB or _tells_how(tokens, i) or stems(token.text) in _ORDERED:
        return ""
    if said := speaks_of(token):
        return said
    loose = token.kind is Kind.CONJ or _denies_an_act(tokens, i) or _bounds_a_figure(tokens, i)
    turns = "" if loose else operator(tokens, i)
    return f"sign:{turns}" if turns and turns not in _LOOSE else ""


def _bounds_a_figure(tokens: Sequence[Token], i: int) -> bool:
    """Whether a comparison or its denial stands at a figure, which is compared with its bound: "two or more"."""
    if tokens[i].kind is Kind.NEGATOR:
        return i + 1 < len(tokens) and tokens[i + 1].kind is Kind.COMPARATOR and _bounds_a_figure(tokens, i + 1)
    beside = tokens[max(0, i - 3) : i] if tokens[i].id.endswith("+") else tokens[i + 1 : i + 2]
    return tokens[i].kind is Kind.COMPARATOR and any(t.kind in COUNTED for t in beside)


def _tells_how(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word only tells how what stands beside it is done: "permanently discontinue", "permanent stop"."""
    return bool(_manner(tokens[i])) and any(
        0 <= j < len(tokens) and tokens[j].kind is Kind.VERB for j in (i - 1, i + 1)
    )


def manner(tokens: Sequence[Token], i: int) -> str:
    """Return how an action is done, by the word before it or else behind it; empty where neither says."""
    beside = (tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens))
    return next((how for token in beside if (how := _manner(token))), "considered" if _considered(tokens, i) else "")


def _considered(tokens: Sequence[Token], i: int) -> bool:
    """Whether an action is only to be considered: "consider stopping it", "stopping it should be considered"."""
    if tokens[i].form != "ing":
        return False
    before = next((t for t in reversed(tokens[:i]) if t.kind in (Kind.VERB, Kind.PUNCT)), None)
    behind = next((t for t in tokens[i + 1 :] if t.kind in (Kind.VERB, Kind.PUNCT, Kind.CONJ)), None)
    return (before is not None and before.id == "consider" and before.form != "past") or (
        behind is not None and behind.id == "consider" and behind.form == "past"
    )


def _manner(token: Token) -> str:
    if token.kind is not Kind.WORD:
        return ""
    word = token.text.lower()
    if word in _OFTEN:
        return word
    return next((how for how in _MANNERS if word.startswith(how)), "")


def _denies_an_act(tokens: Sequence[Token], i: int) -> bool:
    """Whether a denial stands before an action, which is compared with its denial: "not be given", "do not give"."""
    behind = [t for t in tokens[i + 1 : i + 4] if t.text.lower() not in ("be", "been", "being")]
    return tokens[i].kind is Kind.NEGATOR and bool(behind) and behind[0].kind is Kind.VERB


def _tight(tokens: Sequence[Token], i: int, j: int) -> bool:
    return all(token.text.lower() in _BINDING for token in tokens[i + 1 : j])


def _preposition(tokens: Sequence[Token], i: int, first: int, speaks_of: SpeaksOf) -> str:
    """The preposition before a thing; words that name nothing may stand between, as in "in a study of women"."""
    found = ""
    for j in range(i - 1, first - 1, -1):
        word = tokens[j].text.lower()
        if word in PREPOSITIONS and found in ("", "of"):
            found = word
            if word != "of":
                break
        elif _thing(tokens, j, speaks_of):
            break
    return found
