"""Keys and values in one line: "Drug: x; Dose: y; Frequency: z", `drug=x dose=y freq=z`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from service.safety.structure.labels import read_label
from service.safety.structure.nodes import Node

_LINE = regex.compile(r"[^\n]+")
_PARTED = regex.compile(
    r"(?:^|(?<=[;|]))[ \t]*+(?P<key>\p{L}[\p{L}\d_ .()/-]{0,30}?) ?[:=](?P<value>[^;|\n]+)", regex.MULTILINE
)
_EQUAL = regex.compile(r"(?<![\w.-])(?P<key>\p{L}[\w.-]{0,30})=(?P<value>\"[^\"\n]*+\"|[^\s&;,]+)[&;,]?")
_KEYS = frozenset(("name", "strength", "amount", "count", "unit", "often", "part"))
#: So many keys of an order in one line make it a record.
FEWEST_KEYS = 2


def find_pairs(text: str) -> Iterator[Node]:
    """Every line that is a record of keys and values, in order."""
    for line in _LINE.finditer(text):
        body = line.group()
        pattern = _PARTED if ";" in body or "|" in body else _EQUAL
        if body.count(":") + body.count("=") < FEWEST_KEYS:
            continue
        found = [
            Node(label=m["key"], value=m["value"].strip(' "'), start=m.start("key"), end=m.end("value"))
            for m in pattern.finditer(text, line.start(), line.end())
        ]
        if sum(read_label(n.label).role in _KEYS for n in found) >= FEWEST_KEYS:
            yield Node(label="", children=found, start=found[0].start, end=found[-1].end)
