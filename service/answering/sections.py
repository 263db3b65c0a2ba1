"""The order in which a clinician needs an answer, and the place of each statement in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum

from corpus.model import Action, Rule, Topic


class Place(IntEnum):
    """Sections of an answer, in the order in which they are shown."""

    CORRECTION = 0
    ACT = 1
    FIND_OUT = 2
    MONITOR = 3
    RESTART = 4
    STOP = 5
    BACKGROUND = 6
    UNSETTLED = 7


HEADINGS: Mapping[Place, str] = {
    Place.CORRECTION: "A correction first",
    Place.ACT: "What to do now",
    Place.FIND_OUT: "What to find out",
    Place.MONITOR: "What to monitor",
    Place.RESTART: "Restarting, and on what conditions",
    Place.STOP: "When to stop for good",
    Place.BACKGROUND: "Background",
    Place.UNSETTLED: "What the sources do not settle",
}
_PLACES = {heading: place for place, heading in HEADINGS.items()}

#: What a rule that rests on a statement says of its place.
_BY_ACTION: Mapping[Action, Place] = {
    Action.EMERGENCY: Place.ACT,
    Action.STOP_PERMANENTLY: Place.STOP,
    Action.HOLD: Place.ACT,
    Action.REDUCE: Place.ACT,
    Action.RESTART: Place.RESTART,
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


def place_of(statement_id: str, topic: Topic, grounded: Mapping[str, tuple[Rule, ...]]) -> Place:
    """Return where a statement belongs: by the rule that rests on it, else by the heading it stands under."""
    rules = grounded.get(statement_id, ())
    if any(limit.claim in SCHEDULE_CLAIMS for rule in rules for limit in rule.limits):
        return Place.RESTART
    for rule in rules:
        if rule.action in _BY_ACTION:
            return _BY_ACTION[rule.action]
    _, statement = topic.statements[statement_id]
    return next((place for words, place in _BY_HEADING if words.search(statement.section)), Place.BACKGROUND)


def grounded_rules(topic: Topic) -> dict[str, tuple[Rule, ...]]:
    """Return for each statement the rules that rest on it, or whose own sentence it is."""
    found: dict[str, tuple[Rule, ...]] = {}
    own = {statement.text: statement.id for _, statement in topic.statements.values()}
    for rule in topic.rules:
        canonical = own.get(rule.canonical) if rule.canonical else None
        for statement in dict.fromkeys((rule.ground.statement, canonical or rule.ground.statement)):
            found[statement] = (*found.get(statement, ()), rule)
    return found


def in_order(headings: list[str], *, stop_first: bool) -> list[str]:
    """Sort headings as an answer shows them: in the order of care, a permanent stop before all but a correction."""
    rank = {heading: float(_PLACES.get(heading, Place.BACKGROUND)) for heading in headings}
    if stop_first:
        rank[HEADINGS[Place.STOP]] = Place.CORRECTION + 0.5
    return sorted(dict.fromkeys(headings), key=lambda heading: rank[heading])
