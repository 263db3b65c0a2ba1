"""What there is to draw for an answer, computed from the facts by the rules.

The promise of this room: every figure comes from the patient or from the topic, what is unknown has no place on a
picture, and a schedule is drawn only for a restart that no rule forbids and no missing fact could still forbid.
"""

from __future__ import annotations

from service.answering.case import Case
from service.answering.pictured.bars import drawn
from service.answering.pictured.restarts import restart_of
from service.answering.pictured.told import DaysTold
from service.answering.pictured.trends import trend
from service.domain.answer import Status
from service.domain.pictures import NoSchedule, Pictures, Schedule


def pictured(case: Case, status: Status) -> Pictures | None:
    """Return what can be drawn; None where there is nothing, and where nothing may stand beside an urgent instruction.

    Nothing is drawn of several patients as if they were one, nor of a patient whom the topic's rules are not about.
    """
    if status in (Status.EMERGENCY, Status.NOT_COVERED) or case.facts.apart or case.facts.foreign_drug:
        return None
    figures = tuple(drawn(case))
    told = DaysTold(case.question.text, case.topic.vocabulary)
    trends = tuple(found for one in figures if (found := trend(one, told)) is not None)
    restart = restart_of(case) if status is Status.ANSWERED else None
    made = Pictures(
        bars=tuple(one.bar for one in figures),
        trends=trends,
        schedule=restart if isinstance(restart, Schedule) else None,
        no_schedule=restart if isinstance(restart, NoSchedule) else None,
    )
    return made if made != Pictures() else None
