"""Whether a rule's own tests try its lines: on the line, just below and just above."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.figures import numbers
from corpus.model import Analyte, Days, Dose, Lab, Rule, Topic
from corpus.model.conditions import conditions_in
from corpus.precedence import lines_of
from corpus.tried import lab_figures, plain_figures

#: How far from a line a test may be and still count as just beside it: a tenth, or one whole unit for doses and days.
_NEAR = 0.1
_WHOLE_UNIT = 1.0
_ON_LINE = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class UntestedLine:
    """A line of a rule and the places at which no test tries it.

    `decisive` says that the line is the rule's own, printed in its quote or enforced as its limit, and that one of the
    two places between which the rule begins to fire is missing.
    """

    rule: Rule
    line: str
    places: tuple[str, ...]
    decisive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    name: str
    value: float
    op: str
    tried: frozenset[float]
    slack: float


def untested_lines(topic: Topic) -> tuple[UntestedLine, ...]:
    """Every figure of a threshold rule that its tests do not try on the line, just below and just above."""
    found = []
    for rule in topic.rules:
        if rule.kind != "threshold" or rule.status != "active":
            continue
        own = {*numbers(rule.ground.quote), *(limit.value for limit in rule.limits)}
        for line in _lines(rule, topic):
            places = tuple(_missing(line))
            beside = "just above" if line.op in (">", "<=") else "just below"
            decisive = line.value in own and not {"on the line", beside}.isdisjoint(places)
            if places:
                found.append(UntestedLine(rule=rule, line=line.name, places=places, decisive=decisive))
    return tuple(found)


def _missing(line: _Line) -> Iterator[str]:
    on = {t for t in line.tried if math.isclose(t, line.value, rel_tol=_ON_LINE)}
    near = {t for t in line.tried - on if abs(t - line.value) <= max(abs(line.value) * _NEAR, line.slack)}
    if not any(t < line.value for t in near):
        yield "just below"
    if not on:
        yield "on the line"
    if not any(t > line.value for t in near):
        yield "just above"


def _lines(rule: Rule, topic: Topic) -> Iterator[_Line]:
    """The lines of a rule, each once, with what its tests try against them."""
    labs: dict[tuple[float, str, str], tuple[Lab, list[Analyte]]] = {}
    for drawn in lines_of(rule, topic.vocabulary):
        lab = drawn.lab
        _, analytes = labs.setdefault((lab.value, lab.of, lab.enforced), (lab, []))
        analytes.extend(a for a in topic.vocabulary.analytes if a.id == drawn.analyte)
    for lab, analytes in labs.values():
        tried = frozenset(figure for test in rule.tests for figure in lab_figures(test, lab, analytes))
        name = f"{lab.value:g} {lab.unit if lab.of == 'absolute' else 'x ' + lab.of}".strip()
        yield _Line(name=name, value=lab.value, op=lab.enforced, tried=tried, slack=0.0)
    tried = frozenset(figure for test in rule.tests for figure in plain_figures(test))
    seen = {lab.value for lab, _ in labs.values()}
    for value, op in _doses_and_days(rule):
        if value not in seen:
            seen.add(value)
            yield _Line(name=f"{value:g}", value=value, op=op, tried=tried, slack=_WHOLE_UNIT)


def _doses_and_days(rule: Rule) -> Iterator[tuple[float, str]]:
    for condition in () if rule.when is None else conditions_in(rule.when):
        if isinstance(condition, (Dose, Days)) and condition.value is not None:
            yield condition.value, condition.enforced
    yield from ((limit.value, limit.op) for limit in rule.limits)
