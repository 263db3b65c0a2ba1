"""A patient's results as the computed sentences take them: one figure, its unit, and its place on a scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.model import Action, All, Analyte, Any, Condition, ForAny, Lab, Rule, Topic
from service.domain.answer import Because
from service.domain.facts import PatientFacts
from service.safety.rules.lab_scale import Course, compared
from service.safety.rules.labs import courses, judge
from service.safety.rules.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One result against one line of a rule; `ratio` is the result on the scale of the line, None where it is open."""

    rule: Rule
    line: Lab
    analyte: Analyte
    truth: Truth
    because: Because
    value: float
    unit: str
    ratio: float | None
    edge: bool

    @property
    def falling(self) -> bool:
        """Whether the line is one below which the rule fires."""
        return self.line.op in ("<", "<=")


def placed(facts: PatientFacts, topic: Topic) -> Iterator[Placed]:
    """Every exact result against every stop line that concerns it, in the order of the analytes and the rules.

    A line for stopping for good stays met by the worst result, which counts there; for any other the last one counts.
    """
    for results in courses(facts, topic.vocabulary):
        if any(lab.value is not None and lab.value.exact is not None for lab in results.labs):
            for rule in topic.rules:
                if rule.stop_line and rule.when is not None:
                    yield from _against(rule, rule.when, results)


def _against(rule: Rule, when: Condition, results: Course) -> Iterator[Placed]:
    for line in stop_lines_of(rule, when, results.analyte):
        found = [one for lab in results.labs if (one := _one(rule, line, replace(results, labs=(lab,))))]
        if found:
            worst = (min if found[0].falling else max)(found, key=lambda one: one.ratio or 0.0)
            yield worst if rule.action is Action.STOP_PERMANENTLY else found[-1]


def stop_lines_of(rule: Rule, when: Condition, analyte: Analyte) -> Iterator[Lab]:
    """Yield the lines of a rule's condition that its stop-line limits name and that concern an analyte."""
    named = {limit.value for limit in rule.limits if limit.claim == "stop-line"}
    return (line for line in lines_of(when, analyte) if line.value in named)


def lines_of(when: Condition, analyte: Analyte) -> Iterator[Lab]:
    """Yield every comparison in a condition that concerns an analyte; what is under a `not` is left out."""
    return (line for line, group in _lines(when, None) if group in (analyte.id, *analyte.groups))


def _one(rule: Rule, line: Lab, alone: Course) -> Placed | None:
    """A single result against a line; None where its figure or its unit is open."""
    (lab,) = alone.labs
    judged = judge(line, alone)
    if lab.value is None or lab.value.exact is None or len(judged.because) != 1:
        return None
    because = judged.because[0]
    low, high, _ = compared(line, lab, alone, because.unit)
    return Placed(
        rule=rule,
        line=line,
        analyte=alone.analyte,
        truth=judged.truth,
        because=because,
        value=lab.value.exact,
        unit=because.unit or alone.analyte.unit,
        ratio=low if low == high else None,
        edge=judged.edge,
    )


def _lines(condition: Condition, bound: str | None) -> Iterator[tuple[Lab, str]]:
    """Every comparison in a condition with the analyte or group that it is about."""
    match condition:
        case Lab():
            yield condition, bound if condition.lab == "it" and bound else condition.lab
        case ForAny():
            yield from _lines(condition.then, condition.for_any)
        case All():
            for part in condition.all:
                yield from _lines(part, bound)
        case Any():
            for part in condition.any:
                yield from _lines(part, bound)
        case _:
            return
