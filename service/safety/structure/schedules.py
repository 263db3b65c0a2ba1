"""Lines that each begin with a place in time ("Week 2 ... 75 mg", "day 15: 75 mg"), read as entries of one schedule."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from service.safety.structure.nodes import Node

_PLACED = regex.compile(
    r"[ \t]*(?:[-*•+][ \t]+)?"
    r"(?P<place>(?:from |by |at )?(?:weeks?|wks?|days?|months?|phase|stage|visit)\s?\d+(?:\s?[–-]\s?\d+)?\+?"
    r"(?:\s?\([^()\n]{1,40}\))?|\d{4}-\d\d-\d\d)"
    r"(?:[ \t]*(?:[:=|,]|\.{2,}|…|-+>?|–|→)[ \t]*|[ \t]+)(?P<said>\S.*)",
    regex.IGNORECASE,
)
#: A line of no more words than this above a schedule names what it is of.
LONGEST_TITLE = 6


def find_schedules(text: str) -> Iterator[Node]:
    """Every run of lines that are placed in time, in order, with the name that stands above them."""
    entries: list[Node] = []
    title, at = "", 0
    for body in text.split("\n"):
        found = _PLACED.fullmatch(body)
        if found is not None:
            entries.append(
                Node(label=found["place"].strip(), value=found["said"].strip(), start=at, end=at + len(body))
            )
        elif body.strip():
            yield from _schedule(title, entries)
            entries = []
            title = body.strip(" \t:#*-") if len(body.split()) <= LONGEST_TITLE else ""
        at += len(body) + 1
    yield from _schedule(title, entries)


def _schedule(title: str, entries: list[Node]) -> Iterator[Node]:
    if len(entries) > 1:
        first, last = entries[0].start, entries[-1].end
        named = (
            [Node(label="name", value=title, start=first, end=first + 1)] if title and title[-1] not in ".!?" else []
        )
        yield Node(label="", children=[*named, *entries], start=first, end=last)
