"""Misspelt names: one edit away (two for long names), and never an ordinary word or another known name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

MIN_LETTERS = 6
#: From this length on two edits are still nearer to the name than to any other word.
MIN_LETTERS_FOR_TWO = 10
_LOOKS = str.maketrans("01345", "oleas")


def _deletes(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def edits(a: str, b: str) -> int:
    """Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        older, before, row = before, row, [i] + [0] * len(b)
        for j, y in enumerate(b, start=1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]


class Speller(Generic[T]):
    """Finds what a misspelt single word stands for, in time that does not grow with the vocabulary."""

    def __init__(self, names: Mapping[str, T], ordinary: Iterable[str]) -> None:
        self._names = {n: v for n, v in names.items() if len(n) >= MIN_LETTERS and n.isalpha()}
        self._ordinary = frozenset(ordinary)
        self._near: dict[str, list[str]] = {}
        for name in self._names:
            keys = _deletes(name) | {name}
            if len(name) >= MIN_LETTERS_FOR_TWO:
                keys |= {shorter for once in _deletes(name) for shorter in _deletes(once)}
            for key in keys:
                self._near.setdefault(key, []).append(name)
        self._edges = {n[:2] for n in self._names} | {n[-3:] for n in self._names}
        self._look_up = lru_cache(maxsize=4096)(self._find)

    def __call__(self, word: str) -> T | None:
        """The meaning of a misspelt lower-case `word`, or None. Digits that look like letters are letters here."""
        word = word.translate(_LOOKS)
        if len(word) < MIN_LETTERS or len(word) > 40 or word in self._ordinary:
            return None
        if word[:2] not in self._edges and word[-3:] not in self._edges and word[1:3] not in self._edges:
            return None
        return self._look_up(word)

    def _find(self, word: str) -> T | None:
        if word in self._names:
            return self._names[word]
        keys = _deletes(word) | {word}
        if len(word) >= MIN_LETTERS_FOR_TWO - 1:
            keys |= {shorter for once in keys for shorter in _deletes(once)}
        near = {name for key in keys for name in self._near.get(key, ())}
        ranked = sorted((edits(word, name), name) for name in near)
        for distance, name in ranked:
            if distance <= (2 if len(name) >= MIN_LETTERS_FOR_TWO else 1):
                return self._names[name]
        return None
