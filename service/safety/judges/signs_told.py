"""The symptoms and conditions that a text tells of its patient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from service.domain.facts import Read, SignFact
from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.reading.signs import denied_over_a_list
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_READ = Read(origin="assumed")
_SIGNS = cue(kinds=(Kind.SYMPTOM, Kind.CONDITION))
_WATCHED = words(
    "watch monitor look ask report warn signs sign symptoms develops develop occurs occur appears "
    "appear stop hold discontinue"
)


def signs_told(claims: Claims) -> Iterator[tuple[int, SignFact]]:
    """Symptoms and conditions that the statement takes as present, each with its place."""
    for i in claims.tokens.places(_SIGNS):
        token = claims.tokens[i]
        before = claims.tokens[max(0, i - 5) : i]
        clause = claims.clause_at(i)
        near = any(t.kind is Kind.NEGATOR or t.text.lower() in ("absent", "free", "without") for t in before)
        absent = near or denied_over_a_list(claims.tokens, i)
        watched = bool({t.text.lower() for t in before} & _WATCHED) or clause.link in ("unless", "until")
        if not (absent or watched):
            of: Literal["symptom", "condition"] = "symptom" if token.kind is Kind.SYMPTOM else "condition"
            yield i, SignFact(of=of, id=token.id, present=True, read=_READ)


def patient_signs(claims: Claims, before: tuple[SignFact, ...]) -> tuple[SignFact, ...]:
    """The signs that a text has told of its patient; a rule about signs names no patient."""
    if not any(t.id == "patient" or t.text.lower() in ("patient", "caller", "pt") for t in claims.tokens):
        return before
    told = [s for i, s in signs_told(claims) if claims.clause_at(i).link in ("main", "because")]
    return tuple({s.id: s for s in (*before, *told)}.values())
