"""Text as a reader sees it: escapes, markup, look-alikes and invisible characters resolved, with a map back."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from service.domain.facts import Span
from service.safety.structure import flatten
from service.safety.text.characters import fold_characters
from service.safety.text.escapes import drop_markup, unescape
from service.safety.text.layout import fold_layout
from service.safety.text.marks import read_marks
from service.safety.text.traced import Traced


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """Readable text and where each of its characters stood in the original."""

    original: str
    text: str
    starts: tuple[int, ...] | None
    """Offset in the original per character; None when nothing was changed."""
    ends: tuple[int, ...] | None
    unreadable: tuple[str, ...] = ()
    """Why the text cannot be trusted to read as it looks: reversed writing direction, endless escapes."""

    def original_span(self, start: int, end: int) -> Span:
        """The characters of the original that `text[start:end]` came from."""
        if self.starts is None or self.ends is None:
            return (start, end)
        return (min(self.starts[start:end]), max(self.ends[start:end]))


_OVERRIDE = regex.compile("[\u202d\u202e]")


def normalise(text: str) -> Normalised:
    """Resolve everything that makes text look other than it reads; never raises.

    Order matters: superscripts and vulgar fractions go before NFKC, which would turn 10² into 102 and 1½ into 11⁄2.
    """
    traced = Traced(text)
    unreadable: list[str] = []
    if "&" in text or "\\u" in text:
        unreadable += unescape(traced)
    if "<" in traced.text:
        drop_markup(traced)
    read_marks(traced)
    if not traced.text.isascii():
        if _OVERRIDE.search(traced.text):
            unreadable.append("the writing direction is turned round")
        fold_characters(traced)
    if flats := flatten(traced.text):
        traced.tell(flats)
    fold_layout(traced)
    return Normalised(
        original=text,
        text=traced.text,
        starts=None if traced.starts is None else tuple(traced.starts),
        ends=None if traced.ends is None else tuple(traced.ends),
        unreadable=tuple(unreadable),
    )
