"""The schedule of a restart: drawn only when no rule forbids it and no missing fact could still forbid it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from corpus.model import Days, Rule
from service.answering.case import Case
from service.answering.computed.way_up import WayUp, way_up
from service.answering.schedule import besides
from service.domain.answer import Assessment, Audience, Verdict
from service.domain.facts import PatientFacts, PlanFact, Read
from service.domain.pictures import DoseStep, NoSchedule, Schedule, TestDay
from service.safety.check import check
from service.safety.rules.assess import assess
from service.safety.rules.doses import dose_interval
from service.safety.rules.figures import shown
from service.safety.rules.labs import measured
from service.safety.rules.limits import STOPPING, conditions_of, limits_of
from service.safety.rules.ruling import forbids

NOT_PASSED = "The schedule did not pass the safety check for this patient, so that it is not shown."
#: Problems of the input that leave open what the patient's facts are.
_UNSURE = ("implausible", "conflict", "two-patients", "language")
_TESTS, _START, _FIRST, _NEXT = "tests-per-week-restart", "restart-dose", "first-step", "step-interval"
_CLAIMS = (_START, _TESTS, _FIRST, "step", _NEXT, "daily-dose")


def restart_of(case: Case) -> Schedule | NoSchedule | None:
    """Return the schedule of a restart, or why there is none; None where no restart is in question.

    A schedule is in question when a restart is planned, or the drug is held. It is never given to patients.
    """
    way = way_up(case)
    if way is None or case.audience is Audience.PATIENT or not _in_question(case.facts):
        return None
    planned = _planned(case)
    assessed = assess(planned.facts, case.topic)
    reasons, missing = tuple(_barred(planned, assessed, way)), tuple(_open(planned, assessed))
    if reasons or missing:
        return NoSchedule(reasons=reasons, missing=missing)
    schedule = _schedule(planned, way)
    return schedule if _passes(planned, schedule, assessed) else NoSchedule(reasons=(NOT_PASSED,), missing=())


def _in_question(facts: PatientFacts) -> bool:
    phase = facts.phases[-1].phase if facts.phases else None
    return phase != "restarted" and (phase == "held" or any(plan.kind == "restart" for plan in facts.plans))


def _planned(case: Case) -> Case:
    """The case as if a restart were planned: what would then forbid it, or be asked for, decides."""
    if any(plan.kind == "restart" for plan in case.facts.plans):
        return case
    plan = PlanFact(kind="restart", read=Read(origin="assumed"))
    return replace(case, facts=replace(case.facts, plans=(*case.facts.plans, plan)))


def _barred(case: Case, assessed: Assessment, way: WayUp) -> Iterator[str]:
    """What speaks against a restart, in the words of the findings."""
    found = {f.rule: f for f in (*assessed.findings, *case.assessment.findings)}
    yield from (f.message for f in found.values() if _bars(case.topic.rule[f.rule]))
    yield from (f.message for f in case.assessment.findings if case.topic.rule[f.rule].trigger == "abstain")
    if any(problem.kind in _UNSURE for problem in case.facts.problems):
        yield "What was given about the patient cannot be right, or does not fit together: see the findings."
    if way.highest < way.start:
        yield "The highest dose for this patient lies below the first dose of a restart, so that none is left to give."


def _bars(rule: Rule) -> bool:
    return rule.action in STOPPING or forbids(rule, "restart") or "schedule" in rule.forbids


def _open(case: Case, assessed: Assessment) -> Iterator[str]:
    """The missing facts that could still forbid a restart, or that the highest dose hangs on."""
    asked = [m.fact for m in assessed.missing if not m.rules or any(_bars(case.topic.rule[rule]) for rule in m.rules)]
    yield from dict.fromkeys(asked)
    held = case.topic.formulas.ceiling
    if held is not None and held.below_injury_dose and dose_interval("injury", case.facts) is None:
        yield "the dose at which the injury occurred"
    if not _injury_told(case):
        yield "the results for which the drug was held"


def _injury_told(case: Case) -> bool:
    """Whether a result from before the current one is known: a line for stopping for good that it met stays met."""
    tested = limits_of(case.topic).tested
    results = [lab.analyte for lab in case.facts.labs if lab.analyte in tested and measured(lab)]
    return len(results) > len(set(results))


def _schedule(case: Case, way: WayUp) -> Schedule:
    steps = tuple(_steps(way))
    tests = tuple(sorted({t.day: t for t in _tests(case, way, steps)}.values(), key=lambda test: test.day))
    around = case.topic.formulas.step_tests
    start, earliest = _begins(case.facts)
    grounds = [*way.grounds(*_CLAIMS), *([around.ground.statement] if around is not None else [])]
    sentences = case.topic.statements
    return Schedule(
        drug=case.topic.governed.names[0],
        steps=steps,
        tests=tests,
        gaps=tuple(_gaps(steps, tests)),
        ceiling_mg_per_day=way.highest,
        ceiling_because=_because(case, way),
        start=start,
        not_before=earliest,
        grounds=tuple(sentences[ground][1].text for ground in dict.fromkeys(grounds)),
        besides=tuple(sentences[added][1].text for added in besides(case.topic)),
    )


def _because(case: Case, way: WayUp) -> str:
    """Why the schedule goes no higher, with the arithmetic."""
    held, weight = case.topic.formulas.ceiling, case.facts.weight_kg
    why = [f"at most {shown(way.ceiling)} mg a day for anybody"]
    if not math.isinf(way.injury):
        why.append(f"below {shown(way.injury)} mg a day, at which the injury occurred")
    if held is not None and held.mg_per_kg is not None and weight is not None:
        why.append(f"at most {shown(held.mg_per_kg)} mg/kg x {shown(weight)} kg = {shown(way.by_weight)} mg a day")
    return f"The highest dose of the schedule is {shown(way.highest)} mg a day: {', '.join(why)}."


def _steps(way: WayUp) -> Iterator[DoseStep]:
    """Every dose from the first to the highest, with its earliest day as far as the rules set one."""
    wait, interval = way.days(_FIRST), way.days(_NEXT)
    for n in range(round((way.highest - way.start) / way.step) + 1):
        dose = way.start + way.step * n
        if n == 0:
            yield DoseStep(mg_per_day=dose, day=0)
        elif wait is None or (interval is None and n > 1):
            yield DoseStep(mg_per_day=dose, day=None)
        else:
            yield DoseStep(mg_per_day=dose, day=math.ceil(wait) + (n - 1) * math.ceil(interval or 0.0))


def _tests(case: Case, way: WayUp, steps: tuple[DoseStep, ...]) -> Iterator[TestDay]:
    """The latest days of the tests: first those that are counted by the week, then those that come with the steps."""
    days = [step.day for step in steps[1:] if step.day is not None]
    if _TESTS in way.limits:
        per_week = way.limits[_TESTS][0].value
        spans = [span for rule in case.topic.rules for span in _span(rule, case)]
        last, n = max(spans, default=days[0] if days else 0), 1
        while 7 * n / per_week <= last:
            yield TestDay(day=math.floor(7 * n / per_week), of="weekly")
            n += 1
    around = case.topic.formulas.step_tests
    if around is not None and days:
        after = math.floor(around.days_after)
        yield from (TestDay(day=one + after, of="after-step") for one, next_ in pairwise(days) if one + after < next_)
        yield TestDay(day=days[-1] + after, of="after-step")
        if around.before:
            yield from (TestDay(day=day, of="before-step") for day in days)


def _span(rule: Rule, case: Case) -> Iterator[int]:
    """How long after a restart a rule asks for its tests."""
    if any(limit.claim == _TESTS for limit in rule.limits):
        for condition in conditions_of(rule.when, case.topic):
            if isinstance(condition, Days) and condition.of == "since-restart" and condition.op in ("<", "<="):
                yield math.floor(condition.value)


def _gaps(steps: tuple[DoseStep, ...], tests: tuple[TestDay, ...]) -> Iterator[str]:
    """What no rule says: silence is never read as nothing to do."""
    last = max((step.day for step in steps if step.day is not None), default=0)
    if any(step.day is None for step in steps):
        yield "No rule sets the days between the steps, so that they have no date."
    if not tests:
        yield "No rule names a day for tests after the restart. That is no sign that none are needed."
    elif tests[-1].day < last or any(step.day is None for step in steps):
        yield f"No rule names a day for tests after day {tests[-1].day}. That is no sign that none are needed."


def _passes(case: Case, schedule: Schedule, assessed: Assessment) -> bool:
    """Whether the safety core lets the doses pass, said in words: the last word on them is not this room's."""
    drug = schedule.drug
    said = [f"Restart {drug} at {shown(schedule.steps[0].mg_per_day)} mg daily."]
    for step in schedule.steps[1:]:
        dose = f"{shown(step.mg_per_day)} mg daily"
        said.append(f"From day {step.day}: {drug} {dose}." if step.day is not None else f"Then {drug} {dose}.")
    said.append(f"Do not exceed {shown(schedule.ceiling_mg_per_day)} mg of {drug} daily.")
    text = " ".join(said)
    verdict = check(text, topic=case.topic, facts=case.facts, assessment=assessed, question=case.question.text).verdict
    return verdict is Verdict.PASS


def _begins(facts: PatientFacts) -> tuple[date | None, date | None]:
    """The first date for a restart where one was given, and the date that none lies before."""
    planned = [d.since for d in facts.doses if d.governed and d.status == "planned" and d.since is not None]
    known = [lab.at for lab in facts.labs if lab.at is not None]
    earliest = max([*known, *([facts.as_of] if facts.as_of is not None else [])], default=None)
    asked = planned[-1] if planned else facts.as_of
    if asked is None or earliest is None:
        return asked, earliest
    return max(asked, earliest), earliest
