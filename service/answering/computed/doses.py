"""Doses computed from the rules' limits: this patient's ceiling, the next step and its day, the time the steps take."""

from __future__ import annotations

import math
from datetime import timedelta

from service.answering.case import Case
from service.answering.computed import Computed
from service.answering.computed.way_up import WayUp, way_up
from service.answering.schedule import forbidden
from service.answering.sections import Place
from service.safety.rules.figures import shown


def daily_dose(case: Case) -> tuple[Computed, ...]:
    """Return the sum of what is taken in a day, where it is taken in several doses."""
    held = case.topic.formulas.daily_dose
    sums = [dose.arithmetic for dose in case.facts.doses if dose.governed and dose.arithmetic]
    if held is None or not sums:
        return ()
    return _said(f"{sums[-1]}.", held.ground.statement)


def ceiling(case: Case) -> tuple[Computed, ...]:
    """Return the highest daily dose of this patient, where the dose at injury or the weight makes it this patient's."""
    held, way = case.topic.formulas.ceiling, way_up(case)
    if held is None or way is None or (math.isinf(way.by_weight) and math.isinf(way.injury)):
        return ()
    drug = case.topic.governed.names[0]
    why = []
    if not math.isinf(way.by_weight) and case.facts.weight_kg is not None and held.mg_per_kg is not None:
        lifted = " does not lift the ceiling" if way.by_weight >= way.ceiling else ""
        sum_ = f"{shown(held.mg_per_kg)} mg/kg x {shown(case.facts.weight_kg)} kg = {_mg(way.by_weight)}/day"
        why.append(f"{sum_}{lifted}")
    if not math.isinf(way.injury):
        why.append(f"the dose must stay below {_mg(way.injury)}/day, at which the injury occurred")
    most = _mg(min(way.ceiling, way.by_weight))
    text = f"Do not exceed {most} of {drug} daily in this patient: {', and '.join(why)}."
    return _said(text, held.ground.statement, *way.grounds("daily-dose"))


def next_step(case: Case) -> tuple[Computed, ...]:
    """Return the next dose of the schedule and its earliest day, for a patient who has been restarted.

    Nothing where a rule forbids a schedule or the drug is to be held: the next step is then none.
    """
    way = way_up(case)
    if way is None or way.current is None or case.judged or forbidden(case.assessment, case.topic):
        return ()
    following = way.current + way.step
    if following > way.highest:
        return (*ceiling(case), *_said(_no_further(case, way, way.current), *way.grounds("daily-dose")))
    claim = "first-step" if way.current <= way.start else "step-interval"
    if following == way.highest:
        text = f"After {_mg(way.current)}/day comes {_mg(following)}/day, the last dose of the schedule."
    else:
        after, then = f"{_mg(way.current)}/day", f"{_mg(following)}/day"
        sum_ = f"{_mg(way.current)} + {_mg(way.step)} = {then}"
        text = f"After {after} the next dose of the schedule is {sum_}, one step."
    return _said(f"{text}{_waiting(case, way, claim)}", *way.grounds("step", claim))


def _no_further(case: Case, way: WayUp, current: float) -> str:
    """Why no step is left: the highest is reached, the next would pass the ceiling, or the present dose does."""
    drug = case.topic.governed.names[0]
    if current > min(way.ceiling, way.by_weight):
        return f"The dose that is taken now is above this patient's ceiling: no further increase of {drug}."
    if current > way.highest:
        return f"One more step would pass this patient's ceiling: no further increase of {drug}."
    return f"{_mg(current)} of {drug} daily is the highest step for this patient: no further increase."


def _waiting(case: Case, way: WayUp, claim: str) -> str:
    """How long to wait, as a negative, and how much of it has passed."""
    least = way.days(claim)
    if least is None:
        return ""
    first = claim == "first-step"
    days = shown(least)
    text = (
        f" No increase before day {days} after the restart"
        if first
        else f" Steps are never less than {days} days apart"
    )
    passed = _passed(case, "since-restart" if first else "since-increase")
    if passed is not None:
        text += f": {shown(passed)} days have passed"
        if passed < least:
            text += f", {shown(least - passed)} days are left"
            text += f", until {case.facts.as_of + timedelta(days=least - passed)}" if case.facts.as_of else ""
    return f"{text}."


def _passed(case: Case, event: str) -> float | None:
    """The days since an event, or since the current dose was begun; None when neither is known."""
    told = [days.low for days in case.facts.days if days.of == event]
    begun = [d.since for d in case.facts.doses if d.governed and d.status == "active" and d.since is not None]
    if told or not begun or case.facts.as_of is None:
        return told[-1] if told else None
    return float((case.facts.as_of - begun[-1]).days)


def time_to_ceiling(case: Case) -> tuple[Computed, ...]:
    """Return how many steps lead from the current or the starting dose to the highest one, and how long they take.

    Nothing where nothing is known that makes it this patient's: that is a statement of the topic.
    """
    pace, way = case.topic.formulas.pace, way_up(case)
    if pace is None or way is None or not way.own:
        return ()
    current = way.current or way.start
    steps = round((way.highest - current) / way.step)
    wait, interval = way.days("first-step"), way.days("step-interval")
    if steps < 1 or wait is None or interval is None:
        return ()
    first = current <= way.start
    fastest = wait + (steps - 1) * interval if first else steps * interval
    slow = wait + (steps - 1) * pace.longest_interval_days if first else steps * pace.longest_interval_days
    slowest = steps * pace.longest_interval_days
    between = f"with {_weeks(pace.longest_interval_days)} between the steps {_weeks(slow)}"
    waiting = f", or {_weeks(slowest)} when the first step waits as long" if slowest > slow else ""
    text = f"{_counted(way, current, steps, case)} At the fastest they take {_weeks(fastest)}, {between}{waiting}."
    grounds = way.grounds("restart-dose", "step", "first-step", "step-interval", "daily-dose")
    return _said(text, *grounds, pace.ground.statement)


def _counted(way: WayUp, current: float, steps: int, case: Case) -> str:
    """The steps and the doses that they lead to."""
    if steps == 1:
        return f"After {_mg(current)}/day comes {_mg(way.highest)}/day, the last dose of the schedule."
    doses = [shown(current + way.step * n) for n in range(1, steps + 1)]
    drug = case.topic.governed.names[0]
    return (
        f"From {_mg(current)}/day to the ceiling of {_mg(way.highest)}/day there are {steps} steps of {_mg(way.step)}, "
        f"with {drug} at {', '.join(doses[:-1])} and {doses[-1]} mg/day."
    )


def _said(text: str, *statements: str) -> tuple[Computed, ...]:
    return (Computed(text=text, statements=statements, place=Place.RESTART),)


def _mg(figure: float) -> str:
    return f"{shown(figure)} mg"


def _weeks(days: float) -> str:
    weeks = days / 7
    return f"{shown(weeks)} weeks" if weeks != 1 else "1 week"
