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
from service.retrieval.dense import DenseIndex
from service.retrieval.encoder import Encoder
from service.retrieval.fusion import fuse
from service.retrieval.shelf import Pool, Shelf, read_shelf, row_ids_of

_AGAIN = "Run `groundrule ingest`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A passage below both is not a hit: mean cosine in -1..1, and BM25 from 0 up. Any passage clears the default."""

    dense: float = -1.0
    lexical: float = 0.0

    def cleared_by(self, hit: Hit) -> bool:
        """Return whether the passage is near enough by its vector or by its words."""
        return hit.dense >= self.dense or hit.lexical >= self.lexical


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

    def retrieve(self, query: Query) -> Sequence[Hit]:
        """Return hits, best first, ties by passage id; empty when none clears the floor.

        The pool does not depend on `query.limit`, so that a longer list only adds to a shorter one.

        Raises:
            UnknownTopicError: the topic is not in the bundle.
            IndexNotReadyError: the encoder cannot be loaded.
        """
        # A lone surrogate can be written in JSON and not be encoded.
        text = query.text.encode("utf-8", "replace").decode("utf-8")
        vector = self._encoder.encode([text])[0]
        pools = [shelf.pool(text, vector, self._dense) for shelf in self._asked(query.topic)]
        hits = [hit for hit in _fused(pools) if self._floor.cleared_by(hit)]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[: query.limit])

    def close(self) -> None:
        """Remove the private copy of the vector store."""
        self._dense.close()

    def _asked(self, topic: str | None) -> list[Shelf]:
        if topic is None:
            return list(self._shelves.values())
        if topic not in self._shelves:
            raise UnknownTopicError("The topic is not in the index.")
        return [self._shelves[topic]]


def _fused(pools: Sequence[Pool]) -> list[Hit]:
    dense = np.concatenate([pool.dense for pool in pools])
    lexical = np.concatenate([pool.lexical for pool in pools])
    passages = [passage for pool in pools for passage in pool.passages]
    return [
        Hit(passage=passage, score=float(score), dense=float(near), lexical=float(words))
        for passage, score, near, words in zip(passages, fuse(dense, lexical), dense, lexical, strict=True)
    ]


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
