"""An overdose that a text tells of its patient: more was swallowed than anybody is prescribed."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Topic
from service.domain.facts import Read, SignFact
from service.safety.claims.claims import Claims
from service.safety.claims.dose_counts import MAX_COUNT
from service.safety.reading.dose_counts import SWALLOWED
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_READ = Read(origin="assumed")
_TAKEN = cue(SWALLOWED)


def overdoses_told(claims: Claims, topic: Topic) -> Iterator[SignFact]:
    """The sign that the vocabulary gives to an amount above the largest dose, or to more tablets than any dose has."""
    swallowed = claims.tokens.cues & _TAKEN and not SWALLOWED.isdisjoint(claims.words)
    if not swallowed or {"over", "during"} & set(claims.words):
        return  # "A hundred tablets over the years" is no overdose.
    for drug in topic.vocabulary.drugs:
        if drug.overdose is None or drug.id not in claims.drugs:
            continue
        amounts = [d.high or 0.0 for d in claims.doses.said if d.drug in (None, drug.id)]
        if max(amounts, default=0.0) > drug.overdose.above_mg_per_day or _tablets(claims) > MAX_COUNT:
            yield SignFact(of="symptom", id=drug.overdose.sign, present=True, read=_READ)


def _tablets(claims: Claims) -> float:
    """The largest number of tablets that is named, with nothing but the drug's name between."""
    found = 0.0
    for i, token in enumerate(claims.tokens):
        behind = [t for t in claims.tokens[i + 1 : i + 3] if t.kind is not Kind.DRUG][:1]
        if token.kind is Kind.NUMBER and behind and behind[0].id == "tablet":
            found = max(found, token.high or 0.0)
    return found
