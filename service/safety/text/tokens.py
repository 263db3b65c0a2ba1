"""What the lexer hands on: tokens with their kind, canonical id, figures and place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from service.domain.facts import Span
from service.safety.members import read_plainly
from service.safety.text.normalise import Normalised

Reading = tuple[float, float]


@read_plainly
class Kind(StrEnum):
    """What a token is; `Token.id` says which."""

    NUMBER = "number"
    UNIT = "unit"
    DRUG = "drug"
    ANALYTE = "analyte"
    PANEL = "panel"
    SYMPTOM = "symptom"
    CONDITION = "condition"
    VERB = "verb"
    NEGATOR = "negator"
    COMPARATOR = "comparator"
    LIMIT = "limit"
    MULTIPLE = "multiple"
    FREQUENCY = "frequency"
    TIMEUNIT = "time-unit"
    DATE = "date"
    ARROW = "arrow"
    QUALITY = "quality"
    PRONOUN = "pronoun"
    MODAL = "modal"
    CONJ = "conjunction"
    PUNCT = "punctuation"
    WORD = "word"


class Token(NamedTuple):
    """One token. A named tuple, since a text makes hundreds: it is as frozen as a dataclass and faster to make.

    `low` and `high` are the figures a token carries: the value of a NUMBER or MULTIPLE, times a day of a FREQUENCY,
    days of a TIMEUNIT. `readings` holds every way a NUMBER can be read, the usual one first.
    """

    kind: Kind
    text: str
    start: int
    end: int
    id: str = ""
    low: float | None = None
    high: float | None = None
    readings: tuple[Reading, ...] = ()
    fuzzy: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexed:
    """A text and its tokens; offsets of tokens are in `normalised.text`."""

    original: str
    normalised: Normalised
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The normalised text that token offsets point into."""
        return self.normalised.text

    def original_span(self, tokens: Token | Sequence[Token]) -> Span:
        """The characters of the original that the token, or the run of tokens, came from."""
        if isinstance(tokens, Token):
            return self.normalised.original_span(tokens.start, tokens.end)
        return self.normalised.original_span(tokens[0].start, tokens[-1].end)


class Raw(NamedTuple):
    """A piece of text before it is understood: `sort` is n (digits), w (word), s (symbol) or l (line end)."""

    text: str
    lower: str
    start: int
    end: int
    sort: str


def index_after(raw: list[Raw], i: int, end: int) -> int:
    """Index of the first piece from `i` on that starts at `end` or behind it."""
    while i < len(raw) and raw[i].start < end:
        i += 1
    return i


def made(
    kind: Kind,
    text: str,
    raw: list[Raw],
    i: int,
    j: int,
    name: str,
    low: float | None = None,
    high: float | None = None,
    readings: tuple[Reading, ...] = (),
    fuzzy: bool = False,
    form: str = "",
) -> Token:
    """A token of the pieces from `i` to `j`: as they stand in the text, or as words with blanks between."""
    start, end = raw[i].start, raw[j - 1].end
    body = text[start:end] if text else raw[i].text if j == i + 1 else " ".join(r.text for r in raw[i:j])
    return Token(kind, body, start, end, name, low, high, readings, fuzzy, form)
