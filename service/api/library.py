"""Shows what the service knows: topics, articles, rules, sources and passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from corpus.model import Reference, Rule, Source, Statement, Topic, passage_id
from service.api.lines import lines_of
from service.api.present import review_out
from service.api.shapes.library import (
    ArticleOut,
    PassageLineOut,
    PassageOut,
    ReferenceOut,
    RuleOut,
    RulesOut,
    SourceOut,
    SourceRefOut,
    SourceSectionOut,
    TopicOut,
    TopicsOut,
)
from service.domain.editorial import Standing
from service.domain.errors import InputError, NotFoundError

_BLANK = re.compile(r"\{[a-z_]+\}:?\s*")


def topics_out(topics: Mapping[str, Topic], standing_of: Callable[[Topic], Standing]) -> TopicsOut:
    """Return the list of topics, each with where its content stands."""
    return TopicsOut(
        topics=[
            TopicOut(
                id=topic.id,
                question=topic.question,
                source_review=topic.article.source_review,
                topic_review=standing_of(topic).state,
                updated=topic.article.updated,
                suggested_questions=list(topic.suggested_questions),
            )
            for topic in topics.values()
        ]
    )


def find_topic(topics: Mapping[str, Topic], topic_id: str) -> Topic:
    """Return a topic by its id.

    Raises:
        NotFoundError: there is none.
    """
    if topic_id not in topics:
        raise NotFoundError("There is no such topic. The list of topics has those there are (GET /v1/topics).")
    return topics[topic_id]


def article_out(topic: Topic, standing: Standing) -> ArticleOut:
    """Return a topic as an article: its leading source, with the topic's bottom line and state of review."""
    lead = next(source for source in topic.sources if source.id == topic.article.lead_source)
    return ArticleOut(
        id=topic.id,
        question=topic.question,
        lead_source=lead.id,
        title=lead.title,
        publisher=lead.publisher,
        bottom_line=[_line(*topic.statements[sid], topic) for sid in topic.article.bottom_line],
        sections=_sections(lead, topic),
        references=_references(lead.references),
        reference_note=lead.reference_note,
        sources=[_source_ref(source) for source in topic.sources],
        verbatim=lead.verbatim,
        review=review_out(topic, standing),
        editorial_policy=topic.article.editorial_policy,
        audience_note=topic.article.audience_note,
        disclaimer=topic.disclaimer,
        suggested_questions=list(topic.suggested_questions),
    )


def rules_out(topic: Topic) -> RulesOut:
    """Return every hard threshold of a topic with the sentence it rests on."""
    drawn = ((rule, lines_of(rule, topic)) for rule in topic.rules if rule.status == "active")
    return RulesOut(
        topic=topic.id,
        rules_hash=topic.rules_hash,
        rules=[_rule(rule, topic) for rule, lines in drawn if rule.kind == "threshold" or lines],
    )


def source_out(topics: Mapping[str, Topic], source_id: str, topic_id: str | None) -> SourceOut:
    """Return a source; two topics may each have one of the same id, and `topic_id` then says which.

    Raises:
        NotFoundError: there is none.
        InputError: several topics have one and `topic_id` is not given.
    """
    within = topics.values() if topic_id is None else (find_topic(topics, topic_id),)
    found = [(topic, source) for topic in within for source in topic.sources if source.id == source_id]
    if not found:
        raise NotFoundError("There is no such source. GET /v1/topics/{id} lists the sources of a topic.")
    if len(found) > 1:
        raise InputError("Several topics have a source of this id: name the topic as ?topic=...", path="topic")
    topic, source = found[0]
    return SourceOut(
        id=source.id,
        topic=topic.id,
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
        licence=source.licence,
        status=source.status,
        superseded_by=source.superseded_by,
        verbatim=source.verbatim,
        evidence=source.evidence,
        review=source.review,
        references=_references(source.references),
        reference_note=source.reference_note,
        sections=_sections(source, topic),
        text=source.text,
    )


def passage_out(topics: Mapping[str, Topic], wanted: str) -> PassageOut:
    """Return a passage within the section it stands in.

    Raises:
        NotFoundError: there is none.
    """
    topic = next((topic for topic in topics.values() if wanted in topic.passages), None)
    if topic is None:
        raise NotFoundError("There is no such passage; an answer made from another corpus may have cited it.")
    passage = topic.passages[wanted]
    source = topic.statements[passage.statement_id][0]
    start, end = _section_bounds(source, passage.statement_id)
    return PassageOut(
        id=passage.id,
        topic=topic.id,
        source_id=source.id,
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
        verbatim=source.verbatim,
        current=passage.current,
        section=passage.heading_path[-1],
        quote=passage.text,
        patient_text=passage.patient_text,
        references=list(passage.references),
        context=source.text[start:end],
        span=(passage.span[0] - start, passage.span[1] - start),
        source_span=passage.span,
    )


def _section_bounds(source: Source, statement_id: str) -> tuple[int, int]:
    """Return where the lines of a statement's section stand in the source's text."""
    statements = next(
        section.statements for section in source.sections if statement_id in {s.id for s in section.statements}
    )
    start = source.text.rfind("\n", 0, statements[0].start) + 1
    last = statements[-1]
    end = source.text.find("\n", last.start + len(last.text))
    return start, len(source.text) if end == -1 else end


def _sections(source: Source, topic: Topic) -> list[SourceSectionOut]:
    return [
        SourceSectionOut(heading=section.heading, statements=[_line(source, s, topic) for s in section.statements])
        for section in source.sections
    ]


def _line(source: Source, statement: Statement, topic: Topic) -> PassageLineOut:
    return PassageLineOut(
        passage_id=passage_id(topic.id, statement.id),
        source_id=source.id,
        text=statement.text,
        patient_text=statement.patient_text,
        references=list(statement.references),
        untitled=list(source.untitled(statement)),
    )


def _references(references: Iterable[Reference]) -> list[ReferenceOut]:
    return [
        ReferenceOut(kind=r.kind, title=r.title, publisher=r.publisher, year=r.year, number=r.number)
        for r in references
    ]


def _source_ref(source: Source) -> SourceRefOut:
    return SourceRefOut(
        id=source.id,
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        published=source.published,
        status=source.status,
        url=source.url,
    )


def _without_blanks(message: str) -> str:
    """Return a rule's message without the blanks that a patient's figures would fill."""
    plain = _BLANK.sub("", message).strip()
    return plain[:1].upper() + plain[1:]


def _rule(rule: Rule, topic: Topic) -> RuleOut:
    source, statement = topic.statements[rule.ground.statement]
    return RuleOut(
        id=rule.id,
        version=rule.version,
        kind=rule.kind,
        severity=rule.severity,
        action=rule.action,
        message=_without_blanks(rule.message),
        lines=lines_of(rule, topic),
        quote=rule.ground.quote,
        derived=rule.ground.derived,
        passage_id=passage_id(topic.id, statement.id),
        source_id=source.id,
        section=statement.section,
        references=list(statement.references),
        reviewer=rule.reviewer,
    )
