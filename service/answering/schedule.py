"""The restart schedule as the topic's rules hold it, and whether it may be offered as this patient's plan."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.model import Action, Topic
from service.answering.sections import SCHEDULE_CLAIMS
from service.domain.answer import Assessment

_WAY_UP = re.compile(r"titrat|schedul|regimen|\bsteps?\b|stepwise|escalat|build up|\bplan\b", re.IGNORECASE)
#: The claim that limits a dose without saying when or how to step.
CEILING = "daily-dose"


def schedule(topic: Topic) -> tuple[str, ...]:
    """Return the ids of the statements that make up the schedule: each rule's ground in the order of the steps.

    What the rules say must be added to any schedule (their `also` statements) is left to `besides`.
    """
    ranked = sorted(
        (SCHEDULE_CLAIMS.index(limit.claim), rule.ground.statement)
        for rule in topic.rules
        for limit in rule.limits
        if limit.claim in SCHEDULE_CLAIMS
    )
    return tuple(dict.fromkeys(statement for _, statement in ranked))


def completed(chosen: Iterable[str], question: str, topic: Topic) -> tuple[str, ...]:
    """Return the whole schedule when two of its steps are chosen, or one and the question asks for the way up.

    Half a schedule is worse than none: what is left out is what makes the rest safe.
    """
    own = set(chosen)
    steps = {
        limit.claim
        for rule in topic.rules
        for limit in rule.limits
        if limit.claim in SCHEDULE_CLAIMS and limit.claim != CEILING and rule.ground.statement in own
    }
    return schedule(topic) if len(steps) > 1 or (steps and _WAY_UP.search(question)) else ()


def besides(topic: Topic) -> tuple[str, ...]:
    """Return the statements that most of the schedule's rules add: they go with every schedule."""
    steps = set(schedule(topic))
    counts: dict[str, int] = {}
    rules = [rule for rule in topic.rules if rule.ground.statement in steps]
    for rule in rules:
        for added in rule.also:
            counts[added] = counts.get(added, 0) + 1
    return tuple(added for added, count in counts.items() if 2 * count > len(rules))


def stated(chosen: Iterable[str], topic: Topic) -> bool:
    """Return whether a step of the schedule is among the chosen statements; the ceiling alone is none."""
    own = set(chosen)
    return any(
        rule.ground.statement in own
        for rule in topic.rules
        for limit in rule.limits
        if limit.claim in SCHEDULE_CLAIMS and limit.claim != CEILING
    )


def plan_open(assessment: Assessment, topic: Topic) -> bool:
    """Return whether the schedule may be offered as this patient's plan, to be started once its conditions are met.

    It may when the drug is held for this patient, nothing that fired forbids a schedule, and no fact is missing that
    could still forbid one: what is unknown is never taken to be normal.
    """
    held = any(f.action is Action.HOLD and f.kind == "threshold" for f in assessment.findings)
    fired = [topic.rule[f.rule] for f in assessment.findings]
    lines = [topic.rule[r] for m in assessment.missing for r in m.rules]
    undecided = [rule for rule in lines if rule.kind == "threshold"]
    return held and not any("schedule" in rule.forbids for rule in (*fired, *undecided))
