"""What a user asks: the question, its audience, and the structured facts that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service.domain.answer import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLab:
    """A laboratory result as the request gives it."""

    analyte: str
    value: float
    unit: str | None = None
    upper_limit: float | None = None
    upper_limit_unit: str | None = None
    baseline: float | None = None
    baseline_unit: str | None = None
    at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMedication:
    """A medicine as the request gives it."""

    drug: str
    dose: float | None = None
    unit: str | None = None
    status: str = "active"
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPatient:
    """The `patient` block of the HTTP contract, as values."""

    labs: tuple[GivenLab, ...] = ()
    medications: tuple[GivenMedication, ...] = ()
    symptoms: tuple[str, ...] = ()
    symptoms_absent: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    weight_kg: float | None = None
    age_years: float | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with the turns before it."""

    text: str
    topic: str | None = None
    audience: Audience = Audience.PHYSICIAN
    patient: GivenPatient | None = None
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier turn of the conversation: what the user said then."""

    text: str
    patient: GivenPatient | None = None
