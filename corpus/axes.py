"""Sets of values on a numeric axis, and where on an axis a rule's condition places a patient.

An axis is a kind of value that conditions compare with figures: one analyte in absolute units, as a multiple of its
upper limit or of its baseline, one kind of dose, or one kind of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from corpus.model import All, Analyte, Any, Condition, Days, Dose, ForAny, Is, Lab, Not, Operator, Vocabulary

#: A place between values: just before a value (0) or just after it (1), so that a line may belong to either side.
Cut = tuple[float, int]
LOWEST: Cut = (-inf, 0)
HIGHEST: Cut = (inf, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is measured: `name` is the analyte, or what the dose or the time is of."""

    kind: str
    name: str
    of: str = "absolute"

    def __str__(self) -> str:
        """As an editor calls it."""
        scale = {"upper-limit": " x upper limit", "baseline": " x baseline"}.get(self.of, "")
        return f"{self.name}{scale}" if self.kind == "lab" else f"{self.kind} ({self.name})"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """All values from one cut to another."""

    start: Cut
    end: Cut

    @property
    def bounded(self) -> bool:
        """Whether there are values below it and above it."""
        return self.start > LOWEST and self.end < HIGHEST

    def __str__(self) -> str:
        """As an editor would write it: "above 2 up to 3", "exactly 5"."""
        (low, after), (high, included) = self.start, self.end
        if low == high:
            return f"exactly {low:g}"
        return f"{'above' if after else 'from'} {low:g} {'up to' if included else 'to below'} {high:g}"


Values = tuple[Span, ...]
EVERYTHING: Values = (Span(LOWEST, HIGHEST),)


def beyond(op: Operator, value: float) -> Values:
    """The values that meet a line."""
    if op[0] == ">":
        return (Span((value, 0 if op == ">=" else 1), HIGHEST),)
    return (Span(LOWEST, (value, 1 if op == "<=" else 0)),)


def union(parts: Iterable[Values]) -> Values:
    """The values that are in any of the sets."""
    joined: list[Span] = []
    for span in sorted(span for values in parts for span in values):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def outside(values: Values) -> Values:
    """The values that are not in the set."""
    edges = [LOWEST, *(cut for span in values for cut in (span.start, span.end)), HIGHEST]
    return tuple(Span(start, end) for start, end in list(pairwise(edges))[::2] if start < end)


def intersection(parts: Iterable[Values]) -> Values:
    """The values that are in all of the sets."""
    return outside(union(outside(values) for values in parts))


def axes_of(condition: Condition, vocabulary: Vocabulary, definitions: Mapping[str, Condition]) -> frozenset[Axis]:
    """Every axis on which a condition compares something with a figure; named definitions are followed."""
    return frozenset(_axes(condition, (), vocabulary, definitions))


def _axes(
    condition: Condition, bound: tuple[str, ...], vocabulary: Vocabulary, definitions: Mapping[str, Condition]
) -> Iterator[Axis]:
    match condition:
        case Lab():
            yield from (Axis(kind="lab", name=name, of=condition.of) for name in bound or (condition.lab,))
        case Dose() if condition.value is not None:
            yield Axis(kind="dose", name=condition.of)
        case Days():
            yield Axis(kind="days", name=condition.of)
        case Not():
            yield from _axes(condition.not_, bound, vocabulary, definitions)
        case Is():
            yield from _axes(definitions[condition.name], bound, vocabulary, definitions)
        case ForAny():
            members = tuple(a.id for a in vocabulary.analytes if condition.for_any in a.groups)
            yield from _axes(condition.then, members, vocabulary, definitions)
        case All() | Any():
            for part in condition.all if isinstance(condition, All) else condition.any:
                yield from _axes(part, bound, vocabulary, definitions)
        case _:
            pass


def values_on(
    axis: Axis, condition: Condition, vocabulary: Vocabulary, definitions: Mapping[str, Condition]
) -> Values | None:
    """The values on an axis for which a condition may hold; None when it does not draw a line there.

    Whatever else the condition asks for is taken as met. A line that is only denied ("not above") limits what a line
    beside it says, and says nothing alone.
    """
    analytes = {analyte.id: analyte for analyte in vocabulary.analytes}

    def read(part: Condition, it: str | None) -> Values | None:
        match part:
            case Lab():
                same = axis == Axis(kind="lab", name=it if part.lab == "it" and it else part.lab, of=part.of)
                return beyond(part.enforced, _canonical(part, analytes[axis.name])) if same else None
            case Dose():
                same = part.value is not None and axis == Axis(kind="dose", name=part.of)
                return beyond(part.enforced, part.value) if same and part.value is not None else None
            case Days():
                return beyond(part.enforced, part.value) if axis == Axis(kind="days", name=part.of) else None
            case Is():
                return read(definitions[part.name], it)
            case ForAny():
                member = axis.kind == "lab" and part.for_any in analytes[axis.name].groups
                return read(part.then, axis.name) if member else None
            case Any():
                found = [values for inner in part.any if (values := read(inner, it)) is not None]
                return union(found) if found else None
            case All():
                return _joined(part, it)
            case _:
                return None

    def _joined(part: All, it: str | None) -> Values | None:
        found = [values for inner in part.all if (values := read(inner, it)) is not None]
        denied = [
            outside(values)
            for inner in part.all
            if isinstance(inner, Not) and (values := read(inner.not_, it)) is not None
        ]
        return intersection([*found, *denied]) if found else None

    return read(condition, None)


def _canonical(lab: Lab, analyte: Analyte) -> float:
    """The figure of a line in the unit of its analyte."""
    return lab.value * analyte.units.get(lab.unit, 1.0) if lab.of == "absolute" and lab.unit else lab.value
