"""The figures that a rule's test tries, read from its patient block and its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, permutations

from corpus.figures import figures, numbers
from corpus.model import Analyte, Lab, RuleTest


def lab_figures(test: RuleTest, lab: Lab, analytes: Iterable[Analyte]) -> Iterator[float]:
    """What a test states on the scale of a laboratory line: in its unit, or as a multiple."""
    stated = [figure.value for figure in figures(test.text)]
    if lab.of == "absolute":
        yield from stated
        for analyte in analytes:
            yield from _in_unit(test, lab, analyte)
        return
    yield from (figure.value for figure in figures(test.text) if figure.unit.lower() in ("x", "×", "times"))
    yield from (one / other for one, other in permutations(stated, 2) if other)
    for entry in _entries(test, "labs"):
        value, limit = entry.get("value"), entry.get(lab.of.replace("-", "_"))
        if isinstance(value, (int, float)) and isinstance(limit, (int, float)) and limit:
            yield value / limit


def _in_unit(test: RuleTest, lab: Lab, analyte: Analyte) -> Iterator[float]:
    """The test's values of an absolute line, in the unit of the line."""
    factors = {**analyte.units, analyte.unit: 1.0}
    to = factors.get(lab.unit or analyte.unit, 1.0)
    yield from (f.value * factors[f.unit] / to for f in figures(test.text) if f.unit in factors)
    for entry in _entries(test, "labs"):
        value, unit = entry.get("value"), entry.get("unit") or analyte.unit
        if isinstance(value, (int, float)) and isinstance(unit, str):
            yield value * factors.get(unit, 1.0) / to


def plain_figures(test: RuleTest) -> Iterator[float]:
    """Doses, steps between doses, and times in days: a week is seven days, two dates the days between them."""
    doses = [figure.value for figure in figures(test.text)]
    stated = numbers(test.text)
    yield from stated
    if "week" in test.text.lower():
        yield from (7 / number for number in stated if number)
    yield from (7 * figure.value for figure in figures(test.text) if figure.unit.lower().startswith("week"))
    dates = [_date(test.patient.get("as_of"))]
    for key in ("medications", "labs"):
        for entry in _entries(test, key):
            dose = entry.get("dose")
            if isinstance(dose, (int, float)):
                doses.append(float(dose))
            dates += [_date(entry.get(name)) for name in ("from", "to", "at")]
    yield from doses
    yield from (abs(one - other) for one, other in combinations(doses, 2))
    known = sorted({day for day in dates if day is not None})
    yield from (float((later - earlier).days) for earlier, later in combinations(known, 2))


def _entries(test: RuleTest, key: str) -> Iterator[Mapping[str, object]]:
    listed = test.patient.get(key)
    if isinstance(listed, list):
        yield from (entry for entry in listed if isinstance(entry, dict))


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
