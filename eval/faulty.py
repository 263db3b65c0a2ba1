"""Retrievers that note what they found, and some that are broken on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from corpus.model import Topic
from eval.falsified import QUESTIONS, TOPICS
from service.domain.ports import Hit, Query, Retriever

_OF_SCORES = ("top-passage-dropped", "words-ignored", "everything-found", "order-turned")
#: Faults of the pipeline that the suite must notice.
FAULTS = (*_OF_SCORES, "neighbours-found", *QUESTIONS, *TOPICS)
#: As another processor would round: it must decide nothing.
HARMLESS_FAULTS = ("scores-trembled",)
#: How far scores tremble; single precision is good to seven digits, and a score sums a few hundred products.
_TREMBLE = 1e-5


@dataclass(kw_only=False)
class Recording:
    """Passes on what another retriever finds and keeps it, so that ranks can be scored."""

    inner: Retriever
    hits: dict[str, Hit] = field(default_factory=dict)
    asked: bool = False

    def retrieve(self, queries: Sequence[Query]) -> Sequence[Sequence[Hit]]:
        """Return the hits of the other retriever."""
        found = self.inner.retrieve(queries)
        self.asked |= bool(queries)
        for hit in (hit for hits in found for hit in hits):
            known = self.hits.get(hit.passage.statement_id)
            if known is None or hit.score > known.score:
                self.hits[hit.passage.statement_id] = hit
        return found

    def found(self) -> list[list[Any]] | None:
        """Return statement ids with their scores, best first, ties by id; None when nothing was looked up."""
        if not self.asked:
            return None
        ranked = sorted(self.hits.items(), key=lambda pair: (-pair[1].score, pair[0]))
        return [[name, round(hit.score, 4), hit.passage.source_id] for name, hit in ranked]


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A retriever with one fault."""

    inner: Retriever
    fault: str

    def retrieve(self, queries: Sequence[Query]) -> Sequence[Sequence[Hit]]:
        """Return the hits as the fault leaves them."""
        return tuple(self._spoilt(hits) for hits in self.inner.retrieve(queries))

    def _spoilt(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        if self.fault == "scores-trembled":
            return tuple(_trembled(hit) for hit in hits)
        if self.fault == "top-passage-dropped":
            return tuple(hits[1:])
        if self.fault == "words-ignored":
            flat = [replace(hit, lexical=0.0, score=hit.dense / 2) for hit in hits]
            return tuple(sorted(flat, key=lambda hit: (-hit.score, hit.passage.id)))
        if self.fault == "everything-found":
            return tuple(replace(hit, score=1.0, dense=1.0, lexical=1.0) for hit in hits)
        scores = [(hit.score, hit.dense, hit.lexical) for hit in hits]
        turned = reversed(hits)
        return tuple(
            replace(hit, score=score, dense=dense, lexical=lexical)
            for hit, (score, dense, lexical) in zip(turned, scores, strict=True)
        )


def _trembled(hit: Hit) -> Hit:
    """Every score a little off, each passage in its own way and always in the same."""
    off = 1 + _TREMBLE * (2 * (sha256(hit.passage.id.encode()).digest()[0] % 2) - 1)
    return replace(hit, score=hit.score * off, dense=hit.dense * off, lexical=hit.lexical * off)


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """A retriever that gives, for each passage found, the one that follows it in its source."""

    inner: Retriever
    topic: Topic

    def retrieve(self, queries: Sequence[Query]) -> Sequence[Sequence[Hit]]:
        """Return the hits with their scores and other passages."""
        listed = list(self.topic.passages.values())
        after = {one.id: other for one, other in zip(listed, listed[1:] + listed[:1], strict=True)}
        found = self.inner.retrieve(queries)
        return tuple(tuple(replace(hit, passage=after[hit.passage.id]) for hit in hits) for hits in found)


def faulty(retriever: Retriever, fault: str, topic: Topic) -> Retriever:
    """Return the retriever with a fault, or as it is."""
    if fault == "neighbours-found":
        return Neighbours(inner=retriever, topic=topic)
    return Broken(inner=retriever, fault=fault) if fault in (*_OF_SCORES, *HARMLESS_FAULTS) else retriever
