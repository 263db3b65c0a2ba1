"""Split a text that speaks of several patients, so that the facts of one are never judged with those of another."""

from __future__ import annotations

from service.domain.facts import PatientFacts
from service.safety.reading.masking import masked
from service.safety.reading.scan import Scan

_PATIENT = frozenset("patient pt case".split())
_LABELS = frozenset("a b c d 1 2 3 4 one two three four".split())


def texts_apart(scan: Scan, text: str) -> tuple[str, ...]:
    """The text once per labelled patient, with the other patients' stretches blanked; empty when nothing is labelled.

    What stands before the first label is said of all of them.
    """
    starts: list[int] = []
    for i in range(len(scan.tokens) - 1):
        span = scan.read(i, i).span
        if span is not None and scan.text(i) in _PATIENT and scan.text(i + 1) in _LABELS:
            starts.append(span[0])
    if not starts:
        return ()
    own = list(zip(starts, (*starts[1:], len(text)), strict=True))
    return tuple(masked(text, tuple(other for other in own if other != span)) for span in own)


def each_alone(facts: PatientFacts) -> tuple[PatientFacts, ...]:
    """Where no label tells whose a fact is: each result and each sign by itself, doses and plans with nobody."""
    return (
        *(PatientFacts(labs=(lab,)) for lab in facts.labs),
        *(PatientFacts(signs=(sign,)) for sign in facts.signs),
    )
