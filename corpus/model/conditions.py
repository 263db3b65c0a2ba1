"""The condition language of the rules: what must be known of a patient for a rule to fire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Operator = Literal[">", ">=", "<", "<="]
Relative = Literal["absolute", "upper-limit", "baseline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """`lab` is an analyte, or `it` inside `ForAny`. True when the value meets the line."""

    lab: str
    op: Operator
    enforced: Operator
    value: float
    of: Relative
    unit: str | None = None
    at: Literal["peak", "current"] = "peak"


@dataclass(frozen=True, slots=True, kw_only=True)
class HasSign:
    """A symptom or condition, by id or group, is present."""

    of: Literal["symptom", "condition"]
    any: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDrug:
    """Another drug, by id or group, is taken or (`planned`) proposed."""

    any: tuple[str, ...]
    status: tuple[str, ...] = ("active", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class InPhase:
    """Where the patient stands with the governed drug: on, held, restarted."""

    any: tuple[Literal["on", "held", "restarted"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What the user proposes to do with the governed drug."""

    any: tuple[Literal["restart", "increase", "continue", "reduce", "stop"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """A dose of the governed drug in mg/day against a figure, or against another dose of the patient (`than`)."""

    of: Literal["current", "injury", "planned", "restart", "planned-step", "past-step"]
    op: Operator
    enforced: Operator
    value: float | None = None
    than: Literal["injury", "current"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A time in days: since an event, or between planned tests or steps."""

    of: Literal["since-stop", "since-restart", "since-increase", "between-tests", "between-steps", "first-step"]
    op: Operator
    enforced: Operator
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """Another rule, by id or by a prefix ending in `*`, has fired now or earlier in the case."""

    any: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """True when every condition is."""

    all: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """True when at least one condition is."""

    any: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """True when the condition is known to be false; unknown stays unknown."""

    not_: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAny:
    """True when `then` holds with `it` bound to one of the analytes of the group."""

    for_any: str
    then: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """A condition that the rules file names under `definitions`."""

    name: str


Condition = Lab | HasSign | OnDrug | InPhase | Planned | Dose | Days | Fired | All | Any | Not | ForAny | Is


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """The condition and every one inside it; named definitions are not followed."""
    yield condition
    inner: tuple[Condition, ...] = ()
    if isinstance(condition, All):
        inner = condition.all
    elif isinstance(condition, Any):
        inner = condition.any
    elif isinstance(condition, Not):
        inner = (condition.not_,)
    elif isinstance(condition, ForAny):
        inner = (condition.then,)
    for part in inner:
        yield from conditions_in(part)
