"""The names that a topic's rules may use, and the refusal of one it does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from corpus.build import refuse, suggestion
from corpus.model import Analyte, Drug, Sign, Vocabulary
from corpus.yaml_lines import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a condition may refer to: drugs, symptoms and conditions by id or by group, analytes apart."""

    analytes: frozenset[str]
    analyte_groups: frozenset[str]
    drugs: frozenset[str]
    symptoms: frozenset[str]
    conditions: frozenset[str]
    units: frozenset[str]
    rules: frozenset[str]
    definitions: frozenset[str]


def names_of(vocabulary: Vocabulary, *, rules: Iterable[str], definitions: Iterable[str]) -> Names:
    """The names that the conditions of a topic may use."""
    return Names(
        analytes=frozenset(a.id for a in vocabulary.analytes),
        analyte_groups=_groups(vocabulary.analytes),
        drugs=frozenset(d.id for d in vocabulary.drugs) | _groups(vocabulary.drugs),
        symptoms=frozenset(s.id for s in vocabulary.symptoms) | _groups(vocabulary.symptoms),
        conditions=frozenset(s.id for s in vocabulary.conditions) | _groups(vocabulary.conditions),
        units=frozenset(vocabulary.units) | {analyte.unit for analyte in vocabulary.analytes},
        rules=frozenset(rules),
        definitions=frozenset(definitions),
    )


def check_known(node: Node, name: str, known: Collection[str], what: str) -> None:
    """Refuse a name that is not one of `known`.

    Raises:
        TopicError: it is not.
    """
    if name not in known:
        raise refuse(node, f"there is no {what} '{name}': {suggestion(name, known)}")


def matching_rules(pattern: str, rules: Collection[str]) -> frozenset[str]:
    """The rules that an id, or a prefix ending in `*`, names."""
    if pattern.endswith("*"):
        return frozenset(rule for rule in rules if rule.startswith(pattern[:-1]))
    return frozenset({pattern} & set(rules))


def _groups(entries: Iterable[Drug | Analyte | Sign]) -> frozenset[str]:
    return frozenset(group for entry in entries for group in entry.groups)
