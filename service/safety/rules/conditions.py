"""Judge a single condition of a rule for one patient: facts in, three-valued truth out.

What a patient is not asked about is set here, once: another drug, a condition such as a genotype, a plan or a restart
that nobody mentioned is taken as absent, because asking for each of them in every case would bury the questions that
decide. Laboratory values, symptoms, doses and times that are not given stay unknown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from corpus.model import Days, Dose, HasSign, InPhase, OnDrug, Operator, Planned, Topic
from service.domain.answer import Because
from service.domain.facts import PatientFacts, Read
from service.safety.rules.doses import dose_interval
from service.safety.rules.figures import shown
from service.safety.rules.truth import Judged, Need, Truth

#: The judgement of one condition, made ready for a topic.
Judge = Callable[[PatientFacts], Judged]
Single = HasSign | OnDrug | InPhase | Planned | Dose | Days

ABSENT = Judged(truth=Truth.NO)


def judge_of(condition: Single, topic: Topic) -> Judge:
    """Return what judges a condition; the names and groups it speaks of are looked up here and not for each patient."""
    match condition:
        case HasSign():
            return _sign(condition, topic)
        case OnDrug():
            drugs = topic.vocabulary.drugs
            ids = frozenset(d.id for d in drugs if d.id in condition.any or set(d.groups) & set(condition.any))
            return partial(_on_drug, ids, condition.status)
        case InPhase():
            return partial(_phase, condition)
        case Planned():
            return partial(_planned, condition)
        case Dose():
            return partial(_dose, condition)
    return partial(_days, condition)


def _present(met: Sequence[tuple[str, Read]]) -> Judged:
    """True with what was read; the words given are shown where they say more than the name."""
    because = tuple(dict.fromkeys(_named(name, read) for name, read in met))
    return Judged(truth=Truth.YES, because=because, engaged=True) if because else ABSENT


def _named(name: str, read: Read) -> Because:
    more = read.as_given if read.as_given.casefold() not in name.casefold() and not name.startswith("plan") else None
    return Because(fact=name, value=more or None, unit=None, limit=None, origin=read.origin)


def _sign(condition: HasSign, topic: Topic) -> Judge:
    vocabulary = topic.vocabulary
    known = vocabulary.symptoms if condition.of == "symptom" else vocabulary.conditions
    meant = [s for s in known if s.id in condition.any or set(s.groups) & set(condition.any)]
    ids = frozenset(s.id for s in meant)
    # A condition, and a symptom that nobody would fail to mention, is absent when it is not mentioned.
    told = condition.of == "condition" or all(s.urgency == "emergency" for s in meant)
    asking = not all(s.background for s in meant)
    unmentioned = ABSENT if told else Judged(truth=Truth.UNKNOWN, needs=(_SYMPTOMS,))

    def judge(facts: PatientFacts) -> Judged:
        read = [s for s in facts.signs if s.of == condition.of and s.id in ids]
        present = [(s.id, s.read) for s in read if s.present]
        if present:
            return replace(_present(present), engaged=asking)
        denied = facts.symptoms_all_absent or ids.issubset(s.id for s in read)
        return ABSENT if denied else unmentioned

    return judge


_SYMPTOMS = Need(fact="symptoms", path="patient.symptoms")


def _on_drug(ids: frozenset[str], status: tuple[str, ...], facts: PatientFacts) -> Judged:
    taken = [(d.drug, d.read) for d in facts.doses if d.drug in ids and d.status in status]
    named = [(drug, read) for drug, read in facts.drugs if drug in ids]
    return _present(taken + named)


def _phase(condition: InPhase, facts: PatientFacts) -> Judged:
    """The last phase read counts; when none was read, the patient is taken to be on the drug, as in the topic."""
    if facts.phases:
        last = facts.phases[-1]
        return _present([(f"drug {last.phase}", last.read)] if last.phase in condition.any else [])
    return Judged(truth=Truth.YES) if "on" in condition.any else ABSENT


def _planned(condition: Planned, facts: PatientFacts) -> Judged:
    return _present([(f"plan to {p.kind}", p.read) for p in facts.plans if p.kind in condition.any])


def _dose(condition: Dose, facts: PatientFacts) -> Judged:
    """A dose against a figure, or against another dose of the patient."""
    found = dose_interval(condition.of, facts)
    if found is None:
        planned = condition.of in ("planned", "restart", "planned-step", "past-step")
        return ABSENT if planned else Judged(truth=Truth.UNKNOWN, needs=(_dose_need(condition.of),))
    low, high, read, words = found
    against = condition.value
    if condition.than is not None:
        other = dose_interval(condition.than, facts)
        if other is None:
            return Judged(truth=Truth.UNKNOWN, needs=(_dose_need(condition.than),), engaged=True)
        against = other[1]
    if against is None:
        raise TypeError("a dose condition needs `value` or `than`")
    if math.isinf(high) and low <= against:
        return Judged(truth=Truth.UNKNOWN, needs=(_dose_need(condition.of),), engaged=True)
    truth = _compare(low, high, condition.enforced, against)
    edge = truth is Truth.YES and condition.op != condition.enforced and math.isclose(high, against)
    because = Because(
        fact=words,
        value=read.as_given if math.isinf(high) else high,
        unit="mg/day" if "step" not in condition.of else "mg",
        # A line of nothing only asks whether there was any.
        limit=f"{condition.op} {shown(against)} mg" + ("" if "step" in condition.of else "/day") if against else None,
        origin=read.origin,
    )
    return Judged(truth=truth, because=(because,), edge=edge, engaged=truth is not Truth.NO)


def _dose_need(of: str) -> Need:
    words = {"injury": "dose at which the injury occurred", "current": "current dose"}.get(of, f"{of} dose")
    return Need(fact=words, path="patient.medications[0].dose")


def _days(condition: Days, facts: PatientFacts) -> Judged:
    read = [d for d in facts.days if d.of == condition.of]
    if not read:
        if not condition.of.startswith("since"):
            return ABSENT
        words = f"days {condition.of.replace('-', ' ')}"
        return Judged(truth=Truth.UNKNOWN, needs=(Need(fact=words, path="patient.medications[0].from"),))
    last = read[-1]
    truth = _compare(last.low, last.high, condition.enforced, condition.value)
    because = Because(
        fact=f"days {condition.of.replace('-', ' ')}",
        value=last.high if last.low == last.high else last.read.as_given,
        unit="days",
        limit=f"{condition.op} {shown(condition.value)} days" if condition.value else None,
        origin=last.read.origin,
    )
    return Judged(truth=truth, because=(because,), engaged=truth is not Truth.NO)


def _compare(low: float, high: float, op: Operator, value: float) -> Truth:
    """A range of doses or days counts by its more dangerous end, so an interval is never undecided."""
    met = {">": high > value, ">=": high >= value, "<": low < value, "<=": low <= value}[op]
    return Truth.YES if met else Truth.NO
