"""Put the facts of several turns together: what is corrected is replaced, everything else is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.domain.facts import DaysFact, LabFact, PatientFacts, Problem, StepFact
from service.safety.reading.correcting import Corrects

#: Words that point back to what the turn before proposed.
_POINTING_BACK = ("do that", "do it", "do so", "go ahead", "go for it", "try that", "try it", "start that", "start it")
#: How a restart is asked for by its name, in any form.
_RESTARTING = ("restart", "rechalleng", "re-challeng", "reintrod", "resum", "start again", "start over")
#: Words of a time that has passed since.
_LATER = frozenset("day days week weeks wk wks month months later since".split())


def later(before: PatientFacts, now: PatientFacts, *, text: str, corrects: Corrects) -> PatientFacts:
    """Add a later turn to what was known.

    A limit given later holds for all earlier results; a new value is a new result of the course, unless the turn
    corrects or varies the case ("sorry, 150", "same but 499"), when it takes the old one's place.
    """
    now = _going_up(before, now, text)
    replaced = {lab.analyte for lab in now.labs if lab.value or lab.times_upper_limit or lab.times_baseline}
    wrong = {analyte for analyte in replaced if corrects.result(before.labs, analyte)}
    kept = tuple(lab for lab in before.labs if lab.analyte not in wrong)
    dropped = tuple(lab for lab in before.labs if lab.analyte in wrong)
    limits = tuple(_only_limits(lab) for lab in dropped if lab.upper_limit or lab.baseline or lab.baseline_said)
    given = {(dose.drug, dose.status) for dose in now.doses}
    stale = [d for d in before.doses if (d.drug, d.status) in given and corrects.dose(d)]
    doses = (*(d for d in before.doses if d not in stale), *now.doses)
    return PatientFacts(
        labs=relimited((*limits, *kept), now.labs),
        doses=doses,
        steps=_steps(before, now),
        signs=(*(s for s in before.signs if s.id not in {n.id for n in now.signs}), *now.signs),
        days=now.days or before.days,
        phases=(*before.phases, *now.phases),
        plans=now.plans or (before.plans if _still_planned(now, text) else ()),
        quoted_limits=now.quoted_limits,
        problems=(*_lasting(before, now), *now.problems),
        drugs=tuple(dict.fromkeys((*before.drugs, *now.drugs))),
        symptoms_all_absent=now.symptoms_all_absent
        or (before.symptoms_all_absent and not any(s.present for s in now.signs)),
        weight_kg=now.weight_kg or before.weight_kg,
        age_years=now.age_years or before.age_years,
        as_of=now.as_of or before.as_of,
        topic_drug_assumed=before.topic_drug_assumed and now.topic_drug_assumed,
        foreign_drug=now.foreign_drug and (before.foreign_drug or not before.drugs),
        apart=_apart(before, now, corrects=corrects.whole),
    )


def _going_up(before: PatientFacts, now: PatientFacts, text: str) -> PatientFacts:
    """A turn whose higher dose, on the dose of a restart that is under way, is an increase and no further restart."""
    taken = [d.high_mg_per_day or 0.0 for d in before.doses if d.governed and d.status == "active"]
    under_way = any(p.phase == "restarted" for p in before.phases) and bool(taken)
    if not under_way or any(word in text.casefold() for word in _RESTARTING):
        return now
    planned = {d.read: d.high_mg_per_day or 0.0 for d in now.doses if d.status == "planned" and d.governed}
    raised = [p for p in now.plans if p.kind == "restart" and planned.get(p.read, 0.0) > taken[-1]]
    steps = tuple(StepFact(planned=True, read=p.read, to_mg_per_day=planned[p.read]) for p in raised)
    plans = tuple(replace(p, kind="increase") if p in raised else p for p in now.plans)
    return replace(now, plans=plans, steps=(*now.steps, *steps))


def _still_planned(now: PatientFacts, text: str) -> bool:
    """Whether a turn points back at the plan of the one before, or only adds a fact to its case.

    What is told of a later day ("two weeks in") or asks something of its own lets the plan go.
    """
    folded = text.casefold()
    adds = bool(now.labs or now.signs or now.drugs) and not (now.doses or now.phases or now.days)
    moved_on = "?" in text or any(word in _LATER for word in folded.replace(",", " ").split())
    return (adds and not moved_on) or any(words in folded for words in _POINTING_BACK)


def _lasting(before: PatientFacts, now: PatientFacts) -> tuple[Problem, ...]:
    """What is still wrong with earlier turns: a figure that cannot be, until a later one takes its place."""
    given = {lab.analyte for lab in now.labs if lab.value or lab.times_upper_limit}
    return tuple(
        replace(p, read=replace(p.read, origin="history"))
        for p in before.problems
        if p.kind == "two-patients" or (p.kind in ("implausible", "conflict") and not any(a in p.what for a in given))
    )


def _apart(before: PatientFacts, now: PatientFacts, *, corrects: bool) -> tuple[PatientFacts, ...]:
    """Once two patients were mixed, a later turn stands alone too: nobody knows whom it is about.

    What was known before they were mixed stays one patient's, less the signs that a correction takes back.
    """
    if before.apart:
        return (*before.apart, *(now.apart or (replace(now, problems=()),)))
    if not now.apart or before == PatientFacts():
        return now.apart
    denied = {sign.id: sign for sign in now.signs if corrects and not sign.present}
    signs = tuple(denied.get(sign.id, sign) for sign in before.signs)
    return (replace(before, signs=signs, corrections=()), *now.apart)


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
    problems = tuple(Problem(kind="implausible", what="date", read=d.read) for d in early)
    return replace(facts, days=tuple(d for d in found if d.high >= 0), problems=(*facts.problems, *problems))
