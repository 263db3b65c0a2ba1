"""What a missing limit would change: from which limit on a result meets a stop line."""

from __future__ import annotations

from corpus.model import Action
from service.answering.case import Case
from service.answering.computed import Computed
from service.answering.computed.results import Placed, placed
from service.answering.sections import Place
from service.domain.answer import Audience
from service.safety.rules.figures import shown, with_unit
from service.safety.rules.labs import course
from service.safety.rules.truth import Truth

#: No baseline is a smaller share of the upper limit than this.
LEAST_SHARE = 0.25
#: How a missing limit is spoken of, to professionals and to patients.
_LIMIT = {"upper-limit": "the upper limit", "baseline": "baseline"}
_THAT = {"upper-limit": "that limit", "baseline": "the baseline"}
_PLAIN = {"upper-limit": "the top of your laboratory's normal range", "baseline": "your own usual value"}


def what_would_change(case: Case) -> tuple[Computed, ...]:
    """Return, for each result that a missing limit leaves undecided, the limit from which on a stop line is met.

    Only for lines that are still asked about: where something as strict has fired, nothing would change.
    """
    asked = {rule for missing in case.assessment.missing for rule in missing.rules}
    open_lines = [
        one
        for one in placed(case.facts, case.topic)
        if one.truth is Truth.UNKNOWN and one.rule.id in asked and one.line.of in _LIMIT
    ]
    plain = case.audience is Audience.PATIENT
    open_lines = sorted((one for one in open_lines if _worst(one, case)), key=lambda one: one.line.of == "baseline")
    open_lines = open_lines[:1] if plain else open_lines
    return tuple(
        Computed(
            text=_for_patients(one) if plain else _said(one),
            statements=(one.rule.ground.statement,),
            place=Place.FIND_OUT,
        )
        for one in open_lines
    )


def _worst(one: Placed, case: Case) -> bool:
    """Whether it is the worst result of its kind, and anybody has such a limit.

    A baseline that is a small share of the upper limit tells nothing.
    """
    kin = [
        a
        for a in case.topic.vocabulary.analytes
        if a.unit == one.analyte.unit and set(a.groups) & set(one.analyte.groups)
    ]
    others = [lab.value.exact for lab in case.facts.labs if lab.value and lab.analyte in {a.id for a in kin}]
    if any(other is not None and other > one.value for other in others):
        return False
    if one.line.of != "baseline":
        return True
    results = course(case.facts, one.analyte, case.topic.vocabulary)
    known = [results.upper_limit.exact] if results.upper_limit is not None else []
    verified = [a.plausible_upper_limit.low for a in kin if a.plausible_upper_limit is not None]
    limit = next((limit for limit in (*known, *verified) if limit is not None), 0.0)
    return one.value / one.line.value >= LEAST_SHARE * limit


def _said(one: Placed) -> str:
    figure, limit = with_unit(one.value, one.unit), with_unit(one.value / one.line.value, one.unit)
    sum_ = f"{shown(one.value)} / {shown(one.line.value)} = {shown(one.value / one.line.value)}"
    text = (
        f"{one.because.fact} {figure} reaches the line of {shown(one.line.value)} x {_LIMIT[one.line.of]} where "
        f"{_THAT[one.line.of]} is at or below {limit} ({sum_})."
    )
    if one.rule.action is Action.STOP_PERMANENTLY:
        return f"{text} It is a line for permanent discontinuation."
    return text


def _for_patients(one: Placed) -> str:
    figure, limit = with_unit(one.value, one.unit), with_unit(one.value / one.line.value, one.unit)
    return (
        f"{one.because.fact} {figure} is {shown(one.line.value)} times {_PLAIN[one.line.of]} or more where that is "
        f"{limit} or lower. Until it is known, it is treated as if it were met: contact your prescriber today."
    )
