"""Put the facts of several turns and of text and structure together; what is corrected is replaced and said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Topic
from service.domain.facts import Amount, DaysFact, LabFact, PatientFacts, Problem, Read, StepFact
from service.safety.units import factor as _factor


def later(before: PatientFacts, now: PatientFacts, *, corrects: bool) -> PatientFacts:
    """Add a later turn to what was known.

    A limit given later holds for all earlier results; a new value is a new result of the course, unless the turn
    corrects or varies the case ("sorry, 150", "same but 499"), when it takes the old one's place.
    """
    replaced = {lab.analyte for lab in now.labs if lab.value or lab.times_upper_limit or lab.times_baseline}
    kept = tuple(lab for lab in before.labs if not (corrects and lab.analyte in replaced))
    dropped = tuple(lab for lab in before.labs if corrects and lab.analyte in replaced)
    limits = tuple(_only_limits(lab) for lab in dropped if lab.upper_limit or lab.baseline or lab.baseline_said)
    doses = now.doses if corrects and now.doses else (*before.doses, *now.doses)
    return PatientFacts(
        labs=relimited((*limits, *kept), now.labs),
        doses=doses,
        steps=_steps(before, now),
        signs=(*(s for s in before.signs if s.id not in {n.id for n in now.signs}), *now.signs),
        days=now.days or before.days,
        phases=(*before.phases, *now.phases),
        plans=now.plans,
        quoted_limits=now.quoted_limits,
        problems=now.problems,
        drugs=tuple(dict.fromkeys((*before.drugs, *now.drugs))),
        symptoms_all_absent=now.symptoms_all_absent
        or (before.symptoms_all_absent and not any(s.present for s in now.signs)),
        weight_kg=now.weight_kg or before.weight_kg,
        age_years=now.age_years or before.age_years,
        as_of=now.as_of or before.as_of,
        topic_drug_assumed=before.topic_drug_assumed and now.topic_drug_assumed,
        foreign_drug=now.foreign_drug and (before.foreign_drug or not before.drugs),
    )


def _only_limits(lab: LabFact) -> LabFact:
    return replace(lab, value=None, times_upper_limit=None, times_baseline=None, said=None)


def relimited(old: Sequence[LabFact], new: Sequence[LabFact]) -> tuple[LabFact, ...]:
    """Apply limits of the new turn to old results; an entry that holds limits alone adds nothing else."""
    merged = list(old)
    for lab in new:
        bare = not (lab.value or lab.times_upper_limit or lab.times_baseline or lab.said)
        if bare:
            merged = [_with_limits(m, lab) if m.analyte == lab.analyte else m for m in merged]
            if not any(m.analyte == lab.analyte for m in merged):
                merged.append(lab)
        else:
            merged.append(lab)
    return tuple(merged)


def _with_limits(lab: LabFact, limits: LabFact) -> LabFact:
    return replace(
        lab,
        upper_limit=limits.upper_limit or lab.upper_limit,
        baseline=limits.baseline or lab.baseline,
        baseline_said=limits.baseline_said or lab.baseline_said,
    )


def _steps(before: PatientFacts, now: PatientFacts) -> tuple[StepFact, ...]:
    """A planned step without a start begins at the current dose; a past one at the dose before it."""
    current = [d.high_mg_per_day for d in (*before.doses, *now.doses) if d.governed and d.status == "active"]
    steps = (*(s for s in before.steps if not s.planned), *now.steps)
    return tuple(
        replace(s, from_mg_per_day=current[-1]) if s.planned and s.from_mg_per_day is None and current else s
        for s in steps
    )


def with_given(text: PatientFacts, given: PatientFacts, topic: Topic) -> PatientFacts:
    """Join one turn's text and structured block: structure wins, a contradiction is named and the worse is judged."""
    conflicts = tuple(_conflicts(text.labs, given.labs, topic))
    known = {lab.analyte for lab in given.labs}
    both = tuple(lab for lab in text.labs if lab.analyte not in known or _adds(lab, given.labs, topic))
    mine = relimited(tuple(lab for lab in both if lab.analyte not in known), given.labs)
    worse = tuple(lab for lab in both if lab.analyte in known and lab.value is not None)
    given_drugs = {d.drug for d in given.doses}
    signs = {s.id: s for s in (*text.signs, *given.signs)}
    doses = (*(d for d in text.doses if d.drug not in given_drugs or d.status == "planned"), *given.doses)
    return replace(
        text,
        labs=_worst_last((*mine, *worse)) if worse else mine,
        doses=doses,
        steps=(*text.steps, *given.steps),
        signs=tuple(signs.values()),
        days=given.days or text.days,
        phases=(*given.phases, *text.phases),
        plans=(*given.plans, *text.plans),
        problems=(*text.problems, *given.problems, *conflicts),
        weight_kg=given.weight_kg or text.weight_kg,
        age_years=given.age_years or text.age_years,
        as_of=given.as_of,
    )


def _conflicts(text: Sequence[LabFact], given: Sequence[LabFact], topic: Topic) -> Sequence[Problem]:
    return [
        Problem(kind="conflict", what=lab.analyte, read=lab.read)
        for lab in text
        if any(other.analyte == lab.analyte for other in given) and _adds(lab, given, topic)
    ]


def _adds(lab: LabFact, given: Sequence[LabFact], topic: Topic) -> bool:
    """Whether a result of the text differs from every structured result of its analyte."""
    if lab.value is None:
        return False
    return not any(o.analyte == lab.analyte and _same(lab.value, o.value, lab.analyte, topic) for o in given)


def _same(one: Amount, other: Amount | None, name: str, topic: Topic) -> bool:
    if other is None or one.exact is None or other.exact is None:
        return False
    analyte = next(a for a in topic.vocabulary.analytes if a.id == name)
    left = one.exact * (_factor(analyte, one.unit) or 1.0 if one.unit else 1.0)
    right = other.exact * (_factor(analyte, other.unit) or 1.0 if other.unit else 1.0)
    unit_free = one.unit is None or other.unit is None
    return math.isclose(left, right, rel_tol=0.01) or (unit_free and math.isclose(one.exact, other.exact))


def _worst_last(labs: Sequence[LabFact]) -> tuple[LabFact, ...]:
    """Where text and structure disagree the higher result is the current one."""
    return tuple(sorted(labs, key=lambda lab: (lab.value.high or 0.0) if lab.value else 0.0))


def days_from_dates(facts: PatientFacts) -> PatientFacts:
    """Derive times from the dates of the doses and `as_of`: since the stop, the restart and the last increase."""
    if facts.as_of is None:
        return facts
    found: list[DaysFact] = []
    governed = [d for d in facts.doses if d.governed]
    restarted = bool(facts.phases) and facts.phases[-1].phase == "restarted"
    for dose in governed:
        start = dose.since if dose.status in ("active", "held") else None
        if start is None:
            continue
        days = float((facts.as_of - start).days)
        if dose.status == "held":
            found.append(DaysFact(of="since-stop", low=days, high=days, read=dose.read))
        elif restarted:
            found.append(DaysFact(of="since-restart", low=days, high=days, read=dose.read))
        else:
            found.append(DaysFact(of="since-increase", low=days, high=days, read=dose.read))
    early = [d for d in found if d.high < 0]
    problems = tuple(Problem(kind="implausible", what="date", read=_read(d)) for d in early)
    return replace(facts, days=tuple(d for d in found if d.high >= 0), problems=(*facts.problems, *problems))


def _read(days: DaysFact) -> Read:
    return days.read
