"""The restart schedule as the topic's rules hold it, and whether it may be offered as this patient's plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.model import Action, Limit, Topic
from service.answering.sections import SCHEDULE_CLAIMS
from service.domain.answer import Assessment

_PLAN = re.compile(r"\bplan\b|restart|reintroduc|rechalleng|resum", re.IGNORECASE)
#: The claim that limits a dose without saying when or how to step.
CEILING = "daily-dose"


def schedule(topic: Topic) -> tuple[str, ...]:
    """Return the ids of the statements that make up the schedule: of each step the strictest, in their order.

    What the rules say must be added to any schedule (their `also` statements) is left to `besides`.
    """
    steps = strictest_limits(topic)
    return tuple(steps[claim][1] for claim in SCHEDULE_CLAIMS if claim in steps)


def strictest_limits(topic: Topic) -> Mapping[str, tuple[Limit, str]]:
    """Return for each step of the schedule its strictest limit and the statement that the limit rests on."""
    steps: dict[str, tuple[Limit, str]] = {}
    for rule in topic.rules:
        for limit in rule.limits:
            if limit.claim in SCHEDULE_CLAIMS and _stricter(limit, steps.get(limit.claim)):
                steps[limit.claim] = (limit, rule.ground.statement)
    return steps


def _stricter(limit: Limit, known: tuple[Limit, str] | None) -> bool:
    """Whether a limit leaves less room than the known one of the same claim."""
    if known is None:
        return True
    return limit.value < known[0].value if limit.op in ("<", "<=") else limit.value > known[0].value


def completed(chosen: Iterable[str], topic: Topic) -> tuple[str, ...]:
    """Return the whole schedule when two of its steps are chosen: half a schedule is worse than none.

    What is left out is what makes the rest safe. One step alone is the answer to a question about that step.
    """
    return schedule(topic) if len(stated(chosen, topic)) > 1 else ()


def ceiling(topic: Topic) -> tuple[str, ...]:
    """Return the statement of the highest dose that the steps may reach."""
    limits = strictest_limits(topic)
    return (limits[CEILING][1],) if CEILING in limits else ()


def besides(topic: Topic) -> tuple[str, ...]:
    """Return the statements that most of the schedule's rules add: they go with every schedule."""
    steps = set(schedule(topic))
    counts: dict[str, int] = {}
    rules = [rule for rule in topic.rules if rule.ground.statement in steps]
    for rule in rules:
        for added in rule.also:
            counts[added] = counts.get(added, 0) + 1
    return tuple(added for added, count in counts.items() if 2 * count > len(rules))


def steps_of(topic: Topic) -> frozenset[str]:
    """Return the statements that say when or how to step; the ceiling alone is no step."""
    return frozenset(
        rule.ground.statement
        for rule in topic.rules
        for limit in rule.limits
        if limit.claim in SCHEDULE_CLAIMS and limit.claim != CEILING
    )


def stated(chosen: Iterable[str], topic: Topic) -> frozenset[str]:
    """Return the steps of the schedule, by their claims, of which a statement is chosen."""
    own = set(chosen)
    return frozenset(
        limit.claim
        for rule in topic.rules
        for limit in rule.limits
        if limit.claim in SCHEDULE_CLAIMS and limit.claim != CEILING and rule.ground.statement in own
    )


def plan_open(assessment: Assessment, topic: Topic) -> bool:
    """Return whether the drug is held for this patient and nothing that fired forbids a schedule."""
    held = any(f.action is Action.HOLD and f.kind == "threshold" for f in assessment.findings)
    return held and not forbidden(assessment, topic)


def forbidden(assessment: Assessment, topic: Topic) -> bool:
    """Return whether a rule that fired forbids any schedule."""
    return any("schedule" in topic.rule[f.rule].forbids for f in assessment.findings)


def undecided(assessment: Assessment, topic: Topic) -> frozenset[str]:
    """Return the missing facts that could still forbid a schedule: what is unknown is never taken to be normal."""
    return frozenset(
        missing.fact
        for missing in assessment.missing
        for rule in missing.rules
        if topic.rule[rule].kind == "threshold" and "schedule" in topic.rule[rule].forbids
    )


def asks_for_plan(question: str) -> bool:
    """Return whether a question asks how to go on, in so many words."""
    return bool(_PLAN.search(question))
