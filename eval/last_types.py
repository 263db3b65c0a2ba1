"""The types of planted faults that were written last, when the suite had been mended for all others."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

Answer = dict[str, Any]

_RANGE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:-| to )(\d+(?:\.\d+)?)(?![\w.])")
_LONG = re.compile(r"(?<![\w-])[a-z]{5,}(?![\w-])")
_WHO = (
    ("specialist", "patient"),
    ("prescriber", "pharmacist"),
    ("pharmacist", "patient"),
    ("doctor", "pharmacist"),
    ("patient", "service"),
    ("laboratory", "prescriber"),
    ("article", "service"),
    ("service", "article"),
)


def _exchanged(text: str) -> str:
    """The first two long words that differ change places."""
    found = list(_LONG.finditer(text))
    for first, other in pairwise(found):
        if first[0] != other[0]:
            return text[: first.start()] + other[0] + text[first.end() : other.start()] + first[0] + text[other.end() :]
    return text


def _who(text: str) -> str:
    made = (re.sub(rf"(?<!\w){old}(?!\w)", new, text, count=1) for old, new in _WHO)
    return next((one for one in made if one != text), text)


LAST_SAID: dict[str, Callable[[str], str]] = {
    "words exchanged": _exchanged,
    "who acts changed": _who,
    "range made its upper end": lambda text: _RANGE.sub(lambda found: found[1], text, count=1),
}


def _citations_rotated(answer: Answer) -> None:
    told = [statement for section in answer["sections"] for statement in section["statements"]]
    cited = [statement["citations"] for statement in told]
    for statement, other in zip(told, cited[1:] + cited[:1], strict=True):
        statement["citations"] = other


def _part_lost(answer: Answer) -> None:
    """The last heading with all that stands under it."""
    if len(answer["sections"]) > 1:
        del answer["sections"][-1]


LAST_STRUCTURE: dict[str, Callable[[Answer], None]] = {
    "citations of statements rotated": _citations_rotated,
    "last heading left out": _part_lost,
}
