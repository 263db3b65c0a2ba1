"""Texts that mean nothing: random characters, soups of clinical words, and the shapes that slow readers down."""

from __future__ import annotations

import random

_JOINTS = ("", " ", " ", " ", "\n", "-", "/", ", ", ". ", "|")
_PIECES = (
    *"0123456789", "mg", "g", "×", "½", "²", "10^", "e5", "%", "&amp;", "&#50;", "<b>", "</b>", "**", "\u200b",
    "\u202e", "硫唑嘌呤", "мг", "٣", "𝟚", "\\u0031", "not", "q6h", "x", "to", "every", "ULN", "half", "hundred",
    "and a", "azathioprine",
)  # fmt: skip
SIZE = 10_000


def soup(words: list[str], chance: random.Random) -> str:
    """Return 5 to 150 pieces of words and notation, joined at random."""
    count = chance.choice((5, 20, 60, 150))
    return "".join(
        chance.choice((chance.choice(words), chance.choice(_PIECES))) + chance.choice(_JOINTS) for _ in range(count)
    )


def unicode_text(size: int, chance: random.Random) -> str:
    """Return characters from the whole of Unicode but for lone surrogates."""
    ranges = ((32, 127), (0, 0x3000), (0, 0xD800), (0xE000, 0x110000))
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(size))


def _full(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


#: Shapes of 10 kB that are dear to read: name -> text.
WORST: dict[str, str] = {
    shown: _full(shown)
    for shown in (
        "9 ", "9", "1,234,567,", "one ", "hundred and ", "1^9 ", "1-", "1/2 ", "²", "10^2 x ", "2O", "&amp;", "*a",
        "<a ", "<!--", "[a](", "azathiopr1n ", "azathioprine 50 mg ", "azathioprine 50 mg. ", "not ", "- a\n", "\n",
        "no reason not to ", "ALT 200 U/L ", "ALT 4 x ULN, ", "upper limit of ", "/", "x ", "`", "Jan 1 ", "| 50 mg ",
        "restart azathioprine ", "if ALT then hold azathioprine, ", '{"a": ', "\\u0031", "\u200b", "a", "mg/kg ",
        "add 25 mg every 2 weeks ", "Hold until normal unless ", "é", "éа ", "aзathioprin", "contraindicatedly ", "1l",
        ". ", "Hold it. ",
    )
}  # fmt: skip
