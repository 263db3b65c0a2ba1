"""Reads the sentences of a text for comparison, by the lexer of the safety core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, product

from corpus.model import Vocabulary
from service.answering.arranged import active, arrangements
from service.answering.asides import bids, glosses, instructs, is_passive
from service.answering.clauses_said import clauses_of, manner, opening
from service.answering.compared import Mark, Sentence
from service.answering.doers import borne_by, deeds_of
from service.answering.figures_said import bounds, figures_of
from service.answering.joints import joints_of, objects_of
from service.answering.people import named
from service.answering.plain import plain
from service.answering.senses import meant, told_apart
from service.answering.sequence import hangs_of
from service.answering.surroundings import FIGURES, NAMED, SAID, UNITS, beside, listed, name_of, near, speaks_of
from service.answering.word_sorts import operator, telling
from service.safety.once import once_for_each
from service.safety.text.lexer import lexer_for
from service.safety.text.tokens import Kind, Token

_ORDERED = frozenset((Kind.DRUG, Kind.ANALYTE))
_ENDS = frozenset(".;:!?\n")
#: What joins two names, or two groups of them, of which either may stand first; and what joins those of a group.
_WITH = frozenset(("with", "plus"))
_JOINING = frozenset(("and", "or", "with", "plus", "together", ","))


def known(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Return the sentences of a passage; they are kept, since passages come again and again."""
    return _passages(vocabulary)(text)


def read(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Return the sentences of a text; nothing is kept, since it may be a patient's."""
    return tuple(map(_sentence, _tokens(text, vocabulary)))


def turned(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Return the sentences of a passage, those in the passive as the active; they are kept as well."""
    return _turned(vocabulary)(text)


def otherwise(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Sentence, ...]]:
    """Yield the sentences of a text with their parts in other places: first of one sentence, then of two of them."""
    plainly = _tokens(text, vocabulary)
    read = list(map(_sentence, plainly))
    others = [list(map(_sentence, arrangements(tokens))) for tokens in plainly]
    for n, own in enumerate(others):
        yield from ((*read[:n], made, *read[n + 1 :]) for made in own)
    for n, m in combinations(range(len(others)), 2):
        yield from (
            (*read[:n], one, *read[n + 1 : m], other, *read[m + 1 :]) for one, other in product(others[n], others[m])
        )


def _tokens(text: str, vocabulary: Vocabulary) -> list[Sequence[Token]]:
    tokens = [meant(token) for token in lexer_for(vocabulary)(plain(text)).tokens]
    return [told_apart(own) for own in _split(tokens) if own]


def _mark(tokens: Sequence[Token], i: int, denied: bool) -> Mark:
    sides = (beside(reversed(tokens[:i])), beside(iter(tokens[i + 1 :])))
    how = manner(tokens, i) if tokens[i].kind is Kind.VERB else ""
    return Mark(
        id=tokens[i].id,
        denied=denied,
        beside=frozenset(sides),
        near=near(tokens, i) | listed(tokens, i),
        manner=how,
        agent=_agent(tokens, i),
    )


def _agent(tokens: Sequence[Token], i: int) -> str:
    behind = tokens[i + 1] if i + 1 < len(tokens) else None
    return beside(iter(tokens[i + 2 :])) if behind is not None and behind.text.lower() == "by" else ""


def _split(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    begin = 0
    for i, token in enumerate(tokens):
        if token.kind is Kind.PUNCT and token.text in _ENDS:
            yield tokens[begin:i]
            begin = i + 1
    yield tokens[begin:]


def _sentence(every: Sequence[Token]) -> Sentence:
    """Read a sentence; what stands in brackets only to say who says it parts nothing that stands around it."""
    asides = glosses(every)
    tokens = [token for i, token in enumerate(every) if i not in asides]
    aside = [every[i] for i in sorted(asides)]
    denied = _denied(tokens)
    found = [operator(tokens, i) for i in range(len(tokens))]
    return Sentence(
        order=tuple(name_of(t) for t in every if t.kind in _ORDERED),
        turned=tuple(_named_in_turn(every)),
        names=Counter(_named_as(every, i) for i, t in enumerate(every) if t.kind in NAMED),
        figures=(*figures_of(tokens), *figures_of(aside)),
        marks=tuple(_mark(tokens, i, denied[i]) for i, t in enumerate(tokens) if t.kind in SAID and t.id != "exceed"),
        words=Counter(
            (stem, odd)
            for t, odd in (*zip(tokens, denied, strict=True), *((t, False) for t in aside))
            if (stem := telling(t))
        ),
        operators=Counter(name for i, name in enumerate(found) if name and not bounds(tokens, i)),
        clauses=(*clauses_of(tokens, speaks_of), *clauses_of(aside, speaks_of)),
        opening=opening(tokens),
        ordering=any(bids(tokens, i) for i in range(len(tokens))),
        glosses=_named(aside) - _named(tokens),
        passives=frozenset(telling(t) for i, t in enumerate(tokens) if is_passive(tokens, i)),
        deeds=deeds_of(tokens),
        borne=borne_by(tokens),
        people=frozenset(who for t in every if (who := named(t))),
        hangs=hangs_of(tokens),
        joints=joints_of(tokens),
        objects=objects_of(tokens),
        instructing=any(instructs(tokens, i) for i in range(len(tokens))),
    )


def _named_as(tokens: Sequence[Token], i: int) -> str:
    """What a token names; a unit without a number is another thing than one with it: "the first weeks"."""
    if tokens[i].kind not in UNITS or any(
        t.kind in FIGURES for t in (*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 2])
    ):
        return name_of(tokens[i])
    return f"{name_of(tokens[i])} alone"


def _named(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(word for t in tokens for word in (telling(t), name_of(t) if t.kind in NAMED else "") if word)


def _named_in_turn(tokens: Sequence[Token]) -> Iterator[str]:
    """The drugs and analytes as they are named; of two sides of "with" either may stand first."""
    sides: list[list[str]] = [[]]
    for i, token in enumerate(tokens):
        word = token.text.lower()
        if token.kind in _ORDERED:
            sides[-1].append(name_of(token))
        elif word in _WITH and len(sides) == 1 and i and tokens[i - 1].kind in _ORDERED:
            sides.append([])
        elif word not in _JOINING:
            yield from chain.from_iterable(sorted(sides))
            sides = [[]]
    yield from chain.from_iterable(sorted(sides))


def _denied(tokens: Sequence[Token]) -> list[bool]:
    """For each place whether an odd number of denials stands before it in its part of the sentence."""
    found: list[bool] = []
    odd = joined = False
    for token in tokens:
        if token.kind is Kind.PUNCT or (token.kind is Kind.CONJ and token.id not in ("and", "or")):
            odd = False
        elif token.kind is Kind.CONJ:
            joined = True
        elif token.kind is Kind.NEGATOR:
            # "Does not stop it and does not cancel it" denies both.
            odd, joined = joined or not odd, False
        found.append(odd)
    return found


#: Passages that are kept as they were read, of each topic.
MOST_KEPT = 2048


def _reader(vocabulary: Vocabulary) -> Callable[[str], tuple[Sentence, ...]]:
    return lru_cache(maxsize=MOST_KEPT)(lambda text: read(text, vocabulary))


def _turner(vocabulary: Vocabulary) -> Callable[[str], tuple[Sentence, ...]]:
    return lru_cache(maxsize=MOST_KEPT)(lambda text: tuple(_sentence(active(own)) for own in _tokens(text, vocabulary)))


_passages = once_for_each(_reader)
_turned = once_for_each(_turner)
