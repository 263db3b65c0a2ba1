"""Marks of layout (emphasis, links, boxes, letters set apart), resolved to the words that they are put on."""

from __future__ import annotations

import regex

from service.safety.text.characters import BLANK, INVISIBLE, LINE_END
from service.safety.text.traced import Traced

_TAB = regex.compile(r"\t")
_BLANKS = regex.compile(r"(?<=\S) {2,}(?=\S)|(?<=\n) +(?=\p{Ll})|(?<=\S) +(?=\n)")
_LINK = regex.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_STRUCK = regex.compile(r"~~(?=\S)[^~\n]{1,400}(?<=\S)~~")
_EMPHASIS_DOUBLE = regex.compile(r"\*{2,3}|~~|`+|(?<![0-9A-Za-z])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![0-9A-Za-z])")
_EMPHASIS_SINGLE = regex.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,300}[^\s*])\*")
_STAR = regex.compile(r"(?<=[0-9])\*(?=[0-9])|(?<=[0-9a-zµ]) \* (?=[0-9])")
_UNDERSCORE = regex.compile(r"(?<=[0-9])_(?=[0-9])|(?<=\w)_(?=\w)")
_BACKSLASH = regex.compile(
    r"\\(?:([*_~`#|>\[\]().+-])|(n|r|t)(?![a-z])|([,;:!])|(times|cdot)\b|(mu)\b|(geq?)\b|(leq?)\b|[a-z]{4,8}\b)"
)
_HARD_BREAK = regex.compile(r"\\(?=\n)")
_LETTER_O = regex.compile(
    r"(?<![A-Za-z0-9])(?:[0-9][0-9Oo.,]{0,12}|[Oo](?=[.,][0-9]))(?=[^A-Za-z0-9]|$|[kmµu]?c?g\b|mg|[xX]\b)"
)
_MAYBE_ZERO = regex.compile("[0-9.,][Oo]|[Oo][.,][0-9]")
_LETTER_O_APART = regex.compile(r"(?<=[0-9]) ?[Oo]{1,3}(?=\s?(?:mg|mcg|µg|g)\b)")
_LETTER_ONE = regex.compile(r"(?<![A-Za-z0-9])[lI](?:(?=[0-9Oo]{1,3}\s?(?:mg|mcg|µg|g)\b))")


def fold_layout(traced: Traced) -> None:
    """Resolve what is put on words or between letters."""
    text = traced.text
    if text.isascii() and any(c in text for c in "\t\r\x00\x0b\x0c\x08\x1b\x7f"):
        traced.sub(LINE_END, lambda m: "\n")
        traced.sub(BLANK, lambda m: " ")
        traced.sub(INVISIBLE, lambda m: "")
    if "\t" in text or "  " in text or "\n " in text or " \n" in text:
        traced.sub(_TAB, lambda m: " ")
        traced.sub(_BLANKS, lambda m: "" if "\n" in m.string[m.start() - 1 : m.end() + 1] else " ")
    if "\\\n" in text:
        traced.sub(_HARD_BREAK, lambda _: "")
    if "\\" in text:
        traced.sub(_BACKSLASH, _backslash)
    if "](" in text:
        traced.sub(_LINK, lambda m: m.group(1))
    if "~~" in text:
        traced.sub(_STRUCK, lambda m: " ")
    if any(c in text for c in "*~`_"):
        traced.sub(_EMPHASIS_DOUBLE, lambda m: "")
        traced.sub(_EMPHASIS_SINGLE, lambda m: m.group(1))
        traced.sub(_STAR, lambda m: m.group().replace("*", "×"))
        traced.sub(_UNDERSCORE, _underscore)
    if "O" in text or "o" in text or "l" in text or "I" in text:
        traced.sub(_LETTER_ONE, lambda m: "1")
        if _MAYBE_ZERO.search(traced.text):
            traced.sub(_LETTER_O, lambda m: m.group().replace("O", "0").replace("o", "0"))
        traced.sub(_LETTER_O_APART, lambda m: "0" * len(m.group().strip()))


def _underscore(match: regex.Match[str]) -> str:
    """Between digits it groups them, between words it is a blank."""
    return "" if match.string[match.start() - 1].isdigit() and match.string[match.end()].isdigit() else " "


def _backslash(match: regex.Match[str]) -> str:
    kept, blank, _, times, mu, above, below = match.groups()
    if kept:
        return str(kept)
    if blank:
        return "\n" if blank in "nr" else " "
    if times:
        return "×"
    if mu:
        return "µ"
    if above:
        return ">="
    return "<=" if below else " "
