"""The order in which a clinician needs an answer, and the place of each statement in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum

from corpus.model import Action, Rule, Step, Topic
from service.safety.once import once_for_each


class Place(IntEnum):
    """Sections of an answer, in the order in which they are shown."""

    CORRECTION = 0
    IN_SHORT = 1
    ACT = 2
    FIND_OUT = 3
    MONITOR = 4
    RESTART = 5
    STOP = 6
    BACKGROUND = 7
    UNSETTLED = 8


HEADINGS: Mapping[Place, str] = {
    Place.CORRECTION: "A correction first",
    Place.IN_SHORT: "In short",
    Place.ACT: "What to do now",
    Place.FIND_OUT: "What to find out",
    Place.MONITOR: "What to monitor",
    Place.RESTART: "Restarting, and on what conditions",
    Place.STOP: "When to stop for good",
    Place.BACKGROUND: "Background",
    Place.UNSETTLED: "What the sources do not settle",
}
#: The heading over a part of a question that counts its parts.
_COUNTED = re.compile(r"(?:Part )?(\d+)\b")
_PLACES = {heading: place for place, heading in HEADINGS.items()}

#: What a rule that rests on a statement says of its place.
_BY_ACTION: Mapping[Action, Place] = {
    Action.EMERGENCY: Place.ACT,
    Action.STOP_PERMANENTLY: Place.STOP,
    Action.HOLD: Place.ACT,
    Action.REDUCE: Place.ACT,
    Action.RESTART: Place.RESTART,
}

#: What an aspect says of the place of its statements.
_BY_STEP: Mapping[Step, Place] = {
    "act": Place.ACT,
    "find-out": Place.FIND_OUT,
    "monitor": Place.MONITOR,
    "restart": Place.RESTART,
    "stop": Place.STOP,
    "background": Place.BACKGROUND,
}

#: What a limit of a rule says of its place, before its action does.
SCHEDULE_CLAIMS = ("restart-dose", "tests-per-week-restart", "first-step", "step", "step-interval", "daily-dose")

#: Words of section headings, tried in order. They name steps of care, never a disease or a drug.
_BY_HEADING: tuple[tuple[re.Pattern[str], Place], ...] = (
    (re.compile(r"not settle|not say|not cover", re.IGNORECASE), Place.UNSETTLED),
    (re.compile(r"permanent|for good", re.IGNORECASE), Place.STOP),
    (re.compile(r"reintroduc|restart|rechalleng|resum|step", re.IGNORECASE), Place.RESTART),
    (re.compile(r"monitor|follow", re.IGNORECASE), Place.MONITOR),
    (re.compile(r"emergenc|urgent|hold|same day|immediate", re.IGNORECASE), Place.ACT),
    (re.compile(r"assess|investigat|test|panel|values|limits|pattern", re.IGNORECASE), Place.FIND_OUT),
)


def place_of(statement_id: str, topic: Topic) -> Place:
    """Return where a statement belongs: by the aspect that it settles, the rule that rests on it, or its heading."""
    places = _places_of(topic)
    if statement_id not in places:
        places[statement_id] = _place(statement_id, topic)
    return places[statement_id]


def _place(statement_id: str, topic: Topic) -> Place:
    rules = grounded_rules(topic).get(statement_id, ())
    if any(limit.claim in SCHEDULE_CLAIMS for rule in rules for limit in rule.limits):
        return Place.RESTART
    for rule in rules:
        if rule.action in _BY_ACTION:
            return _BY_ACTION[rule.action]
    _, statement = topic.statements[statement_id]
    return next((place for words, place in _BY_HEADING if words.search(statement.section)), Place.BACKGROUND)


def _by_aspect(topic: Topic) -> dict[str, Place]:
    """The places that the aspects give: what settles one belongs to its step, what only supports one does so last.

    A line for stopping for good stands with those, whatever else is asked about it.
    """
    settled: dict[str, Place] = {}
    supported: dict[str, Place] = {}
    for aspect in topic.aspects:
        if aspect.step is not None:
            for statement in aspect.settles:
                settled.setdefault(statement, _BY_STEP[aspect.step])
            for statement in aspect.supports:
                supported.setdefault(statement, _BY_STEP[aspect.step])
    lines = {r.ground.statement: Place.STOP for r in topic.rules if r.action is Action.STOP_PERMANENTLY}
    return supported | settled | lines


def _grounded(topic: Topic) -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in topic.rules:
        found[rule.ground.statement] = (*found.get(rule.ground.statement, ()), rule)
    return found


#: The places of a topic's statements, worked out as they are asked for.
_places_of = once_for_each(_by_aspect)
#: For each statement the rules that rest on it.
grounded_rules = once_for_each(_grounded)


def _number(heading: str) -> int:
    """The number of the part that a heading answers; 0 where the question counts none."""
    counted = _COUNTED.match(heading)
    return int(counted.group(1)) if counted else 0


def in_order(headings: Sequence[str], *, stop_first: bool) -> list[str]:
    """Sort headings as an answer shows them: what was asked in its order, then the steps of care in theirs.

    A permanent stop comes before all the other steps of care.
    """
    asked = sorted((h for h in dict.fromkeys(headings) if h not in _PLACES), key=_number)
    rank = {heading: Place.IN_SHORT + (1 + n) / (2 + len(asked)) for n, heading in enumerate(asked)}
    rank |= {heading: float(place) for heading, place in _PLACES.items()}
    if stop_first:
        rank[HEADINGS[Place.STOP]] = Place.ACT - 0.001
    return sorted(dict.fromkeys(headings), key=lambda heading: rank[heading])
