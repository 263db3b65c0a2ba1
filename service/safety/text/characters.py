"""Characters that look like others, or like nothing, resolved to the ones that they are read as."""

from __future__ import annotations

import unicodedata

import regex

from service.safety.english.confusables import LOOK_ALIKES, ONLY_IN_MIXED_WORDS, SUPERSCRIPTS, SYMBOLS, VULGAR_FRACTIONS
from service.safety.text.traced import Traced

#: Blanks that are not the plain one.
BLANK = regex.compile(r"[\p{Zs}\u2800\u3164\uffa0--[ ]]", regex.V1)
LINE_END = regex.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
INVISIBLE = regex.compile(
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


def fold_characters(traced: Traced) -> None:
    """Resolve every character that is not plain; superscripts and fractions before the folding that would join them."""
    traced.sub(LINE_END, lambda m: "\n")
    traced.sub(BLANK, lambda m: " ")
    traced.sub(INVISIBLE, lambda m: "")
    traced.sub(_SUPERSCRIPT, _superscript)
    traced.sub(_FRACTION, lambda m: ("." if _after_digit(m) else "0.") + VULGAR_FRACTIONS[m.group()[-1]])
    traced.sub(_SYMBOL, lambda m: SYMBOLS[m.group()])
    traced.sub(_FOREIGN, lambda m: unicodedata.normalize("NFKC", m.group()))
    traced.sub(_MARK, lambda m: "")
    traced.sub(_SYMBOL, lambda m: SYMBOLS[m.group()])
    traced.sub(BLANK, lambda m: " ")
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
