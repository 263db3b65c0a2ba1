"""How many steps of one size there are to be: "six rises in all", "on five occasions", "until four have been made"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind

#: What is counted: the steps themselves, or the times that one is made.
_COUNTED = words(
    "steps increments increases rises raises jumps hikes bumps notches additions titrations uptitrations escalations "
    "occasions lots goes rounds times visits stages moves changes"
)
_BETWEEN = words(
    "further more additional extra such successive consecutive separate equal fortnightly small same weekly of these - "
    "those the upward dose"
)
_MADE = words("made done given taken completed added passed been had")
_UNTIL_MADE = 4
_NUMBERS, _MULTIPLES = cue(kinds=(Kind.NUMBER,)), cue(kinds=(Kind.MULTIPLE,))
#: A count of more than so many is a figure of something else.
_MOST = 20.0


def times_repeated(tokens: Line, first: int, last: int) -> float | None:
    """So many times a step that stands from `first` to `last` is to be made; None where that is not said."""
    for i in tokens.places(_NUMBERS):
        number = tokens[i].high
        if first <= i < last or number is None or number > _MOST:
            continue
        if _names_steps(tokens.words, i + 1) or (i > last and _until_made(tokens, i)):
            return number
    for i in tokens.places(_MULTIPLES):
        if i >= last and tokens[i].form != "verb" and tokens[i].high and not _of_something(tokens, i):
            return tokens[i].high
    return None


def _names_steps(said: Sequence[str], i: int) -> bool:
    while i < len(said) and said[i] in _BETWEEN:
        i += 1
    return i < len(said) and said[i].split(" ")[0] in _COUNTED


def _until_made(tokens: Line, i: int) -> bool:
    """As in "until six have been made"."""
    until = any(t.id == "until" for t in tokens[max(0, i - 2) : i])
    return until and not _MADE.isdisjoint(tokens.words[i + 1 : i + _UNTIL_MADE])


def _of_something(tokens: Line, i: int) -> bool:
    """As in "twice the limit", "three times a week": no count of steps."""
    behind = tokens[i + 1] if i + 1 < len(tokens) else None
    limit = any(t.kind is Kind.LIMIT for t in tokens[max(0, i - 1) : i + 4])
    return limit or (behind is not None and behind.kind in (Kind.TIMEUNIT, Kind.FREQUENCY) and behind.id != "divided")
