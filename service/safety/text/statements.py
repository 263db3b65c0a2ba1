"""A text cut into statements: sentences, bullets and table rows, each with what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from service.safety.english.wordlist import words
from service.safety.text.line import Line
from service.safety.text.tokens import Kind, Lexed, Token

StatementKind = Literal["prose", "bullet", "row", "heading"]
_ABBREVIATIONS = words(
    "e g i vs approx dr no al fig ref refs st ca cf pp p prof mr mrs ms etc resp incl max min dept sect"
)
_ORDER_SHEET = words("tabl tab cap caps sig rp rx s ds")
_BULLETS = frozenset("-*•+–")
#: A line of more words is a sentence.
_HEADING = 14
_ENDS = frozenset(".!?")
#: What lists are counted with.
_LETTERS = words("a b c d e f g h i j k l m n ii iii iv v vi vii viii ix x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A run of tokens that says one thing; `lead` is the line or the table header it hangs on."""

    tokens: tuple[Token, ...]
    kind: StatementKind
    lead: tuple[Token, ...] = ()

    @property
    def start(self) -> int:
        """Offset in the normalised text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character in the normalised text."""
        return self.tokens[-1].end


def split(lexed: Lexed) -> tuple[Statement, ...]:
    """Cut a text into its statements, in order; every token but line ends and cell borders is in exactly one."""
    found: list[Statement] = []
    prose: list[Token] = []
    lead: tuple[Token, ...] = ()
    header: tuple[Token, ...] = ()
    last_line: Sequence[Token] = ()
    for line in _lines(lexed.tokens):
        kind = _kind(line)
        if kind == "prose":
            prose += line
            last_line = line
            header = ()
            if line and line[-1].id == ":":
                found += _sentences(prose, "prose", ())
                lead, prose = tuple(prose), []
            continue
        if kind == "bullet" and prose and _heads(last_line):
            lead = tuple(last_line)
        found += _sentences(prose, "prose", ())
        prose = []
        if kind == "blank":
            header = ()
        elif kind == "row":
            cells = tuple(t for t in line if t.id not in ("|", "-"))
            if not header:
                header = tuple(lead) + cells
            found += _sentences(cells, "row", header)
        else:
            body = tuple(_unmarked(line))
            shape: StatementKind = "heading" if kind == "heading" else "bullet"
            found += _sentences(body, shape, lead)
            if body and (body[-1].id == ":" or kind == "heading"):
                lead = body
    found += _sentences(prose, "prose", ())
    return tuple(found)


def _heads(line: Sequence[Token]) -> bool:
    """Whether a line right above a list is its heading, though it has no colon: "DO NOT"."""
    return 0 < len(line) <= _HEADING and line[-1].id not in _ENDS


def _lines(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in tokens:
        if token.id == "\n" and token.kind is Kind.PUNCT:
            yield line
            line = []
        else:
            line.append(token)
    yield line


def _kind(line: Sequence[Token]) -> str:
    if not line:
        return "blank"
    if line[0].id == "#":
        return "heading"
    if line[0].id == "|" or sum(t.id == "|" for t in line) >= 2:
        return "row"
    if line[0].id in _BULLETS and len(line) > 1 and line[1].start > line[0].end:
        return "bullet"
    if _lettered(line):
        return "bullet"
    if line[0].kind is Kind.NUMBER and len(line) > 2 and line[1].id in (".", ")") and line[2].start > line[1].end:
        return "bullet"
    return "prose"


def _lettered(line: Sequence[Token]) -> bool:
    """As in "a) ..." and "ii) ..."."""
    if len(line) < 3 or line[1].id != ")" or line[1].start != line[0].end or line[2].start == line[1].end:
        return False
    return line[0].text.lower() in _LETTERS


def _unmarked(line: Sequence[Token]) -> Sequence[Token]:
    if line[0].kind is Kind.NUMBER or _lettered(line):
        return line[2:]
    first = 0
    while first < len(line) and line[first].id in ("#", "-", "*", "•", "+"):
        first += 1
    return line[first:]


def _sentences(tokens: Sequence[Token], kind: StatementKind, lead: tuple[Token, ...]) -> Iterator[Statement]:
    items = _counted_items(tokens)
    if items:
        head = tuple(tokens[: items[0]])
        yield from _sentences(head, kind, lead)
        for first, last in pairwise((*items, len(tokens))):
            yield from _sentences(tokens[first + 2 : last], "bullet", head or lead)
        return
    first = 0
    for i, token in enumerate(tokens):
        if (token.id in _ENDS and token.kind is Kind.PUNCT and _ends(tokens, i)) or _ends_in(tokens, i):
            yield Statement(tokens=Line(tokens[first : i + 1]), kind=kind, lead=lead)
            first = i + 1
    if first < len(tokens):
        yield Statement(tokens=Line(tokens[first:]), kind=kind, lead=lead)


def _counted_items(tokens: Sequence[Token]) -> tuple[int, ...]:
    """Where the items of a list in one line begin: "1) hold it 2) weekly tests"; none of less than two."""
    found: list[int] = []
    for i in range(len(tokens) - 2):
        closed = tokens[i + 1].id == ")" and tokens[i].end == tokens[i + 1].start < tokens[i + 2].start - 1
        opened = i > 0 and (tokens[i - 1].id == "(" or tokens[i - 1].end == tokens[i].start)
        if closed and not opened and tokens[i].kind is Kind.NUMBER and tokens[i].text == str(len(found) + 1):
            found.append(i)
    return tuple(found) if len(found) > 1 else ()


def _ends_in(tokens: Sequence[Token], i: int) -> bool:
    """As in "50 mg b.i.d. Blood counts ...": the stop of an abbreviation ends its sentence before a capital."""
    if tokens[i].kind not in (Kind.FREQUENCY, Kind.DATE) or not tokens[i].text.endswith(".") or i + 1 == len(tokens):
        return False
    return tokens[i + 1].text[:1].isupper() and tokens[i + 1].start > tokens[i].end


def _ends(tokens: Sequence[Token], i: int) -> bool:
    if i + 1 == len(tokens):
        return True
    if tokens[i + 1].start == tokens[i].end and tokens[i + 1].id not in ('"', "'", ")", "]"):
        return False
    if tokens[i + 1].id in ('"', "'", ")", "]"):
        return i + 2 == len(tokens)
    before = tokens[i - 1].text.lower() if i else ""
    if before in _ORDER_SHEET and tokens[i + 1].kind in (Kind.FREQUENCY, Kind.DRUG):
        return False  # "50 mg tabl. 2x2", "S. 1-0-1".
    return not (tokens[i].id == "." and before in _ABBREVIATIONS and tokens[i - 1].kind not in (Kind.NUMBER, Kind.UNIT))
