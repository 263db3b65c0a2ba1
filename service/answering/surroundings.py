"""What a token says, and what stands around it in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from service.answering.word_sorts import telling
from service.safety.text.tokens import Kind, Token

#: What has a name in the topic's vocabulary or the grammar of results.
NAMED = frozenset(
    (Kind.DRUG, Kind.ANALYTE, Kind.PANEL, Kind.SYMPTOM, Kind.CONDITION, Kind.LIMIT, Kind.DATE, Kind.UNIT, Kind.TIMEUNIT)
)
UNITS = frozenset((Kind.UNIT, Kind.TIMEUNIT))
FIGURES = frozenset((Kind.NUMBER, Kind.MULTIPLE, Kind.FREQUENCY, Kind.DATE))
_DIGITS = re.compile(r"\d{4}|\d+")
#: What is done, and how a result is.
SAID = frozenset((Kind.VERB, Kind.QUALITY))


def name_of(token: Token) -> str:
    """Return what a token names, with its kind; a date by its words."""
    return f"{token.kind}:{token.text if token.kind is Kind.DATE else token.id}"


def near(tokens: Sequence[Token], i: int) -> frozenset[str]:
    """All that the clause of a token speaks of, itself and figures left out."""
    first = next((j + 1 for j in range(i - 1, -1, -1) if _parts(tokens[j])), 0)
    last = next((j for j in range(i + 1, len(tokens)) if _parts(tokens[j])), len(tokens))
    return frozenset(said for j in range(first, last) if j != i and (said := speaks_of(tokens[j])))


def listed(tokens: Sequence[Token], i: int) -> frozenset[str]:
    """Return what the list names at one end of which an action stands: "A, B or C considered", "consider A or B"."""
    return frozenset((*_run(tokens, i, -1), *_run(tokens, i, 1)))


def _run(tokens: Sequence[Token], i: int, step: int) -> Sequence[str]:
    """What the other parts of a list name, from the part of an action on: none where another action may have them."""
    listed: list[str] = []
    part: list[str] = []
    own = True
    for token in tokens[i + step :: step] if i + step >= 0 else ():
        if _parts(token):
            if token.text != "," and token.id not in ("and", "or", "because"):
                break
            listed += () if own else part
            own, part = False, []
        elif token.kind in SAID or token.kind is Kind.MODAL or token.text.lower() in _AUXILIARIES:
            if not own:
                # "A is stopped and B, C considered": only an action behind its own things leaves the list to this one.
                return listed if step < 0 and not part else ()
        elif word := speaks_of(token):
            part.append(word)
    return listed if own else [*listed, *part]


_AUXILIARIES = frozenset("is are was were be been has have had do does did".split())


def _parts(token: Token) -> bool:
    return token.kind in (Kind.PUNCT, Kind.CONJ)


def speaks_of(token: Token) -> str:
    """Return what a token says; empty for the rest."""
    if token.kind in FIGURES and (low := low_end(token)) is not None:
        return f"={low:g}"
    if token.kind in SAID or (token.kind in NAMED and token.kind not in UNITS and token.kind is not Kind.DATE):
        return name_of(token)
    return telling(token)


def low_end(token: Token) -> float | None:
    """The lower end of a figure; of a date its year, or else its first number."""
    if token.kind is not Kind.DATE:
        return token.low
    found = _DIGITS.search(token.text)
    return float(found.group()) if found else None


def beside(tokens: Iterable[Token]) -> str:
    """The nearest thing that is said of within the same part of the sentence; empty at its edge."""
    measured = False
    for token in tokens:
        if token.kind is Kind.PUNCT:
            return ""
        if measured and token.kind is Kind.FREQUENCY:
            # As in "mg/day": it belongs to the unit.
            continue
        measured = token.kind is Kind.UNIT
        if token.kind in FIGURES:
            low = low_end(token)
            return f"{low:g}" if low is not None else token.text
        if token.kind in SAID or (token.kind in NAMED and token.kind not in UNITS):
            return name_of(token)
        if stem := telling(token):
            return stem
    return ""
