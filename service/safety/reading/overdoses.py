"""An amount that nobody is prescribed is an overdose, whether or not the text calls it one."""

from __future__ import annotations

from corpus.model import Topic
from service.domain.facts import PatientFacts, SignFact

_TAKEN = ("active", "previous")


def with_overdoses(facts: PatientFacts, topic: Topic) -> tuple[SignFact, ...]:
    """The signs of the patient, and for every dose above what the vocabulary calls the most the sign that it is.

    The amount is shown for a sign that the text names as well.
    """
    limits = {drug.id: drug.overdose for drug in topic.vocabulary.drugs if drug.overdose is not None}
    found: dict[str, SignFact] = {}
    for dose in facts.doses:
        limit = limits.get(dose.drug)
        if limit is None or dose.status not in _TAKEN or (dose.high_mg_per_day or 0.0) <= limit.above_mg_per_day:
            continue
        found.setdefault(limit.sign, SignFact(of="symptom", id=limit.sign, present=True, read=dose.read))
    return (*(sign for sign in facts.signs if sign.id not in found), *found.values())
