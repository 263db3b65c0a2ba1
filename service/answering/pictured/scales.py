"""The scale that a result is drawn on, and where a line lies on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from corpus.model import Lab
from corpus.model.conditions import Relative
from service.domain.facts import Amount, LabFact
from service.safety.rules.lab_scale import Course, converted
from service.safety.rules.labs import worlds

_TIMES = {"upper-limit": "x upper limit", "baseline": "x baseline"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What one step on the scale is: a unit of the analyte, or a multiple of a limit of the patient's own."""

    of: Relative
    unit: str

    @property
    def shown(self) -> str:
        """The unit as readers see it."""
        return _TIMES.get(self.of, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A result on a scale; `high` is infinite where it is open."""

    scale: Scale
    low: float
    high: float


def figure_of(lab: LabFact, results: Course) -> Figure | None:
    """Return the result as it was given; None where no figure was, or its unit is not known."""
    if lab.value is not None:
        units = [unit or results.analyte.unit for unit in worlds(lab, results.analyte)]
        return _figure(lab.value, Scale(of="absolute", unit=units[0])) if len(units) == 1 else None
    if lab.times_upper_limit is not None:
        return _figure(lab.times_upper_limit, Scale(of="upper-limit", unit=""))
    if lab.times_baseline is not None:
        return _figure(lab.times_baseline, Scale(of="baseline", unit=""))
    return None


def _figure(amount: Amount, scale: Scale) -> Figure:
    low = amount.low if amount.low is not None else 0.0
    return Figure(scale=scale, low=low, high=amount.high if amount.high is not None else math.inf)


def placed_on(scale: Scale, line: Lab, lab: LabFact, results: Course) -> float | None:
    """Return where a line lies on a scale; None where that hangs on a limit that is not known exactly."""
    if line.of == scale.of and line.of != "absolute":
        return line.value
    return moved(line.value, _of(line, results), scale, lab, results)


def moved(value: float, origin: Scale, scale: Scale, lab: LabFact, results: Course) -> float | None:
    """Return a value on another scale; None where that hangs on a limit that is not known exactly."""
    if origin == scale:
        return value
    if origin.of == scale.of == "absolute":
        held = converted(results.analyte, value, origin.unit, scale.unit)
        return held if math.isfinite(held) else None
    one, other = _size(origin, lab, results), _size(scale, lab, results)
    return None if one is None or not other else value * one / other


def _of(line: Lab, results: Course) -> Scale:
    return Scale(of=line.of, unit=(line.unit or results.analyte.unit) if line.of == "absolute" else "")


def _size(scale: Scale, lab: LabFact, results: Course) -> float | None:
    """One step of a scale in the analyte's canonical unit."""
    if scale.of == "absolute":
        held = converted(results.analyte, 1.0, scale.unit, results.analyte.unit)
        return held if math.isfinite(held) else None
    limit = limit_of(scale.of, lab, results)
    if limit is None or limit.exact is None:
        return None
    own = lab.value.unit if lab.value is not None else None
    held = converted(results.analyte, limit.exact, limit.unit or own or results.analyte.unit, results.analyte.unit)
    return held if math.isfinite(held) else None


def limit_of(of: Relative, lab: LabFact, results: Course) -> Amount | None:
    """Return the patient's own limit that multiples of this kind are counted in."""
    if of == "upper-limit":
        return lab.upper_limit or results.upper_limit
    return lab.baseline or results.baseline
