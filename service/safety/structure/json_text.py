"""JSON, and what is written like it (Python literals, bare keys, trailing commas), read into trees."""

from __future__ import annotations

import json
from collections.abc import Iterator

import regex

from service.safety.structure.nodes import MAX_DEPTH, Node

#: More vain attempts than this are left to the readers of prose.
MAX_ATTEMPTS = 12
_SKIP = regex.compile(r"\s*")
_STRING = regex.compile(r'"((?:[^"\\]|\\.)*+)"|\'((?:[^\'\\\n]|\\.)*+)\'')
_BARE = regex.compile(r"[^\s{}\[\],:\"'](?:[^{}\[\],:\"'\n]*[^\s{}\[\],:\"'])?(?::\d\d)?")


class _NotJsonError(Exception):
    """The text at hand is not JSON."""


def find_json(text: str) -> Iterator[Node]:
    """Every structure of keys and values in the text, in order."""
    at = vain = 0
    while vain < MAX_ATTEMPTS:
        opened = regex.search(r"[{\[]", text, pos=at)
        if opened is None:
            return
        reader = _Reader(text)
        try:
            node = reader.value("", opened.start(), 0)
        except _NotJsonError:
            vain, at = vain + 1, opened.end()
            continue
        at = node.end
        if reader.pairs:
            yield node
        else:
            vain += 1


def read_flow(text: str, label: str, at: int) -> Node | None:
    """The list or mapping that stands at one place, as the value of a key."""
    try:
        return _Reader(text).value(label, at, 0)
    except _NotJsonError:
        return None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self.pairs = 0

    def value(self, label: str, at: int, depth: int) -> Node:
        at = self._skip(at)
        sign = self._text[at : at + 1]
        if sign == "{" and depth < MAX_DEPTH:
            return self._members(label, at, depth, "}")
        if sign == "[" and depth < MAX_DEPTH:
            return self._members(label, at, depth, "]")
        body, end = self._scalar(at)
        return Node(label=label, value=body, start=at, end=end)

    def _members(self, label: str, start: int, depth: int, closing: str) -> Node:
        children: list[Node] = []
        at = self._skip(start + 1)
        while self._text[at : at + 1] != closing:
            key, first = "", at
            if closing == "}":
                key, at = self._scalar(at)
                at = self._skip(at)
                if self._text[at : at + 1] not in (":", "="):
                    raise _NotJsonError
                self.pairs += 1
                at += 1
            child = self.value(key, at, depth + 1)
            child.start = first
            children.append(child)
            at = self._skip(child.end)
            if self._text[at : at + 1] == ",":
                at = self._skip(at + 1)
            elif self._text[at : at + 1] != closing:
                raise _NotJsonError
        return Node(label=label, children=children, start=start, end=at + 1)

    def _scalar(self, at: int) -> tuple[str, int]:
        quoted = _STRING.match(self._text, at)
        if quoted is not None:
            return _unescaped(quoted[1] if quoted[1] is not None else quoted[2] or ""), quoted.end()
        bare = _BARE.match(self._text, at)
        if bare is None:
            raise _NotJsonError
        return bare.group(), bare.end()

    def _skip(self, at: int) -> int:
        found = _SKIP.match(self._text, at)
        return found.end() if found is not None else at


def _unescaped(body: str) -> str:
    if "\\" not in body:
        return body
    try:
        return str(json.loads(f'"{body}"', strict=False))
    except ValueError:
        return body
