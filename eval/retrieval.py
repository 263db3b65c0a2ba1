"""Measure retrieval on question sets: the service's own index and retriever, and both of its parts beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import ingest
from eval.collection import documents_of, topic_of
from eval.embeddings import KeptEncoder
from eval.intervals import Mean, bootstrap
from eval.ranking import ndcg_at, recall_at, reciprocal_rank_at
from eval.sets import RetrievalSet, Sample
from service.domain.ports import Hit, Query
from service.retrieval.encoder import Encoder
from service.retrieval.retriever import BundleRetriever

Tell = Callable[[str, int, int], None]
"""Is told what is done, how much of it, and of how much."""
Ranker = Literal["dense", "BM25", "fused"]
RANKERS: tuple[Ranker, ...] = ("dense", "BM25", "fused")
METRICS = {
    "nDCG@10": partial(ndcg_at, 10),
    "recall@1": partial(recall_at, 1),
    "recall@5": partial(recall_at, 5),
    "recall@10": partial(recall_at, 10),
    "MRR@10": partial(reciprocal_rank_at, 10),
}
#: Deeper than any metric looks, and than any pool goes.
_DEPTH = 1000
#: Scores nearer than this are a tie, as in the service.
_DECIMALS = 6
_TOGETHER = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One question with what each ranker scored on it, by metric."""

    sample: Sample
    scores: Mapping[Ranker, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All questions of a set, scored; none is left out."""

    name: str
    sha256: str
    encoder: str
    documents: int
    questions: tuple[Scored, ...]
    notes: tuple[str, ...] = ()

    def mean(self, ranker: Ranker, metric: str, half: str | None = None) -> Mean:
        """Return the mean over a half, or over all questions; its interval resamples passages with their questions."""
        chosen = self.within(half)
        return bootstrap([q.scores[ranker][metric] for q in chosen], [q.sample.relevant for q in chosen])

    def gain(self, metric: str, half: str | None = None) -> tuple[Ranker, Mean]:
        """Return the better part on these questions, and what the fused order is above it, question by question."""
        best = max(RANKERS[:2], key=lambda ranker: self.mean(ranker, metric, half).value)
        chosen = self.within(half)
        differences = [q.scores["fused"][metric] - q.scores[best][metric] for q in chosen]
        return best, bootstrap(differences, [q.sample.relevant for q in chosen])

    def within(self, half: str | None) -> tuple[Scored, ...]:
        """Return the questions of a half, or all."""
        return tuple(q for q in self.questions if half in (None, q.sample.half))


def measure(collection: RetrievalSet, encoder: Encoder, data_dir: Path, tell: Tell) -> Measured:
    """Index a set in a folder of its own and score every question.

    Vectors and the index are kept in `DATA_DIR/eval` under the checksum of the file and the encoder, so that a second
    measurement encodes nothing.

    Raises:
        IndexNotReadyError: the encoder cannot be loaded.
    """
    folder = data_dir / "eval" / f"{collection.name.lower()}-{collection.sha256[:12]}"
    kept = KeptEncoder(encoder, folder)
    topic = topic_of(collection)
    try:
        ingest.build([topic], folder, kept, lambda step: tell(step.stage, step.done, step.total))
        retriever = BundleRetriever.open(folder, [topic], kept)
        try:
            rankings = list(_rankings(collection.samples, retriever, topic.id, documents_of(topic), tell))
        finally:
            retriever.close()
    finally:
        # An interrupted run keeps what it has encoded.
        kept.save()
    return Measured(
        name=collection.name,
        sha256=collection.sha256,
        encoder=encoder.id,
        documents=len(collection.documents),
        questions=tuple(
            Scored(sample=sample, scores=_scores(sample, ranking))
            for sample, ranking in zip(collection.samples, rankings, strict=True)
        ),
        notes=collection.notes,
    )


def _rankings(
    samples: Sequence[Sample], retriever: BundleRetriever, topic: str, documents: Mapping[str, str], tell: Tell
) -> Iterator[Mapping[Ranker, Sequence[str]]]:
    for start in range(0, len(samples), _TOGETHER):
        tell("asking", start, len(samples))
        queries = [Query(text=s.question, topic=topic, limit=_DEPTH) for s in samples[start : start + _TOGETHER]]
        for hits in retriever.retrieve(queries):
            yield {
                "dense": [documents[h.passage.id] for h in sorted(hits, key=lambda h: _place(h.dense, h))],
                "BM25": [documents[h.passage.id] for h in sorted(hits, key=lambda h: _place(h.lexical, h))],
                "fused": [documents[h.passage.id] for h in hits],
            }


def _place(score: float, hit: Hit) -> tuple[float, str]:
    return (-round(score, _DECIMALS), hit.passage.id)


def _scores(sample: Sample, rankings: Mapping[Ranker, Sequence[str]]) -> Mapping[Ranker, Mapping[str, float]]:
    gains = dict.fromkeys(sample.relevant, 1.0)
    return {
        ranker: {metric: score(ranking, gains) for metric, score in METRICS.items()}
        for ranker, ranking in rankings.items()
    }
