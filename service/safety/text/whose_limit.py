"""Whether "the limit" of a text is that of a laboratory value or of a dose: what was spoken of last decides."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english import measures
from service.safety.english.wordlist import words
from service.safety.text.tokens import Kind, Raw, Token

#: So many tokens back may tell what is spoken of.
_REACH = 24
_ENDS = frozenset((".", "?", "!", "\n"))
#: Words for a laboratory value, or for what it does.
_RESULTS = words(
    "rise rises risen rose elevation elevations elevated raised raises high value values result results level levels "
    "reading readings enzyme enzymes transaminase transaminases figure figures test tests"
)
_DOSES = words("dose doses dosage dosing tablet tablets daily")
_BEFORE_FIGURE = words("of is was = : here at being")


def of_a_laboratory(raw: Sequence[Raw], j: int, tokens: Sequence[Token]) -> bool:
    """Whether a "limit" before `raw[j]` is a laboratory's: a value was spoken of last, no dose, and no dose follows."""
    before = tokens[-_REACH:]
    ended = max((k for k, t in enumerate(before) if t.kind is Kind.PUNCT and t.id in _ENDS), default=-1)
    before = before[ended + 1 :]
    of_tests = max((k for k, t in enumerate(before) if _is_result(t)), default=-1)
    of_doses = max((k for k, t in enumerate(before) if _is_dose(t)), default=-1)
    times = any(t.kind is Kind.MULTIPLE for t in before[-3:])
    if of_tests < of_doses or (of_tests < 0 and not times):
        return False
    k = j
    while k < len(raw) and raw[k].lower in _BEFORE_FIGURE:
        k += 1
    return not (k + 1 < len(raw) and raw[k].sort == "n" and raw[k + 1].lower in measures.MASS)


def _is_result(token: Token) -> bool:
    if token.kind in (Kind.ANALYTE, Kind.PANEL, Kind.LIMIT):
        return True
    if token.kind is Kind.UNIT:
        return token.id not in measures.MG and "/" in token.id
    return token.text.lower() in _RESULTS


def _is_dose(token: Token) -> bool:
    if token.kind is Kind.UNIT:
        return token.id in measures.MG or token.id == "tablet"
    return token.kind in (Kind.DRUG, Kind.FREQUENCY) or token.text.lower() in _DOSES
