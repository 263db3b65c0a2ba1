"""A run of tokens with what its readers ask of it again and again: the words, and which kinds of word are in it.

Forty readers look at every statement, and most of them find nothing: what they look for is not there. So each names,
once and beside its own word lists, the words, kinds and ids without which it finds nothing (its cue). Every cue has a
bit, every token the bits of the cues it answers to, and a line those of all its tokens: a reader is passed over by one
comparison, and one that is not looks only at the places that answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import count
from operator import or_

import regex

from service.safety.text.tokens import Kind, Token

_PARTS = regex.compile(r"\w+")
_KINDS: dict[Kind, int] = {kind: 1 << n for n, kind in enumerate(Kind)}
_WORDS: dict[str, int] = {}
_IDS: dict[str, int] = {}
_STARTS: dict[str, int] = {}
_ENDINGS: dict[str, int] = {}
#: The bit of a word with a capital behind its first letter, or with a letter that may be one.
CAPITALS = 1 << len(_KINDS)
_places = count(len(_KINDS) + 1)
#: So many different words are remembered; a language has fewer, and noise has more.
_REMEMBERED = 20_000
_known: dict[str, tuple[str, int]] = {}


def cue(
    listed: Iterable[str] = (),
    *,
    kinds: Iterable[Kind] = (),
    ids: Iterable[str] = (),
    starts: Iterable[str] = (),
    endings: Iterable[str] = (),
) -> int:
    """Name what a reader needs one of; to be called while a module is loaded.

    Args:
        listed: words in lower case; a token of several words answers to each of them and to all together.
        kinds: kinds of tokens.
        ids: ids of tokens, of whatever kind.
        starts: what a word begins with.
        endings: what a word ends in.

    Returns:
        The bits to look for in `Line.cues` and in `Line.marks`.
    """
    spelled, named = 1 << next(_places), 1 << next(_places)
    for table, keys, bit in (
        (_WORDS, listed, spelled), (_STARTS, starts, spelled), (_ENDINGS, endings, spelled), (_IDS, ids, named)
    ):  # fmt: skip
        for key in keys:
            table[key] = table.get(key, 0) | bit
    _known.clear()
    return spelled | named | sum(_KINDS[kind] for kind in set(kinds))


def _look_up(text: str) -> tuple[str, int]:
    """The word of a token, and the bits that its text alone answers to."""
    word = text.lower()
    mark = 0
    for part in (word,) if word.isalpha() else (word, *word.split(), *_PARTS.findall(word)):
        mark |= _WORDS.get(part, 0)
        for start, bit in _STARTS.items():
            mark |= bit if part.startswith(start) else 0
        for ending, bit in _ENDINGS.items():
            mark |= bit if part.endswith(ending) else 0
    if text[1:] != word[1:] or not text.isascii():
        mark |= CAPITALS
    if len(_known) >= _REMEMBERED:
        _known.clear()
    _known[text] = word, mark
    return word, mark


def marks_of(tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of tokens in lower case, and the bits that each of them answers to."""
    words, marks = [], []
    for token in tokens:
        word, mark = _known.get(token.text) or _look_up(token.text)
        words.append(word)
        marks.append(mark | _KINDS[token.kind] | _IDS.get(token.id, 0))
    return tuple(words), tuple(marks)


class Line(tuple[Token, ...]):
    """Tokens in their order, as a tuple, with their words and the cues they answer to."""

    words: tuple[str, ...]
    """The texts of the tokens in lower case, place by place."""
    marks: tuple[int, ...]
    """The bits of the cues that each token answers to."""
    cues: int
    """The bits of all tokens together."""

    def __new__(cls, tokens: Iterable[Token], _known: tuple[tuple[str, ...], tuple[int, ...]] | None = None) -> Line:
        """Take the tokens."""
        return super().__new__(cls, tokens)

    def __init__(
        self,
        tokens: Iterable[Token],  # noqa: ARG002  # `__new__` has taken them.
        known: tuple[tuple[str, ...], tuple[int, ...]] | None = None,
    ) -> None:
        """Look the words up, unless they and their marks are known."""
        self.words, self.marks = known or marks_of(self)
        self.cues = reduce(or_, self.marks, 0)
        self._text: str | None = None
        self._parts: dict[tuple[int, int], Line] = {}

    @property
    def text(self) -> str:
        """The words with a blank between them."""
        if self._text is None:
            self._text = " ".join(self.words)
        return self._text

    def places(self, wanted: int) -> list[int]:
        """The places of the tokens that answer to a cue, in order."""
        return [i for i, mark in enumerate(self.marks) if mark & wanted] if self.cues & wanted else []

    def part(self, first: int, last: int) -> Line:
        """The tokens from `first` to `last` (exclusive); the same part is made once."""
        known = self._parts.get((first, last))
        if known is None:
            known = Line(self[first:last], (self.words[first:last], self.marks[first:last]))
            self._parts[first, last] = known
        return known


def line_of(tokens: Sequence[Token]) -> Line:
    """The tokens as a line; a line is left as it is."""
    return tokens if isinstance(tokens, Line) else Line(tokens)
