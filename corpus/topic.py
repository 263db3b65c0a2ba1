"""The reader of topic.yaml, and the checks that need the whole topic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from corpus.build import build, refuse
from corpus.errors import TopicError
from corpus.model import (
    Aspect,
    Disagreement,
    Formulas,
    Gap,
    Premise,
    Source,
    Statement,
    Topic,
    Vocabulary,
)
from corpus.names import check_known
from corpus.patterns import check_term, check_terms
from corpus.rules import RulesFile, check_statement
from corpus.samples import check_self_test, read_self_test
from corpus.unaddressed import unaddressed
from corpus.yaml_lines import Node, at, items_of, load

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def index_statements(sources: tuple[Source, ...], folder: str) -> Mapping[str, tuple[Source, Statement]]:
    """Every statement by its id.

    Raises:
        TopicError: two sources or two statements have one id.
    """
    files: dict[str, str] = {}
    found: dict[str, tuple[Source, Statement]] = {}
    for source in sources:
        file = f"{folder}/{source.file}"
        if source.id in files:
            raise TopicError(f"the source id '{source.id}' is also that of {files[source.id]}: rename one", file=file)
        files[source.id] = source.file
        for statement in source.statements:
            if statement.id in found:
                other, first = found[statement.id]
                raise TopicError(
                    f"the id '{statement.id}' is also at {other.file}:{first.line}: add a small letter to one",
                    file=file,
                    line=statement.line,
                )
            found[statement.id] = (source, statement)
    return found


def read_topic_file(
    text: str,
    label: str,
    *,
    vocabulary: Vocabulary,
    rules: RulesFile,
    formulas: Formulas,
    aspects: tuple[Aspect, ...],
    sources: tuple[Source, ...],
    corpus_hash: str,
    rules_hash: str,
) -> Topic:
    """Read topic.yaml and put the topic together.

    Raises:
        TopicError: an unknown or missing key, or a reference to a source, statement or rule that is not there.
    """
    node = load(text, file=label)
    topic = build(
        Topic,
        node,
        "topic.yaml",
        makers={"disagreements": _disagreements, "self_test": read_self_test},
        vocabulary=vocabulary,
        rules=rules.rules,
        definitions=rules.definitions,
        formulas=formulas,
        aspects=aspects,
        sources=sources,
        corpus_hash=corpus_hash,
        rules_hash=rules_hash,
    )
    if not _SLUG.fullmatch(topic.id):
        raise refuse(at(node, "id"), f"'{topic.id}' is no topic id: use small letters, digits and single hyphens")
    _check_article(at(node, "article"), topic)
    _check_disagreements(at(node, "disagreements"), topic)
    _check_scope(at(node, "scope"), topic)
    _check_wordings(node, topic)
    check_self_test(at(node, "self_test"), topic)
    check_statement(at(node, "canary", "statement"), topic.canary.statement, topic.statements)
    _check_unaddressed(topic, label)
    return topic


def _disagreements(node: Node) -> tuple[Disagreement, ...]:
    return tuple(build(Disagreement, item, "a disagreement", line=item.line) for item in items_of(node))


def _check_article(node: Node, topic: Topic) -> None:
    article = topic.article
    check_known(at(node, "lead_source"), article.lead_source, {s.id for s in topic.sources}, "source")
    if not article.bottom_line:
        raise refuse(at(node, "bottom_line"), "'bottom_line' is empty: list the statements that answer the question")
    for place, name in zip(items_of(at(node, "bottom_line")), article.bottom_line, strict=True):
        check_statement(place, name, topic.statements)
    try:
        date.fromisoformat(article.updated)
    except ValueError:
        raise refuse(at(node, "updated"), "'updated' must be a date as YYYY-MM-DD") from None


def _check_unaddressed(topic: Topic, label: str) -> None:
    for gap in unaddressed(topic.rules, topic.vocabulary, topic.definitions, topic.gaps):
        raise TopicError(
            f"no rule decides for {gap.axis} {gap.span}, below the line of '{gap.rule.id}': close the gap, or declare "
            "it by an entry of gaps in topic.yaml with a definition that covers it and the statement that says so",
            file=label.removesuffix("topic.yaml") + "rules.yaml",
            line=gap.rule.line,
        )


def _check_scope(node: Node, topic: Topic) -> None:
    for key, terms in (("terms", topic.scope.terms), ("foreign", topic.scope.foreign)):
        for place, term in zip(items_of(at(node, key)), terms, strict=False):
            check_term(place, term)
    groups = {group for drug in topic.vocabulary.drugs for group in drug.groups}
    for place, name in zip(items_of(at(node, "same_harm")), topic.scope.same_harm, strict=False):
        check_known(place, name, groups, "group of drugs")


def _check_disagreements(node: Node, topic: Topic) -> None:
    for item, disagreement in zip(items_of(node), topic.disagreements, strict=True):
        if len(disagreement.positions) < 2:
            raise refuse(at(item, "positions"), "a disagreement needs two positions or more: the stricter first")
        for place, name in zip(items_of(at(item, "positions")), disagreement.positions, strict=True):
            check_statement(place, name, topic.statements)
        check_terms(at(item, "terms"), disagreement.terms)
        for place, name in zip(items_of(at(item, "rules")), disagreement.rules, strict=False):
            check_known(place, name, topic.rule, "rule")


def _check_wordings(node: Node, topic: Topic) -> None:
    wordings: tuple[tuple[str, tuple[Gap | Premise, ...]], ...] = (("gaps", topic.gaps), ("premises", topic.premises))
    for key, entries in wordings:
        for item, entry in zip(items_of(at(node, key)), entries, strict=True):
            if not entry.terms or not all(entry.terms):
                raise refuse(at(item, "terms"), "it needs terms: list the words that call for it")
            check_terms(at(item, "terms"), entry.terms)
            if entry.statement is not None:
                check_statement(at(item, "statement"), entry.statement, topic.statements)
    for item, gap in zip(items_of(at(node, "gaps")), topic.gaps, strict=True):
        if gap.definition is not None:
            check_known(at(item, "definition"), gap.definition, topic.definitions, "definition")
