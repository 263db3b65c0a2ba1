"""The patient's figures beside the stop lines of the rules: which are met, which are not, and by how much.

The lines that are met are findings as well; here their arithmetic stands beside that of the lines that are not. What is
unknown is asked for and never called "not met".
"""

from __future__ import annotations

from corpus.model import Action
from service.answering.case import Case
from service.answering.computed import Computed
from service.answering.computed.results import Placed, placed
from service.answering.sections import Place
from service.domain.answer import Audience
from service.safety.rules.figures import shown, with_unit
from service.safety.rules.truth import Truth

NONE_MET = "The values given stay below the lines for permanent discontinuation"
#: A fixed line that a result is not even this share of is not spoken of.
FAR = 0.5
_ORDER = ("upper-limit", "baseline", "absolute")
_NAMES = {"upper-limit": "upper limit", "baseline": "baseline"}


def stop_lines(case: Case) -> tuple[Computed, ...]:
    """Return the results beside their stop lines: those that meet one first, then the others.

    Said only where something fired on a figure, so that a distance to a line is never read as an all-clear, and not to
    patients, for whom figures beside lines are no help.
    """
    if case.audience is Audience.PATIENT or not case.figured:
        return ()
    by_analyte: dict[str, list[Placed]] = {}
    for one in placed(case.facts, case.topic):
        if one.truth is not Truth.UNKNOWN:
            by_analyte.setdefault(one.analyte.id, []).append(one)
    results = sorted(by_analyte.values(), key=lambda lines: all(one.truth is not Truth.YES for one in lines))
    sentences = [sentence for sentence in map(_sentence, results) if sentence]
    if not sentences:
        return ()
    grounds = tuple(one.rule.ground.statement for lines in results for one in lines)
    text = " ".join(filter(None, (*sentences, _closing(case))))
    return (Computed(text=text, statements=grounds, place=Place.IN_SHORT),)


def _closing(case: Case) -> str:
    """That no line for stopping for good is met, and what is missing to be sure; nothing when one is."""
    permanent = {r.id for r in case.topic.rules if r.action is Action.STOP_PERMANENTLY}
    if case.stopped or not any(r.stop_line and r.id in permanent for r in case.topic.rules):
        return ""
    missing = ", ".join(dict.fromkeys(m.fact for m in case.assessment.missing if permanent & set(m.rules)))
    return f"{NONE_MET}{f'; still missing: {missing}' if missing else ''}."


def _sentence(lines: list[Placed]) -> str:
    """What is worth knowing of one analyte, multiples first; a fixed line that is far away says nothing."""
    told = [one for one in lines if one.line.of != "absolute" or not _far(one)]
    if not told:
        return ""
    ordered = sorted(told, key=lambda one: _ORDER.index(one.line.of))
    name = lines[0].because.fact
    return f"{name[:1].upper()}{name[1:]} {'; '.join(_clause(one) for one in ordered)}."


def _clause(one: Placed) -> str:
    """One result beside one line."""
    line = f"{shown(one.line.value)} x" if one.line.of != "absolute" else with_unit(one.line.value, one.line.unit)
    if one.edge:
        return f"{_figure(one)}, exactly on the line of {line}, which is treated as met"
    if one.truth is Truth.YES:
        return f"{_figure(one)}, so that the line of {line} is met"
    return f"{_figure(one)}, {'above' if one.falling else 'below'} the line of {line}{_distance(one)}"


def _far(one: Placed) -> bool:
    """Whether a result is not even half way to a fixed line."""
    if one.ratio is None:
        return one.truth is not Truth.YES
    return one.line.value < FAR * one.ratio if one.falling else one.ratio < FAR * one.line.value


def _figure(one: Placed) -> str:
    """The result on the scale of the line, with its arithmetic where it was computed."""
    given = with_unit(one.value, one.unit)
    if one.because.computed or one.line.of == "absolute" or one.ratio is None:
        return one.because.computed or given
    return f"{given} = {shown(one.ratio)} x {_NAMES[one.line.of]}"


def _distance(one: Placed) -> str:
    """How far the result lies below the line, as a subtraction; without units, because it is no result itself."""
    if one.ratio is None or one.ratio <= 0:
        return ""
    if one.line.of == "absolute":
        if one.unit != one.line.unit:
            return ""
        line = shown(one.line.value)
    else:
        line = f"{shown(one.line.value)} x {shown(one.value / one.ratio)}"
    away = one.value * one.line.value / one.ratio - one.value
    if one.falling:
        return f" ({shown(one.value)} - {line} = {shown(-away)})"
    return f" ({line} - {shown(one.value)} = {shown(away)})"
