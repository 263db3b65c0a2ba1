"""Word lists written as plain text, so that they can be read and reviewed as text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import regex


def listed(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text, parted by commas, in order."""
    return tuple(phrase for part in text.split(",") if (phrase := part.strip()))


class Phrases:
    """Phrases that are looked for all at once in the words of a statement; `rarest` has a word of each of them."""

    def __init__(self, text: str) -> None:
        """Take the phrases from a text, one behind the other with semicolons between them."""
        listed_phrases = sorted({" ".join(p.split()) for p in text.split(";")} - {""}, key=len, reverse=True)
        self.rarest = frozenset(max(phrase.split(), key=len) for phrase in listed_phrases)
        self._pattern = regex.compile(rf"(?<!\S)(?:{'|'.join(regex.escape(p) for p in listed_phrases)})(?!\S)")

    def within(self, said: Sequence[str]) -> Iterator[tuple[int, int]]:
        """First and last place (exclusive) of the words of every phrase that stands in `said`."""
        text = " ".join(said)
        found = list(self._pattern.finditer(text))
        if not found:
            return
        starts = [0, *accumulate(len(word) + 1 for word in said)]
        for match in found:
            yield bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1)
