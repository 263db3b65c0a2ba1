"""Patterns over the words of a line, tried only where the words that they cannot do without are said.

A list of fifty phrases is a pattern that costs more than all the rest of what is done with a statement, and hardly
ever matches. Which words each phrase needs is read from the phrase itself, so that a list can grow without a thought
for it: of "(?:is|are) no (?:reason|grounds?) to" one of "reason", "ground" and "grounds" must be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product

import regex

from service.safety.english.wordlist import words
from service.safety.text.line import Line, cue

#: Stands for whatever a part of a pattern may match: the word that it stands in is not known.
_ANY = "\0"
#: Stands for the edge of a word.
_EDGE = "\1"
#: Parts with more spellings than this are not written out.
_MOST = 250
_TOKEN = regex.compile(
    r"(?P<edge>\\b|\^|\$|\(\?<?!(?:\\[wS]|\[\\w['-]*\])\))|(?P<look>\(\?<?[!=])|(?P<open>\(\?:|\()|(?P<close>\))|(?P<or>\|)"
    r"|(?P<times>[?*+]\??|\{(?P<least>\d+)(?:,\d*)?\}\??)|(?P<any>\\[wWdDsSpP](?:\{\w+\})?|\.|\[\^?\]?[^\]]*\])"
    r"|(?P<literal>\\.|[^\\])",
    regex.DOTALL,
)
_RUN = regex.compile(r"\w+")
#: Words that stand in nearly every statement tell nothing.
_COMMON = words(
    "a an and are as at be been but by can could do does for from had has have her his if in is it its may more must "
    "no not of on one or she should so than that the their them then there they this to until was were when will with "
    "would you your s t"
)

_Branch = list["_Item"]
_Item = str | list[_Branch]
"""A letter, an edge, anything, or nothing; or the branches of a group."""


class Pattern:
    """A pattern over the words of a line. It is compiled when a text first needs it: loading the core stays quick."""

    def __init__(self, source: str) -> None:
        """Find the words without which it does not match."""
        self._source = source
        needed = required(source)
        self._cue = -1 if needed is None else cue(needed)

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return regex.compile(self._source)

    def may_stand_in(self, line: Line) -> bool:
        """Whether words are there without which it does not match."""
        return line.cues & self._cue != 0

    def finditer(self, line: Line, text: str | None = None) -> Iterator[regex.Match[str]]:
        """Every match in the words of a line with a blank between them, or in `text` made of some of its words."""
        return self._compiled.finditer(line.text if text is None else text) if line.cues & self._cue else iter(())

    def search(self, line: Line) -> regex.Match[str] | None:
        """The first match in the words of a line with a blank between them."""
        return self._compiled.search(line.text) if line.cues & self._cue else None


def listed_pattern(lines: str, before: str = "") -> Pattern:
    """A pattern of phrases, one or more a line: whole words, their hyphens with blanks around them or without."""
    hyphens = _HYPHEN.sub("(?: - |-)", "|".join(lines.split("\n")[1:-1]))
    return Pattern(rf"(?<![\w'-]){before}(?:{hyphens})(?![\w'-])")


_HYPHEN = regex.compile(r"(?<=[a-z])-(?=[a-z])")


def required(source: str) -> frozenset[str] | None:
    """Words of which at least one stands in every text that a pattern matches; None where there is no telling."""
    tokens = list(_TOKEN.finditer(source))
    branches, end = _branches(tokens, 0)
    if end != len(tokens):
        raise ValueError(f"a bracket is closed that was not opened: {source!r}")
    return _of_any(branches, left=False, right=False)


def _branches(tokens: Sequence[regex.Match[str]], i: int) -> tuple[list[_Branch], int]:
    """The branches of a group from its first token on, and the place behind them."""
    branches: list[_Branch] = [[]]
    while i < len(tokens) and tokens[i].lastgroup != "close":
        kind, text = tokens[i].lastgroup, tokens[i].group()
        i += 1
        if kind == "or":
            branches.append([])
        elif kind in ("open", "look"):
            inner, i = _branches(tokens, i)
            branches[-1].append(inner if kind == "open" else "")
            i += 1
        elif kind == "times":
            branches[-1][-1] = _repeated(branches[-1][-1], text, tokens[i - 1]["least"])
        else:
            branches[-1].append({"edge": _EDGE, "any": _ANY}.get(kind or "", text[-1]))
    return branches, i


def _repeated(item: _Item, times: str, least: str | None) -> _Item:
    """An item under a quantifier: it may be missing, or come again."""
    once: _Branch = [item] if times.startswith("?") else [item, _ANY]
    return [once, []] if times[0] in "?*" or least == "0" else [once]


def _of_any(branches: list[_Branch], *, left: bool, right: bool) -> frozenset[str] | None:
    """The words of which each branch needs one; `left` and `right` tell whether the edges of a word stand there."""
    found = [_of_one(branch, left=left, right=right) for branch in branches]
    return None if any(one is None for one in found) else frozenset().union(*(one for one in found if one))


def _of_one(branch: _Branch, *, left: bool, right: bool) -> frozenset[str] | None:
    """The words of which the most telling part of a branch needs one: a part is what stands between two blanks."""
    parts: list[_Branch] = [[_EDGE if left else _ANY]]
    for item in branch:
        if item == " ":
            parts[-1].append(_EDGE)
            parts.append([_EDGE])
        else:
            parts[-1].append(item)
    parts[-1].append(_EDGE if right else _ANY)
    return max((one for part in parts if (one := _of_part(part)) is not None), key=_telling, default=None)


def _of_part(part: _Branch) -> frozenset[str] | None:
    spelled = _spelled(part)
    if spelled is None:
        held = [k for k, item in enumerate(part) if isinstance(item, list)]
        group = part[held[0]] if len(held) == 1 else None
        if not isinstance(group, list):
            return None
        return _of_any(group, left=part[held[0] - 1] == _EDGE, right=part[held[0] + 1] == _EDGE)
    best = [max(_whole_words(one), key=lambda word: _telling({word}), default=None) for one in spelled]
    return None if None in best else frozenset(word for word in best if word)


def _whole_words(spelled: str) -> list[str]:
    """The words in it that are all there."""
    return [
        run.group() for run in _RUN.finditer(spelled) if _ANY not in spelled[max(0, run.start() - 1) : run.end() + 1]
    ]


def _telling(needed: set[str] | frozenset[str]) -> tuple[bool, int, int]:
    """How much it tells that one of some words is said: common words and short ones tell the least."""
    return needed.isdisjoint(_COMMON), min(map(len, needed), default=0), -len(needed)


def _spelled(branch: _Branch) -> set[str] | None:
    """Every way to spell a branch; None where there are too many."""
    choices: list[set[str]] = []
    size = 1
    for item in branch:
        if isinstance(item, str):
            choices.append({item})
            continue
        inner: set[str] = set()
        for one in item:
            spelled = _spelled(one)
            if spelled is None:
                return None
            inner |= spelled
        choices.append(inner)
        size *= len(inner)
        if size > _MOST:
            return None
    return {"".join(chosen) for chosen in product(*choices)}
