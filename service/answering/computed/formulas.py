"""The topic's formulas over a patient's results: the quotient, the arithmetic, and the band it falls into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.model import Band, Formula, Lab, Quantity, Topic
from service.answering.computed import Computed
from service.answering.sections import Place
from service.domain.answer import Missing
from service.domain.facts import LabFact, PatientFacts
from service.safety.rules.figures import shown, with_unit
from service.safety.rules.lab_scale import Course, compared
from service.safety.rules.labs import course, judge

_SCALE = {"absolute": "", "upper-limit": " x upper limit", "baseline": " x baseline"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A result as a formula takes it: the figure, and how it is written."""

    figure: float
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a formula comes to for a patient."""

    formula: Formula
    figure: float
    band: Band | None
    arithmetic: str


def compute(formula: Formula, facts: PatientFacts, topic: Topic) -> Result | None:
    """Return the result; None where a figure it needs is not known exactly, or the formula is for other baselines."""
    value = _taken(formula.value, facts, topic)
    over = _taken(formula.over, facts, topic) if formula.over is not None else None
    if value is None or not _baseline_fits(formula, facts, topic):
        return None
    if formula.over is None:
        figure, arithmetic = value.figure, value.written
    elif over is None or over.figure == 0:
        return None
    else:
        figure = value.figure / over.figure
        arithmetic = f"({value.written}) / ({over.written}) = {shown(figure)}"
    band = next((band for band in formula.bands if band.holds(round(figure, 9))), None)
    return Result(formula=formula, figure=figure, band=band, arithmetic=arithmetic)


def computed(formulas: Iterable[Formula], facts: PatientFacts, topic: Topic) -> tuple[Computed, ...]:
    """Return the sentences of the formulas that can be computed."""
    results = [compute(formula, facts, topic) for formula in formulas]
    return tuple(_said(result) for result in results if result is not None)


def needed(formula: Formula, facts: PatientFacts, topic: Topic) -> tuple[Missing, ...]:
    """Return what is missing to compute a formula of which something is known."""
    quantities = [q for q in (formula.value, formula.over) if q is not None]
    courses = [_course(q, facts, topic) for q in quantities]
    if not any(results.labs for results in courses):
        return ()
    found = []
    for quantity, results in zip(quantities, courses, strict=True):
        if _taken(quantity, facts, topic) is None:
            found += [
                Missing(fact=need.fact, why=f"needed for the {formula.name}", path=need.path)
                for need in judge(_line(quantity), results).needs
            ]
    return tuple(found)


def _said(result: Result) -> Computed:
    formula, band = result.formula, result.band
    grounds = [formula.ground, *([formula.bands_ground] if formula.bands_ground else [])]
    of = f" with a {formula.baseline} baseline" if formula.baseline else ""
    scale = _SCALE[formula.value.of] if formula.over is None else ""
    meaning = f", {band.means} ({_ends(band)}{scale})" if band else ""
    return Computed(
        text=f"{formula.name}{of}: {result.arithmetic}{meaning}.",
        statements=tuple(ground.statement for ground in grounds),
        place=Place.FIND_OUT,
    )


def _ends(band: Band) -> str:
    """A band in words: "5 or more", "above 2 and below 5"."""
    low = f"{shown(band.at_least)} or more" if band.at_least is not None else ""
    low = f"above {shown(band.above)}" if band.above is not None else low
    high = f"{shown(band.at_most)} or less" if band.at_most is not None else ""
    high = f"below {shown(band.below)}" if band.below is not None else high
    if band.at_least is not None and band.at_most is not None:
        return f"{shown(band.at_least)} to {shown(band.at_most)}"
    if band.above is not None and band.at_most is not None:
        return f"above {shown(band.above)} to {shown(band.at_most)}"
    return " and ".join(filter(None, (low, high)))


def _taken(quantity: Quantity, facts: PatientFacts, topic: Topic) -> _Taken | None:
    """The current result as the quantity takes it; None unless the figure, its unit and its limit are known exactly."""
    results = _course(quantity, facts, topic)
    if not results.labs:
        return None
    lab = results.labs[-1]
    line = _line(quantity)
    judged = judge(line, replace(results, labs=(lab,)))
    if lab.value is None or lab.value.exact is None or len(judged.because) != 1:
        return None
    because = judged.because[0]
    low, high, limit = compared(line, lab, results, because.unit)
    if low != high or (quantity.of != "absolute" and limit is None):
        return None
    return _Taken(figure=low, written=_written(quantity, lab, because.unit, because.computed, low))


def _written(quantity: Quantity, lab: LabFact, unit: str | None, arithmetic: str | None, figure: float) -> str:
    """How the figure came about: "223 U/L / 40 U/L = 5.58 x upper limit"."""
    value = lab.value.exact if lab.value and lab.value.exact is not None else figure
    return arithmetic or with_unit(value, unit or quantity.unit)


def _line(quantity: Quantity) -> Lab:
    """The quantity as a comparison, which the safety core places a result on."""
    return Lab(lab=quantity.lab, op=">", enforced=">", value=1, of=quantity.of, unit=quantity.unit, at="current")


def _course(quantity: Quantity, facts: PatientFacts, topic: Topic) -> Course:
    analyte = next(a for a in topic.vocabulary.analytes if a.id == quantity.lab)
    results = course(facts, analyte, topic.vocabulary)
    return replace(results, labs=tuple(lab for lab in results.labs if lab.value is not None))


def _baseline_fits(formula: Formula, facts: PatientFacts, topic: Topic) -> bool:
    """Whether a formula for one kind of baseline is for this patient's; an unknown baseline may be normal."""
    if formula.baseline is None:
        return True
    results = _course(formula.value, facts, topic)
    known = results.baseline is not None and results.baseline.exact is not None
    if not known:
        return formula.baseline == "normal"
    as_result = [replace(lab, value=results.baseline) for lab in results.labs[-1:]]
    limit = replace(_line(formula.value), of="upper-limit", unit=None)
    low, high, _ = compared(limit, as_result[0], results, as_result[0].value.unit if as_result[0].value else None)
    return high <= 1 if formula.baseline == "normal" else low > 1
