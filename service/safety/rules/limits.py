"""What a topic's rules allow a text to advise: dose limits, stop lines and drugs that are warned of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Action, All, Any, Condition, Days, Dose, ForAny, Is, Lab, OnDrug, Rule, Topic
from service.safety.once import once_for_each

STOPPING = (Action.STOP_PERMANENTLY, Action.HOLD, Action.EMERGENCY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One limit and the rule that sets it."""

    rule: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """A laboratory line at which a rule holds or stops the drug, as the rule's own stop-line limit names it."""

    rule: str
    action: Action
    analytes: frozenset[str]
    of: str
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one topic; None where no rule sets one."""

    daily: Bound | None
    restart: tuple[Bound, ...]
    """First doses after a restart, lowest first: a single dose keeps the lowest, a printed band the highest."""
    step: Bound | None
    step_days: Bound | None
    first_step_days: Bound | None
    test_days_held: Bound | None
    tests_per_week_restart: Bound | None
    recovery: Bound | None
    """So many days after a stop another cause is to be looked for."""
    same_dose: str | None
    """The rule that forbids the dose at which the injury occurred."""
    lines: tuple[StopLine, ...]
    alarms: tuple[StopLine, ...]
    """Lines of rules that stop the drug, on analytes that no stop line is about."""
    interacting: tuple[tuple[str, frozenset[str]], ...]
    """Rules that warn of other drugs as such, with the drugs."""
    tested: frozenset[str]
    """Analytes that a stop line is about."""


@once_for_each
def limits_of(topic: Topic) -> Limits:
    """Collect the limits of the active rules."""
    rules = [r for r in topic.rules if r.status == "active"]
    lines = tuple(line for rule in rules for line in _lines(rule, topic))
    tested = frozenset(a for line in lines for a in line.analytes)
    return Limits(
        daily=_lowest(rules, "daily-dose"),
        restart=tuple(sorted(_bounds(rules, "restart-dose"), key=lambda bound: bound.value)),
        step=_lowest(rules, "step"),
        step_days=_highest(rules, "step-interval"),
        first_step_days=_highest(rules, "first-step"),
        test_days_held=_lowest(rules, "test-interval-held"),
        tests_per_week_restart=_highest(rules, "tests-per-week-restart"),
        recovery=min(_since_stop(rules, topic), key=lambda bound: bound.value, default=None),
        same_dose=next((r.id for r in rules for c in conditions_of(r.when, topic) if _of_injury(c)), None),
        lines=lines,
        alarms=tuple(a for r in rules if _alarms(r) for a in _upward(r, topic) if not a.analytes & tested),
        interacting=tuple((r.id, _drugs(r.when, topic)) for r in rules if isinstance(r.when, OnDrug)),
        tested=tested,
    )


def _bounds(rules: list[Rule], claim: str) -> list[Bound]:
    return [Bound(rule=r.id, value=limit.value) for r in rules for limit in r.limits if limit.claim == claim]


def _since_stop(rules: list[Rule], topic: Topic) -> Iterator[Bound]:
    for rule in rules:
        for condition in conditions_of(rule.when, topic):
            if isinstance(condition, Days) and condition.of == "since-stop" and condition.op in (">", ">="):
                yield Bound(rule=rule.id, value=condition.value)


def _lowest(rules: list[Rule], claim: str) -> Bound | None:
    return min(_bounds(rules, claim), key=lambda bound: bound.value, default=None)


def _highest(rules: list[Rule], claim: str) -> Bound | None:
    return max(_bounds(rules, claim), key=lambda bound: bound.value, default=None)


def _of_injury(condition: Condition) -> bool:
    return isinstance(condition, Dose) and condition.than == "injury"


def conditions_of(condition: Condition | None, topic: Topic, group: str | None = None) -> Iterator[Condition]:
    """Every positive condition inside one, named definitions followed; what is under a `not` is left out."""
    if condition is None:
        return
    if isinstance(condition, Lab) and condition.lab == "it" and group:
        condition = Lab(
            lab=group,
            op=condition.op,
            enforced=condition.enforced,
            value=condition.value,
            of=condition.of,
            unit=condition.unit,
        )
    yield condition
    inner: tuple[Condition, ...] = ()
    match condition:
        case All():
            inner = condition.all
        case Any():
            inner = condition.any
        case ForAny():
            inner, group = (condition.then,), condition.for_any
        case Is():
            inner = (topic.definitions[condition.name],)
        case _:
            pass
    for part in inner:
        yield from conditions_of(part, topic, group)


def _lines(rule: Rule, topic: Topic) -> Iterator[StopLine]:
    """The lines that a rule's stop-line limit names."""
    values = {limit.value for limit in rule.limits if limit.claim == "stop-line"}
    return (line for line in _upward(rule, topic) if line.value in values)


def _alarms(rule: Rule) -> bool:
    return rule.action in STOPPING and not rule.stop_line


def _upward(rule: Rule, topic: Topic) -> Iterator[StopLine]:
    """Every line of a rule that a value meets from below."""
    for condition in conditions_of(rule.when, topic):
        if isinstance(condition, Lab) and condition.op in (">", ">="):
            yield StopLine(
                rule=rule.id,
                action=rule.action,
                analytes=_analytes(condition.lab, topic),
                of=condition.of,
                value=condition.value,
                unit=condition.unit,
            )


def _analytes(name: str, topic: Topic) -> frozenset[str]:
    return frozenset(a.id for a in topic.vocabulary.analytes if a.id == name or name in a.groups)


def _drugs(condition: OnDrug, topic: Topic) -> frozenset[str]:
    return frozenset(
        d.id for d in topic.vocabulary.drugs if d.id in condition.any or set(d.groups) & set(condition.any)
    )
