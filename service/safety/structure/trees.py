"""Lines of keys and values, sections and nested items, read into trees by their indentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

import regex

from service.safety.structure.json_text import read_flow
from service.safety.structure.labels import read_label
from service.safety.structure.nodes import MAX_DEPTH, Node

_ENTRY = regex.compile(
    r"""(?P<indent>[ \t]*)(?P<mark>(?:(?:[-*•+]|\d{1,2}[.)])[ \t]+)*)(?:
      \[(?P<section>[^\[\]\n]{1,60})\][ \t]*$
    | ["']?(?P<key>\p{L}[\p{L}\d_ .()/%µ-]{0,40}?)["']?[ \t]*[:=](?:[ \t]+(?P<value>\S.*)|(?P<glued>[^\s:=/].*)|[ \t]*$)
    | (?P<item>.+))""",
    regex.VERBOSE,
)
_FORM = regex.compile(r"(?P<key>Rx|Sig|Disp|Dispense|Mitte|Refills?|Repeats?|Qty)[ \t.:]+(?P<value>[^\n]+)")
_MACHINE = regex.compile(r"[a-z]+(?:_[a-z\d]+)+|[a-z]+(?:[A-Z][a-z\d]+)+")
_KEYS = frozenset(("name", "strength", "amount", "count", "unit", "often", "part"))
#: So many entries that are keys of an order, or written as a program writes them, make a tree.
FEWEST_KEYS = 2
#: A nested item of more words than this is a sentence and not a heading of what stands under it.
LONGEST_HEADING = 8


class _Line(NamedTuple):
    indent: int
    deep: int
    """Where the words of the line begin: behind the mark of an item."""
    label: str
    value: str
    start: int
    end: int
    section: bool = False

    @property
    def item(self) -> bool:
        return self.deep > self.indent


def find_trees(text: str) -> Iterator[Node]:
    """Every run of lines that is a tree of keys or of nested items, in order."""
    lines: list[_Line] = []
    at = 0
    for body in text.split("\n"):
        if body.strip():
            lines.append(_line(body, at))
        at += len(body) + 1
    run: list[_Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        if line.label or line.item or _heads(line, after):
            run.append(line)
        elif run and line.indent > run[-1].indent:
            run[-1] = run[-1]._replace(value=f"{run[-1].value} {line.value}", end=line.end)
        else:
            yield from _tree(text, run)
            run = []
    yield from _tree(text, run)


def _heads(line: _Line, after: _Line | None) -> bool:
    """Whether a line without a mark is the heading of the entries that stand further right under it."""
    deeper = after is not None and after.indent > line.indent and (after.label or after.item)
    return bool(deeper) and len(line.value.split()) <= LONGEST_HEADING and line.value[-1] not in ".?!"


def _line(body: str, at: int) -> _Line:
    end = at + len(body)
    form = _FORM.match(body)
    if form is not None:
        return _Line(0, 0, form["key"], form["value"], at, end)
    found = next(_ENTRY.finditer(body))  # Whatever is no key is an item.
    indent = len(found["indent"].expandtabs(2))
    deep = indent + len(found["mark"])
    if found["section"]:
        return _Line(-1, -1, found["section"], "", at, end, section=True)
    if found["key"]:
        return _Line(indent, deep, found["key"], (found["value"] or found["glued"] or "").strip(), at, end)
    return _Line(indent, deep, "", found["item"].strip(), at, end)


def _tree(text: str, run: Sequence[_Line]) -> Iterator[Node]:
    """The tree of a run of lines, when it is one."""
    keys = sum(_key(line) for line in run if line.label)
    nested = len({line.indent for line in run if line.item}) > 1
    under = any(a.indent < b.indent for a, b in pairwise(run))
    if len(run) > 1 and (keys >= FEWEST_KEYS or nested or (keys and under)):
        root = Node(label="", start=run[0].start, end=run[-1].end)
        _grow(text, root, run)
        yield root


def _key(line: _Line) -> bool:
    """Whether a line has the key of an order, or one as a program writes it."""
    return line.section or _MACHINE.fullmatch(line.label) is not None or read_label(line.label).role in _KEYS


def _grow(text: str, root: Node, run: Sequence[_Line]) -> None:
    """Hang every line under the last one that stands further left."""
    stack: list[tuple[int, Node]] = [(-2, root)]
    for line, after in zip_longest(run, run[1:]):
        while len(stack) > 1 and (stack[-1][0] >= line.indent or len(stack) > MAX_DEPTH):
            stack.pop()
        heads = after is not None and (after.indent > line.indent or (_lists(line, after)))
        if heads and after is not None and line.item and line.label and not after.item and after.indent == line.deep:
            # "- day: 1" and the keys that are lined up with it are one entry of a list.
            entry = Node(label="", start=line.start, end=line.end)
            stack[-1][1].children.append(entry)
            stack.append((line.indent, entry))
            heads = not line.value
        _hang(text, line, stack, heads=heads)


def _lists(line: _Line, after: _Line) -> bool:
    """Whether the items of a key stand right under it, not further right."""
    return after.item and not line.item and after.indent == line.indent and not line.value


def _hang(text: str, line: _Line, stack: list[tuple[int, Node]], *, heads: bool) -> None:
    parent = stack[-1][1]
    parent.end = max(parent.end, line.end)
    if heads or line.section:
        label = line.label if not line.value else f"{line.label} {line.value}".strip().rstrip(":")
        branch = Node(label=label, start=line.start, end=line.end)
        if len(label.split()) > LONGEST_HEADING:
            branch.label = ""
            branch.children.append(Node(label="", value=label, start=line.start, end=line.end))
        parent.children.append(branch)
        stack.append((line.indent if not line.section else -1, branch))
        return
    flow = read_flow(text, line.label, line.end - len(line.value)) if line.value[:1] in ("[", "{") else None
    parent.children.append(flow or Node(label=line.label, value=line.value, start=line.start, end=line.end))
