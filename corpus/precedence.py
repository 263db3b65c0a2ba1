"""Which of two rules speaks when both lines are crossed: refused where the data does not say.

Two rules meet when both draw a line on the same axis: the same analyte, the same kind of value (absolute, times the
upper limit, times the baseline) and the same direction. A factor of 1 ("above normal") is a guard and no line. Where
their actions differ in strictness, the stricter one must speak: it is the more severe, or equally severe with its line
further out, or one of the two names the other under `quiets`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from corpus.build import refuse
from corpus.model import STRICTNESS, All, Any, Condition, ForAny, Lab, Rule, Vocabulary
from corpus.yaml_lines import Node

_SEVERITIES = ("critical", "high", "moderate", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that a rule draws on one analyte."""

    analyte: str
    lab: Lab

    @property
    def axis(self) -> tuple[str, str, str]:
        """Analyte, kind of value and direction: lines on one axis cross each other."""
        return (self.analyte, self.lab.of, self.lab.op[0])


def lines_of(rule: Rule, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The lines that must be crossed for a rule to fire, one per analyte; guards and negations are left out."""
    return () if rule.when is None else tuple(_lines(rule.when, (), vocabulary))


def _lines(condition: Condition, bound: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[Line]:
    if isinstance(condition, Lab):
        if condition.of == "absolute" or condition.value != 1:
            for analyte in bound or (condition.lab,):
                yield Line(analyte=analyte, lab=condition)
    elif isinstance(condition, ForAny):
        members = tuple(a.id for a in vocabulary.analytes if condition.for_any in a.groups)
        yield from _lines(condition.then, members, vocabulary)
    elif isinstance(condition, (All, Any)):
        for part in condition.all if isinstance(condition, All) else condition.any:
            yield from _lines(part, bound, vocabulary)


def check_precedence(nodes: tuple[Node, ...], rules: tuple[Rule, ...], vocabulary: Vocabulary) -> None:
    """Refuse two rules that meet on one axis where neither comes first.

    Raises:
        TopicError: the data does not say which of the two speaks.
    """
    drawn = [(node, rule, lines_of(rule, vocabulary)) for node, rule in zip(nodes, rules, strict=True)]
    for (_, one, lines), (node, other, other_lines) in combinations(drawn, 2):
        for line in lines:
            for other_line in other_lines:
                if line.axis == other_line.axis and not _ordered((one, line), (other, other_line)):
                    analyte, of, _ = line.axis
                    raise refuse(
                        node,
                        f"'{one.id}' ({one.severity}, {one.action}) and "
                        f"'{other.id}' ({other.severity}, {other.action}) overlap on {analyte} "
                        f"({of}) and neither comes first: name the lower one under quiets of the other, or make the "
                        "stricter action the more severe",
                    )


def _ordered(one: tuple[Rule, Line], other: tuple[Rule, Line]) -> bool:
    (rule, line), (other_rule, other_line) = one, other
    if rule.action == other_rule.action or rule.action not in STRICTNESS or other_rule.action not in STRICTNESS:
        return True
    if rule.id in other_rule.quiets or other_rule.id in rule.quiets:
        return True
    if STRICTNESS.index(rule.action) > STRICTNESS.index(other_rule.action):
        return _ordered(other, one)
    severity, other_severity = _SEVERITIES.index(rule.severity), _SEVERITIES.index(other_rule.severity)
    return severity < other_severity or (severity == other_severity and _further_out(line, other_line))


def _further_out(line: Line, other: Line) -> bool:
    if line.lab.unit != other.lab.unit:
        return False
    return line.lab.value > other.lab.value if line.lab.op[0] == ">" else line.lab.value < other.lab.value
