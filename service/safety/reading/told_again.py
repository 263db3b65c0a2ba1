"""A figure told again without its name, beside the one it replaces: "250, not 150" is of what had the 150."""

from __future__ import annotations

import re
from dataclasses import replace

from service.domain.facts import Amount, DoseFact, LabFact, Origin, PatientFacts, Read
from service.safety.reading.correcting import Corrects

#: The right figure with the wrong one behind it: "250 not 150", "200 mg, not 100", "260 instead of 250".
_AGAINST = re.compile(
    r"(?<![\d.,])(\d+(?:\.\d+)?)(?:\s*[^\W\d][^\s\d,;.]*)?\s*,?\s*\b(?:not|instead\s+of|rather\s+than)\s+(\d+(?:\.\d+)?)\b",
    re.IGNORECASE,
)


def with_figures_told_again(
    text: str, before: PatientFacts, now: PatientFacts, made: Corrects, origin: Origin
) -> PatientFacts:
    """Give a nameless figure to the one result or dose that had the figure it is set against; to none of several."""
    for found in _AGAINST.finditer(text):
        right, wrong = float(found[1]), float(found[2])
        if wrong not in made.figures:
            continue
        results = {lab.analyte for lab in before.labs if lab.value is not None and lab.value.exact == wrong}
        doses = [dose for dose in before.doses if dose.high_mg_per_day == wrong and dose.status == "active"]
        read = Read(origin=origin, as_given=found[1], span=found.span(1))
        if len(results) == 1 and not doses:
            now = _result(now, results.pop(), right, read)
        elif len({dose.drug for dose in doses}) == 1 and not results:
            now = _dose(now, doses[-1], right, read)
    return now


def _result(now: PatientFacts, analyte: str, figure: float, read: Read) -> PatientFacts:
    """Add the result, unless the figure was read already, as this or as anything else."""
    if any(_is(lab, figure) for lab in now.labs) or any(dose.high_mg_per_day == figure for dose in now.doses):
        return now
    lab = LabFact(analyte=analyte, read=read, value=Amount(low=figure, high=figure, unit=None))
    return replace(now, labs=(*now.labs, lab))


def _dose(now: PatientFacts, old: DoseFact, figure: float, read: Read) -> PatientFacts:
    """Set the dose in the place of the old one, unless it is proposed; a nameless result of that figure was none."""
    same = [dose for dose in now.doses if dose.high_mg_per_day == figure]
    if any(dose.status in ("planned", "active") for dose in same):
        return now
    right = replace(old, read=read, low_mg_per_day=figure, high_mg_per_day=figure, mg_per_kg=None, arithmetic=None)
    labs = tuple(lab for lab in now.labs if not (_is(lab, figure) and lab.read.as_given[:1].isdigit()))
    return replace(now, labs=labs, doses=(*(dose for dose in now.doses if dose not in same), right))


def _is(lab: LabFact, figure: float) -> bool:
    return lab.value is not None and lab.value.exact == figure
