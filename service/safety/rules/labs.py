"""One laboratory result against one line: the comparison on which the threshold rules stand.

A result is an interval where its figure, its unit or its limit is not known exactly. A line is met only when the whole
interval meets it, missed only when none of it does; anything between is unknown and names what would decide it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from corpus.model import Analyte, Lab, Operator, Vocabulary
from service.domain.answer import Because
from service.domain.facts import Amount, LabFact, PatientFacts
from service.safety.rules.figures import shown, with_unit
from service.safety.rules.lab_scale import Course, compared, converted
from service.safety.rules.truth import Judged, Need, Truth, any_of, either
from service.safety.rules.units import candidate_units, half_step

#: From this share of a stop line up to the line a value is `near` (clinical/rules.md, section 1).
NEAR = 0.95

_SYMBOL = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}
_NAME = {"upper-limit": "upper limit", "baseline": "baseline"}


def course(facts: PatientFacts, analyte: Analyte, vocabulary: Vocabulary) -> Course:
    """Collect an analyte's results; the limits given last hold for all of them."""
    labs = tuple(lab for lab in facts.labs if lab.analyte == analyte.id)
    return Course(
        analyte=analyte,
        labs=labs,
        upper_limit=next((lab.upper_limit for lab in reversed(labs) if lab.upper_limit), None),
        baseline=next((lab.baseline for lab in reversed(labs) if lab.baseline), None),
        baseline_normal=any(lab.baseline_said == "normal" for lab in labs),
        vocabulary=vocabulary,
        index=max((i for i, lab in enumerate(facts.labs) if lab.analyte == analyte.id), default=len(facts.labs)),
    )


def courses(facts: PatientFacts, vocabulary: Vocabulary) -> Iterator[Course]:
    """Yield the course of each analyte of which anything was told, in the order of the vocabulary."""
    told = {lab.analyte for lab in facts.labs}
    return (course(facts, analyte, vocabulary) for analyte in vocabulary.analytes if analyte.id in told)


def meets(line: Lab, results: Course) -> Truth:
    """Whether a course meets a line: the truth that `judge` gives reasons for."""
    chosen = _chosen(line, results)
    if not chosen:
        return Truth.UNKNOWN
    return any_of(_placed(line, lab, results, unit).truth for lab in chosen for unit in worlds(lab, results.analyte))


def judge(line: Lab, results: Course) -> Judged:
    """Judge a line over a course: at its peak (any result may meet it) or at the current result only."""
    chosen = _chosen(line, results)
    if not chosen:
        return Judged(truth=Truth.UNKNOWN, needs=(_need_value(results),))
    return either(tuple(_judge_one(line, lab, results) for lab in chosen))


def _chosen(line: Lab, results: Course) -> list[LabFact]:
    labs = [lab for lab in results.labs if measured(lab)]
    return labs if line.at == "peak" else labs[-1:]


def measured(lab: LabFact) -> bool:
    """Return whether anything is known of a result itself; limits may come without one."""
    return bool(lab.value or lab.times_upper_limit or lab.times_baseline or lab.said)


def _judge_one(line: Lab, lab: LabFact, results: Course) -> Judged:
    """Judge one result in every unit it may be in; the most dangerous reading decides."""
    units = tuple(worlds(lab, results.analyte))
    judged = either(tuple(_judge_in(line, lab, results, unit) for unit in units))
    if len(units) > 1 and judged.truth is not Truth.NO:
        judged = judged.also_needs(_need_unit(results))
    return judged


def worlds(lab: LabFact, analyte: Analyte) -> Iterator[str | None]:
    """Yield the units a figure may be in; a limit given in the same bare way narrows them down."""
    if lab.value is None or lab.value.unit is not None:
        yield lab.value.unit if lab.value else None
        return
    figure = lab.value.high if lab.value.high is not None else lab.value.low
    units = candidate_units(analyte, figure or 0.0)
    limit = lab.upper_limit or lab.baseline
    if limit is not None and limit.high is not None:
        told = {limit.unit} if limit.unit else set(candidate_units(analyte, limit.high))
        units = tuple(u for u in units if u in told) or tuple(sorted(told & {analyte.unit, *analyte.units})) or units
    yield from units


class _Placed(NamedTuple):
    """One result, in one unit, on the scale of a line: the interval it can be in, and what it was divided by."""

    truth: Truth
    low: float
    high: float
    reference: Amount | None
    on_line: bool


def _placed(line: Lab, lab: LabFact, results: Course, unit: str | None) -> _Placed:
    low, high, reference = compared(line, lab, results, unit)
    on_line = _equal(line, lab, results, unit, low, high)
    if on_line:
        truth = Truth.YES if "=" in line.enforced else Truth.NO
    else:
        truth = _meets(low, high, line.enforced, line.value)
    return _Placed(truth, low, high, reference, on_line)


def _judge_in(line: Lab, lab: LabFact, results: Course, unit: str | None) -> Judged:
    truth, low, high, reference, on_line = _placed(line, lab, results, unit)
    edge = bool(on_line and truth is Truth.YES and line.op != line.enforced)
    near = low == high and line.enforced in (">", ">=") and truth is Truth.NO and NEAR * line.value <= low < line.value
    because = _because(line, lab, unit, reference, low, high)
    return Judged(
        truth=truth,
        because=(because,),
        needs=() if truth is not Truth.UNKNOWN else _needs(line, lab, results),
        edge=edge,
        near=(because,) if near else (),
        engaged=truth is not Truth.NO,
    )


def _meets(low: float, high: float, op: Operator, value: float) -> Truth:
    if op in (">", ">="):
        surely, never = (low > value, high <= value) if op == ">" else (low >= value, high < value)
    else:
        surely, never = (high < value, low >= value) if op == "<" else (high <= value, low > value)
    return Truth.YES if surely else Truth.NO if never else Truth.UNKNOWN


def _equal(line: Lab, lab: LabFact, results: Course, unit: str | None, low: float, high: float) -> bool:
    """Whether the result sits on the line at reporting precision, judged in the unit it was reported in."""
    if low != high:
        return False
    figure = lab.value.exact if lab.value else None
    if figure is None or (line.of != "absolute" and (lab.times_upper_limit or lab.times_baseline)):
        return math.isclose(low, line.value, abs_tol=1e-9)
    own = unit or results.analyte.unit
    if line.of == "absolute":
        on = converted(results.analyte, line.value, line.unit or results.analyte.unit, own)
    else:
        on = figure / low * line.value if low else 0.0
    return abs(figure - on) <= half_step(results.analyte, own) * (1 - 1e-9) or math.isclose(figure, on, abs_tol=1e-9)


def _because(line: Lab, lab: LabFact, unit: str | None, limit: Amount | None, low: float, high: float) -> Because:
    value = lab.value.exact if lab.value else None
    given = lab.value.unit if lab.value else None
    return Because(
        fact=lab.analyte,
        value=value if value is not None else lab.read.as_given or lab.said,
        unit=given or (unit if lab.value else None),
        limit=_limit_words(line, limit, unit),
        origin=lab.read.origin,
        computed=_arithmetic(line, lab, unit, limit, low, high),
    )


def _limit_words(line: Lab, limit: Amount | None, unit: str | None) -> str:
    if line.of == "absolute":
        return f"{_SYMBOL[line.op]} {with_unit(line.value, line.unit)}"
    words = f"{_SYMBOL[line.op]} {shown(line.value)} x {_NAME[line.of]}"
    return words if limit is None or limit.exact is None else f"{words} ({_limit_figure(limit.exact, limit, unit)})"


def _limit_figure(figure: float, limit: Amount, unit: str | None) -> str:
    """A limit is in the unit of the result unless it says another, so that any wording shows the same figures."""
    return with_unit(figure, limit.unit if limit.unit != unit else None)


def _arithmetic(line: Lab, lab: LabFact, unit: str | None, limit: Amount | None, low: float, high: float) -> str | None:
    if lab.value is None:
        return _multiples(lab)
    if lab.value.exact is None:
        return None
    figure = with_unit(lab.value.exact, unit)
    if line.of == "absolute":
        told = low == high and unit and unit != line.unit
        return f"{figure} = {with_unit(round(low, 1), line.unit)}" if told else None
    if low == high:
        by = f" / {_limit_figure(limit.exact, limit, unit)} =" if limit and limit.exact is not None else " is"
        return f"{figure}{by} {shown(low)} x {_NAME[line.of]}"
    plausible = line.of == "upper-limit" and limit is None and low > 0 and high < math.inf
    return f"{figure} is {shown(low)} to {shown(high)} x upper limit, for every plausible limit" if plausible else None


def _multiples(lab: LabFact) -> str | None:
    """A result that was given as a multiple alone: "4 x upper limit"."""
    given = ((lab.times_upper_limit, "upper-limit"), (lab.times_baseline, "baseline"))
    return ", ".join(f"{shown(of.exact)} x {_NAME[scale]}" for of, scale in given if of and of.exact) or None


def _needs(line: Lab, lab: LabFact, results: Course) -> tuple[Need, ...]:
    """What would decide an undecided comparison."""
    if line.of == "baseline" and not (lab.baseline or results.baseline):
        return (_need(results, "baseline", f"baseline {results.analyte.id}"),)
    if line.of == "upper-limit" and not (lab.upper_limit or results.upper_limit) and lab.times_upper_limit is None:
        return (_need(results, "upper_limit", f"upper limit of normal (ULN) for {results.analyte.id}"),)
    return (_need(results, "value", f"exact {results.analyte.id}"),)


def _need_value(results: Course) -> Need:
    return _need(results, "value", results.analyte.id)


def _need_unit(results: Course) -> Need:
    return _need(results, "unit", f"unit of {results.analyte.id}")


def _need(results: Course, field: str, words: str) -> Need:
    return Need(fact=words, path=f"patient.labs[{results.index}].{field}")
