"""Builds the index bundle of some topics, or finds that the one in use is already theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import numpy as np

from corpus.model import Topic
from ingest import publish
from ingest.export import ExportInfo, export_encoder
from ingest.lock import writer_lock
from service.domain.errors import IndexNotReadyError
from service.retrieval import bundle
from service.retrieval.canary import CANARY_HITS, canary_found
from service.retrieval.dense import Row, row_ids, store_rows
from service.retrieval.encoder import Encoder, EncoderEmbeddings, SentenceTransformerEncoder
from service.retrieval.lexical import LexicalIndex
from service.retrieval.lexicon import Lexicon
from service.retrieval.retriever import BundleRetriever
from service.retrieval.shelf import searched

Stage = Literal[
    "waiting", "preparing", "encoding", "indexing", "sealing", "checking", "placing", "switching", "exporting"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far an ingest is: the stage, and how many of its windows or parts are done."""

    stage: Stage
    done: int
    total: int


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleInfo:
    """The bundle that is in use after an ingest; `changed` is False when it was so before."""

    name: str
    folder: Path
    changed: bool
    encoder: str
    topics: tuple[str, ...]
    passages: int
    windows: int
    superseded: int
    export: ExportInfo


def build(
    topics: Iterable[Topic],
    data_dir: Path,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    wait_s: float = 600.0,
) -> BundleInfo:
    """Build the bundle of these topics and put it in use; do nothing when that is so already.

    However it ends, the bundle in use is the old one or the new one, whole. The two newest bundles are kept.

    Args:
        topics: what the bundle is to hold; their order does not matter.
        data_dir: where bundles are kept; made when absent.
        encoder: gives the vectors.
        progress: is told of every stage and batch; may raise to stop.
        wait_s: how long to wait for another ingest in the same folder.

    Raises:
        IngestBusyError: another ingest is at work.
        IndexNotReadyError: there is no topic, the encoder cannot be loaded, or a topic's canary question does not find
            its statement in what was built, which is then not put in use.
    """
    ordered = sorted(topics, key=lambda topic: topic.id)
    if not ordered:
        raise IndexNotReadyError("There is no topic to index.")
    tell = progress or _silent
    data_dir.mkdir(parents=True, exist_ok=True)
    with writer_lock(data_dir, wait_s=wait_s, waiting=lambda: tell(Step(stage="waiting", done=0, total=1))):
        publish.clear_unfinished(data_dir)
        folder = data_dir / bundle.BUNDLES / bundle.bundle_name(ordered, encoder)
        manifest = publish.usable(folder) if folder.exists() else None
        changed = manifest is None or not publish.in_use(data_dir, folder)
        if manifest is None:
            manifest = _build(ordered, folder, encoder, tell)
        if changed:
            tell(Step(stage="switching", done=0, total=1))
            publish.put_in_use(data_dir, folder)
            tell(Step(stage="switching", done=1, total=1))
            publish.drop_old(data_dir, folder)
        return _info(manifest, folder, changed=changed, export=_export(ordered, data_dir, encoder, tell))


def _build(topics: Sequence[Topic], place: Path, encoder: Encoder, tell: Progress) -> bundle.Manifest:
    built = publish.new_folder(place)
    try:
        tell(Step(stage="preparing", done=0, total=len(topics)))
        records = _fill(topics, built, encoder, tell)
        tell(Step(stage="sealing", done=0, total=1))
        manifest = _seal(built, place.name, encoder, records)
        _try_out(topics, built, manifest, encoder, tell)
        tell(Step(stage="placing", done=0, total=1))
        publish.put_in_place(built, place)
    finally:
        # There is nothing left to remove once it is in place; a kill leaves the folder to the next ingest.
        shutil.rmtree(built, ignore_errors=True)
    return manifest


def _fill(topics: Sequence[Topic], folder: Path, encoder: Encoder, tell: Progress) -> tuple[bundle.ShelfRecord, ...]:
    """Write passages, vectors and both indexes of every topic."""
    records = []
    rows: dict[str, Sequence[Row]] = {}
    for n, topic in enumerate(topics):
        shelf = f"topic-{n:03d}"
        found = searched(topic)
        rows[shelf] = [
            Row(id=row, text=window, passage=passage.id)
            for passage, windows in found
            for row, window in zip(row_ids(passage.id, len(windows)), windows, strict=True)
        ]
        if not found:
            raise IndexNotReadyError(f"Topic {topic.id} has no passage in a current source.")
        (folder / shelf).mkdir()
        bundle.write_passages(folder / shelf / bundle.PASSAGES, found)
        records.append(_record(topic, shelf, len(found), len(rows[shelf])))
    _fill_dense(rows, folder, encoder, tell)
    for n, (topic, record) in enumerate(zip(topics, records, strict=True)):
        tell(Step(stage="indexing", done=n, total=len(topics)))
        lexicon = Lexicon(topic.vocabulary)
        index = LexicalIndex.build([lexicon.terms(row.text) for row in rows[record.folder]])
        index.save(folder / record.folder / bundle.BM25)
    return tuple(records)


def _fill_dense(rows: dict[str, Sequence[Row]], folder: Path, encoder: Encoder, tell: Progress) -> None:
    total = sum(map(len, rows.values()))
    done = 0

    def stored(count: int) -> None:
        nonlocal done
        done += count
        tell(Step(stage="encoding", done=done, total=total))

    tell(Step(stage="encoding", done=0, total=total))
    vectors = store_rows(folder / bundle.CHROMA, rows, EncoderEmbeddings(encoder), stored)
    for shelf, matrix in vectors.items():
        np.save(folder / shelf / bundle.VECTORS, matrix, allow_pickle=False)


def _record(topic: Topic, shelf: str, passages: int, windows: int) -> bundle.ShelfRecord:
    return bundle.ShelfRecord(
        topic=topic.id,
        folder=shelf,
        corpus_hash=topic.corpus_hash,
        fingerprint=bundle.fingerprint(topic),
        passages=passages,
        windows=windows,
        superseded=len(topic.passages) - passages,
    )


def _seal(folder: Path, name: str, encoder: Encoder, records: tuple[bundle.ShelfRecord, ...]) -> bundle.Manifest:
    manifest = bundle.Manifest(
        format=bundle.FORMAT,
        name=name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=bundle.EncoderRecord(id=encoder.id, dimensions=encoder.dimensions),
        libraries=bundle.library_versions(),
        topics=records,
        files=bundle.file_checksums(folder),
    )
    (folder / bundle.MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def _try_out(
    topics: Sequence[Topic], folder: Path, manifest: bundle.Manifest, encoder: Encoder, tell: Progress
) -> None:
    """Open what was built as the service will, and ask each topic's canary question."""
    tell(Step(stage="checking", done=0, total=len(topics)))
    retriever = BundleRetriever.open_folder(folder, manifest, topics, encoder)
    try:
        for topic in topics:
            if not canary_found(retriever, topic):
                raise IndexNotReadyError(
                    f"The canary question of topic {topic.id} does not find its statement among the first "
                    f"{CANARY_HITS} passages. Word the question nearer to the statement, or name another one."
                )
    finally:
        retriever.close()


def _export(topics: Sequence[Topic], data_dir: Path, encoder: Encoder, tell: Progress) -> ExportInfo:
    if not isinstance(encoder, SentenceTransformerEncoder):
        return ExportInfo(used=False, note="The encoder needs no export.")
    tell(Step(stage="exporting", done=0, total=1))
    texts = [window for topic in topics for _passage, windows in searched(topic) for window in windows]
    return export_encoder(encoder, data_dir, texts)


def _info(manifest: bundle.Manifest, folder: Path, *, changed: bool, export: ExportInfo) -> BundleInfo:
    return BundleInfo(
        name=manifest.name,
        folder=folder,
        changed=changed,
        encoder=manifest.encoder.id,
        topics=tuple(record.topic for record in manifest.topics),
        passages=sum(record.passages for record in manifest.topics),
        windows=sum(record.windows for record in manifest.topics),
        superseded=sum(record.superseded for record in manifest.topics),
        export=export,
    )


def _silent(_step: Step) -> None:
    """Tell nobody."""
