"""Facts as they are shown back to the user: what was read, from where, and what it was converted to."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.model import Analyte, Topic
from service.domain.facts import Amount, LabFact, PatientFacts, Read, ReadFact
from service.safety.rules.figures import shown as figure
from service.safety.rules.figures import with_unit
from service.safety.rules.units import candidate_units, convert


def shown(facts: PatientFacts, topic: Topic) -> tuple[ReadFact, ...]:
    """List every fact once, in the order of the kinds; nothing that was used is left out."""
    analytes = {a.id: a for a in topic.vocabulary.analytes}
    return (
        *(row for lab in facts.labs for row in _lab(lab, analytes[lab.analyte])),
        *_doses(facts),
        *_times(facts),
        *_rest(facts),
    )


def _lab(lab: LabFact, analyte: Analyte) -> Iterable[ReadFact]:
    if lab.value is not None:
        yield _amount(lab.analyte, lab.value, lab.read, _converted(lab.value, analyte))
    if lab.times_upper_limit is not None:
        yield _amount(f"{lab.analyte} / upper limit", lab.times_upper_limit, lab.read, None)
    if lab.times_baseline is not None:
        yield _amount(f"{lab.analyte} / baseline", lab.times_baseline, lab.read, None)
    if lab.said is not None:
        yield _fact(lab.analyte, lab.said, None, lab.read)
    if lab.upper_limit is not None:
        yield _amount(f"upper limit of {lab.analyte}", lab.upper_limit, lab.read, None)
    if lab.baseline is not None:
        yield _amount(f"baseline {lab.analyte}", lab.baseline, lab.read, None)
    if lab.baseline_said is not None:
        yield _fact(f"baseline {lab.analyte}", lab.baseline_said, None, lab.read)


def _converted(value: Amount, analyte: Analyte) -> str | None:
    if value.exact is None:
        return None
    if value.unit is None:
        units = candidate_units(analyte, value.exact)
        return f"{units[0]} assumed" if len(units) == 1 else "unit unclear: " + " or ".join(units)
    if value.unit == analyte.unit:
        return None
    held = convert(analyte, value.exact, value.unit, analyte.unit)
    return None if held is None else with_unit(held, analyte.unit)


def _amount(name: str, amount: Amount, read: Read, converted: str | None) -> ReadFact:
    value: float | str | None = amount.exact
    if value is None:
        ends = [figure(end) for end in (amount.low, amount.high) if end is not None]
        value = " to ".join(ends) if len(ends) == 2 else f"{'<' if amount.low is None else '>'} {''.join(ends)}"
    return _fact(name, value, amount.unit, read, converted)


def _fact(name: str, value: float | str | None, unit: str | None, read: Read, converted: str | None = None) -> ReadFact:
    return ReadFact(
        fact=name,
        value=value,
        unit=unit,
        as_given=read.as_given,
        origin=read.origin,
        span=read.span,
        converted=converted,
        path=read.path,
    )


def _doses(facts: PatientFacts) -> Iterable[ReadFact]:
    for dose in facts.doses:
        per_kg = dose.mg_per_kg is not None
        value = dose.mg_per_kg if per_kg else dose.high_mg_per_day
        unit = "mg/kg/day" if per_kg else "mg/day"
        yield _fact(
            f"{dose.status} dose of {dose.drug}", value, unit if value is not None else None, dose.read, dose.arithmetic
        )


def _times(facts: PatientFacts) -> Iterable[ReadFact]:
    for days in facts.days:
        value: float | str = days.low if days.low == days.high else f"{figure(days.low)} to {figure(days.high)}"
        yield _fact(f"days {days.of.replace('-', ' ')}", value, "days", days.read)


def _rest(facts: PatientFacts) -> Iterable[ReadFact]:
    for sign in facts.signs:
        yield _fact(f"{sign.of} {sign.id}", "present" if sign.present else "absent", None, sign.read)
    if facts.symptoms_all_absent:
        yield ReadFact(fact="symptoms", value="said to be absent", unit=None, as_given="", origin="question")
    for phase in facts.phases[-1:]:
        yield _fact("drug", phase.phase, None, phase.read)
    for plan in facts.plans:
        yield _fact("plan", plan.kind, None, plan.read)
    if facts.weight_kg is not None:
        yield ReadFact(
            fact="weight", value=facts.weight_kg, unit="kg", as_given=figure(facts.weight_kg), origin="question"
        )
    if facts.age_years is not None:
        yield ReadFact(
            fact="age", value=facts.age_years, unit="years", as_given=figure(facts.age_years), origin="question"
        )
