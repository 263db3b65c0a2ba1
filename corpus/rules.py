"""The reader of rules.yaml: definitions, and rules with the sentence that each rests on."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.build import Maker, build, fields, refuse, suggestion
from corpus.conditions import read_condition
from corpus.errors import TopicError
from corpus.figures import numbers
from corpus.limits import check_limits
from corpus.model import (
    Condition,
    Days,
    Dose,
    Ground,
    Is,
    Lab,
    Rule,
    Saying,
    Source,
    Statement,
    Trigger,
    Vocabulary,
)
from corpus.model.conditions import conditions_in
from corpus.model.rules import HEADLINE_CHARS
from corpus.names import Names, check_known, names_of
from corpus.precedence import check_precedence
from corpus.yaml_lines import Fields, Node, Scalar, at, items_of, load

TRIGGERS: tuple[str, ...] = typing.get_args(Trigger)

FORBIDDABLE = ("continue", "reduce", "restart", "raise", "schedule")


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFile:
    """What rules.yaml holds."""

    definitions: Mapping[str, Condition]
    rules: tuple[Rule, ...]


def read_rules(
    text: str, label: str, *, vocabulary: Vocabulary, statements: Mapping[str, tuple[Source, Statement]]
) -> RulesFile:
    """Read and check rules.yaml.

    Args:
        text: the file.
        label: how errors name it.
        vocabulary: the names that conditions may use.
        statements: what rules may rest on, by statement id.

    Raises:
        TopicError: a rule that does not hold, or one that is missing; docs/topics.md lists every reason.
    """
    node = fields(load(text, file=label), "rules.yaml", required=["rules"], allowed=["definitions", "rules"])
    definition_nodes = _entries(node, "definitions")
    rule_nodes = items_of(node.entries["rules"])
    ids = [name.raw for item in rule_nodes if isinstance(name := at(item, "id"), Scalar)]
    names = names_of(vocabulary, rules=ids, definitions=definition_nodes)
    definitions = {name: read_condition(item, names) for name, item in definition_nodes.items()}
    _check_cycles(definitions, definition_nodes)
    rules = tuple(build(Rule, item, _what(item), makers=_makers(names), line=item.line) for item in rule_nodes)
    for item, rule in zip(rule_nodes, rules, strict=True):
        _check_rule(item, rule, rules, names.units)
        _check_ground(item, rule, statements)
    _check_unique(rule_nodes, rules)
    check_precedence(rule_nodes, rules, vocabulary)
    _check_triggers(node.entries["rules"], rules)
    return RulesFile(definitions=definitions, rules=rules)


def _makers(names: Names) -> Mapping[str, Maker]:
    """What makes the parts of a rule that are more than data."""

    def condition(node: Node) -> Condition:
        return read_condition(node, names)

    def sayings(node: Node) -> tuple[Saying, ...]:
        return tuple(build(Saying, item, "an entry of says", makers={"when": condition}) for item in items_of(node))

    return {"when": condition, "says": sayings}


def _what(node: Node) -> str:
    name = at(node, "id")
    return f"the rule '{name.raw}'" if isinstance(name, Scalar) else "a rule"


def rule_figures(rule: Rule) -> tuple[float, ...]:
    """The figures that a rule enforces, in the order of `when` and `limits`.

    A factor of 1 is left out: "above the upper limit" has no figure in words either.
    """
    found = [] if rule.when is None else [_figure(condition) for condition in conditions_in(rule.when)]
    return tuple(f for f in found if f is not None) + tuple(limit.value for limit in rule.limits)


def _figure(condition: Condition) -> float | None:
    if isinstance(condition, Lab):
        return None if condition.of != "absolute" and condition.value == 1 else condition.value
    return condition.value if isinstance(condition, (Dose, Days)) else None


def _check_rule(node: Node, rule: Rule, rules: tuple[Rule, ...], units: frozenset[str]) -> None:
    if (rule.when is None) == (rule.trigger is None):
        raise refuse(node, f"the rule '{rule.id}' needs exactly one of when and trigger")
    if rule.status == "expired":
        raise refuse(at(node, "status"), f"the rule '{rule.id}' is expired: remove it, or review it and set active")
    filled = {"facts", "missing"} if rule.trigger == "missing" else {"facts"}
    _check_places(at(node, "message"), rule.message, filled)
    _check_places(at(node, "patient_message"), rule.patient_message or "", {"facts", "missing"})
    _check_headline(at(node, "headline"), rule)
    for place, word in zip(items_of(at(node, "forbids")), rule.forbids, strict=False):
        check_known(place, word, FORBIDDABLE, "advice to forbid called")
    ids = [other.id for other in rules if other.id != rule.id]
    for place, other in zip(items_of(at(node, "quiets")), rule.quiets, strict=False):
        check_known(place, other, ids, "other rule")
    check_limits(at(node, "limits"), rule, units)
    for place, test in zip(items_of(at(node, "tests")), rule.tests, strict=False):
        if not test.patient and not test.text.strip():
            raise refuse(place, "a test needs patient or text: add what the rule is tried on")


def _check_headline(node: Node, rule: Rule) -> None:
    """A headline is one line as it stands, and says no figure that the rule does not say elsewhere."""
    headline = rule.headline or ""
    if len(headline) > HEADLINE_CHARS:
        raise refuse(node, f"the headline of '{rule.id}' is longer than {HEADLINE_CHARS} characters: it is one line")
    if "{" in headline:
        raise refuse(node, f"the headline of '{rule.id}' cannot hold a place: it is shown as it stands")
    said = " ".join(words for words in (rule.message, rule.canonical, rule.ground.quote) if words)
    if numbers(headline) - numbers(said):
        raise refuse(node, f"the headline of '{rule.id}' has a figure that neither its message nor its quote has")


def _check_places(node: Node, words: str, filled: set[str]) -> None:
    """A message may only name places that the safety core fills."""
    for place in re.findall(r"\{([^{}]*)\}", words):
        if place not in filled:
            allowed = " and ".join(f"{{{name}}}" for name in sorted(filled))
            raise refuse(node, f"a message cannot hold {{{place}}}: only {allowed} is filled in here")


def _check_ground(node: Node, rule: Rule, statements: Mapping[str, tuple[Source, Statement]]) -> None:
    check_quote(at(node, "ground"), rule.ground, statements, f"the quote of '{rule.id}'")
    quote = at(node, "ground", "quote")
    for place, also in zip(items_of(at(node, "also")), rule.also, strict=False):
        check_statement(place, also, statements)
    cited = {rule.ground.statement, *rule.also}
    for place, saying in zip(items_of(at(node, "says")), rule.says, strict=False):
        for spot, said in zip(items_of(at(place, "statements")), saying.statements, strict=True):
            check_known(spot, said, cited, "statement under ground or also called")
    absent = [figure for figure in rule_figures(rule) if figure not in numbers(rule.ground.quote)]
    if absent and not rule.ground.derived:
        raise refuse(
            quote,
            f"the quote of '{rule.id}' does not hold the figure {absent[0]:g}: quote the words that do, or say "
            "derived: true where it follows by arithmetic or logic",
        )


def check_quote(node: Node, ground: Ground, statements: Mapping[str, tuple[Source, Statement]], what: str) -> None:
    """Refuse a ground whose words do not stand in the statement that it names.

    Raises:
        TopicError: they do not, or there is no such statement.
    """
    check_statement(at(node, "statement"), ground.statement, statements)
    source, statement = statements[ground.statement]
    if ground.quote not in statement.text:
        where = f"{source.file}:{statement.line}"
        raise refuse(at(node, "quote"), f"{what} does not stand word for word in {statement.id} ({where}): copy it")


def check_statement(node: Node, name: str, statements: Mapping[str, tuple[Source, Statement]]) -> None:
    """Refuse a statement id that no source has.

    Raises:
        TopicError: none has it.
    """
    if name in statements:
        return
    tellers = [s.id for _, s in statements.values() if name in s.fact_ids]
    hint = f"that fact is told by {' and '.join(tellers[:5])}" if tellers else suggestion(name, statements)
    raise refuse(node, f"there is no statement '{name}': {hint}")


def _check_unique(nodes: tuple[Node, ...], rules: tuple[Rule, ...]) -> None:
    ids: dict[str, Rule] = {}
    triggers: dict[str, Rule] = {}
    for node, rule in zip(nodes, rules, strict=True):
        first = ids.setdefault(rule.id, rule)
        if first is not rule:
            raise refuse(at(node, "id"), f"the rule '{rule.id}' stands twice (first on line {first.line}): rename one")
        if rule.trigger is not None and (first := triggers.setdefault(rule.trigger, rule)) is not rule:
            raise refuse(at(node, "trigger"), f"'{first.id}' already has the trigger '{rule.trigger}': keep one")


def _check_triggers(node: Node, rules: Iterable[Rule]) -> None:
    missing = [trigger for trigger in TRIGGERS if trigger not in {rule.trigger for rule in rules}]
    if missing:
        raise refuse(
            node, f"no rule has the trigger {', '.join(missing)}: copy it from the house rules in docs/topics.md"
        )


def _check_cycles(definitions: Mapping[str, Condition], nodes: Mapping[str, Node]) -> None:
    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            path = " -> ".join((*above[above.index(name) :], name))
            raise refuse(nodes[name], f"the definition rests on itself ({path}): break the circle")
        for condition in conditions_in(definitions[name]):
            if isinstance(condition, Is):
                visit(condition.name, (*above, name))

    for name in definitions:
        visit(name, ())


def _entries(node: Fields, key: str) -> Mapping[str, Node]:
    if key not in node.entries:
        return {}
    value = node.entries[key]
    if not isinstance(value, Fields):
        raise TopicError(f"'{key}' must be a mapping of names to conditions", file=value.file, line=value.line)
    return value.entries
