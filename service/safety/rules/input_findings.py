"""What the input itself calls for: conversions shown, figures that cannot be, contradictions, wrong quotations."""

from __future__ import annotations

import math
from collections.abc import Iterable

from corpus.model import Analyte, Limit, Rule, Topic, Trigger
from service.domain.answer import Because, Missing
from service.domain.facts import LabFact, PatientFacts, QuotedLimit
from service.safety.rules.figures import shown, with_unit
from service.safety.rules.lines import compared_analytes
from service.safety.rules.units import convert

#: The kinds of problem that are findings of their own.
PROBLEMS: tuple[Trigger, ...] = ("implausible", "conflict", "two-patients", "language", "injection")


def problems(facts: PatientFacts) -> Iterable[tuple[Trigger, tuple[Because, ...]]]:
    """Group the problems of the input by the occasion they raise."""
    for kind in PROBLEMS:
        held = tuple(
            Because(fact=p.what, value=p.read.as_given or None, unit=None, limit=None, origin=p.read.origin)
            for p in facts.problems
            if p.kind == kind
        )
        if held:
            yield kind, tuple(dict.fromkeys(held))


def conversions(facts: PatientFacts, topic: Topic) -> tuple[Because, ...]:
    """Every figure that was converted to be judged, with its factor: other units than the canonical, or mixed ones."""
    analytes = {a.id: a for a in topic.vocabulary.analytes}
    return tuple(b for lab in facts.labs if (b := _conversion(lab, analytes[lab.analyte])) is not None)


def _conversion(lab: LabFact, analyte: Analyte) -> Because | None:
    if lab.value is None or lab.value.unit is None or lab.value.high is None:
        return None
    unit, value = lab.value.unit, lab.value.high
    limits = [a.unit for a in (lab.upper_limit, lab.baseline) if a and a.unit and a.unit != unit]
    target = limits[0] if limits else analyte.unit
    if target == unit:
        return None
    held = convert(analyte, value, unit, target)
    one = convert(analyte, 1.0, unit, target)
    if held is None or one is None:
        return None
    times = f"x {shown(one)}" if one >= 1 else f"/ {shown(1 / one)}"
    rounded = round(held) if abs(held - round(held)) < 0.005 * max(1.0, held) and held >= 100 else None
    about = f", about {rounded} {target}" if rounded is not None and not math.isclose(held, rounded) else ""
    return Because(
        fact=lab.analyte,
        value=value,
        unit=unit,
        limit=None,
        origin=lab.read.origin,
        computed=f"{with_unit(value, unit)} {times} = {with_unit(round(held, 2), target)}{about}",
    )


#: A source that prints a least or a longest time is not misquoted by one that keeps to it.
_TIMES = ("days", "per week")


def unasked_limits(facts: PatientFacts, topic: Topic) -> Iterable[Missing]:
    """Ask for the upper limit of every result that a rule compares with it: without it no multiple can be shown."""
    compared = compared_analytes(topic)["upper-limit"]
    for analyte in topic.vocabulary.analytes:
        if analyte.id not in compared:
            continue
        own = [(i, lab) for i, lab in enumerate(facts.labs) if lab.analyte == analyte.id]
        if facts.foreign_drug or any(lab.upper_limit or lab.times_upper_limit or lab.said for _, lab in own):
            continue
        for index, lab in own[-1:]:
            if lab.value is not None:
                yield Missing(
                    fact=f"upper limit of normal (ULN) for {analyte.id}",
                    why="the multiple of the upper limit cannot be shown without it",
                    path=f"patient.labs[{index}].upper_limit",
                )


def quoted_wrongly(facts: PatientFacts, topic: Topic) -> dict[str, Because]:
    """Limits that the text states as true and that no rule holds: rule id -> what was quoted and what is right."""
    wrong: dict[str, Because] = {}
    for quoted in facts.quoted_limits:
        held = [(r, limit) for r in topic.rules for limit in r.limits if _comparable(limit, quoted)]
        if not held or any(_right(limit, quoted) for _, limit in held):
            continue
        rule, limit = min(held, key=lambda pair: abs(pair[1].value - quoted.value))
        wrong[rule.id] = _misquote(rule, limit, quoted)
    return wrong


def _right(limit: Limit, quoted: QuotedLimit) -> bool:
    """Whether a quotation holds: the printed figure, or for times one that keeps to the limit."""
    kept = quoted.value <= limit.value if limit.op.startswith("<") else quoted.value >= limit.value
    return math.isclose(limit.value, quoted.value) or (limit.unit in _TIMES and kept)


def _comparable(limit: Limit, quoted: QuotedLimit) -> bool:
    return limit.claim == quoted.claim and limit.unit == quoted.unit


def _misquote(rule: Rule, limit: Limit, quoted: QuotedLimit) -> Because:
    right = with_unit(limit.value, limit.unit)
    return Because(
        fact=f"the limit quoted as {with_unit(quoted.value, quoted.unit)}",
        value=None,
        unit=None,
        limit=f"{limit.op} {right}",
        origin=quoted.read.origin,
        computed=f"is {right} in the source: {rule.ground.quote.removesuffix('.')}",
    )
