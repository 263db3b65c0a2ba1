"""What a hand has done to a text: characters struck through, boxes ticked or left empty, letters set apart."""

from __future__ import annotations

import regex

from service.safety.text.traced import Traced

_STRUCK = regex.compile("(?:[^\\s\u0335-\u0338][\u0335-\u0338]+[^\\S\\n]*)+")
_EMPTY, _TICKED = r"[☐◻⬜▢]|\[ ?\](?!\()|\( \)", r"[☒☑✅✔✓🗹]|\[[xX✓✔]\](?!\()|\([xX✓✔]\)"
_BOX = regex.compile(f"(?P<empty>{_EMPTY})(?P<left>(?:(?!{_EMPTY}|{_TICKED})[^\n])*+)|(?P<ticked>{_TICKED})")
_APART = regex.compile(r"(?<!\S)\S(?:[ ]\S){4,}(?!\S)")
_PAIR_APART = regex.compile(r"(?<!\S)\S(?:[ ]\S)+(?!\S)")
_SEWN = regex.compile(r"(?<![^\W_])(?:\p{L}([._·*~-])){4,}\p{L}(?![^\W_])")
_LINE = regex.compile(r"[^\n]+")
#: So many letters among single characters are a word that was set apart.
FEWEST_LETTERS = 4


def read_marks(traced: Traced) -> None:
    """Resolve the marks, before the characters are folded that they are made with."""
    text = traced.text
    if not text.isascii():
        traced.sub(_STRUCK, lambda m: " ")
    _boxes(traced)
    if _APART.search(text) is not None:
        traced.sub(_LINE, _joined)
    if any(sign in text for sign in "._·*~-"):
        traced.sub(_SEWN, lambda m: "".join(c for c in m.group() if c.isalpha()))


def _boxes(traced: Traced) -> None:
    """Where some boxes are ticked, what stands behind an empty one is not said; else a box only begins an item."""
    found = list(_BOX.finditer(traced.text))
    if not found:
        return
    ticked = any(m["ticked"] for m in found)
    if ticked:
        traced.sub(_BOX, lambda m: "•" if m["ticked"] else " ")
    else:
        traced.sub(_BOX, lambda m: f"•{m['left']}")


def _joined(line: regex.Match[str]) -> str | None:
    """A line in which letters are set apart, with them joined; words are then parted by wider gaps."""
    body = line.group()
    runs = _APART.findall(body)
    if not any(sum(c.isalpha() for c in run) >= FEWEST_LETTERS for run in runs):
        return None
    return str(_PAIR_APART.sub(lambda m: m.group().replace(" ", ""), body))
