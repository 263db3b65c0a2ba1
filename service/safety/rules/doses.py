"""Which dose a rule means: the current one, the one at injury, the planned one, a step."""

from __future__ import annotations

import math

from service.domain.facts import DoseFact, PatientFacts, Read

Found = tuple[float, float, Read, str]
"""Low, high (mg/day, or mg for a step), where it was read, and its name for readers."""


def dose_interval(of: str, facts: PatientFacts) -> Found | None:
    """Return the governed drug's dose that `of` names, or None when it is not known."""
    if of == "planned-step":
        return _step(facts, planned=True)
    if of == "past-step":
        return _step(facts, planned=False)
    if of == "restart":
        return _dose(facts, "planned", "planned restart dose") if _goes_back(facts) else None
    if of == "planned":
        return _dose(facts, "planned", "planned dose")
    if of == "current":
        return _current(facts)
    return _injury(facts)


def _current(facts: PatientFacts) -> Found | None:
    """The dose taken now: none while the drug is held, whatever was taken before."""
    if facts.phases and facts.phases[-1].phase == "held":
        return 0.0, 0.0, facts.phases[-1].read, "current dose (held)"
    return _dose(facts, "active", "current dose")


def _goes_back(facts: PatientFacts) -> bool:
    """Whether a planned dose is one to restart with: called so, or none is taken since a hold or an injury."""
    if any(plan.kind == "restart" for plan in facts.plans):
        return True
    if facts.phases:
        return facts.phases[-1].phase == "held"
    told = {dose.status for dose in facts.doses if dose.governed}
    return "injury" in told and "active" not in told


def _dose(facts: PatientFacts, status: str, words: str) -> Found | None:
    held = [d for d in facts.doses if d.governed and d.status == status and d.high_mg_per_day is not None]
    return _found(held[-1], words) if held else None


def _injury(facts: PatientFacts) -> Found | None:
    """The dose at injury: said to be so, else held, else the previous one of a restarted drug, else current."""
    restarted = bool(facts.phases) and facts.phases[-1].phase == "restarted"
    order = ("injury", "held", "previous") if restarted else ("injury", "held", "active")
    return next((f for f in (_dose(facts, status, "dose at the time of the injury") for status in order) if f), None)


def _found(dose: DoseFact, words: str) -> Found:
    high = dose.high_mg_per_day or 0.0
    low = dose.low_mg_per_day if dose.low_mg_per_day is not None else high
    return low, high, dose.read, words


def _step(facts: PatientFacts, *, planned: bool) -> Found | None:
    for step in reversed(facts.steps):
        if step.planned != planned:
            continue
        size = step.by_mg
        if size is None and step.from_mg_per_day is not None and step.to_mg_per_day is not None:
            size = step.to_mg_per_day - step.from_mg_per_day
        words = "planned step" if planned else "dose step before the injury"
        if size is not None and size > 0:
            return size, size, step.read, words
        if size is None and not planned:
            # That the dose was raised is known, by how much is not.
            return math.nextafter(0.0, 1.0), math.inf, step.read, words
    return None
