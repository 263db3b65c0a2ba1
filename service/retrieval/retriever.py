"""Finds passages in the bundle in use: dense and lexical scores, fused over the candidates of each question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.model import Topic
from service.domain.errors import IndexNotReadyError, UnknownTopicError
from service.domain.ports import Hit, Query
from service.retrieval import bundle
from service.retrieval.dense import DenseIndex, Vectors
from service.retrieval.encoder import Encoder
from service.retrieval.fusion import fuse
from service.retrieval.shelf import NEAREST_WINDOWS, Pool, Shelf, read_shelf, row_ids_of

_AGAIN = "Run `groundrule ingest`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A passage below both is not a hit: mean cosine in -1..1, and BM25 from 0 up. Any passage clears the default."""

    dense: float = -1.0
    lexical: float = 0.0

    def cleared_by(self, dense: float, lexical: float) -> bool:
        """Return whether a passage is near enough by its vector or by its words."""
        return dense >= self.dense or lexical >= self.lexical


class BundleRetriever:
    """Answers queries from one bundle, opened read-only; later bundles need a new retriever.

    Safe to use from several threads. Superseded sources are not in a bundle, so that no query can find them.
    """

    def __init__(
        self, *, manifest: bundle.Manifest, shelves: dict[str, Shelf], dense: DenseIndex, encoder: Encoder, floor: Floor
    ) -> None:
        self.manifest = manifest
        self._shelves = shelves
        self._dense = dense
        self._encoder = encoder
        self._floor = floor

    @classmethod
    def open(
        cls, data_dir: Path, topics: Iterable[Topic], encoder: Encoder, *, floor: Floor | None = None
    ) -> BundleRetriever:
        """Open and verify the bundle in use.

        Args:
            data_dir: where `groundrule ingest` put it.
            topics: the topics the service has loaded; the bundle must have been built from the same.
            encoder: encodes the questions; must be the one that encoded the passages.
            floor: below it a passage is not a hit; everything in the pool is one when absent.

        Raises:
            IndexNotReadyError: there is no bundle, it is damaged, or it was built by another encoder or from another
                corpus. The message says what to do.
        """
        name = bundle.current_name(data_dir)
        try:
            return cls.open_folder(*bundle.read_current(data_dir), topics, encoder, floor=floor)
        except IndexNotReadyError:
            # An ingest may have put a new bundle in use, and removed this one, while it was being read.
            if bundle.current_name(data_dir) == name:
                raise
            return cls.open_folder(*bundle.read_current(data_dir), topics, encoder, floor=floor)

    @classmethod
    def open_folder(
        cls,
        folder: Path,
        manifest: bundle.Manifest,
        topics: Iterable[Topic],
        encoder: Encoder,
        *,
        floor: Floor | None = None,
    ) -> BundleRetriever:
        """Open a bundle whose files have been checked, in use or not.

        Raises:
            IndexNotReadyError: as `open`.
        """
        by_id = {topic.id: topic for topic in topics}
        _require_same(manifest, by_id, encoder)
        shelves = {record.topic: read_shelf(record, folder, by_id[record.topic]) for record in manifest.topics}
        rows = {record.folder: row_ids_of(record, folder) for record in manifest.topics}
        dense = DenseIndex(folder / bundle.CHROMA, rows)
        try:
            for shelf in shelves.values():
                dense.probe(shelf.collection, shelf.vectors)
        except IndexNotReadyError:
            dense.close()
            raise
        return cls(manifest=manifest, shelves=shelves, dense=dense, encoder=encoder, floor=floor or Floor())

    def retrieve(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        """Return the hits of each query, best first, ties by passage id; empty where none clears the floor.

        The pool does not depend on `Query.limit`, so that a longer list only adds to a shorter one.

        Raises:
            UnknownTopicError: a topic is not in the bundle.
            IndexNotReadyError: the encoder cannot be loaded.
        """
        if not queries:
            return ()
        # A lone surrogate can be written in JSON and not be encoded.
        texts = [query.text.encode("utf-8", "replace").decode("utf-8") for query in queries]
        asked = [self._asked(query.topic) for query in queries]
        worded = [self._worded(query.topic, text) for query, text in zip(queries, texts, strict=True)]
        vectors: Vectors = np.asarray(self._encoder.encode(worded), dtype=np.float32)
        pools: list[list[Pool]] = [[] for _ in queries]
        for topic in dict.fromkeys(topic for topics in asked for topic in topics):
            shelf = self._shelves[topic]
            asking = [n for n, topics in enumerate(asked) if topic in topics]
            nearest = self._dense.nearest(shelf.collection, vectors[asking], NEAREST_WINDOWS)
            for n, rows in zip(asking, nearest, strict=True):
                pools[n].append(shelf.pool(texts[n], vectors[n], rows))
        return tuple(self._best(query, found) for query, found in zip(queries, pools, strict=True))

    def _worded(self, topic: str | None, text: str) -> str:
        """Return what is encoded: within a topic, with its names spelled out."""
        return text if topic is None else self._shelves[topic].lexicon.spelled_out(text)

    def _best(self, query: Query, pools: Sequence[Pool]) -> tuple[Hit, ...]:
        dense = np.concatenate([pool.dense for pool in pools])
        lexical = np.concatenate([pool.lexical for pool in pools])
        passages = [passage for pool in pools for passage in pool.passages]
        # Scored before they are chosen from, so that a passage has one score for every audience.
        scored = list(zip(passages, fuse(dense, lexical).tolist(), dense.tolist(), lexical.tolist(), strict=True))
        kept_back = max((score for passage, score, _, _ in scored if not query.shows(passage)), default=0.0)
        clear = [row for row in scored if query.shows(row[0]) and self._floor.cleared_by(row[2], row[3])]
        clear.sort(key=lambda row: (-row[1], row[0].id))
        return tuple(
            Hit(passage=passage, score=score, dense=near, lexical=words, ahead=max(kept_back - score, 0.0))
            for passage, score, near, words in clear[: query.limit]
        )

    def close(self) -> None:
        """Remove the private copy of the vector store."""
        self._dense.close()

    def _asked(self, topic: str | None) -> tuple[str, ...]:
        if topic is None:
            return tuple(self._shelves)
        if topic not in self._shelves:
            raise UnknownTopicError("The topic is not in the index.")
        return (topic,)


def _require_same(manifest: bundle.Manifest, topics: dict[str, Topic], encoder: Encoder) -> None:
    """Refuse a bundle of another encoder or another corpus."""
    if manifest.encoder.id != encoder.id:
        raise IndexNotReadyError(
            f"The index was built by the encoder {manifest.encoder.id}, the service has {encoder.id}. "
            f"{_AGAIN} Or set GROUNDRULE_ENCODER back."
        )
    records = {record.topic: record for record in manifest.topics}
    if records.keys() != topics.keys():
        raise IndexNotReadyError(f"The index holds other topics than the service has loaded. {_AGAIN}")
    changed = sorted(name for name, topic in topics.items() if records[name].fingerprint != bundle.fingerprint(topic))
    if changed:
        raise IndexNotReadyError(f"The corpus has changed since the index was built: {', '.join(changed)}. {_AGAIN}")
