"""The structures of a text, each with the lines that tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from service.safety.structure.json_text import find_json
from service.safety.structure.markup import find_markup
from service.safety.structure.nodes import Node
from service.safety.structure.pairs import find_pairs
from service.safety.structure.render import Said, tell
from service.safety.structure.schedules import find_schedules
from service.safety.structure.tables import find_tables
from service.safety.structure.trees import find_trees


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A structure: the stretch of the text that it takes up, and what it says."""

    start: int
    end: int
    said: tuple[Said, ...]


_TREE_LIKE = regex.compile(r"^[ \t]*(?:[-*•+][ \t]|[\"'\p{L}\[][^\n]{0,60}[:=\]]|Rx\b)", regex.MULTILINE)
#: Each reader with what a text must hold for it to be worth a look.
_READERS: tuple[tuple[Callable[[str], bool], Callable[[str], Iterator[Node]]], ...] = (
    (lambda text: "{" in text, find_json),
    (lambda text: "</" in text or "/>" in text, find_markup),
    (lambda text: "\n" in text and any(mark in text for mark in ("|", "\t", ";", ",", "  ")), find_tables),
    (lambda text: "\n" in text, find_schedules),
    (lambda text: "=" in text or (":" in text and (";" in text or "|" in text)), find_pairs),
    (lambda text: "\n" in text and _TREE_LIKE.search(text) is not None, find_trees),
)


def flatten(text: str) -> tuple[Flat, ...]:
    """Every structure of a text in order; where two readers find one, the first of them has it."""
    found: list[Flat] = []
    for worth, read in _READERS:
        if not worth(text):
            continue
        for node in read(text):
            said = tell(node)
            if said and not any(f.start < node.end and node.start < f.end for f in found):
                found.append(Flat(start=node.start, end=node.end, said=said))
    return tuple(sorted(found, key=lambda f: f.start))
