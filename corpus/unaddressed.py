"""Values between two lines on which no rule decides about the drug: refused where the topic does not say so itself.

On each axis the rules that decide (stop, hold, reduce, go on, begin again, or an emergency) cover some values, whatever
else they ask for. What lies between covered values is a gap, and on the scale of upper limits so is what lies above
normal and below the lowest line. A gap is declared by an entry of `gaps` in topic.yaml with a `definition` that covers
it and the `statement` that says so.

Between a line below which and a line above which the same is done, the values in the middle are the usual ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from corpus.axes import HIGHEST, LOWEST, Axis, Span, Values, axes_of, intersection, outside, union, values_on
from corpus.model import STRICTNESS, Action, Condition, Gap, Rule, Vocabulary

_DECIDING = frozenset((*STRICTNESS, Action.EMERGENCY))
_NORMAL: Values = (Span(LOWEST, (1.0, 1)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unaddressed:
    """A gap, and the rule whose line it lies below."""

    axis: Axis
    span: Span
    rule: Rule


def unaddressed(
    rules: tuple[Rule, ...], vocabulary: Vocabulary, definitions: Mapping[str, Condition], gaps: tuple[Gap, ...]
) -> Iterator[Unaddressed]:
    """Every gap between the lines of the rules that the topic does not declare."""
    deciding = [r for r in rules if r.status == "active" and r.when is not None and r.action in _DECIDING]
    declared = [definitions[gap.definition] for gap in gaps if gap.definition is not None and gap.statement is not None]
    axes = {axis for rule in deciding if rule.when for axis in axes_of(rule.when, vocabulary, definitions)}
    for axis in sorted(axes, key=str):
        covered = [
            (rule, values)
            for rule in deciding
            if rule.when and (values := values_on(axis, rule.when, vocabulary, definitions)) is not None
        ]
        said = [v for d in declared if (v := values_on(axis, d, vocabulary, definitions)) is not None]
        for span, rule in _between(axis, covered):
            if intersection([(span,), outside(union(said))]):
                yield Unaddressed(axis=axis, span=span, rule=rule)


def _between(axis: Axis, covered: list[tuple[Rule, Values]]) -> Iterator[tuple[Span, Rule]]:
    """What lies between covered values, with a rule whose values begin behind it."""
    whole = union([*(values for _, values in covered), *([_NORMAL] if axis.of == "upper-limit" else [])])
    for below, above in pairwise(whole):
        span = Span(below.end, above.start)
        behind = [rule for rule, values in covered if any(part.start == above.start for part in values)]
        before = [rule for rule, values in covered if any(part.end == below.end for part in values)]
        if not _usual(span, below, above, before, behind):
            yield span, behind[0]


def _usual(span: Span, below: Span, above: Span, before: list[Rule], behind: list[Rule]) -> bool:
    outer = below.start == LOWEST and above.end == HIGHEST
    alike = {rule.action for rule in before} == {rule.action for rule in behind}
    return outer and alike and span.start[0] != span.end[0]
