"""Where the computed sentences stand in an answer: with what asks for them, else by their step of care."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from corpus.model import Aspect
from service.answering.calls import Called
from service.answering.case import Case
from service.answering.computed import Computed
from service.answering.computed.doses import ceiling, daily_dose, next_step, time_to_ceiling
from service.answering.computed.formulas import computed, needed
from service.answering.computed.lines import stop_lines
from service.answering.computed.needs import what_would_change
from service.answering.sections import HEADINGS, Place
from service.domain.answer import Audience, DraftStatement, Missing
from service.domain.ports import Part
from service.safety.rules.truth import Truth

#: What an aspect may have computed besides the topic's formulas; the reader of the topic knows the same names.
_DOSES: Mapping[str, Callable[[Case], tuple[Computed, ...]]] = {
    "ceiling": ceiling,
    "daily-dose": daily_dose,
    "next-step": next_step,
    "time-to-ceiling": time_to_ceiling,
}


def figures(case: Case, parts: Sequence[Part]) -> tuple[DraftStatement, ...]:
    """Return what is computed for this patient, the most telling first under each heading."""
    made: list[tuple[str, Computed]] = []
    for part in parts:
        made += [(part.heading, one) for aspect in part.aspects for one in _for(aspect, case)]
    aside = len(parts) == 1 and any(not _decided_by_lines(aspect, case) for aspect in parts[0].aspects)
    made += [(HEADINGS[Place.ACT if aside else one.place], one) for one in stop_lines(case)]
    if not any(part.aspects for part in parts):
        made += [(HEADINGS[one.place], one) for aspect in _led_into(case) for one in _for(aspect, case)]
    made += [(HEADINGS[one.place], one) for one in what_would_change(case)]
    return tuple(one.under(heading, case.topic) for heading, one in made)


def needed_for(case: Case, parts: Sequence[Part]) -> tuple[Missing, ...]:
    """Return the facts without which something that is asked for cannot be computed."""
    asked = {name for part in parts for aspect in part.aspects for name in aspect.formulas}
    formulas = [formula for formula in case.topic.formulas.formulas if formula.id in asked]
    return tuple(need for formula in formulas for need in needed(formula, case.facts, case.topic))


def _for(aspect: Aspect, case: Case) -> tuple[Computed, ...]:
    """What is computed for an aspect; nothing for patients, for whom arithmetic is no help."""
    if case.audience is Audience.PATIENT:
        return ()
    formulas = [formula for formula in case.topic.formulas.formulas if formula.id in aspect.formulas]
    doses = [one for name, compute in _DOSES.items() if name in aspect.formulas for one in compute(case)]
    return (*computed(formulas, case.facts, case.topic), *doses)


def _decided_by_lines(aspect: Aspect, case: Case) -> bool:
    """Whether a stop line settles an aspect, or a rule that fired: then the patient's figures are its answer."""
    lines = {rule.id for rule in case.topic.rules if rule.stop_line}
    grounds = {rule.ground.statement for rule in case.topic.rules if rule.stop_line}
    return bool((lines | case.assessment.fired) & set(aspect.rules)) or not grounds.isdisjoint(aspect.settles)


def _led_into(case: Case) -> Sequence[Aspect]:
    """The aspects that the patient's facts lead into."""
    called = Called(topic=case.topic, facts=case.facts, assessment=case.assessment)
    return [a for a in case.topic.aspects if a.called_by is not None and called.holds(a.called_by) is Truth.YES]
