"""Elements and attributes of markup that is not HTML, read into trees."""

from __future__ import annotations

import html
from collections.abc import Iterator

import regex

from service.safety.english.confusables import BLOCK_TAGS, CELL_TAGS, INLINE_TAGS
from service.safety.structure.nodes import MAX_DEPTH, Node

_HTML = BLOCK_TAGS | CELL_TAGS | INLINE_TAGS
_TAG = regex.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z_][\w:.-]{0,60})(?P<attributes>(?:\s+[\w:.-]{1,60}\s*=\s*(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\s*"
    r"(?P<empty>/?)>|<[?!][^<>]{0,400}>"
)
_ATTRIBUTE = regex.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"<]*+)\"|'([^'<]*+)')")


def find_markup(text: str) -> Iterator[Node]:
    """Every element outside HTML with all that it holds, in order."""
    tags = [m for m in _TAG.finditer(text) if m["name"]]
    if all(m["name"].lower() in _HTML for m in tags):
        return
    open_nodes: list[tuple[str, Node]] = []
    at = 0
    for tag in tags:
        name = tag["name"]
        if open_nodes:
            _text(open_nodes[-1][1], text, at, tag.start())
        at = tag.end()
        if tag["close"]:
            if not open_nodes or open_nodes[-1][0] != name:
                return
            _, done = open_nodes.pop()
            done.end = tag.end()
            node = _closed(done)
        else:
            node = Node(label=name, start=tag.start(), end=tag.end(), children=_attributes(tag))
            if not tag["empty"] and len(open_nodes) < MAX_DEPTH:
                open_nodes.append((name, node))
                continue
            node = _closed(node)
        if open_nodes:
            open_nodes[-1][1].children.append(node)
        else:
            yield node


def _attributes(tag: regex.Match[str]) -> list[Node]:
    first = tag.start("attributes")
    return [
        Node(label=m[1], value=html.unescape(m[2] or m[3] or ""), start=first + m.start(), end=first + m.end())
        for m in _ATTRIBUTE.finditer(tag["attributes"] or "")
        if not m[1].startswith("xmlns")
    ]


def _text(node: Node, text: str, start: int, end: int) -> None:
    body = text[start:end].strip()
    if body:
        node.children.append(Node(label="value", value=html.unescape(body), start=start, end=end))


def _closed(node: Node) -> Node:
    """An element that holds one text, or one attribute `value`, is that value."""
    if len(node.children) == 1 and node.children[0].label == "value":
        return Node(label=node.label, value=node.children[0].value, start=node.start, end=node.end)
    if not node.children:
        return Node(label=node.label, value="", start=node.start, end=node.end)
    return node
