"""Which analytes the topic's rules compare with an upper limit or a baseline: whose limits a text is likely to give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corpus.model import All, Any, Condition, ForAny, Is, Lab, Not, Topic
from service.safety.once import once_for_each


@once_for_each
def compared_analytes(topic: Topic) -> Mapping[str, frozenset[str]]:
    """Kind of limit (`upper-limit`, `baseline`) -> ids of the analytes that some rule compares with it."""
    found: dict[str, set[str]] = {"upper-limit": set(), "baseline": set()}
    for rule in topic.rules:
        if rule.when is None:
            continue
        for lab, name in lines(rule.when, topic):
            if lab.of in found:
                found[lab.of].update(a.id for a in topic.vocabulary.analytes if name in (a.id, *a.groups))
    return {kind: frozenset(names) for kind, names in found.items()}


@once_for_each
def falling_analytes(topic: Topic) -> frozenset[str]:
    """Ids of the analytes for which low values are the dangerous ones: every line of theirs is met from above down."""
    rising: set[str] = set()
    falling: set[str] = set()
    for rule in topic.rules:
        for lab, name in lines(rule.when, topic) if rule.when is not None else ():
            held = {a.id for a in topic.vocabulary.analytes if name in (a.id, *a.groups)}
            (falling if lab.op in ("<", "<=") else rising).update(held)
    return frozenset(falling - rising)


def lines(condition: Condition, topic: Topic, bound: str | None = None) -> Iterator[tuple[Lab, str]]:
    """Every laboratory line of a condition with the analyte or group that it is about."""
    match condition:
        case Lab():
            yield condition, (bound or condition.lab) if condition.lab == "it" else condition.lab
        case All():
            for part in condition.all:
                yield from lines(part, topic, bound)
        case Any():
            for part in condition.any:
                yield from lines(part, topic, bound)
        case Not():
            yield from lines(condition.not_, topic, bound)
        case ForAny():
            yield from lines(condition.then, topic, condition.for_any)
        case Is():
            yield from lines(topic.definitions[condition.name], topic, bound)
        case _:
            return
