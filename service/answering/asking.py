"""Which aspects of a topic a text asks for, by the word patterns that the topic gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.model import Aspect, Topic

_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: What joins two pieces to one word ("re-start", "mg/dl"), as against what stands between two words.
_JOINTS = ("-", "/")
#: The shortest stem that a pattern may have.
_SHORTEST = 2

Places = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An aspect that a text asks for: at which of its words, and how far into the text the first of them stands."""

    aspect: Aspect
    places: Places
    start: int


def asked_in(text: str, topic: Topic) -> tuple[Asked, ...]:
    """Return the aspects that a text asks for, in the order of its words.

    Of two that rest on the same words the one that rests on more of them is meant; of two that rest on as many, the one
    that stands first in the topic.
    """
    if not topic.aspects:
        return ()
    return _index(_ByIdentity(topic)).asked(text)


class _ByIdentity:
    """A topic as a key: it holds mappings, so that it is told apart by identity."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic

    def __hash__(self) -> int:
        return id(self.topic)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.topic is self.topic


@lru_cache(maxsize=16)
def _index(key: _ByIdentity) -> _Index:
    return _Index(key.topic.aspects)


@dataclass(slots=True)
class _Words:
    """A text as its words: pieces in order, where they begin, and what a piece is together with those it is joined to."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    compounds: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> _Words:
        """Cut a text."""
        words = cls()
        end, first = -1, 0
        for match in _PIECE.finditer(text.casefold().replace("’", "'")):
            joint = text[end : match.start()] if end >= 0 else ""
            place = len(words.pieces)
            words.pieces.append(match.group())
            words.starts.append(match.start())
            first = first if joint in _JOINTS else place
            if first < place:
                run = words.pieces[first:]
                words.compounds[first] = (joint.join(run), "".join(run))
            end = match.end()
        return words


class _Index:
    """The word patterns of a topic's aspects, turned around: from a word to the places in patterns that it fills."""

    def __init__(self, aspects: tuple[Aspect, ...]) -> None:
        self._aspects = aspects
        self._items: dict[str, int] = {}
        self._words: dict[str, set[int]] = {}
        self._stems: dict[str, set[int]] = {}
        self._runs: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._terms = [[self._pattern(p) for p in aspect.terms] for aspect in aspects]
        self._unless = [[self._pattern(p) for p in aspect.unless] for aspect in aspects]

    def asked(self, text: str) -> tuple[Asked, ...]:
        """Return the aspects whose patterns a text meets, each word counted for one of them."""
        words = _Words.of(text)
        met = self._met(words)
        found: list[tuple[int, Asked]] = []
        for number, aspect in enumerate(self._aspects):
            places = max((_places(p, met) for p in self._terms[number]), key=len, default=frozenset())
            if places and not any(_places(p, met) for p in self._unless[number]):
                start = words.starts[min(places)]
                found.append((number, Asked(aspect=aspect, places=places, start=start)))
        found.sort(key=lambda pair: (-len(pair[1].places), pair[0]))
        covered: set[int] = set()
        kept: list[Asked] = []
        for _, one in found:
            if not one.places <= covered:
                kept.append(one)
                covered |= one.places
        return tuple(sorted(kept, key=lambda one: one.start))

    def _pattern(self, pattern: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._item(written) for written in pattern)

    def _item(self, written: str) -> int:
        known = self._items.get(written)
        if known is not None:
            return known
        number = self._items[written] = len(self._items)
        for alternative in written.casefold().split("|"):
            parts = alternative.split()
            if len(parts) > 1:
                self._runs.setdefault(parts[0], []).append((tuple(parts), number))
            elif alternative.strip().endswith("*"):
                self._stems.setdefault(alternative.strip()[:-1], set()).add(number)
            else:
                self._words.setdefault(alternative.strip(), set()).add(number)
        return number

    def _met(self, words: _Words) -> Mapping[int, Places]:
        """The items that the words fill, each with the places of its first filling."""
        met: dict[int, Places] = {}
        for place, piece in enumerate(words.pieces):
            for form in (piece, *words.compounds.get(place, ())):
                for number in self._filled_by(form):
                    met.setdefault(number, frozenset((place,)))
            for run, number in self._runs.get(piece, ()):
                if _stands(run, words.pieces[place : place + len(run)]):
                    met.setdefault(number, frozenset(range(place, place + len(run))))
        return met

    def _filled_by(self, form: str) -> set[int]:
        filled = self._words.get(form, set())
        for length in range(_SHORTEST, len(form) + 1):
            filled = filled | self._stems.get(form[:length], set())
        return filled


def _places(pattern: tuple[int, ...], met: Mapping[int, Places]) -> Places:
    """The places that a pattern rests on; none when it is not met whole."""
    if not all(item in met for item in pattern):
        return frozenset()
    return frozenset().union(*(met[item] for item in pattern))


def _stands(run: tuple[str, ...], pieces: list[str]) -> bool:
    return len(pieces) == len(run) and all(
        piece.startswith(part[:-1]) if part.endswith("*") else piece == part
        for part, piece in zip(run, pieces, strict=True)
    )
