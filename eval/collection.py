"""A question set as a topic, so that it is indexed and searched by exactly what answers the service's own questions."""

from __future__ import annotations

from itertools import groupby

from corpus.model import (
    Article,
    Canary,
    Scope,
    Section,
    SelfTest,
    Source,
    Statement,
    Topic,
    Vocabulary,
    passage_id,
)
from eval.sets import Document, RetrievalSet


def topic_of(collection: RetrievalSet) -> Topic:
    """Return a topic whose statements are the documents: without vocabulary, rules or titles, which a set has not."""
    first = collection.documents[0]
    return Topic(
        id=collection.name.lower(),
        question="",
        article=Article(
            lead_source="set", bottom_line=(), source_review="", updated="", editorial_policy="", audience_note=""
        ),
        scope=Scope(inside="", outside=(), terms=()),
        disclaimer="",
        notice="",
        emergency="",
        suggested_questions=(),
        vocabulary=Vocabulary(drugs=(), analytes=(), symptoms=(), conditions=()),
        rules=(),
        definitions={},
        sources=(_source(collection),),
        disagreements=(),
        gaps=(),
        premises=(),
        self_test=SelfTest(),
        canary=Canary(question=first.text, statement=first.id),
        corpus_hash=f"sha256:{collection.sha256}",
        rules_hash="",
    )


def documents_of(topic: Topic) -> dict[str, str]:
    """Return passage id -> document id."""
    return {passage_id(topic.id, statement): statement for statement in topic.statements}


def _source(collection: RetrievalSet) -> Source:
    grouped = groupby(collection.documents, key=lambda document: document.headings)
    return Source(
        id="set",
        title="",
        kind="reference",
        publisher=collection.name,
        published=None,
        url=None,
        licence="",
        status="current",
        superseded_by=None,
        verbatim=True,
        evidence=None,
        review=None,
        references=(),
        reference_note=None,
        sections=tuple(
            Section(heading="\n".join(headings), statements=tuple(map(_statement, documents)))
            for headings, documents in grouped
        ),
        file="",
        text="",
    )


def _statement(document: Document) -> Statement:
    return Statement(
        id=document.id,
        fact_ids=(),
        text=document.text,
        references=(),
        section="\n".join(document.headings),
        line=0,
        start=0,
    )
