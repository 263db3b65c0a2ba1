"""Laboratory units: spellings to canonical units, conversion, and equality at reporting precision.

Factors come from the topic's vocabulary (with their source there); this module only applies them.
"""

from __future__ import annotations

from corpus.model import Analyte, Topic, Vocabulary
from service.safety.once import once_for_each

#: What people write in the place of a unit where there is none.
_RATIO = frozenset(("1", "ratio", "none", "unitless", "dimensionless", "no unit", "-", "n/a"))


def canonical_unit(written: str, vocabulary: Vocabulary) -> str | None:
    """Return the vocabulary's spelling of a laboratory unit, or None when it is not one of its units."""
    folded = fold_unit(written)
    for unit, spellings in vocabulary.units.items():
        if folded == fold_unit(unit) or any(folded == fold_unit(s) for s in spellings):
            return unit
    return None


def is_ratio(written: str, analyte: Analyte) -> bool:
    """Whether what stands for the unit of an analyte without one says just that: "1", "ratio", or its own name."""
    folded = written.strip().casefold()
    return folded in _RATIO or folded in (name.casefold() for name in (analyte.id, *analyte.names))


def fold_unit(written: str) -> str:
    """Fold case, blanks and the two micro signs, so that spellings of one unit compare equal."""
    return written.replace("\u00b5", "u").replace("\u03bc", "u").replace(" ", "").casefold()


def factor(analyte: Analyte, unit: str) -> float | None:
    """How many canonical units one `unit` of the analyte is, or None when the analyte is not measured in it."""
    if unit == analyte.unit:
        return 1.0
    return analyte.units.get(unit)


def convert(analyte: Analyte, value: float, unit: str, to: str) -> float | None:
    """Convert a value of the analyte between two of its units; None when either is not one of its units."""
    source, target = factor(analyte, unit), factor(analyte, to)
    if source is None or target is None:
        return None
    return value * source / target


def candidate_units(analyte: Analyte, value: float) -> tuple[str, ...]:
    """The units that a figure written without a unit may be in; the canonical unit when none is told apart."""
    held = tuple(
        unit
        for unit, interval in analyte.bare.items()
        if (interval.low is None or value >= interval.low) and (interval.high is None or value <= interval.high)
    )
    return held or (analyte.unit,)


def half_step(analyte: Analyte, unit: str) -> float:
    """Half the reporting precision of the analyte in that unit: figures closer than this are equal."""
    return analyte.precision.get(unit, 0.0) / 2


def plausible(analyte: Analyte, value: float, unit: str) -> bool:
    """Whether the value can exist at all; an unknown unit of the analyte cannot be judged and is not plausible."""
    held = convert(analyte, value, unit, analyte.unit)
    if held is None:
        return False
    low, high = analyte.plausible.low, analyte.plausible.high
    return (low is None or held >= low) and (high is None or held <= high)


@once_for_each
def units_of(topic: Topic) -> frozenset[str]:
    """The units that some analyte of the topic is measured in."""
    return frozenset(unit for a in topic.vocabulary.analytes for unit in (a.unit, *a.units))
