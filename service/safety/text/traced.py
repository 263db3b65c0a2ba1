"""A text under change, with the place in the original of each of its characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from service.domain.facts import Span
from service.safety.structure import Flat

#: First and last place of what goes, what comes, and the stretch that it stands for.
Change = tuple[int, int, str, Span]


class Traced:
    """A text under change, with the original extent of each character from the first change on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] | None = None
        self.ends: list[int] | None = None

    def sub(self, pattern: regex.Pattern[str], put: Callable[[regex.Match[str]], str | None]) -> bool:
        """Replace each match by `put(match)`; None leaves it. Returns whether anything changed."""
        changes = [
            (match.start(), match.end(), new, match.span())
            for match in pattern.finditer(self.text)
            if (new := put(match)) is not None and new != match.group()
        ]
        self._change(changes)
        return bool(changes)

    def tell(self, flats: Sequence[Flat]) -> None:
        """Put the lines that a structure says in its place, each with the extent of what it tells."""
        changes: list[Change] = []
        for flat in flats:
            for said in flat.said:
                line = f"\n- {said.text}{'.' if said.text[-1:].isalnum() else ''}"
                changes.append((flat.start, flat.start, line, (said.start, said.end)))
            changes.append((flat.start, flat.end, "\n", (flat.end - 1, flat.end)))
        self._change(changes)

    def _change(self, changes: Sequence[Change]) -> None:
        """Make changes, given in order."""
        if not changes:
            return
        old_starts = self.starts if self.starts is not None else list(range(len(self.text)))
        old_ends = self.ends if self.ends is not None else list(range(1, len(self.text) + 1))
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for first, last, new, (low, high) in changes:
            texts += (self.text[at:first], new)
            starts += old_starts[at:first] + [old_starts[low] if low < high else 0] * len(new)
            ends += old_ends[at:first] + [old_ends[high - 1] if low < high else 0] * len(new)
            at = last
        texts.append(self.text[at:])
        self.starts = starts + old_starts[at:]
        self.ends = ends + old_ends[at:]
        self.text = "".join(texts)
