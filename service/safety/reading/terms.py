"""Match the word patterns of a topic: several word stems that must all stand in one stretch of text."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.reading.scan import Scan
from service.safety.tokens import Kind


def find_terms(scan: Scan, stretch: range, terms: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the first matching word of the first pattern that matches whole, or None.

    Each pattern is a list of alternatives `a|b`, all of which must stand in the stretch in any order. A stem that ends
    in `*` matches any ending, `>=10` a number of at least ten, and a blank inside an alternative a run of words.
    """
    for pattern in terms:
        places = [_first(scan, stretch, alternatives.split("|")) for alternatives in pattern]
        if all(place is not None for place in places):
            return min(place for place in places if place is not None)
    return None


def _first(scan: Scan, stretch: range, alternatives: Sequence[str]) -> int | None:
    for i in stretch:
        if any(_matches(scan, i, alternative.strip().casefold()) for alternative in alternatives):
            return i
    return None


def _matches(scan: Scan, i: int, alternative: str) -> bool:
    if alternative.startswith(">="):
        token = scan.tokens[i]
        return token.kind is Kind.NUMBER and (token.high or 0.0) >= float(alternative[2:])
    spoken = alternative.split()
    heard = _words(scan, i, len(spoken))
    return len(heard) >= len(spoken) and all(
        word.startswith(stem[:-1]) if stem.endswith("*") else word == stem
        for stem, word in zip(spoken, heard, strict=False)
    )


def _words(scan: Scan, i: int, count: int) -> list[str]:
    """The words from token `i` on; a token of several words counts as its words."""
    heard: list[str] = []
    while len(heard) < count and i < len(scan.tokens):
        heard += scan.text(i).replace("-", " ").split() if count > 1 else [scan.text(i)]
        i += 1
    return heard
