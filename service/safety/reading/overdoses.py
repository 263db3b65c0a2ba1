"""An amount that nobody is prescribed is an overdose, whether or not the text calls it one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import PatientFacts, Problem, Read, SignFact
from service.safety.reading.dose_counts import SWALLOWED
from service.safety.reading.scan import Scan

_TAKEN = ("active", "previous")
_SWALLOWED = SWALLOWED | frozenset("had ingestion overdose overdosed".split())


def with_overdoses(facts: PatientFacts, topic: Topic) -> tuple[SignFact, ...]:
    """The signs of the patient, and for every dose above what the vocabulary calls the most the sign that it is."""
    limits = {drug.id: drug.overdose for drug in topic.vocabulary.drugs if drug.overdose is not None}
    found: dict[str, SignFact] = {}
    for dose in facts.doses:
        limit = limits.get(dose.drug)
        if limit is None or dose.status not in _TAKEN or (dose.high_mg_per_day or 0.0) <= limit.above_mg_per_day:
            continue
        found.setdefault(limit.sign, _sign(limit.sign, dose.read))
    return (*(sign for sign in facts.signs if sign.id not in found), *found.values())


def overdosed(problems: Sequence[Problem], scan: Scan, topic: Topic) -> tuple[SignFact, ...]:
    """An amount that cannot be a dose, and that the text says was swallowed, is an overdose all the same."""
    if not any(scan.text(i) in _SWALLOWED for i in range(len(scan.tokens))):
        return ()
    signs = {f"dose of {d.id}": d.overdose.sign for d in topic.vocabulary.drugs if d.overdose is not None}
    return tuple(_sign(signs[p.what], p.read) for p in problems if p.what in signs)


def _sign(name: str, read: Read) -> SignFact:
    """The sign where the amount stood; the amount itself is a fact, and no word of an emergency's message."""
    return SignFact(of="symptom", id=name, present=True, read=replace(read, as_given=name))
