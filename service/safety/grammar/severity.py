"""An injury that is called severe: what ends a drug for good, told without a figure."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from service.safety.english.wordlist import words
from service.safety.text.line import Line
from service.safety.text.patterns import Pattern

_GRAVE = "severe|serious|grave|life ?-? ?threatening|fulminant|massive|profound|catastrophic|near ?-? ?fatal"
_INJURY = "hepatotoxicity|hepatitis|toxicity|injury|reaction|damage|episode|dili|jaundice|failure|hepatopathy"
_SEVERE = Pattern(
    rf"(?<![\w'])(?:(?:{_GRAVE})(?: \w+){{0,3}} (?:{_INJURY})"
    rf"|(?:{_INJURY}) (?:was|is|had been|has been|proved) (?:very |so |quite )?(?:{_GRAVE}))(?![\w'])"
)
#: Near such words they tell what is to be looked for, or that it was not there.
_UNMET = words("signs sign criteria criterion excluded absent unless no not never without nor neither risk features")
_NEAR = 6


def severe_at(said: Line) -> int | None:
    """Where an injury is called severe and nothing beside it denies that; None where none is."""
    for found in _SEVERE.finditer(said):
        starts = [0, *accumulate(len(word) + 1 for word in said.words)]
        first, last = (bisect_right(starts, at) - 1 for at in (found.start(), found.end() - 1))
        around = said.words[max(0, first - _NEAR) : last + 3]
        if _UNMET.isdisjoint(around):
            return first
    return None
