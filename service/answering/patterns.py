"""Word patterns over a text: many of them at once, turned around from the pattern to the word.

`service.safety.reading.terms` matches the same patterns one by one over the tokens of a case. Here hundreds of them are
asked of a few words, so that each word says which places in patterns it fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
#: What joins two pieces to one word ("re-start", "mg/dl"), as against what stands between two words.
_JOINTS = ("-", "/")
#: The shortest stem that a pattern may have.
_SHORTEST = 2

Places = frozenset[int]
NOWHERE: Places = frozenset()


class Words:
    """A text as its words: pieces in order, where they begin, and what a piece is together with those joined to it."""

    def __init__(self, text: str) -> None:
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.compounds: dict[int, tuple[str, ...]] = {}
        end, first = -1, 0
        for match in _PIECE.finditer(text.casefold().replace("’", "'")):
            joint = text[end : match.start()] if end >= 0 else ""
            place = len(self.pieces)
            self.pieces.append(match.group())
            self.starts.append(match.start())
            first = first if joint in _JOINTS else place
            if first < place:
                run = self.pieces[first:]
                self.compounds[first] = (joint.join(run), "".join(run))
            end = match.end()


class Patterns:
    """Groups of word patterns, each a list of patterns of which one must be met whole."""

    def __init__(self, groups: Iterable[Sequence[Sequence[str]]]) -> None:
        self._items: dict[str, int] = {}
        self._words: dict[str, set[int]] = {}
        self._stems: dict[str, set[int]] = {}
        self._runs: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._groups = [[tuple(self._item(i) for i in pattern) for pattern in group] for group in groups]
        self._begun: dict[int, list[tuple[int, int]]] = {}
        for g, group in enumerate(self._groups):
            for p, pattern in enumerate(group):
                for first in pattern[:1]:
                    self._begun.setdefault(first, []).append((g, p))
        # The same words come again and again, and a text has few that are new.
        self._fills = lru_cache(maxsize=4096)(self._look_up)

    def met(self, words: Words) -> list[Places]:
        """Return for each group the words that its fullest pattern rests on; none where no pattern is met whole."""
        filled = self._filled(words)
        met = [NOWHERE] * len(self._groups)
        # A pattern of which the first item is not filled is not met: most are not even looked at.
        for g, p in sorted(begun for item in filled for begun in self._begun.get(item, ())):
            places = _places(self._groups[g][p], filled)
            met[g] = max(met[g], places, key=len)
        return met

    def _item(self, written: str) -> int:
        known = self._items.get(written)
        if known is not None:
            return known
        number = self._items[written] = len(self._items)
        said = [one.strip() for one in written.casefold().split("|")]
        # Whoever types "hys law" means "Hy's law".
        for alternative in dict.fromkeys((*said, *(one.replace("'", "") for one in said))):
            parts = alternative.split()
            if len(parts) > 1:
                self._runs.setdefault(parts[0], []).append((tuple(parts), number))
            elif alternative.endswith("*"):
                self._stems.setdefault(alternative[:-1], set()).add(number)
            else:
                self._words.setdefault(alternative, set()).add(number)
        return number

    def _filled(self, words: Words) -> Mapping[int, Places]:
        """The items that the words fill, each with the places of its first filling."""
        filled: dict[int, Places] = {}
        for place, piece in enumerate(words.pieces):
            for form in (piece, *words.compounds.get(place, ())):
                for number in self._fills(form):
                    filled.setdefault(number, frozenset((place,)))
            for run, number in self._runs.get(piece, ()):
                if _stands(run, words.pieces[place : place + len(run)]):
                    filled.setdefault(number, frozenset(range(place, place + len(run))))
        return filled

    def _look_up(self, form: str) -> tuple[int, ...]:
        """The items that a word fills, whole or by one of its beginnings."""
        filled = set(self._words.get(form, ()))
        for length in range(_SHORTEST, len(form) + 1):
            filled |= self._stems.get(form[:length], set())
        return tuple(filled)


def _places(pattern: tuple[int, ...], filled: Mapping[int, Places]) -> Places:
    """The places that a pattern rests on; none when it is not met whole."""
    places = NOWHERE
    for item in pattern:
        held = filled.get(item)
        if held is None:
            return NOWHERE
        places |= held
    return places


def _stands(run: tuple[str, ...], pieces: list[str]) -> bool:
    return len(pieces) == len(run) and all(
        piece.startswith(part[:-1]) if part.endswith("*") else piece == part
        for part, piece in zip(run, pieces, strict=True)
    )
