"""The checks on `limits`: what each is about, in which unit and direction, and that a stop line is the rule's own."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.build import refuse
from corpus.model import Lab, Limit, Operator, Rule
from corpus.model.conditions import conditions_in
from corpus.names import check_known
from corpus.yaml_lines import Node, at, items_of

#: What a limit may be about, and the unit it is given in; a stop line is a multiple or in a unit of its analyte.
CLAIM_UNITS: Mapping[str, str | None] = {
    "daily-dose": "mg/day",
    "restart-dose": "mg/day",
    "step": "mg",
    "step-interval": "days",
    "first-step": "days",
    "test-interval-held": "days",
    "tests-per-week-restart": "per week",
    "stop-line": None,
}
MULTIPLES = frozenset({"x upper limit", "x baseline"})

_AT_LEAST = frozenset({"step-interval", "first-step", "tests-per-week-restart"})


def check_limits(node: Node, rule: Rule, units: frozenset[str]) -> None:
    """Refuse a limit that would not be enforced as it is written.

    Args:
        node: the list of limits.
        rule: the rule that they belong to.
        units: the laboratory units that the topic knows.

    Raises:
        TopicError: an unknown claim, another unit or direction than the claim has, or a stop line that the rule's own
            condition does not draw.
    """
    for place, limit in zip(items_of(node), rule.limits, strict=False):
        check_known(at(place, "claim"), limit.claim, CLAIM_UNITS, "claim")
        unit = CLAIM_UNITS[limit.claim]
        if unit is None:
            check_known(at(place, "unit"), limit.unit, units | MULTIPLES, "unit")
            _check_line(place, limit, rule)
        elif limit.unit != unit:
            raise refuse(at(place, "unit"), f"a limit of {limit.claim} is given in {unit}: convert it")
        elif limit.op != (op := _op(limit)):
            raise refuse(at(place, "op"), f'a limit of {limit.claim} says what is allowed: write op: "{op}"')


def _op(limit: Limit) -> Operator:
    return ">=" if limit.claim in _AT_LEAST else "<="


def _check_line(place: Node, limit: Limit, rule: Rule) -> None:
    lines = [c for c in ([] if rule.when is None else conditions_in(rule.when)) if isinstance(c, Lab)]
    if not any(_same(limit, line) for line in lines):
        written = f"{limit.op} {limit.value:g} {limit.unit}".strip()
        raise refuse(
            place, f"'{rule.id}' draws no line {written} in its when, so the limit would bind nothing: give its own"
        )


def _same(limit: Limit, line: Lab) -> bool:
    scale = {"x upper limit": "upper-limit", "x baseline": "baseline"}.get(limit.unit, "absolute")
    unit = line.unit if line.of == "absolute" else limit.unit
    return (line.of, unit, line.value, line.op[0]) == (scale, limit.unit, limit.value, limit.op[0])
