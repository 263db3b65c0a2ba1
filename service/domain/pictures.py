"""What there is to draw for an answer: results against their lines, their course, and the schedule of a restart.

Every figure here comes from the patient's facts or from a rule. What is not known has no place on a picture: it is None
and said in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

MarkKind = Literal["baseline", "upper-limit", "hold", "stop", "emergency"]
MarkState = Literal["met", "met-earlier", "reached", "past", "near", "not-met", "unknown", "limit"]
"""Of a rule's line: `met` and `met-earlier` while its rule is met, by the current result or by an earlier one.

`reached` and `past` are the same while the rule, which asks for more than this line, is not met. `limit` is the
patient's own upper limit or baseline, at which nothing is called for.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line on the scale of a result. `at` is None where it cannot be placed, which `told` then says why."""

    kind: MarkKind
    state: MarkState
    line: str
    """The line as it is printed: "3 x upper limit or more"."""
    at: float | None
    falling: bool
    """Whether the line is met from above."""
    told: str
    """The arithmetic, or what is missing."""
    rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The current result of one analyte with every line that concerns it, the lowest first, unplaced ones last.

    `low` and `high` differ where the figure is not known exactly; `high` None is open.
    """

    analyte: str
    unit: str
    low: float
    high: float | None
    worst: float | None
    """A worse result earlier in the course, on the same scale."""
    marks: tuple[Mark, ...]
    verdict: str
    """The most urgent of it in a few words."""
    following: str
    """How far the next line is, as a sentence; empty where none can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One result of a course: its day, counted from the first, and the date where one was given."""

    day: int
    on: date | None
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The results of one analyte over time, oldest first, with the lines that can be placed beside them."""

    analyte: str
    unit: str
    points: tuple[Point, ...]
    marks: tuple[Mark, ...]
    left_out: int
    """Results without a day or an exact figure, which have no place on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseStep:
    """A dose of the schedule and the first day on which it may be given; None where the rules set no day."""

    mg_per_day: float
    day: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestDay:
    """The latest day of a test: one of so many a week, before a step, or after the last one."""

    __test__ = False

    day: int
    of: Literal["weekly", "before-step", "after-step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The way up after a restart as the rules limit it. Day 0 is the day of the restart."""

    drug: str
    steps: tuple[DoseStep, ...]
    tests: tuple[TestDay, ...]
    gaps: tuple[str, ...]
    """What no rule says, and the schedule therefore leaves open."""
    ceiling_mg_per_day: float
    """The rules' highest dose for this patient; the last step may lie below it."""
    ceiling_because: str
    start: date | None
    """The first date on which it may begin, where the case gives one."""
    not_before: date | None
    """No restart lies before this: the day of the case, or of the latest result."""
    grounds: tuple[str, ...]
    """The sentences of the topic that it rests on."""
    besides: tuple[str, ...]
    """The sentences that go with every schedule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSchedule:
    """Why no schedule is drawn for a restart: the rules that forbid it, and the facts that could still do so."""

    reasons: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """All that can be drawn for one answer."""

    bars: tuple[Bar, ...] = ()
    trends: tuple[Trend, ...] = ()
    schedule: Schedule | None = None
    no_schedule: NoSchedule | None = None
