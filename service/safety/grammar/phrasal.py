"""Verbs whose particle stands apart: "take her off it", "leave the tablets out", "put him back on"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english import phrasing
from service.safety.english.inflections import forms
from service.safety.english.verbs import VERBS
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.grammar.cuts import DRUG_VERBS
from service.safety.text.tokens import Kind, Token

_PARTICLES = words("off out on back down up away aside alone going running unchanged hold again in be run")
#: Words that may stand between such a verb and its particle.
_BETWEEN = words(
    "the a an his her its their your my this that these those him them it all any patient patients people "
    "folk folks persons person everybody everyone somebody someone anybody anyone mr mrs ms dr lady "
    "man woman gentleman usual daily current remaining rest of"
)
_REACH = 6


def _table() -> dict[str, dict[str, str]]:
    """Surface of the verb -> particle -> class, of the phrases that are a verb and one particle."""
    found: dict[str, dict[str, str]] = {}
    for name in sorted(DRUG_VERBS):
        for phrase in VERBS[name].split():
            verb, *rest = phrase.split("_")
            particle = " ".join(rest)
            if particle in _PARTICLES or particle in _LONGER:
                for surface in forms(verb):
                    found.setdefault(surface, {}).setdefault(particle, name)
    return found


_LONGER = frozenset(
    (
        "on hold",
        "back on",
        "in the cupboard",
        "in the drawer",
        "in the box",
        "back to",
        "in place",
        "a miss",
        "a rest",
        "a break",
        "a wide berth",
    )
)
_APART = _table()
#: The verbs whose particle may stand apart.
SEPARABLE = frozenset(_APART)


def separated(tokens: Sequence[Token], clause: Clause, i: int) -> str | None:
    """The class of the verb at `i` with a particle that stands behind its object, or None."""
    listed = _APART.get(tokens[i].text.lower())
    if listed is None:
        return None
    for j in range(i + 1, min(i + _REACH, clause.last)):
        heard = " ".join(t.text.lower() for t in tokens[j : min(j + 3, clause.last)]).split()
        names = (listed.get(" ".join(heard[:size])) for size in (3, 2, 1))
        name = next((n for n in names if n is not None), None)
        if name is not None:
            return name if j > i + 1 else None
        if not _object(tokens[j]):
            return None
    return None


def _object(token: Token) -> bool:
    word = token.text.lower()
    if token.kind in (Kind.DRUG, Kind.PRONOUN) or word in _BETWEEN or word in phrasing.DRUG_NOUNS:
        return True
    return token.kind is Kind.WORD and token.text[:1].isupper()
