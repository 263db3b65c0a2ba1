"""Facts out of the request's structured `patient` block; a name or unit that the topic does not know is an error."""

from __future__ import annotations

from typing import Literal

from corpus.model import Analyte, Drug, Sign, Topic
from service.domain.errors import InputError, UnknownNameError
from service.domain.facts import (
    Amount,
    DoseFact,
    DoseStatus,
    LabFact,
    PatientFacts,
    PhaseFact,
    PlanFact,
    Problem,
    Read,
    SignFact,
    StepFact,
)
from service.domain.question import GivenLab, GivenMedication, GivenPatient
from service.safety.reading.merging import days_from_dates
from service.safety.reading.person import of_age
from service.safety.rules.figures import shown
from service.safety.rules.units import canonical_unit, factor, is_ratio, plausible

_MG: dict[str, float] = {"g": 1000.0, "mg": 1.0, "µg": 0.001, "ug": 0.001, "mcg": 0.001}
_PER_DAY = frozenset({"", "d", "day", "24h"})
_STATUSES: dict[str, DoseStatus] = {"active": "active", "held": "held", "previous": "previous", "planned": "planned"}


def read_given(patient: GivenPatient, topic: Topic) -> PatientFacts:
    """Turn the structured block into facts.

    Raises:
        UnknownNameError: an analyte, drug, symptom, condition or unit that the topic's vocabulary does not hold.
        InputError: a figure that is no figure for its kind, such as a negative dose.
    """
    labs, problems = _labs(patient, topic)
    doses = tuple(_dose(m, i, topic) for i, m in enumerate(patient.medications))
    governed = [d for d in doses if d.governed]
    signs = (
        *_signs(patient.symptoms, "symptoms", topic, present=True),
        *_signs(patient.symptoms_absent, "symptoms_absent", topic, present=False),
        *_signs(patient.conditions, "conditions", topic, present=True),
    )
    age = _positive(patient.age_years, "patient.age_years")
    planned = [d for d in governed if d.status == "planned"]
    facts = PatientFacts(
        labs=labs,
        doses=doses,
        steps=_steps(governed),
        signs=of_age(age, signs, Read(origin="patient", path="patient.age_years"), topic),
        phases=_phases(governed),
        plans=_plans(governed, planned),
        problems=problems,
        weight_kg=_positive(patient.weight_kg, "patient.weight_kg"),
        age_years=age,
        as_of=patient.as_of,
    )
    return days_from_dates(facts)


def _positive(value: float | None, path: str) -> float | None:
    if value is not None and value <= 0:
        raise InputError("must be above zero", path=path)
    return value


def _labs(patient: GivenPatient, topic: Topic) -> tuple[tuple[LabFact, ...], tuple[Problem, ...]]:
    read: list[LabFact] = []
    problems: list[Problem] = []
    for i, given in enumerate(patient.labs):
        path = f"patient.labs[{i}]"
        analyte = _analyte(given.analyte, topic, path)
        lab = _lab(given, analyte, topic, path)
        if lab.value is not None and lab.value.unit is not None and lab.value.low is not None:
            if not plausible(analyte, lab.value.low, lab.value.unit):
                problems.append(Problem(kind="implausible", what=analyte.id, read=lab.read))
                continue
        elif lab.value is not None and lab.value.low is not None and lab.value.low < 0:
            problems.append(Problem(kind="implausible", what=analyte.id, read=lab.read))
            continue
        read.append(lab)
    read.sort(key=lambda lab: (lab.at is not None, lab.at.toordinal() if lab.at else 0))
    return tuple(read), tuple(problems)


def _lab(given: GivenLab, analyte: Analyte, topic: Topic, path: str) -> LabFact:
    unit = _unit(given.unit, analyte, topic, f"{path}.unit")
    limit_unit = _unit(given.upper_limit_unit, analyte, topic, f"{path}.upper_limit_unit") or unit
    baseline_unit = _unit(given.baseline_unit, analyte, topic, f"{path}.baseline_unit") or unit
    limit = _positive(given.upper_limit, f"{path}.upper_limit")
    baseline = _positive(given.baseline, f"{path}.baseline")
    as_given = shown(given.value) + (f" {given.unit}" if given.unit else "")
    return LabFact(
        analyte=analyte.id,
        read=Read(origin="patient", as_given=as_given, path=path),
        value=Amount(low=given.value, high=given.value, unit=unit),
        upper_limit=None if limit is None else Amount(low=limit, high=limit, unit=limit_unit),
        baseline=None if baseline is None else Amount(low=baseline, high=baseline, unit=baseline_unit),
        at=given.at,
    )


def _analyte(name: str, topic: Topic, path: str) -> Analyte:
    folded = name.strip().casefold()
    for analyte in topic.vocabulary.analytes:
        if folded == analyte.id.casefold() or folded in (n.casefold() for n in analyte.names):
            return analyte
    known = ", ".join(a.id for a in topic.vocabulary.analytes)
    raise UnknownNameError(f"not an analyte of this topic; known are: {known}", path=f"{path}.analyte")


def _unit(written: str | None, analyte: Analyte, topic: Topic, path: str) -> str | None:
    if written is None or not written.strip():
        return None
    if not analyte.unit and is_ratio(written, analyte):
        return analyte.unit
    unit = canonical_unit(written, topic.vocabulary)
    if unit is None or factor(analyte, unit) is None:
        units = ", ".join(dict.fromkeys((analyte.unit, *analyte.units)))
        raise UnknownNameError(f"not a unit of {analyte.id}; known are: {units}", path=path)
    return unit


def _dose(given: GivenMedication, i: int, topic: Topic) -> DoseFact:
    path = f"patient.medications[{i}]"
    drug = _drug(given.drug, topic, path)
    status = _STATUSES.get(given.status)
    if status is None:
        raise InputError("status is one of: active, held, previous, planned", path=f"{path}.status")
    dose = given.dose
    if dose is not None and dose < 0:
        raise InputError("must not be negative", path=f"{path}.dose")
    mg = None if dose is None else dose * _mg_per_day(given.unit, f"{path}.unit")
    as_given = "" if dose is None else f"{shown(dose)} {given.unit or 'mg/d'}"
    return DoseFact(
        drug=drug.id,
        governed=drug.relation == "governed",
        status=status,
        read=Read(origin="patient", as_given=as_given, path=path),
        low_mg_per_day=mg,
        high_mg_per_day=mg,
        since=given.since,
        until=given.until,
    )


def _mg_per_day(unit: str | None, path: str) -> float:
    """Mg a day in one of the unit; without a unit a dose is in mg/d, as the contract's example has it."""
    name, _, rate = (unit or "mg/d").replace(" ", "").casefold().replace("\u03bc", "µ").partition("/")
    if name not in _MG or rate not in _PER_DAY:
        raise UnknownNameError("a daily dose is given in mg/d, g/d or µg/d", path=path)
    return _MG[name]


def _drug(name: str, topic: Topic, path: str) -> Drug:
    folded = name.strip().casefold()
    for drug in topic.vocabulary.drugs:
        if folded == drug.id.casefold() or folded in (n.casefold() for n in drug.names):
            return drug
    raise UnknownNameError("not a drug that this topic knows; check the spelling", path=f"{path}.drug")


def _signs(names: tuple[str, ...], key: str, topic: Topic, *, present: bool) -> tuple[SignFact, ...]:
    kind = "conditions" if key == "conditions" else "symptoms"
    known = topic.vocabulary.conditions if kind == "conditions" else topic.vocabulary.symptoms
    found: list[SignFact] = []
    for i, name in enumerate(names):
        path = f"patient.{key}[{i}]"
        sign = _sign(name, known)
        if sign is None:
            raise UnknownNameError(f"not one of the topic's {kind}: {', '.join(s.id for s in known)}", path=path)
        of: Literal["symptom", "condition"] = "condition" if kind == "conditions" else "symptom"
        found.append(
            SignFact(of=of, id=sign.id, present=present, read=Read(origin="patient", as_given=sign.id, path=path))
        )
    return tuple(found)


def _sign(name: str, known: tuple[Sign, ...]) -> Sign | None:
    folded = name.strip().casefold()
    return next((s for s in known if folded == s.id.casefold() or folded in (n.casefold() for n in s.names)), None)


def _phases(governed: list[DoseFact]) -> tuple[PhaseFact, ...]:
    """Held when a dose is held; restarted when a dose is active again after a held one ended."""
    held = [d for d in governed if d.status == "held"]
    active = [d for d in governed if d.status == "active"]
    if active and held and all(d.until is not None for d in held):
        return (PhaseFact(phase="restarted", read=active[-1].read),)
    if held:
        return (PhaseFact(phase="held", read=held[-1].read),)
    return (PhaseFact(phase="on", read=active[-1].read),) if active else ()


def _plans(governed: list[DoseFact], planned: list[DoseFact]) -> tuple[PlanFact, ...]:
    """A planned dose is an increase while the drug is taken, else a restart."""
    if not planned:
        return ()
    active = [d for d in governed if d.status == "active"]
    last, current = planned[-1], active[-1] if active else None
    if current is None:
        return (PlanFact(kind="restart", read=last.read),)
    if last.high_mg_per_day is None or current.high_mg_per_day is None:
        return ()
    if last.high_mg_per_day > current.high_mg_per_day:
        return (PlanFact(kind="increase", read=last.read),)
    kind: PlanFact = PlanFact(
        kind="continue" if last.high_mg_per_day == current.high_mg_per_day else "reduce", read=last.read
    )
    return (kind,)


def _steps(governed: list[DoseFact]) -> tuple[StepFact, ...]:
    active = [d for d in governed if d.status == "active" and d.high_mg_per_day is not None]
    previous = [d for d in governed if d.status == "previous" and d.high_mg_per_day is not None]
    planned = [d for d in governed if d.status == "planned" and d.high_mg_per_day is not None]
    steps: list[StepFact] = []
    if active and previous:
        before, after = previous[-1], active[-1]
        steps.append(
            StepFact(
                planned=False,
                read=after.read,
                from_mg_per_day=before.high_mg_per_day,
                to_mg_per_day=after.high_mg_per_day,
            )
        )
    if active and planned:
        before, after = active[-1], planned[-1]
        steps.append(
            StepFact(
                planned=True,
                read=after.read,
                from_mg_per_day=before.high_mg_per_day,
                to_mg_per_day=after.high_mg_per_day,
            )
        )
    return tuple(steps)
