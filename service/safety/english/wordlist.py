"""Word lists written as plain text, so that they can be read and reviewed as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


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
        longest_first = sorted({" ".join(p.split()) for p in text.split(";")} - {""}, key=len, reverse=True)
        self._starting: dict[str, list[tuple[str, ...]]] = {}
        for phrase in longest_first:
            parts = tuple(phrase.split())
            self._starting.setdefault(parts[0], []).append(parts)
        self.rarest = frozenset(max(phrase.split(), key=len) for phrase in longest_first)

    def within(self, said: Sequence[str]) -> Iterator[tuple[int, int]]:
        """First and last place (exclusive) of the words of every phrase that stands in `said`."""
        # A token may be of several words.
        parts = [(part, place) for place, word in enumerate(said) for part in word.split(" ")]
        spelled = [part for part, _ in parts]
        i = 0
        while i < len(spelled):
            size = next((len(p) for p in self._starting.get(spelled[i], ()) if p == (*spelled[i : i + len(p)],)), 0)
            if size:
                yield parts[i][1], parts[i + size - 1][1] + 1
            i += size or 1
