"""Whether a rule's own tests try its lines: on the line, just below and just above."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from corpus.figures import figures
from corpus.model import Analyte, Days, Dose, Lab, Rule, RuleTest, Topic
from corpus.precedence import lines_of
from corpus.rules import conditions_in

#: How far from a line a test may be and still count as just beside it: a tenth, or one whole unit for doses and days.
_NEAR = 0.1
_WHOLE_UNIT = 1.0
_ON_LINE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class UntestedLine:
    """A line of a rule and the places at which no test tries it."""

    rule: Rule
    line: str
    places: tuple[str, ...]


def untested_lines(topic: Topic) -> tuple[UntestedLine, ...]:
    """Every figure of a threshold rule that its tests do not try on the line, just below and just above."""
    found = []
    for rule in topic.rules:
        if rule.kind != "threshold" or rule.status != "active":
            continue
        for name, value, tried, slack in _lines(rule, topic):
            places = tuple(place for place, hit in _places(value, tried, slack) if not hit)
            if places:
                found.append(UntestedLine(rule=rule, line=name, places=places))
    return tuple(found)


def _places(value: float, tried: frozenset[float], slack: float) -> Iterator[tuple[str, bool]]:
    on = {t for t in tried if math.isclose(t, value, rel_tol=_ON_LINE)}
    near = {t for t in tried - on if abs(t - value) <= max(abs(value) * _NEAR, slack)}
    yield "just below", any(t < value for t in near)
    yield "on the line", bool(on)
    yield "just above", any(t > value for t in near)


def _lines(rule: Rule, topic: Topic) -> Iterator[tuple[str, float, frozenset[float], float]]:
    """Name, figure, what the tests try against it, and how far off still counts as just beside it."""
    named: dict[float, list[Analyte]] = {}
    labs: dict[tuple[float, str], Lab] = {}
    for line in lines_of(rule, topic.vocabulary):
        labs.setdefault((line.lab.value, line.lab.of), line.lab)
        named.setdefault(line.lab.value, []).extend(a for a in topic.vocabulary.analytes if a.id == line.analyte)
    for (value, of), lab in labs.items():
        tried = frozenset(f for test in rule.tests for f in _lab_figures(test, lab, named[value]))
        yield f"{value:g} {lab.unit or 'x ' + of}".strip(), value, tried, 0.0
    values = [] if rule.when is None else [c.value for c in conditions_in(rule.when) if isinstance(c, (Dose, Days))]
    values += [limit.value for limit in rule.limits if limit.value not in [*values, *named]]
    tried = frozenset(f for test in rule.tests for f in _plain_figures(test))
    for number in dict.fromkeys(value for value in values if value is not None):
        yield f"{number:g}", number, tried, _WHOLE_UNIT


def _lab_figures(test: RuleTest, lab: Lab, analytes: list[Analyte]) -> Iterator[float]:
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


def _plain_figures(test: RuleTest) -> Iterator[float]:
    """Doses, and times in days: weeks in a text count seven days, two dates the days between them."""
    for figure in figures(test.text):
        yield figure.value
        if figure.unit.lower().startswith("week"):
            yield figure.value * 7
    dates = [_date(test.patient.get("as_of"))]
    for key in ("medications", "labs"):
        for entry in _entries(test, key):
            dose = entry.get("dose")
            if isinstance(dose, (int, float)):
                yield float(dose)
            dates += [_date(entry.get(name)) for name in ("from", "to", "at")]
    known = sorted({day for day in dates if day is not None})
    yield from (float((later - earlier).days) for i, earlier in enumerate(known) for later in known[i + 1 :])


def _entries(test: RuleTest, key: str) -> Iterator[Mapping[str, object]]:
    listed = test.patient.get(key)
    if isinstance(listed, list):
        yield from (entry for entry in listed if isinstance(entry, dict))


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
