"""A statement that is put up to be knocked down: "the claim that ... is false", "the idea that ... is a myth"."""

from __future__ import annotations

from dataclasses import replace

from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.discourse import Stance
from service.safety.text.line import cue, line_of
from service.safety.text.statements import Statement
from service.safety.text.tokens import Kind

_PUT_UP = words(
    "claim claims statement assertion idea notion belief suggestion contention argument view opinion rumour rumor "
    "theory advice line assumption"
)
_DEGREES = words("a an the simply just plainly quite utterly completely entirely of course complete total pure common")
_UNTRUE = cue(phrasing.UNTRUE)
#: The noun that puts a statement up stands among so many words.
_OPENING = 4


def unframed(statement: Statement, stance: Stance) -> tuple[Statement, Stance]:
    """What such a statement puts up, turned round; any other statement as it is."""
    line = line_of(statement.tokens)
    if not line.cues & _UNTRUE:
        return statement, stance
    said = line.words
    opened = next(
        (k for k in range(min(_OPENING, len(said) - 1)) if said[k] in _PUT_UP and said[k + 1] == "that"), None
    )
    last = len(said)
    while last and line[last - 1].kind is Kind.PUNCT:
        last -= 1
    if opened is None or not last or said[last - 1] not in phrasing.UNTRUE:
        return statement, stance
    be = last - 2
    while be > opened and said[be] in _DEGREES:
        be -= 1
    if said[be] not in BE or be - opened < 3:
        return statement, stance
    inner = statement.tokens[opened + 2 : be]
    return replace(statement, tokens=inner), replace(stance, turned=not stance.turned)
