"""Words in quotation marks that are to be taken out of a paper: "delete the line '...' from her plan"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind, Token

_DELETING = words(
    "delete deleted remove removed erase erased strike struck cross crossed scrap scrapped cut withdraw withdrawn "
    "redact"
)
_OPENING = frozenset(('"', "“", "«", "'", "‘"))
_QUOTED = cue(ids=_OPENING)
#: So many words may stand between what is done and what is quoted.
_REACH = 7


def struck_out(line: Line) -> range:
    """The places of a quotation that is to be taken out; empty where none is."""
    marks = [i for i in line.places(_QUOTED) if line[i].id in _OPENING]
    if len(marks) < 2 and not any(t.id in ("”", "»", "’") for t in line):
        return range(0)
    first = marks[0] if marks else 0
    denied = any(t.kind is Kind.NEGATOR for t in line[:first])
    if denied or not _deletes(line[max(0, first - _REACH) : first]):
        return range(0)
    return range(first, _closing(line, first))


def _deletes(before: Sequence[Token]) -> bool:
    """Whether the last thing done in front of a quotation is that it is taken out."""
    last = max((k for k, t in enumerate(before) if t.text.lower().split(" ", maxsplit=1)[0] in _DELETING), default=-1)
    behind = before[last + 1 :]
    return last >= 0 and not any(t.kind is Kind.VERB or t.text.lower() in _WRITING for t in behind)


_WRITING = words("write writes put puts enter enters insert inserts type types have has say says read reads with by")


def _closing(tokens: Sequence[Token], first: int) -> int:
    """The place of the sign that closes a quotation."""
    return next((i for i in range(first + 1, len(tokens)) if tokens[i].id in _CLOSING), len(tokens))


_CLOSING = frozenset(('"', "”", "»", "'", "’"))
