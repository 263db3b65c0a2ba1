"""A laboratory result on the scale of a line: in its unit, in multiples of the upper limit or of the baseline.

Where a figure, its unit or its limit is not known exactly, the result is the interval of all that it can be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from corpus.model import Analyte, Lab, Vocabulary
from service.domain.facts import Amount, LabFact
from service.safety.rules.units import convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All results of one analyte, oldest first, with the limits that hold for them."""

    analyte: Analyte
    labs: tuple[LabFact, ...]
    upper_limit: Amount | None
    baseline: Amount | None
    baseline_normal: bool
    vocabulary: Vocabulary
    index: int
    """Where the current result stands in the request's list, for `missing[].path`."""


def compared(line: Lab, lab: LabFact, results: Course, unit: str | None) -> tuple[float, float, Amount | None]:
    """Return the result on the line's own scale, as an interval, and the limit it was divided by."""
    if line.of == "absolute":
        low, high = _absolute(lab, results, unit, line.unit or results.analyte.unit)
        return low, high, None
    if line.of == "upper-limit":
        low, high = _times_upper_limit(lab, results, unit)
        return low, high, lab.upper_limit or results.upper_limit
    baseline = lab.baseline or results.baseline
    worked_out = lab.value is not None and baseline is not None
    ratio = _ratio(lab.value, baseline, results.analyte, unit) if lab.value and baseline else (0.0, 0.0)
    if lab.times_baseline is not None and not (worked_out and ratio >= bounds(lab.times_baseline)):
        return *bounds(lab.times_baseline), None
    if worked_out:
        return *ratio, baseline
    if lab.baseline_said == "normal" or results.baseline_normal:
        return _times_upper_limit(lab, results, unit)[0], math.inf, None
    return 0.0, math.inf, None


def _absolute(lab: LabFact, results: Course, unit: str | None, target: str) -> tuple[float, float]:
    analyte = results.analyte
    if lab.value is not None:
        ends = [converted(analyte, end, unit, target) for end in bounds(lab.value)]
        return ends[0], ends[1]
    low, high = _times_upper_limit(lab, results, unit)
    limit_low, limit_high = _limit_range(lab, results, target)
    return low * limit_low, high * limit_high if high and limit_high else 0.0


def _limit_range(lab: LabFact, results: Course, target: str) -> tuple[float, float]:
    limit = lab.upper_limit or results.upper_limit
    if limit is not None:
        low, high = bounds(limit)
        unit = limit.unit or results.analyte.unit
        return converted(results.analyte, low, unit, target), converted(results.analyte, high, unit, target)
    known = results.analyte.plausible_upper_limit
    if known is None:
        highest = _highest_kin_limit(results)
        unit = results.analyte.unit
        return 0.0, math.inf if highest is None else converted(results.analyte, highest, unit, target)
    low, high = known.low or 0.0, known.high if known.high is not None else math.inf
    unit = results.analyte.unit
    return converted(results.analyte, low, unit, target), converted(results.analyte, high, unit, target)


def _highest_kin_limit(results: Course) -> float | None:
    """The highest verified upper limit of the analyte's group, in its canonical unit.

    Where none is verified for the analyte itself, a result is surely above a line only when it is so by this one, and
    it is never cleared.
    """
    own = results.analyte
    kin = [a for a in results.vocabulary.analytes if a.unit == own.unit and set(a.groups) & set(own.groups)]
    known = [a.plausible_upper_limit.high for a in kin if a.plausible_upper_limit is not None]
    return max((high for high in known if high is not None), default=None)


def _times_upper_limit(lab: LabFact, results: Course, unit: str | None) -> tuple[float, float]:
    if lab.times_upper_limit is not None:
        return bounds(lab.times_upper_limit)
    limit = lab.upper_limit or results.upper_limit
    if lab.value is not None and limit is not None:
        return _ratio(lab.value, limit, results.analyte, unit)
    if lab.said == "normal":
        return 0.0, 1.0
    if lab.value is not None:
        low, high = bounds(lab.value)
        own = unit or results.analyte.unit
        limit_low, limit_high = _limit_range(lab, results, own)
        return (low / limit_high if limit_high else 0.0), (high / limit_low if limit_low else math.inf)
    return (math.nextafter(1.0, 2.0) if lab.said == "raised" else 0.0), math.inf


def _ratio(value: Amount, limit: Amount, analyte: Analyte, unit: str | None) -> tuple[float, float]:
    """Divide in the value's unit; a limit without a unit is in the value's."""
    own = unit or analyte.unit
    low, high = bounds(value)
    below, above = (converted(analyte, end, limit.unit or own, own) for end in bounds(limit))
    return (low / above if above else 0.0), (high / below if below else math.inf)


def converted(analyte: Analyte, value: float, unit: str | None, target: str) -> float:
    """Convert, or return the most dangerous value when the unit is none of the analyte's: never a silent zero."""
    if unit is None or unit == target or value in (0.0, math.inf):
        return value
    held = convert(analyte, value, unit, target)
    return math.inf if held is None else held


def bounds(amount: Amount) -> tuple[float, float]:
    """The two ends of an amount; an open side reaches to zero or to infinity."""
    return (amount.low if amount.low is not None else 0.0), (amount.high if amount.high is not None else math.inf)
