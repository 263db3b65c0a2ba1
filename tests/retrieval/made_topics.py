"""Small topics and an encoder without a model, for tests of ingest and retrieval."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

from corpus.model import (
    Analyte,
    Article,
    Canary,
    Drug,
    Scope,
    Section,
    SelfTest,
    Source,
    SourceStatus,
    Statement,
    Topic,
    Vocabulary,
)

GARDEN = (
    "Water the seedlings every morning until the first leaves open.",
    "Move the pots indoors when frost is forecast.",
    "Feed the roses with potash in spring. Prune them in late winter. Burn what was cut.",
    "Slugs are kept off with copper rings around the stems.",
    "Compost needs air, so turn the heap once a month.",
)
WEATHER = (
    "Barometers fall before rain.",
    "Frost forms on clear and windless nights.",
)

NO_NAMES = Vocabulary(drugs=(), analytes=(), symptoms=(), conditions=())


def source(
    sentences: Sequence[str],
    *,
    source_id: str = "almanac",
    status: SourceStatus = "current",
    title: str = "Almanac",
    patient_texts: Sequence[str | None] = (),
) -> Source:
    """A source with one section of these statements."""
    patient = [*patient_texts, *[None] * len(sentences)]
    return Source(
        id=source_id,
        title=title,
        kind="reference",
        publisher="Nobody",
        published=None,
        url=None,
        licence="none",
        status=status,
        superseded_by=None,
        verbatim=False,
        evidence=None,
        review=None,
        references=(),
        reference_note=None,
        sections=(
            Section(
                heading="All",
                statements=tuple(
                    Statement(
                        id=f"{source_id}-{n}",
                        fact_ids=(),
                        text=text,
                        references=(),
                        section="All",
                        line=n,
                        start=0,
                        patient_text=patient[n],
                    )
                    for n, text in enumerate(sentences)
                ),
            ),
        ),
        file=f"sources/{source_id}.md",
        text="\n".join(sentences),
    )


def topic(
    topic_id: str = "garden",
    sentences: Sequence[str] = GARDEN,
    *,
    sources: Sequence[Source] | None = None,
    vocabulary: Vocabulary = NO_NAMES,
    corpus_hash: str | None = None,
    canary: Canary | None = None,
) -> Topic:
    """A topic of these sentences, or of these sources; its canary asks for the first statement."""
    kept = tuple(sources) if sources is not None else (source(sentences),)
    first = kept[0].statements[0]
    digest = hashlib.sha256("\n".join(s.text for s in kept).encode()).hexdigest()
    return Topic(
        id=topic_id,
        question="?",
        article=Article(
            lead_source=kept[0].id, bottom_line=(), source_review="", updated="", editorial_policy="", audience_note=""
        ),
        scope=Scope(inside="", outside=(), terms=()),
        disclaimer="",
        notice="",
        emergency="",
        suggested_questions=(),
        vocabulary=vocabulary,
        rules=(),
        definitions={},
        sources=kept,
        disagreements=(),
        gaps=(),
        premises=(),
        self_test=SelfTest(),
        canary=canary or Canary(question=first.text, statement=first.id),
        corpus_hash=corpus_hash or f"sha256:{digest}",
        rules_hash="sha256:0",
    )


def vocabulary() -> Vocabulary:
    """Names of a garden: a feed with a brand, a reading with a short name, a word for two readings, a lay word."""
    return Vocabulary(
        drugs=(Drug(id="potash", names=("potash", "Rosefood Plus")),),
        analytes=(
            Analyte(id="6-XYZ", names=("6-xylozine",), unit="mg/L"),
            Analyte(id="PH", names=("acidity",), unit="1"),
        ),
        symptoms=(),
        conditions=(),
        panels={"soil test": ("6-XYZ", "PH")},
        phrases={"night cold": ("frost",)},
    )


class HashEncoder:
    """Counts hashed words: texts with common words are near, and no model is needed."""

    dimensions = 64

    def __init__(self, name: str = "hash") -> None:
        self.id = f"{name}@1"
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked.extend(texts)
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        vector = [1e-3] * self.dimensions
        for word in re.findall(r"\w+", text.lower()):
            vector[int(hashlib.md5(word.encode(), usedforsecurity=False).hexdigest(), 16) % self.dimensions] += 1.0
        length = math.sqrt(sum(x * x for x in vector))
        return [x / length for x in vector]
