"""The reader of aspects.yaml: what can be asked, and the statements that answer it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from corpus.build import build, fields, read, refuse
from corpus.model import Aspect, Condition, Formulas, Rule, Source, Statement
from corpus.names import check_known
from corpus.rules import check_statement
from corpus.yaml_lines import Node, at, items_of, load

_NAMED = re.compile(r"<([\w-]+)>")


def read_aspects(
    text: str | None,
    label: str,
    *,
    statements: Mapping[str, tuple[Source, Statement]],
    rules: Collection[Rule],
    definitions: Mapping[str, Condition],
    formulas: Formulas,
) -> tuple[Aspect, ...]:
    """Read and check aspects.yaml; none when the topic has no such file.

    Raises:
        TopicError: an unknown key, or a statement, rule, definition or formula that is not there.
    """
    if text is None:
        return ()
    node = fields(load(text, file=label), "aspects.yaml", required=["aspects"], allowed=["words", "aspects"])
    words = read(Mapping[str, str], node.entries["words"], "words") if "words" in node.entries else {}
    items = items_of(node.entries["aspects"])
    makers = {"terms": lambda terms: _patterns(terms, words), "unless": lambda terms: _patterns(terms, words)}
    aspects = tuple(build(Aspect, item, "an aspect", makers=makers, line=item.line) for item in items)
    known = {formula.id for formula in formulas.formulas} | _doses(formulas)
    named = {rule.id for rule in rules}
    for item, aspect in zip(items, aspects, strict=True):
        _check_reachable(item, aspect)
        for key, listed in (("settles", aspect.settles), ("supports", aspect.supports)):
            for place, name in zip(items_of(at(item, key)), listed, strict=False):
                check_statement(place, name, statements)
        for name, definition in aspect.only_when.items():
            check_known(at(item, "only_when"), name, {*aspect.settles, *aspect.supports}, "statement of this aspect")
            check_known(at(item, "only_when", name), definition, definitions, "definition")
        for key in ("when", "called_by"):
            name = getattr(aspect, key)
            if name is not None:
                check_known(at(item, key), name, definitions, "definition")
        for place, name in zip(items_of(at(item, "rules")), aspect.rules, strict=False):
            check_known(place, name, named, "rule")
        for place, name in zip(items_of(at(item, "formulas")), aspect.formulas, strict=False):
            check_known(place, name, known, "formula")
    return aspects


def _doses(formulas: Formulas) -> set[str]:
    """What an aspect may have computed of doses, where the topic says how."""
    given = {"ceiling": formulas.ceiling, "time-to-ceiling": formulas.pace, "daily-dose": formulas.daily_dose}
    return {"next-step", *(name for name, held in given.items() if held is not None)}


def _patterns(node: Node, words: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Word patterns with the named alternatives put in."""
    return tuple(tuple(_spelt_out(item, words) for item in items_of(pattern)) for pattern in items_of(node))


def _spelt_out(node: Node, words: Mapping[str, str]) -> str:
    written: str = read(str, node, "terms")

    def alternatives(name: re.Match[str]) -> str:
        check_known(node, name.group(1), words, "entry of words called")
        return words[name.group(1)]

    return _NAMED.sub(alternatives, written)


def _check_reachable(item: Node, aspect: Aspect) -> None:
    if not aspect.settles:
        raise refuse(at(item, "settles"), f"'{aspect.about}' has nothing that settles it: name a statement")
    if not aspect.terms and aspect.called_by is None:
        raise refuse(item, f"nothing calls for '{aspect.about}': give it terms or called_by")
    if not all(aspect.terms) or not all(aspect.unless):
        raise refuse(item, f"'{aspect.about}' has an empty word pattern: remove it")
