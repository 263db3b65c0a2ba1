"""Text as a reader sees it: escapes, markup, look-alikes and invisible characters resolved, with a map back."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from service.domain.facts import Span
from service.safety.confusables import (
    BLOCK_TAGS,
    CELL_TAGS,
    INLINE_TAGS,
    LOOK_ALIKES,
    ONLY_IN_MIXED_WORDS,
    SUPERSCRIPTS,
    SYMBOLS,
    VULGAR_FRACTIONS,
)
from service.safety.structure import Flat, flatten

#: Entities nested deeper than this are no honest text: it is called unreadable.
MAX_UNESCAPES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """Readable text and where each of its characters stood in the original."""

    original: str
    text: str
    starts: tuple[int, ...] | None
    """Offset in the original per character; None when nothing was changed."""
    ends: tuple[int, ...] | None
    unreadable: tuple[str, ...] = ()
    """Why the text cannot be trusted to read as it looks: reversed writing direction, endless escapes."""

    def original_span(self, start: int, end: int) -> Span:
        """The characters of the original that `text[start:end]` came from."""
        if self.starts is None or self.ends is None:
            return (start, end)
        if not self.starts:
            return (0, len(self.original))
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return (at, at)
        return (min(self.starts[start:end]), max(self.ends[start:end]))


#: First and last place of what goes, what comes, and the stretch that it stands for.
_Change = tuple[int, int, str, Span]


class _Traced:
    """A text under change, with the original extent of each character from the first change on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] | None = None
        self.ends: list[int] | None = None

    def sub(self, pattern: regex.Pattern[str], put: Callable[[regex.Match[str]], str | None]) -> bool:
        """Replace each match by `put(match)`; None leaves it. Returns whether anything changed."""
        changes = [
            (match.start(), match.end(), new, match.span())
            for match in pattern.finditer(self.text)
            if (new := put(match)) is not None and new != match.group()
        ]
        self._change(changes)
        return bool(changes)

    def tell(self, flats: Sequence[Flat]) -> None:
        """Put the lines that a structure says in its place, each with the extent of what it tells."""
        changes: list[_Change] = []
        for flat in flats:
            for said in flat.said:
                line = f"\n- {said.text}{'.' if said.text[-1:].isalnum() else ''}"
                changes.append((flat.start, flat.start, line, (said.start, said.end)))
            changes.append((flat.start, flat.end, "\n", (flat.end - 1, flat.end)))
        self._change(changes)

    def _change(self, changes: Sequence[_Change]) -> None:
        """Make changes, given in order."""
        if not changes:
            return
        old_starts = self.starts if self.starts is not None else list(range(len(self.text)))
        old_ends = self.ends if self.ends is not None else list(range(1, len(self.text) + 1))
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for first, last, new, (low, high) in changes:
            texts += (self.text[at:first], new)
            starts += old_starts[at:first] + [old_starts[low] if low < high else 0] * len(new)
            ends += old_ends[at:first] + [old_ends[high - 1] if low < high else 0] * len(new)
            at = last
        texts.append(self.text[at:])
        self.starts = starts + old_starts[at:]
        self.ends = ends + old_ends[at:]
        self.text = "".join(texts)


_ENTITY = regex.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&#[0-9]{1,7}|\\u[0-9a-fA-F]{4}"
)
_AMPERSANDS = regex.compile(r"&(?:amp;)+")
_COMMENT = regex.compile(r"<!--((?:(?!-->).){0,400})-->", regex.DOTALL)
_TAG = regex.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,11})(?:[\s/][^<>]{0,400})?>")
_OVERRIDE = regex.compile("[\u202d\u202e]")
_TAB = regex.compile(r"\t")
_BLANK = regex.compile(r"[\p{Zs}\u2800\u3164\uffa0]")
_LINE_END = regex.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_INVISIBLE = regex.compile(
    r"[\p{Cf}\p{Cs}\p{Co}\p{Cn}\ufe00-\ufe0f\u115f\u1160\u17b4\u17b5\u034f\u20e3]|(?![\n\t])\p{Cc}"
)
_SUPERSCRIPT = regex.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_FRACTION = regex.compile("(?:(?<=[0-9])[ ]?)?[" + "".join(VULGAR_FRACTIONS) + "]")
_SYMBOL = regex.compile("[" + regex.escape("".join(SYMBOLS)) + "]")
_FOREIGN = regex.compile(r"[^\x00-\x7f]\p{M}*|[\x20-\x7e]\p{M}+")
_MARK = regex.compile(r"(?<=[\x20-\x7e])\p{M}+")
_DIGIT = regex.compile(r"(?![0-9])\p{Nd}")
_MIDDLE_DOT = regex.compile(r"(?<=[0-9]) ?[·⋅‧] ?(?=[0-9])")
_LIKE_LATIN = r"[\p{Cyrillic}\p{Greek}ıɡɑɩʟᴀ-ᴢɢʜɪɴʀʏ]"
_LIKE = regex.compile(_LIKE_LATIN)
_WORD = regex.compile(rf"(?<!\p{{L}})[\p{{L}}--{_LIKE_LATIN}]*+{_LIKE_LATIN}\p{{L}}*+", regex.V1)
_LATIN_LETTER = regex.compile(r"[A-Za-z]")
_LINK = regex.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_EMPHASIS_DOUBLE = regex.compile(r"\*{2,3}|~~|`+|(?<![0-9A-Za-z])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![0-9A-Za-z])")
_EMPHASIS_SINGLE = regex.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,300}[^\s*])\*")
_STAR = regex.compile(r"(?<=[0-9])\*(?=[0-9])|(?<=[0-9a-zµ]) \* (?=[0-9])")
_UNDERSCORE = regex.compile(r"(?<=[0-9])_(?=[0-9])|(?<=\w)_(?=\w)")
_BACKSLASH = regex.compile(
    r"\\(?:([*_~`#|>\[\]().+-])|(n|r|t)(?![a-z])|([,;:!])|(times|cdot)\b|(mu)\b|(geq?)\b|(leq?)\b|[a-z]{4,8}\b)"
)
_HARD_BREAK = regex.compile(r"\\(?=\n)")
_LETTER_O = regex.compile(
    r"(?<![A-Za-z0-9])(?:[0-9][0-9Oo.,]{0,12}|[Oo](?=[.,][0-9]))(?=[^A-Za-z0-9]|$|[mµu]?c?g\b|mg)"
)
_MAYBE_ZERO = regex.compile("[0-9.,][Oo]|[Oo][.,][0-9]")
_LETTER_O_APART = regex.compile(r"(?<=[0-9]) ?[Oo]{1,3}(?=\s?(?:mg|mcg|µg|g)\b)")
_LETTER_ONE = regex.compile(r"(?<![A-Za-z0-9])[lI](?:(?=[0-9Oo]{1,3}\s?(?:mg|mcg|µg|g)\b))")


def normalise(text: str) -> Normalised:
    """Resolve everything that makes text look other than it reads; never raises.

    Order matters: superscripts and vulgar fractions go before NFKC, which would turn 10² into 102 and 1½ into 11⁄2.
    """
    traced = _Traced(text)
    unreadable: list[str] = []
    if "&" in text or "\\u" in text:
        unreadable += _unescape(traced)
    if "<" in traced.text:
        _drop_markup(traced)
    if not traced.text.isascii():
        if _OVERRIDE.search(traced.text):
            unreadable.append("the writing direction is turned round")
        _fold_characters(traced)
    if flats := flatten(traced.text):
        traced.tell(flats)
    _fold_layout(traced)
    return Normalised(
        original=text,
        text=traced.text,
        starts=None if traced.starts is None else tuple(traced.starts),
        ends=None if traced.ends is None else tuple(traced.ends),
        unreadable=tuple(unreadable),
    )


def _unescape(traced: _Traced) -> list[str]:
    traced.sub(_AMPERSANDS, lambda m: "&")
    for _ in range(MAX_UNESCAPES):
        if not traced.sub(_ENTITY, _entity):
            return []
        traced.sub(_AMPERSANDS, lambda m: "&")
    return ["escapes are nested without end"]


def _entity(match: regex.Match[str]) -> str | None:
    body = match.group()
    if body.startswith("\\u"):
        return chr(int(body.removeprefix("\\u"), 16))
    new = html.unescape(body)
    return None if new == body else new


def _drop_markup(traced: _Traced) -> None:
    text = traced.text

    def comment(match: regex.Match[str]) -> str:
        # A comment inside a word splits it for a machine only; any other is read, since somebody may see it as text.
        first, last = match.span()
        inside = text[first - 1 : first].isalnum() and text[last : last + 1].isalnum()
        return "" if inside else f" {match.group(1)} "

    if "-->" in text:
        traced.sub(_COMMENT, comment)
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


def _fold_characters(traced: _Traced) -> None:
    traced.sub(_LINE_END, lambda m: "\n")
    traced.sub(_BLANK, lambda m: " ")
    traced.sub(_INVISIBLE, lambda m: "")
    traced.sub(_SUPERSCRIPT, _superscript)
    traced.sub(_FRACTION, lambda m: ("." if _after_digit(m) else "0.") + VULGAR_FRACTIONS[m.group()[-1]])
    traced.sub(_SYMBOL, lambda m: SYMBOLS[m.group()])
    traced.sub(_FOREIGN, lambda m: unicodedata.normalize("NFKC", m.group()))
    traced.sub(_MARK, lambda m: "")
    traced.sub(_SYMBOL, lambda m: SYMBOLS[m.group()])
    traced.sub(_BLANK, lambda m: " ")
    traced.sub(_DIGIT, lambda m: str(unicodedata.digit(m.group(), 0)))
    traced.sub(_MIDDLE_DOT, _middle_dot)
    if _LIKE.search(traced.text):
        traced.sub(_WORD, _look_alikes)


def _after_digit(match: regex.Match[str]) -> bool:
    first = match.start()
    return len(match.group()) == 2 or match.string[first - 1 : first].isdigit()


def _superscript(match: regex.Match[str]) -> str:
    return "^" + "".join(SUPERSCRIPTS[c] for c in match.group())


def _middle_dot(match: regex.Match[str]) -> str:
    return "×" if match.string.startswith("10^", match.end()) else "."


def _look_alikes(match: regex.Match[str]) -> str | None:
    word = match.group()
    mixed = _LATIN_LETTER.search(word) is not None
    if not mixed and not all(c in LOOK_ALIKES and c not in ONLY_IN_MIXED_WORDS for c in word):
        # A lone look-alike before a Latin letter ("м" before "g") is in one word with it, so it is not met here.
        return None
    return "".join(LOOK_ALIKES.get(c, c) for c in word)


def _fold_layout(traced: _Traced) -> None:
    text = traced.text
    if text.isascii() and any(c in text for c in "\t\r\x00\x0b\x0c\x08\x1b\x7f"):
        traced.sub(_LINE_END, lambda m: "\n")
        traced.sub(_BLANK, lambda m: " ")
        traced.sub(_INVISIBLE, lambda m: "")
    if "\t" in text:
        traced.sub(_TAB, lambda m: " ")
    if "\\\n" in text:
        traced.sub(_HARD_BREAK, lambda _: "")
    if "\\" in text:
        traced.sub(_BACKSLASH, _backslash)
    if "](" in text:
        traced.sub(_LINK, lambda m: m.group(1))
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
