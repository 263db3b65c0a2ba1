"""A tree told as statements: one line for each order, step, condition or remark, with all that it hangs on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import regex

from service.safety.structure.labels import is_time, with_value
from service.safety.structure.nodes import Node
from service.safety.structure.record import Above, Record
from service.safety.structure.settle import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of plain words and the stretch of the text that it tells."""

    text: str
    start: int
    end: int


_DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30, "fortnight": 14}
_DATED = regex.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SPELL = regex.compile(r"(\d+)\s?(day|week|wk|month|fortnight)s?")


def tell(tree: Node) -> tuple[Said, ...]:
    """Every entry of a tree as a line."""
    found: list[Said] = []
    _tell(settle(tree), Above(), found)
    return tuple(found)


def _tell(node: Node, above: Above, found: list[Said]) -> None:
    leaves, branches = _gathered(node)
    record = Record(leaves, above)
    order = record.order()
    if order:
        _say(found, node, order)
    below = record.below()
    clock = _Clock()
    for child in sorted((*record.steps[:1], *record.apart, *branches), key=lambda n: n.start):
        if child in record.steps:
            _say(found, child, record.increases())
            continue
        if child.value is not None:
            _say(found, child, record.remark(child))
            continue
        _branch(child, replace(below, lead=(*below.lead, *clock.lead(child))), found)


def _branch(branch: Node, above: Above, found: list[Said]) -> None:
    label = branch.head
    of_steps = label.of_steps and len(label.words) == 1
    if not label.words or label.bare or (of_steps and any(branch.branches())):
        _tell(branch, above, found)
    elif of_steps:
        parts = [replace(c, label=f"{label.text} {c.label}") for c in branch.children]
        _tell(replace(branch, children=parts), above, found)
    elif label.role == "when" or is_time(label.text):
        _tell(branch, replace(above, lead=(*above.lead, f"{label.text}:")), found)
    elif label.measure >= 0 and label.role == "amount":
        below = replace(above, names=(label.unmeasured,), measure=" ".join(label.words[label.measure :]))
        _tell(branch, below, found)
    else:
        _tell(branch, replace(above, lead=(*above.lead, label.text)), found)


def _gathered(node: Node) -> tuple[list[Node], list[Node]]:
    """The values that belong to a record, also those of parts that only wrap them; and the records under it."""
    leaves: list[Node] = []
    branches: list[Node] = []
    alike = Counter(child.label for child in node.branches())
    for child in node.children:
        if child.value is not None:
            leaves.append(child)
            continue
        if not child.head.bare or alike[child.label] > 1:
            branches.append(child)
            continue
        inner, under = _gathered(child)
        wrapper = child.head.text
        leaves += [replace(leaf, label=f"{wrapper} {leaf.head.text}") for leaf in inner]
        branches += under
    return leaves, branches


class _Clock:
    """The days on which the entries of a sequence begin, where each says its date or how long it lasts."""

    def __init__(self) -> None:
        self._first: date | None = None
        self._lasted = 0

    def lead(self, entry: Node) -> tuple[str, ...]:
        for leaf in entry.leaves():
            value = leaf.value or ""
            on = _DATED.fullmatch(value.strip())
            if on is not None and (day := _date(on)) is not None:
                self._first = self._first or day
                return (f"day {(day - self._first).days + 1}:",)
            spell = _SPELL.search(with_value(leaf.head, value).lower()) if leaf.head.role == "for" else None
            if spell is not None:
                begins = self._lasted + 1
                self._lasted += int(spell[1]) * _DAYS[spell[2]]
                return (f"day {begins}:",)
        return ()


def _date(found: regex.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _say(found: list[Said], node: Node, text: str) -> None:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    found.append(Said(text="\n".join(line for line in lines if line), start=node.start, end=node.end))
