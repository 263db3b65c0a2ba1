"""What a sentence says in words that can be compared: names, figures in their setting, actions and operators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Vocabulary
from service.answering.word_sorts import operator, telling
from service.safety.lexer import lexer_for
from service.safety.once import once_for_each
from service.safety.tokens import Kind, Token

#: What has a name in the topic's vocabulary or the grammar of results.
_NAMED = frozenset(
    (Kind.DRUG, Kind.ANALYTE, Kind.PANEL, Kind.SYMPTOM, Kind.CONDITION, Kind.LIMIT, Kind.DATE, Kind.UNIT, Kind.TIMEUNIT)
)
_UNITS = frozenset((Kind.UNIT, Kind.TIMEUNIT))
_FIGURES = frozenset((Kind.NUMBER, Kind.MULTIPLE, Kind.FREQUENCY, Kind.DATE))
_DIGITS = re.compile(r"\d{4}|\d+")
#: What is done, and how a result is.
_SAID = frozenset((Kind.VERB, Kind.QUALITY))
_ENDS = frozenset(".;:!?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit, what bounds it, and what stands on either side of it."""

    low: float
    high: float
    unit: str
    bound: str
    before: str
    after: str

    @property
    def amount(self) -> tuple[float, float, str]:
        """The figure without its setting."""
        return (self.low, self.high, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A verb or the state of a result, with what stands on either side of it."""

    id: str
    denied: bool
    beside: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, read for comparison."""

    names: Counter[str]
    order: tuple[str, ...]
    """The drugs and analytes as they are named one after another."""
    figures: tuple[Figure, ...]
    marks: tuple[Mark, ...]
    words: Counter[tuple[str, bool]]
    """Stems of telling words, each with whether it is denied."""
    operators: Counter[str]

    @property
    def acts(self) -> frozenset[tuple[str, bool]]:
        """What is said to be done, each with whether it is denied."""
        return frozenset((mark.id, mark.denied) for mark in self.marks)

    @property
    def stems(self) -> frozenset[str]:
        """The stems alone."""
        return frozenset(stem for stem, _ in self.words)

    @property
    def telling(self) -> frozenset[str]:
        """All that tells one sentence from another."""
        return self.stems | self.names.keys()


def known(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Return the sentences of a passage; they are kept, since passages come again and again."""
    return _passages(vocabulary)(text)


def read(text: str, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Return the sentences of a text; nothing is kept, since it may be a patient's."""
    tokens = lexer_for(vocabulary)(text).tokens
    return tuple(_sentence(own) for own in _split(tokens) if own)


def _name(token: Token) -> str:
    return f"{token.kind}:{token.text if token.kind is Kind.DATE else token.id}"


def _mark(tokens: Sequence[Token], i: int, denied: bool) -> Mark:
    beside = (_beside(reversed(tokens[:i])), _beside(iter(tokens[i + 1 :])))
    return Mark(id=tokens[i].id, denied=denied, beside=frozenset(beside))


def _split(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    begin = 0
    for i, token in enumerate(tokens):
        if token.kind is Kind.PUNCT and token.text in _ENDS:
            yield tokens[begin:i]
            begin = i + 1
    yield tokens[begin:]


def _sentence(tokens: Sequence[Token]) -> Sentence:
    denied = _denied(tokens)
    return Sentence(
        order=tuple(_name(t) for t in tokens if t.kind in (Kind.DRUG, Kind.ANALYTE)),
        names=Counter(_name(t) for t in tokens if t.kind in _NAMED),
        figures=tuple(_figure(tokens, i) for i, t in enumerate(tokens) if t.kind in _FIGURES and _low(t) is not None),
        marks=tuple(_mark(tokens, i, denied[i]) for i, t in enumerate(tokens) if t.kind in _SAID and t.id != "exceed"),
        words=Counter((stem, denied[i]) for i, t in enumerate(tokens) if (stem := telling(t))),
        operators=Counter(name for t in tokens if (name := operator(t))),
    )


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


def _figure(tokens: Sequence[Token], i: int) -> Figure:
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    # A frequency is its own unit, and its figure says which; a date has none.
    own = "" if token.kind in (Kind.FREQUENCY, Kind.DATE) else token.id
    if after is not None and after.kind in (Kind.UNIT, Kind.TIMEUNIT, Kind.LIMIT):
        own = after.id or after.text.lower()
    elif i and tokens[i - 1].kind is Kind.TIMEUNIT:
        # As in "week 8".
        own = tokens[i - 1].id
    return Figure(
        low=round(_low(token) or 0.0, 6),
        high=round(token.high if token.high is not None else _low(token) or 0.0, 6),
        unit=own,
        bound=_bound(tokens, i),
        before=_beside(reversed(tokens[:i])),
        after=_beside(iter(tokens[i + 1 :])),
    )


def _low(token: Token) -> float | None:
    """The lower end of a figure; of a date its year, or else its first number."""
    if token.kind is not Kind.DATE:
        return token.low
    found = _DIGITS.search(token.text)
    return float(found.group()) if found else None


def _bound(tokens: Sequence[Token], i: int) -> str:
    """What bounds a figure: a comparison right before it, or one behind it such as "or more"."""
    for token in reversed(tokens[max(0, i - 2) : i]):
        if token.kind in _FIGURES:
            break
        if sign := _comparison(token):
            return sign
    for token in tokens[i + 1 : i + 4]:
        if token.kind is Kind.COMPARATOR and token.id.endswith("+"):
            return token.id.rstrip("+")
    return ""


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
