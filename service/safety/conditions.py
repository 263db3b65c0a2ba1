"""Judge a rule's condition for one patient: facts in, three-valued truth out.

What a patient is not asked about is set here, once: another drug, a condition such as a genotype, a plan or a restart
that nobody mentioned is taken as absent, because asking for each of them in every case would bury the questions that
decide. Laboratory values, symptoms, doses and times that are not given stay unknown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.model import (
    All,
    Analyte,
    Any,
    Condition,
    Days,
    Dose,
    Fired,
    ForAny,
    HasSign,
    InPhase,
    Is,
    Lab,
    Not,
    OnDrug,
    Operator,
    Planned,
    Topic,
)
from service.domain.answer import Because
from service.domain.facts import PatientFacts, Read
from service.safety.doses import dose_interval
from service.safety.figures import shown
from service.safety.labs import course, judge
from service.safety.truth import Judged, Need, Truth, both, either, negated

_ABSENT = Judged(truth=Truth.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a condition is judged against: the facts, the topic, and which rules have fired so far."""

    facts: PatientFacts
    topic: Topic
    fired: frozenset[str] = frozenset()
    bound: Analyte | None = None
    """The analyte that `it` names inside a `for_any`."""
    memo: dict[object, Judged] = field(default_factory=dict, compare=False)
    """What has been judged of these facts already: many rules share a line, a sign or a definition."""


def rests_on_rules(condition: Condition, topic: Topic) -> bool:
    """Whether a condition depends on which other rules have fired."""
    match condition:
        case Fired():
            return True
        case All():
            return any(rests_on_rules(part, topic) for part in condition.all)
        case Any():
            return any(rests_on_rules(part, topic) for part in condition.any)
        case Not():
            return rests_on_rules(condition.not_, topic)
        case ForAny():
            return rests_on_rules(condition.then, topic)
        case Is():
            return rests_on_rules(topic.definitions[condition.name], topic)
        case _:
            return False


def evaluate(condition: Condition, case: Case) -> Judged:
    """Judge a condition; every kind of condition has one judgement and nothing falls through.

    Raises:
        TypeError: a kind of condition that this engine does not know; the reader builds no such condition.
    """
    match condition:
        case All():
            return both([evaluate(part, case) for part in condition.all])
        case Any():
            return either([evaluate(part, case) for part in condition.any])
        case Not():
            return negated(evaluate(condition.not_, case))
        case Is() | Lab() | HasSign() | OnDrug() | InPhase() | Planned() | Fired() | Dose() | Days():
            chained = isinstance(condition, (Is, Fired))
            key = (condition, case.bound and case.bound.id, case.fired if chained else None)
            held = case.memo.get(key)
            if held is None:
                held = case.memo[key] = _single(condition, case)
            return held
        case ForAny():
            members = _analytes(condition.for_any, case)
            return either([evaluate(condition.then, replace(case, bound=member)) for member in members])
        case _:
            raise TypeError(f"unknown condition {type(condition).__name__}")


def _single(condition: Condition, case: Case) -> Judged:
    match condition:
        case Is():
            return evaluate(case.topic.definitions[condition.name], case)
        case Lab():
            vocabulary = case.topic.vocabulary
            return either([judge(condition, course(case.facts, a, vocabulary)) for a in _analytes(condition.lab, case)])
        case Dose():
            return _dose(condition, case.facts)
        case Days():
            return _days(condition, case.facts)
        case _:
            return _stated(condition, case)


def _analytes(name: str, case: Case) -> tuple[Analyte, ...]:
    if name == "it":
        return (case.bound,) if case.bound else ()
    return tuple(a for a in case.topic.vocabulary.analytes if a.id == name or name in a.groups)


def _stated(condition: Condition, case: Case) -> Judged:
    match condition:
        case HasSign():
            return _sign(condition, case)
        case OnDrug():
            return _on_drug(condition, case)
        case InPhase():
            return _phase(condition, case.facts)
        case Planned():
            return _present([(f"plan to {p.kind}", p.read) for p in case.facts.plans if p.kind in condition.any])
        case Fired():
            hit = any(_names(pattern, fired) for fired in case.fired for pattern in condition.any)
            return Judged(truth=Truth.YES, engaged=True) if hit else _ABSENT
        case _:
            raise TypeError(f"unknown condition {type(condition).__name__}")


def _names(pattern: str, rule: str) -> bool:
    return rule.startswith(pattern[:-1]) if pattern.endswith("*") else rule == pattern


def _present(met: Sequence[tuple[str, Read]]) -> Judged:
    """True with what was read; the words given are shown where they say more than the name."""
    because = tuple(dict.fromkeys(_named(name, read) for name, read in met))
    return Judged(truth=Truth.YES, because=because, engaged=True) if because else _ABSENT


def _named(name: str, read: Read) -> Because:
    more = read.as_given if read.as_given.casefold() not in name.casefold() and not name.startswith("plan") else None
    return Because(fact=name, value=more or None, unit=None, limit=None, origin=read.origin)


def _sign(condition: HasSign, case: Case) -> Judged:
    vocabulary = case.topic.vocabulary
    known = vocabulary.symptoms if condition.of == "symptom" else vocabulary.conditions
    ids = [s.id for s in known if s.id in condition.any or set(s.groups) & set(condition.any)]
    read = [s for s in case.facts.signs if s.of == condition.of and s.id in ids]
    present = [s for s in read if s.present]
    if present:
        return _present([(s.id, s.read) for s in present])
    denied = {s.id for s in read}
    if condition.of == "condition" or case.facts.symptoms_all_absent or denied.issuperset(ids):
        return _ABSENT
    urgent_only = all(s.urgency == "emergency" for s in known if s.id in ids)
    return (
        _ABSENT if urgent_only else Judged(truth=Truth.UNKNOWN, needs=(Need(fact="symptoms", path="patient.symptoms"),))
    )


def _on_drug(condition: OnDrug, case: Case) -> Judged:
    ids = {d.id for d in case.topic.vocabulary.drugs if d.id in condition.any or set(d.groups) & set(condition.any)}
    taken = [(d.drug, d.read) for d in case.facts.doses if d.drug in ids and d.status in condition.status]
    named = [(drug, read) for drug, read in case.facts.drugs if drug in ids]
    return _present(taken + named)


def _phase(condition: InPhase, facts: PatientFacts) -> Judged:
    """The last phase read counts; when none was read, the patient is taken to be on the drug, as in the topic."""
    if facts.phases:
        last = facts.phases[-1]
        return _present([(f"drug {last.phase}", last.read)] if last.phase in condition.any else [])
    return Judged(truth=Truth.YES) if "on" in condition.any else _ABSENT


def _dose(condition: Dose, facts: PatientFacts) -> Judged:
    """A dose against a figure, or against another dose of the patient."""
    found = dose_interval(condition.of, facts)
    if found is None:
        planned = condition.of in ("planned", "restart", "planned-step", "past-step")
        return _ABSENT if planned else Judged(truth=Truth.UNKNOWN, needs=(_dose_need(condition.of),))
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
        limit=f"{condition.op} {shown(against)} mg" + ("" if "step" in condition.of else "/day"),
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
            return _ABSENT
        words = f"days {condition.of.replace('-', ' ')}"
        return Judged(truth=Truth.UNKNOWN, needs=(Need(fact=words, path="patient.medications[0].from"),))
    last = read[-1]
    truth = _compare(last.low, last.high, condition.enforced, condition.value)
    because = Because(
        fact=f"days {condition.of.replace('-', ' ')}",
        value=last.high if last.low == last.high else last.read.as_given,
        unit="days",
        limit=f"{condition.op} {shown(condition.value)} days",
        origin=last.read.origin,
    )
    return Judged(truth=truth, because=(because,), engaged=truth is not Truth.NO)


def _compare(low: float, high: float, op: Operator, value: float) -> Truth:
    """A range of doses or days counts by its more dangerous end, so an interval is never undecided."""
    met = {">": high > value, ">=": high >= value, "<": low < value, "<=": low <= value}[op]
    return Truth.YES if met else Truth.NO
