"""YAML as a tree that remembers its lines, so that every refusal can say where."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from corpus.errors import TopicError

MAX_DEPTH = 30

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

# The two parsers give the same events; the one in C is ten times faster where PyYAML has it.
_PARSER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value; `raw` is what the editor wrote."""

    file: str
    line: int
    value: str | int | float | bool | None
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    file: str
    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A mapping; `key_lines` tells where each key stands."""

    file: str
    line: int
    entries: Mapping[str, Node]
    key_lines: Mapping[str, int]


Node = Scalar | Items | Fields


def load(text: str, *, file: str, first_line: int = 1) -> Node:
    """Parse one YAML document.

    Dates and the words on, off, yes and no stay text. Anchors, aliases, tags and duplicate keys are refused, so that
    a file means what it looks like.

    Args:
        text: the YAML.
        file: the name that errors give.
        first_line: the line of the file on which `text` begins.

    Raises:
        TopicError: not YAML, nothing in it, nested too deeply, or one of the refused forms.
    """
    events = yaml.parse(text, Loader=_PARSER)
    try:
        return _Tree(events, file, first_line).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if mark else None
        problem = error.problem or "cannot be read"
        raise TopicError(
            f"not valid YAML ({problem}): check indentation, and quote text that holds ': ', '#', '>' or '<'",
            file=file,
            line=line,
        ) from error
    except yaml.YAMLError as error:
        raise TopicError("not valid YAML: remove control characters", file=file) from error


class _Tree:
    """Builds the tree from parser events, one look ahead at a time."""

    def __init__(self, events: Iterator[yaml.Event], file: str, first_line: int) -> None:
        self._events = (e for e in events if not isinstance(e, (yaml.StreamStartEvent, yaml.StreamEndEvent)))
        self._file = file
        self._first_line = first_line

    def document(self) -> Node:
        if next(self._events, None) is None:
            raise TopicError("the file is empty: fill in the keys that docs/topics.md lists", file=self._file)
        node = self._node(next(self._events), depth=0)
        next(self._events)
        second = next(self._events, None)
        if second is not None:
            raise self._refusal(second, "a second YAML document begins here: keep one document in a file")
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._refusal(event, f"nested more than {MAX_DEPTH} levels deep: write it flatter")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refusal(event, "anchors (&) and aliases (*) are not allowed: write the value out, or quote it")
        if getattr(event, "tag", None):
            raise self._refusal(event, "YAML tags (!) are not allowed: write a plain value, or quote it")
        if isinstance(event, yaml.MappingStartEvent):
            return self._fields(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(item, depth + 1))
            return Items(file=self._file, line=self._line(event), items=tuple(items))
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refusal(event, "a value is missing: write it")
        value = _value(event.value) if event.implicit[0] else event.value
        return Scalar(file=self._file, line=self._line(event), value=value, raw=event.value)

    def _fields(self, start: yaml.Event, depth: int) -> Fields:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar) or key.value is None:
                raise self._refusal(event, "a key must be a word")
            if key.raw in entries:
                raise self._refusal(
                    event, f"the key '{key.raw}' stands twice (first on line {key_lines[key.raw]}): keep one"
                )
            key_lines[key.raw] = key.line
            entries[key.raw] = self._node(next(self._events), depth + 1)
        return Fields(file=self._file, line=self._line(start), entries=entries, key_lines=key_lines)

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _refusal(self, event: yaml.Event, message: str) -> TopicError:
        return TopicError(message, file=self._file, line=self._line(event))


def _value(raw: str) -> str | int | float | bool | None:
    if raw in _WORDS:
        return _WORDS[raw]
    if _WHOLE.fullmatch(raw) and len(raw) < 16:
        return int(raw)
    if _DECIMAL.fullmatch(raw) and math.isfinite(number := float(raw)):
        return number
    return raw


def plain(node: Node) -> object:
    """The node as ordinary Python values."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(entry) for key, entry in node.entries.items()}


def at(node: Node, *path: str) -> Node:
    """The node at `path`, or the nearest one above it that exists, so that an error always has a line."""
    for step in path:
        if not isinstance(node, Fields) or step not in node.entries:
            break
        node = node.entries[step]
    return node


def items_of(node: Node) -> tuple[Node, ...]:
    """The items of a list; anything else is a list of one."""
    return node.items if isinstance(node, Items) else (node,)
