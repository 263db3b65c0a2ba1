"""Misspelt names: one edit away (two for long names), and never an ordinary word or another known name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Generic, TypeVar

T = TypeVar("T")

MIN_LETTERS = 6
#: From this length on two edits are still nearer to the name than to any other word.
MIN_LETTERS_FOR_TWO = 10
_LOOKS = str.maketrans("01345", "oleas")


def _shortened(word: str, most: int) -> set[str]:
    """The word, and what is left of it without any one letter, or up to `most`."""
    return {"".join(kept) for left_out in range(most + 1) for kept in combinations(word, len(word) - left_out)}


def edits(a: str, b: str) -> int:
    """Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment)."""
    # What two words begin and end with in common costs nothing, and most of a misspelt name is right.
    same = _shared(a, b)
    a, b = a[same:], b[same:]
    same = _shared(a[::-1], b[::-1])
    a, b = a[: len(a) - same], b[: len(b) - same]
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        older, before, row = before, row, [i] + [0] * len(b)
        for j, y in enumerate(b, start=1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]


def _shared(a: str, b: str) -> int:
    """How many letters two words begin with in common."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


class Speller(Generic[T]):
    """Finds what a misspelt single word stands for, in time that does not grow with the vocabulary."""

    def __init__(self, names: Mapping[str, T], ordinary: Iterable[str]) -> None:
        self._names = {n: v for n, v in names.items() if len(n) >= MIN_LETTERS and n.isalpha()}
        self._ordinary = frozenset(ordinary)
        self._near: dict[str, list[str]] = {}
        for name in self._names:
            for key in _shortened(name, _allowed(name)):
                self._near.setdefault(key, []).append(name)
        self._longest = max(map(len, self._names), default=0) + 2
        self._edges = {n[:2] for n in self._names} | {n[-3:] for n in self._names}

        self._kept = lru_cache(maxsize=8192)(self._read)

    def __call__(self, word: str) -> T | None:
        """The meaning of a misspelt lower-case `word`, or None. Digits that look like letters are letters here."""
        return self._kept(word)

    def _read(self, word: str) -> T | None:
        if not MIN_LETTERS <= len(word) <= self._longest:
            return None
        word = word.translate(_LOOKS)
        if word in self._ordinary:
            return None
        if word[:2] not in self._edges and word[-3:] not in self._edges and word[1:3] not in self._edges:
            return None
        return self._names[word] if word in self._names else self._nearest(word)

    def _nearest(self, word: str) -> T | None:
        """The nearest name: what is left of two words that are some edits apart is the same without as many letters."""
        keys = _shortened(word, 2 if len(word) >= MIN_LETTERS_FOR_TWO - 1 else 1)
        if self._near.keys().isdisjoint(keys):
            return None
        near = {name for key in keys for name in self._near.get(key, ())}
        ranked = sorted(
            (distance, name)
            for name in near
            if (distance := edits(word, name)) <= _allowed(name) and not _opposite(word, name)
        )
        return self._names[ranked[0][1]] if ranked else None


def _opposite(one: str, other: str) -> bool:
    """Whether two words say too much and too little of one thing: no slip of a key turns one into the other."""
    return {one[:4], other[:4]} == {"hype", "hypo"}


def _allowed(name: str) -> int:
    """How many edits a name is recognised through."""
    return 2 if len(name) >= MIN_LETTERS_FOR_TWO else 1
