"""Join one turn's words and structured block: a contradiction is named and the more dangerous of the two is judged."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model import Analyte, Topic
from service.domain.facts import Amount, DoseFact, LabFact, PatientFacts, Problem, SignFact
from service.safety.reading.merging import relimited
from service.safety.rules.lines import falling_analytes
from service.safety.rules.units import factor

#: Two figures this close are one figure, rounded or converted.
_SAME = 0.01


def with_given(text: PatientFacts, given: PatientFacts, topic: Topic) -> PatientFacts:
    """Join what a turn's words and its structured block say; every disagreement becomes an `input-conflict`."""
    analytes = {a.id: a for a in topic.vocabulary.analytes}
    labs, odd_labs = _labs(text.labs, given.labs, analytes, falling_analytes(topic))
    signs, odd_signs = _signs(text, given)
    doses, odd_doses = _doses(text.doses, given.doses)
    odd_person = _person(text, given)
    return replace(
        text,
        labs=labs,
        doses=doses,
        steps=(*text.steps, *given.steps),
        signs=signs,
        days=given.days or text.days,
        phases=(*given.phases, *text.phases),
        plans=(*given.plans, *text.plans),
        problems=(*text.problems, *given.problems, *odd_labs, *odd_signs, *odd_doses, *odd_person),
        weight_kg=given.weight_kg or text.weight_kg,
        age_years=given.age_years or text.age_years,
        as_of=given.as_of,
        foreign_drug=text.foreign_drug and not any(d.governed for d in given.doses),
    )


def _labs(
    text: Sequence[LabFact], given: Sequence[LabFact], analytes: dict[str, Analyte], falling: frozenset[str]
) -> tuple[tuple[LabFact, ...], list[Problem]]:
    known = {lab.analyte for lab in given}
    merged = list(relimited([lab for lab in text if lab.analyte not in known], given))
    problems: list[Problem] = []
    for lab in text:
        if lab.analyte not in known:
            continue
        analyte = analytes[lab.analyte]
        own = [i for i, m in enumerate(merged) if m.analyte == lab.analyte]
        for i in own:
            merged[i], odd = _with_text_limits(merged[i], lab, analyte)
            problems += odd
        if lab.value is None or any(_same(lab.value, merged[i].value, analyte) for i in own):
            continue
        problems.append(Problem(kind="conflict", what=analyte.id, read=lab.read))
        held = merged[own[-1]]
        worse = held.value is None or _size(lab.value, analyte) > _size(held.value, analyte)
        last = worse is not (analyte.id in falling)
        judged = replace(lab, upper_limit=held.upper_limit, baseline=held.baseline)
        merged.insert(own[-1] + 1 if last else own[0], judged)
    return tuple(merged), list(dict.fromkeys(problems))


def _with_text_limits(lab: LabFact, text: LabFact, analyte: Analyte) -> tuple[LabFact, list[Problem]]:
    """Take limits that only the text gives; of two that differ the lower, which is the stricter."""
    problems: list[Problem] = []
    for field, words in (("upper_limit", "upper limit of"), ("baseline", "baseline")):
        said: Amount | None = getattr(text, field)
        held: Amount | None = getattr(lab, field)
        if said is None or _same(said, held, analyte):
            continue
        if held is not None:
            problems.append(Problem(kind="conflict", what=f"{words} {analyte.id}", read=text.read))
        if held is None or _size(said, analyte) < _size(held, analyte):
            lab = replace(lab, upper_limit=said) if field == "upper_limit" else replace(lab, baseline=said)
    if lab.baseline is None and text.baseline_said:
        lab = replace(lab, baseline_said=text.baseline_said)
    return lab, problems


def _same(one: Amount, other: Amount | None, analyte: Analyte) -> bool:
    if other is None or one.exact is None or other.exact is None:
        return False
    unit_free = one.unit is None or other.unit is None
    return math.isclose(_size(one, analyte), _size(other, analyte), rel_tol=_SAME) or (
        unit_free and math.isclose(one.exact, other.exact)
    )


def _size(amount: Amount, analyte: Analyte) -> float:
    """The upper end in the analyte's canonical unit; a bare figure is taken to be in it."""
    figure = amount.high if amount.high is not None else math.inf
    return figure * (factor(analyte, amount.unit or analyte.unit) or 1.0)


def _signs(text: PatientFacts, given: PatientFacts) -> tuple[tuple[SignFact, ...], list[Problem]]:
    """What is present in either is present."""
    held = {s.id: s for s in text.signs}
    problems: list[Problem] = []
    for sign in given.signs:
        said = held.get(sign.id)
        denied = sign.present and sign.of == "symptom" and text.symptoms_all_absent and said is None
        if denied or (said is not None and said.present != sign.present):
            problems.append(Problem(kind="conflict", what=sign.id, read=sign.read))
        if said is None or not said.present:
            held[sign.id] = sign
    return tuple(held.values()), problems


def _doses(text: Sequence[DoseFact], given: Sequence[DoseFact]) -> tuple[tuple[DoseFact, ...], list[Problem]]:
    """A given drug's doses are the structure's, planned ones are both's; of two current doses the higher holds."""
    drugs = {d.drug for d in given}
    kept = [d for d in text if d.drug not in drugs or d.status == "planned"]
    odd = list(_odd_doses(text, given))
    higher = [d for d in odd if (d.high_mg_per_day or 0.0) > _current(d.drug, given)]
    problems = [Problem(kind="conflict", what=f"dose of {d.drug}", read=d.read) for d in odd]
    return (*kept, *given, *higher), problems


def _odd_doses(text: Sequence[DoseFact], given: Sequence[DoseFact]) -> Iterator[DoseFact]:
    for dose in text:
        figures = [g.high_mg_per_day for g in given if g.drug == dose.drug and g.high_mg_per_day is not None]
        said = dose.high_mg_per_day
        if dose.status != "active" or said is None or not _current(dose.drug, given):
            continue
        if not any(math.isclose(said, figure, rel_tol=_SAME) for figure in figures):
            yield dose


def _current(drug: str, given: Sequence[DoseFact]) -> float:
    return max((g.high_mg_per_day or 0.0 for g in given if g.drug == drug and g.status == "active"), default=0.0)


def _person(text: PatientFacts, given: PatientFacts) -> list[Problem]:
    pairs = (("weight", text.weight_kg, given.weight_kg), ("age", text.age_years, given.age_years))
    read = next((lab.read for lab in (*given.labs, *text.labs)), None) or next(
        (d.read for d in (*given.doses, *text.doses)), None
    )
    return [
        Problem(kind="conflict", what=name, read=read)
        for name, said, held in pairs
        if read is not None and said is not None and held is not None and not math.isclose(said, held, rel_tol=_SAME)
    ]
