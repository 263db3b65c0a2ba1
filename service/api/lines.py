"""Lists the lines that a rule draws, out of its condition."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import All, Any, Condition, Days, Dose, ForAny, Is, Lab, Not, Rule, Topic
from service.api.numbering import figure
from service.api.shapes.library import LineOut


def lines_of(rule: Rule, topic: Topic) -> list[LineOut]:
    """Return every figure that the rule compares with, printed and enforced, and every limit it sets on a text."""
    compared = [] if rule.when is None else list(dict.fromkeys(_walk(rule.when, topic, group=None)))
    limits = [
        LineOut(
            of=limit.claim,
            printed=limit.op,
            enforced=limit.op,
            value=figure(limit.value),
            unit=limit.unit,
            relative_to="absolute",
        )
        for limit in rule.limits
    ]
    return [*compared, *limits]


def _walk(condition: Condition, topic: Topic, *, group: str | None) -> Iterator[LineOut]:
    match condition:
        case Lab():
            of = group if condition.lab == "it" and group is not None else condition.lab
            yield LineOut(
                of=of,
                printed=condition.op,
                enforced=condition.enforced,
                value=figure(condition.value),
                unit=condition.unit,
                relative_to=condition.of,
            )
        case Dose():
            yield LineOut(
                of=f"{condition.of} dose",
                printed=condition.op,
                enforced=condition.enforced,
                value=figure(condition.value),
                unit="mg/d" if condition.value is not None else None,
                relative_to=f"{condition.than} dose" if condition.than is not None else "absolute",
            )
        case Days():
            yield LineOut(
                of=condition.of,
                printed=condition.op,
                enforced=condition.enforced,
                value=figure(condition.value),
                unit="d",
                relative_to="absolute",
            )
        case ForAny():
            yield from _walk(condition.then, topic, group=condition.for_any)
        case _:
            for part in _parts(condition, topic):
                yield from _walk(part, topic, group=group)


def _parts(condition: Condition, topic: Topic) -> tuple[Condition, ...]:
    match condition:
        case All():
            return condition.all
        case Any():
            return condition.any
        case Not():
            return (condition.not_,)
        case Is():
            return (topic.definitions[condition.name],)
        case _:
            return ()
