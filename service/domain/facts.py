"""What is known of a patient: every fact with where it was read; what is not here is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from service.domain.corrections import Correction

Origin = Literal["question", "history", "patient", "assumed"]
Phase = Literal["on", "held", "restarted"]
DoseStatus = Literal["active", "held", "previous", "planned", "injury"]
PlanKind = Literal["restart", "increase", "continue", "reduce", "stop"]
Said = Literal["normal", "raised"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Where a fact was read: from what, at which characters, and in which words."""

    origin: Origin
    as_given: str = ""
    span: Span | None = None
    path: str | None = None
    """For structured facts: where in the request it stood, such as `patient.labs[0]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A laboratory figure as an interval in the unit it was given in; `None` in `unit` is an unnamed unit.

    `low` and `high` differ for ranges and for figures with `<`, `>` or "about"; an open side is None.
    """

    low: float | None
    high: float | None
    unit: str | None

    @property
    def exact(self) -> float | None:
        """The figure when both ends are the same, else None."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabFact:
    """One result of one analyte, with the limits that came with it.

    A value, a multiple of the upper limit, a multiple of the baseline, or a word ("normal", "raised"): at least one.
    """

    analyte: str
    read: Read
    value: Amount | None = None
    times_upper_limit: Amount | None = None
    times_baseline: Amount | None = None
    said: Said | None = None
    upper_limit: Amount | None = None
    baseline: Amount | None = None
    baseline_said: Said | None = None
    at: date | None = None
    day: int | None = None
    """Order in the course where no date is given; the highest is current."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseFact:
    """A dose of a drug. `mg_per_day` is the most that any single day brings, as an interval (low, high)."""

    drug: str
    governed: bool
    """True for the drug that the topic's rules are about."""
    status: DoseStatus
    read: Read
    low_mg_per_day: float | None = None
    high_mg_per_day: float | None = None
    mg_per_kg: float | None = None
    arithmetic: str | None = None
    """How the daily dose was computed when it was not given as such: "50 mg x 2 = 100 mg/day"."""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFact:
    """A change of the governed drug's dose, past or planned."""

    planned: bool
    read: Read
    from_mg_per_day: float | None = None
    to_mg_per_day: float | None = None
    by_mg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFact:
    """A symptom or condition, present or said to be absent."""

    of: Literal["symptom", "condition"]
    id: str
    present: bool
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysFact:
    """A time in days: since an event, or between planned tests or steps."""

    of: Literal["since-stop", "since-restart", "since-increase", "between-tests", "between-steps", "first-step"]
    low: float
    high: float
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseFact:
    """Where the patient stands with the governed drug, as read."""

    phase: Phase
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFact:
    """What the user proposes to do with the governed drug."""

    kind: PlanKind
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLimit:
    """A limit that the text states or proposes as true: checked against the rules (false premise)."""

    claim: str
    value: float
    unit: str
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about the input that a reader must see: implausible, in conflict, of two patients, unreadable."""

    kind: Literal["implausible", "conflict", "two-patients", "language", "injection"]
    what: str
    """The fact it concerns, in words; never more of the input than the figure itself."""
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFacts:
    """All that was read for one case. Empty means: nothing is known, not that all is well."""

    labs: tuple[LabFact, ...] = ()
    doses: tuple[DoseFact, ...] = ()
    steps: tuple[StepFact, ...] = ()
    signs: tuple[SignFact, ...] = ()
    days: tuple[DaysFact, ...] = ()
    phases: tuple[PhaseFact, ...] = ()
    plans: tuple[PlanFact, ...] = ()
    quoted_limits: tuple[QuotedLimit, ...] = ()
    problems: tuple[Problem, ...] = ()
    drugs: tuple[tuple[str, Read], ...] = ()
    """Drugs named without a dose."""
    symptoms_all_absent: bool = False
    """True after "asymptomatic", "feels fine": every listed symptom is said to be absent."""
    weight_kg: float | None = None
    age_years: float | None = None
    as_of: date | None = None
    topic_drug_assumed: bool = False
    """True when no drug was named and the topic's drug is taken to be meant."""
    foreign_drug: bool = False
    """True when the question is about another drug: its figures are not judged by this topic's rules."""
    apart: tuple[PatientFacts, ...] = ()
    """The facts of each of several patients, when a text mixes them: judged one by one, never as if they were one."""
    corrections: tuple[Correction, ...] = ()
    """What the last turn took the place of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFact:
    """A fact as shown back to the user."""

    fact: str
    value: float | str | None
    unit: str | None
    as_given: str
    origin: Origin
    span: Span | None = None
    converted: str | None = None
    path: str | None = None
