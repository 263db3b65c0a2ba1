"""Which of two rules speaks when both fire: refused where the data does not say.

Two rules meet when one case can fire both by one and the same thing:

- both draw a line on one axis (an analyte in absolute units, times its upper limit or times its baseline; a dose; a
  time) and some value crosses both. A factor of 1 ("above normal") is a guard and no line;
- or one sign, condition, drug, phase or plan is enough for either.

Where their actions differ in strictness, the stricter one must speak: it is the more severe, or equally severe with its
line further out in the same direction, or one of the two names the other under `quiets`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from corpus.axes import Axis, beyond, intersection
from corpus.build import refuse
from corpus.errors import TopicError
from corpus.model import (
    STRICTNESS,
    All,
    Any,
    Condition,
    Days,
    Dose,
    ForAny,
    HasSign,
    InPhase,
    Lab,
    OnDrug,
    Operator,
    Planned,
    Rule,
    Vocabulary,
)
from corpus.yaml_lines import Node

_SEVERITIES = ("critical", "high", "moderate", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that a rule draws on one analyte."""

    analyte: str
    lab: Lab


def lines_of(rule: Rule, vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The lines that must be crossed for a rule to fire, one per analyte; guards and negations are left out."""
    drawn = () if rule.when is None else _drawn(rule.when, (), vocabulary)
    return tuple(Line(analyte=one.axis.name, lab=one.line) for one in drawn if isinstance(one.line, Lab))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A line on any axis; `value` is in the unit of the axis where the unit is known."""

    axis: Axis
    line: Lab | Dose | Days
    value: float

    @property
    def op(self) -> Operator:
        return self.line.enforced

    @property
    def unit(self) -> str | None:
        return self.line.unit if isinstance(self.line, Lab) else None


def _drawn(condition: Condition, bound: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[_Drawn]:
    match condition:
        case Lab() if condition.of == "absolute" or condition.value != 1:
            for analyte in bound or (condition.lab,):
                axis = Axis(kind="lab", name=analyte, of=condition.of)
                yield _Drawn(axis=axis, line=condition, value=condition.value * _factor(axis, condition, vocabulary))
        case Dose() if condition.value is not None:
            yield _Drawn(axis=Axis(kind="dose", name=condition.of), line=condition, value=condition.value)
        case Days():
            yield _Drawn(axis=Axis(kind="days", name=condition.of), line=condition, value=condition.value)
        case ForAny():
            members = tuple(a.id for a in vocabulary.analytes if condition.for_any in a.groups)
            yield from _drawn(condition.then, members, vocabulary)
        case All() | Any():
            for part in condition.all if isinstance(condition, All) else condition.any:
                yield from _drawn(part, bound, vocabulary)
        case _:
            pass


def _factor(axis: Axis, lab: Lab, vocabulary: Vocabulary) -> float:
    analyte = next(a for a in vocabulary.analytes if a.id == axis.name)
    return analyte.units.get(lab.unit, 1.0) if lab.of == "absolute" and lab.unit else 1.0


def check_precedence(nodes: tuple[Node, ...], rules: tuple[Rule, ...], vocabulary: Vocabulary) -> None:
    """Refuse two rules that meet where neither comes first.

    Raises:
        TopicError: the data does not say which of the two speaks.
    """
    known = [
        (node, rule, tuple(_drawn(rule.when, (), vocabulary)), frozenset(_enough(rule.when, vocabulary)))
        for node, rule in zip(nodes, rules, strict=True)
        if rule.when is not None
    ]
    for (_, one, lines, signs), (node, other, other_lines, other_signs) in combinations(known, 2):
        if _settled(one, other):
            continue
        for line in lines:
            for other_line in other_lines:
                if _meet(line, other_line) and not _ordered((one, line), (other, other_line)):
                    raise _refusal(node, one, other, _called(line.axis))
        shared = sorted(signs & other_signs)
        if shared and not _ordered((one, None), (other, None)):
            raise _refusal(node, one, other, shared[0])


def _called(axis: Axis) -> str:
    return f"{axis.name} ({axis.of})" if axis.kind == "lab" else str(axis)


def _refusal(node: Node, one: Rule, other: Rule, what: str) -> TopicError:
    return refuse(
        node,
        f"'{one.id}' ({one.severity}, {one.action}) and '{other.id}' ({other.severity}, {other.action}) overlap on "
        f"{what} and neither comes first: name the lower one under quiets of the other, or make the stricter action "
        "the more severe",
    )


def _settled(one: Rule, other: Rule) -> bool:
    """Whether two rules cannot contradict one another, or say themselves which of them speaks."""
    decide = one.action in STRICTNESS and other.action in STRICTNESS and one.action != other.action
    return not decide or one.id in other.quiets or other.id in one.quiets


def _meet(line: _Drawn, other: _Drawn) -> bool:
    return line.axis == other.axis and bool(intersection([beyond(line.op, line.value), beyond(other.op, other.value)]))


def _ordered(one: tuple[Rule, _Drawn | None], other: tuple[Rule, _Drawn | None]) -> bool:
    (rule, line), (other_rule, other_line) = one, other
    if STRICTNESS.index(rule.action) > STRICTNESS.index(other_rule.action):
        return _ordered(other, one)
    severity, other_severity = _SEVERITIES.index(rule.severity), _SEVERITIES.index(other_rule.severity)
    return severity < other_severity or (severity == other_severity and _further_out(line, other_line))


def _further_out(line: _Drawn | None, other: _Drawn | None) -> bool:
    if line is None or other is None or line.unit != other.unit or line.op[0] != other.op[0]:
        return False
    return line.value > other.value if line.op[0] == ">" else line.value < other.value


def _enough(condition: Condition, vocabulary: Vocabulary) -> Iterator[str]:
    """What is enough to fire a rule all alone, as an editor calls it."""
    match condition:
        case HasSign():
            known = vocabulary.symptoms if condition.of == "symptom" else vocabulary.conditions
            named = (s.id for s in known if s.id in condition.any or set(s.groups) & set(condition.any))
            yield from (f"the {condition.of} {name}" for name in named)
        case OnDrug():
            drugs = (d.id for d in vocabulary.drugs if d.id in condition.any or set(d.groups) & set(condition.any))
            yield from (f"the drug {name} ({status})" for name in drugs for status in condition.status)
        case InPhase():
            yield from (f"the phase {phase}" for phase in condition.any)
        case Planned():
            yield from (f"the plan to {plan}" for plan in condition.any)
        case Any():
            for part in condition.any:
                yield from _enough(part, vocabulary)
        case _:
            pass
