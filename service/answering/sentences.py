"""Reads the sentences of a text for comparison, by the lexer of the safety core."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from corpus.model import Vocabulary
from service.answering.asides import bids, glosses, instructs, is_passive
from service.answering.clauses_said import clauses_of, manner, opening
from service.answering.compared import Figure, Mark, Sentence
from service.answering.plain import plain
from service.answering.senses import meant, told_apart
from service.answering.word_sorts import operator, telling
from service.safety.once import once_for_each
from service.safety.text.lexer import lexer_for
from service.safety.text.tokens import Kind, Token

#: What has a name in the topic's vocabulary or the grammar of results.
_NAMED = frozenset(
    (Kind.DRUG, Kind.ANALYTE, Kind.PANEL, Kind.SYMPTOM, Kind.CONDITION, Kind.LIMIT, Kind.DATE, Kind.UNIT, Kind.TIMEUNIT)
)
_UNITS = frozenset((Kind.UNIT, Kind.TIMEUNIT))
_MEASURES = frozenset((Kind.UNIT, Kind.TIMEUNIT, Kind.LIMIT))
_ORDERED = frozenset((Kind.DRUG, Kind.ANALYTE))
_FIGURES = frozenset((Kind.NUMBER, Kind.MULTIPLE, Kind.FREQUENCY, Kind.DATE))
_DIGITS = re.compile(r"\d{4}|\d+")
#: What is done, and how a result is.
_SAID = frozenset((Kind.VERB, Kind.QUALITY))
_ENDS = frozenset(".;:!?\n")
#: What joins two names, or two groups of them, of which either may stand first; and what joins those of a group.
_WITH = frozenset(("with", "plus"))
_JOINING = frozenset(("and", "or", "with", "plus", "together", ","))


def known(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Return the sentences of a passage; they are kept, since passages come again and again."""
    return _passages(vocabulary)(text)


def read(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Return the sentences of a text; nothing is kept, since it may be a patient's."""
    tokens = [meant(token) for token in lexer_for(vocabulary)(plain(text)).tokens]
    return tuple(_sentence(told_apart(own)) for own in _split(tokens) if own)


def _name(token: Token) -> str:
    return f"{token.kind}:{token.text if token.kind is Kind.DATE else token.id}"


def _mark(tokens: Sequence[Token], i: int, denied: bool) -> Mark:
    beside = (_beside(reversed(tokens[:i])), _beside(iter(tokens[i + 1 :])))
    how = manner(tokens, i) if tokens[i].kind is Kind.VERB else ""
    return Mark(
        id=tokens[i].id,
        denied=denied,
        beside=frozenset(beside),
        near=_near(tokens, i),
        manner=how,
        agent=_agent(tokens, i),
    )


def _agent(tokens: Sequence[Token], i: int) -> str:
    behind = tokens[i + 1] if i + 1 < len(tokens) else None
    return _beside(iter(tokens[i + 2 :])) if behind is not None and behind.text.lower() == "by" else ""


def _split(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    begin = 0
    for i, token in enumerate(tokens):
        if token.kind is Kind.PUNCT and token.text in _ENDS:
            yield tokens[begin:i]
            begin = i + 1
    yield tokens[begin:]


def _sentence(every: Sequence[Token]) -> Sentence:
    """Read a sentence; what stands in brackets only to say who says it parts nothing that stands around it."""
    beside = glosses(every)
    tokens = [token for i, token in enumerate(every) if i not in beside]
    aside = [every[i] for i in sorted(beside)]
    denied = _denied(tokens)
    found = [operator(tokens, i) for i in range(len(tokens))]
    return Sentence(
        order=tuple(_name(t) for t in every if t.kind in _ORDERED),
        turned=tuple(_named_in_turn(every)),
        names=Counter(_name(t) for t in every if t.kind in _NAMED),
        figures=(*_figures(tokens), *_figures(aside)),
        marks=tuple(_mark(tokens, i, denied[i]) for i, t in enumerate(tokens) if t.kind in _SAID and t.id != "exceed"),
        words=Counter(
            (stem, odd)
            for t, odd in (*zip(tokens, denied, strict=True), *((t, False) for t in aside))
            if (stem := telling(t))
        ),
        operators=Counter(name for i, name in enumerate(found) if name and not _bounds(tokens, i)),
        clauses=(*clauses_of(tokens, _speaks_of), *clauses_of(aside, _speaks_of)),
        opening=opening(tokens),
        ordering=any(bids(tokens, i) for i in range(len(tokens))),
        glosses=_named(aside) - _named(tokens),
        passives=frozenset(telling(t) for i, t in enumerate(tokens) if is_passive(tokens, i)),
        instructing=any(instructs(tokens, i) for i in range(len(tokens))),
    )


def _named(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(word for t in tokens for word in (telling(t), _name(t) if t.kind in _NAMED else "") if word)


def _named_in_turn(tokens: Sequence[Token]) -> Iterator[str]:
    """The drugs and analytes as they are named; of two sides of "with" either may stand first."""
    sides: list[list[str]] = [[]]
    for i, token in enumerate(tokens):
        word = token.text.lower()
        if token.kind in _ORDERED:
            sides[-1].append(_name(token))
        elif word in _WITH and len(sides) == 1 and i and tokens[i - 1].kind in _ORDERED:
            sides.append([])
        elif word not in _JOINING:
            yield from chain.from_iterable(sorted(sides))
            sides = [[]]
    yield from chain.from_iterable(sorted(sides))


def _near(tokens: Sequence[Token], i: int) -> frozenset[str]:
    """All that the clause of a token speaks of, itself and figures left out."""
    first = next((j + 1 for j in range(i - 1, -1, -1) if _parts(tokens[j])), 0)
    last = next((j for j in range(i + 1, len(tokens)) if _parts(tokens[j])), len(tokens))
    return frozenset(said for j in range(first, last) if j != i and (said := _speaks_of(tokens[j])))


def _parts(token: Token) -> bool:
    return token.kind in (Kind.PUNCT, Kind.CONJ)


def _speaks_of(token: Token) -> str:
    if token.kind in _FIGURES and (low := _low(token)) is not None:
        return f"={low:g}"
    if token.kind in _SAID or (token.kind in _NAMED and token.kind not in _UNITS and token.kind is not Kind.DATE):
        return _name(token)
    return telling(token)


def _bounds(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token bounds a figure, which is compared with its bound."""
    token = tokens[i]
    if token.kind is Kind.NEGATOR:
        # As in "never less than 14".
        return i + 1 < len(tokens) and _comparison(tokens[i + 1]) in _TURNED and _bounds(tokens, i + 1)
    joined = token.text.lower().partition(" ")[0]
    if token.kind is Kind.COMPARATOR and joined in ("and", "or"):
        # As in "19 or over"; in "under 5 or over 90" the joining word says something of its own.
        behind = any(t.kind in _FIGURES for t in tokens[i + 1 : i + 3])
        return joined == "or" and not behind and any(t.kind in _FIGURES for t in tokens[max(0, i - 3) : i])
    return bool(_comparison(token)) and any(t.kind in _FIGURES for t in tokens[i + 1 : i + 3])


def _denied(tokens: Sequence[Token]) -> list[bool]:
    """For each place whether an odd number of denials stands before it in its part of the sentence."""
    found: list[bool] = []
    odd = False
    for token in tokens:
        if token.kind is Kind.PUNCT or (token.kind is Kind.CONJ and token.id not in ("and", "or")):
            odd = False
        elif token.kind is Kind.NEGATOR:
            odd = not odd
        found.append(odd)
    return found


def _figures(tokens: Sequence[Token]) -> tuple[Figure, ...]:
    """The figures, each with the words that stand closer to it than to any other of its kind."""
    places = [i for i in range(len(tokens)) if _counts(tokens, i)]
    alone = {i: _figure(tokens, i) for i in places}
    words = [(j, said) for j, token in enumerate(tokens) if j not in alone and (said := _speaks_of(token))]
    found = []
    for i, figure in alone.items():
        rivals = [j for j in places if j != i and alone[j].measures == figure.measures]
        own = {said for j, said in words if all(abs(j - i) <= abs(j - rival) for rival in rivals)}
        found.append(replace(figure, around=frozenset(own)))
    return tuple(found)


def _figure(tokens: Sequence[Token], i: int) -> Figure:
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    # A frequency is its own unit, and its figure says which; a date has none.
    own = "" if token.kind in (Kind.FREQUENCY, Kind.DATE) else token.id
    if after is not None and after.kind in _MEASURES:
        own = after.id or after.text.lower()
    elif i and tokens[i - 1].kind is Kind.TIMEUNIT:
        # As in "week 8".
        own = tokens[i - 1].id
    return Figure(
        low=round(_low(token) or 0.0, 6),
        high=round(token.high if token.high is not None else _low(token) or 0.0, 6),
        unit=own,
        sort=token.kind.value,
        bound=_bound(tokens, i),
        before=_beside(reversed(tokens[:i])),
        after=_beside(iter(tokens[i + 1 :])),
        near=_near(tokens, i),
    )


def _counts(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is a figure; "one" without a unit is none, as in "one study"."""
    token = tokens[i]
    if token.kind not in _FIGURES or _low(token) is None:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return token.text.lower() != "one" or token.id != "" or (after is not None and after.kind in _MEASURES)


def _low(token: Token) -> float | None:
    """The lower end of a figure; of a date its year, or else its first number."""
    if token.kind is not Kind.DATE:
        return token.low
    found = _DIGITS.search(token.text)
    return float(found.group()) if found else None


def _bound(tokens: Sequence[Token], i: int) -> str:
    """What bounds a figure: a comparison right before it, or one behind it such as "or more"."""
    for j in range(i - 1, max(0, i - 2) - 1, -1):
        if tokens[j].kind in _FIGURES:
            break
        if sign := _comparison(tokens[j]):
            denied = j > 0 and tokens[j - 1].kind is Kind.NEGATOR
            return _TURNED.get(sign, sign) if denied else sign
    for token in tokens[i + 1 : i + 4]:
        if token.kind is Kind.COMPARATOR and token.id.endswith("+"):
            return token.id.rstrip("+")
    return ""


#: What a comparison comes to when it is denied.
_TURNED = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def _comparison(token: Token) -> str:
    if token.kind is Kind.COMPARATOR and not token.id.endswith("+"):
        return token.id
    return ">" if token.kind is Kind.VERB and token.id == "exceed" else ""


def _beside(tokens: Iterable[Token]) -> str:
    """The nearest thing that is said of within the same part of the sentence; empty at its edge."""
    measured = False
    for token in tokens:
        if token.kind is Kind.PUNCT:
            return ""
        if measured and token.kind is Kind.FREQUENCY:
            # As in "mg/day": it belongs to the unit.
            continue
        measured = token.kind is Kind.UNIT
        if token.kind in _FIGURES:
            low = _low(token)
            return f"{low:g}" if low is not None else token.text
        if token.kind in _SAID or (token.kind in _NAMED and token.kind not in _UNITS):
            return _name(token)
        if stem := telling(token):
            return stem
    return ""


#: Passages that are kept as they were read, of each topic.
MOST_KEPT = 2048


def _reader(vocabulary: Vocabulary) -> Callable[[str], tuple[Sentence, ...]]:
    return lru_cache(maxsize=MOST_KEPT)(lambda text: read(text, vocabulary))


_passages = once_for_each(_reader)
