"""The names of a topic: drugs, analytes with their units, symptoms and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Urgency = Literal["emergency", "urgent", "none"]
DrugRelation = Literal["governed", "relative", "interacting", "alternative", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A closed interval; `None` means open on that side."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdose:
    """From which amount on what was taken is read as a sign of the patient, whatever it is called."""

    above_mg_per_day: float
    """The largest dose of a day that anybody is prescribed."""
    sign: str
    """Id of the symptom that more than that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """A drug, everything that names it, and what it is to the drug the rules are about."""

    id: str
    names: tuple[str, ...]
    """Everything that names it: generic, brands, abbreviations, names in other languages. The first is for display."""
    relation: DrugRelation = "other"
    groups: tuple[str, ...] = ()
    equivalent_factor: float | None = None
    """For a relative of the governed drug: mg of the governed drug that 1 mg of it counts as."""
    plausible_mg_per_day: Interval | None = None
    overdose: Overdose | None = None
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyte:
    """A laboratory test: its names, units with their factors, and what values it can have."""

    id: str
    """Also the name shown to readers."""
    names: tuple[str, ...]
    unit: str
    """Canonical unit; `units` gives for each other unit how many canonical units 1 of it is."""
    groups: tuple[str, ...] = ()
    units: Mapping[str, float] = field(default_factory=dict)
    precision: Mapping[str, float] = field(default_factory=dict)
    """Reporting precision per unit: two values closer than half of it are equal."""
    plausible: Interval = Interval()
    """Possible values in the canonical unit; outside is input-implausible."""
    plausible_upper_limit: Interval | None = None
    """Verified interval in which a laboratory's upper limit lies, canonical unit; None when none is verified."""
    bare: Mapping[str, Interval] = field(default_factory=dict)
    """For a figure written without a unit: the units it may be in, each with the values a bare figure has there.

    Empty means that a bare figure is in the canonical unit.
    """
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A symptom or a condition of the patient (pregnancy, a genotype, a past event)."""

    id: str
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()
    urgency: Urgency = "none"
    terms: tuple[tuple[str, ...], ...] = ()
    """Other wordings: each inner list holds word stems that must all stand in one sentence.

    `a|b` is either; a stem ending in `*` matches any ending; `>=10` is a number of at least ten.
    """
    background: bool = False
    """Whether it only tells of whom a rule speaks: its mention alone asks for no missing fact."""
    measured_as: str | None = None
    """The analyte whose figure may stand right behind the name of the sign ("fever 39.2")."""
    below_years: float | None = None
    """Whoever is younger is in this condition, and nobody else is, whatever they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Every name that a topic knows, and how each is written."""

    drugs: tuple[Drug, ...]
    analytes: tuple[Analyte, ...]
    symptoms: tuple[Sign, ...]
    conditions: tuple[Sign, ...]
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Laboratory units: how each is written, per canonical spelling. Mass and time are known to the code."""
    panels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words for several analytes at once ("LFTs"): name -> analyte ids."""
    substances: tuple[str, ...] = ()
    """What is eaten, drunk or excreted: its amounts are no doses of a drug."""
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topic words for retrieval: a term -> what it also means (abbreviations, lay words)."""
