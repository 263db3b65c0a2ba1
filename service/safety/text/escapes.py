"""Escapes and markup of HTML, resolved to what a reader sees."""

from __future__ import annotations

import html

import regex

from service.safety.english.confusables import BLOCK_TAGS, CELL_TAGS, INLINE_TAGS
from service.safety.text.traced import Traced

#: Entities nested deeper than this are no honest text: it is called unreadable.
MAX_UNESCAPES = 6
_ENTITY = regex.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&#[0-9]{1,7}|"
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
)
_AMPERSANDS = regex.compile(r"&(?:amp;)+")
_COMMENT = regex.compile(r"<!--((?:(?!-->).){0,400})-->", regex.DOTALL)
_STRUCK = regex.compile(r"<(s|del|strike)(?:\s[^<>]{0,200})?>[^<>]{0,400}</\1\s?>", regex.IGNORECASE)
_TAG = regex.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,11})(?:[\s/][^<>]{0,400})?>")


def unescape(traced: Traced) -> list[str]:
    """Resolve entities until there are none left; returns why the text cannot be read, if it cannot."""
    traced.sub(_AMPERSANDS, lambda m: "&")
    for _ in range(MAX_UNESCAPES):
        if not traced.sub(_ENTITY, _entity):
            return []
        traced.sub(_AMPERSANDS, lambda m: "&")
    return ["escapes are nested without end"]


def _entity(match: regex.Match[str]) -> str | None:
    body = match.group()
    if body.startswith("\\u"):
        first, _, second = body.removeprefix("\\u").partition("\\u")
        pair = ((int(first, 16) - 0xD800) << 10) + int(second, 16) - 0xDC00 + 0x10000 if second else int(first, 16)
        return chr(pair)
    new = html.unescape(body)
    return None if new == body else new


def drop_markup(traced: Traced) -> None:
    """Resolve comments and the elements of HTML; what is struck out goes with its element."""
    text = traced.text

    def comment(match: regex.Match[str]) -> str:
        # A comment inside a word splits it for a machine only; any other is read, since somebody may see it as text.
        first, last = match.span()
        inside = text[first - 1 : first].isalnum() and text[last : last + 1].isalnum()
        return "" if inside else f" {match.group(1)} "

    if "-->" in text:
        traced.sub(_COMMENT, comment)
    traced.sub(_STRUCK, lambda m: " ")
    traced.sub(_TAG, _tag)


def _tag(match: regex.Match[str]) -> str | None:
    closing, name = match.group(1), match.group(2).lower()
    if name == "sup":
        return "" if closing else "^"
    if name in INLINE_TAGS:
        return ""
    if name in CELL_TAGS:
        return "" if closing else " | "
    return "\n" if name in BLOCK_TAGS else None
