"""Formulas: what is computed from a patient's figures, and the sentence of a source that says how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.model.conditions import Relative
from corpus.model.rules import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A laboratory result as a formula takes it: in `unit`, or as a multiple of its upper limit or baseline."""

    lab: str
    """An analyte."""
    of: Relative = "absolute"
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a result means between two ends; an end that is not given is open."""

    means: str
    at_least: float | None = None
    above: float | None = None
    below: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
            and (self.at_most is None or value <= self.at_most)
        )

    @property
    def figures(self) -> tuple[float, ...]:
        """The ends that are given."""
        return tuple(end for end in (self.at_least, self.above, self.below, self.at_most) if end is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaTest:
    """An example run at load: a patient block, and the result, or null where it cannot be computed."""

    patient: Mapping[str, object]
    result: float | None = None
    means: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A result, or the quotient of two, and what it means. See docs/topics.md for every field."""

    id: str
    name: str
    """How readers know the result."""
    value: Quantity
    ground: Ground
    over: Quantity | None = None
    baseline: Literal["normal", "raised"] | None = None
    """Where the bands hold for one kind of baseline only: at or below the upper limit, or above it."""
    bands: tuple[Band, ...] = ()
    bands_ground: Ground | None = None
    """The sentence that the bands stand in, where it is not the ground."""
    tests: tuple[FormulaTest, ...] = ()
    line: int = field(default=0, compare=False, metadata={"yaml": False})
    """Where it begins in formulas.yaml; filled in by the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """How the highest daily dose of a patient is found: the lowest of the rules' `daily-dose` limits and of these."""

    ground: Ground
    below_injury_dose: bool
    """Whether it lies below the dose at which the injury occurred."""
    mg_per_kg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How slowly the steps after a restart may follow each other; how fast stands in the rules' limits."""

    ground: Ground
    longest_interval_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTests:
    """When tests come with the steps after a restart, besides those that the rules count by the week."""

    ground: Ground
    before: bool
    """Whether one comes before each step."""
    days_after: float
    """The latest day after a step for the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyDose:
    """That doses of one day are added up, so that the sum may be shown."""

    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulas:
    """All that a topic has the service compute."""

    formulas: tuple[Formula, ...] = ()
    ceiling: Ceiling | None = None
    pace: Pace | None = None
    step_tests: StepTests | None = None
    daily_dose: DailyDose | None = None
