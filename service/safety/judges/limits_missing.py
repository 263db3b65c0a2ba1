"""A value without the limit of its laboratory, which may be at a line: what goes on is then not known to be allowed."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Action, Topic
from service.domain.facts import LabFact
from service.safety.rules.limits import Limits, StopLine
from service.safety.rules.units import convert


def limit_missing(labs: Sequence[LabFact], topic: Topic, limits: Limits) -> bool:
    """Whether the latest value of a test would be at the line of a hold by a limit that laboratories have.

    Where no such limits are verified for a test, those of another test of the same line are taken.
    """
    lines = [line for line in limits.lines if line.of == "upper-limit" and line.action is Action.HOLD]
    known = {lab.analyte for lab in labs if lab.upper_limit or lab.times_upper_limit or lab.said}
    latest = {lab.analyte: lab for lab in labs if lab.value is not None and lab.analyte not in known}
    return any(
        _may_reach(lab, line, topic) for lab in latest.values() for line in lines if lab.analyte in line.analytes
    )


def _may_reach(lab: LabFact, line: StopLine, topic: Topic) -> bool:
    analytes = {a.id: a for a in topic.vocabulary.analytes}
    ranges = {a: limit for a in line.analytes if (limit := analytes[a].plausible_upper_limit) is not None}
    verified = [ranges[lab.analyte]] if lab.analyte in ranges else list(ranges.values())
    value, analyte = lab.value, analytes[lab.analyte]
    if value is None or value.high is None or not verified:
        return False
    figure = convert(analyte, value.high, value.unit or analyte.unit, analyte.unit)
    return figure is not None and any(r.low is not None and figure >= line.value * r.low for r in verified)
