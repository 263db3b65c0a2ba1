"""An ingest ends with the old bundle or the new one in use, whole, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import ingest
from corpus.model import Canary
from ingest.lock import writer_lock
from service.domain.errors import IndexNotReadyError
from service.domain.ports import Query
from service.retrieval import bundle
from service.retrieval.retriever import BundleRetriever
from tests.retrieval.made_topics import GARDEN, WEATHER, HashEncoder, source, topic

STAGES = ("preparing", "encoding", "indexing", "sealing", "checking", "placing", "switching")


def first_hit(data_dir: Path, question: str, *topics: object) -> str:
    retriever = BundleRetriever.open(data_dir, topics, HashEncoder())  # type: ignore[arg-type]  # any topics
    try:
        return retriever.retrieve([Query(text=question, topic=None)])[0][0].passage.text
    finally:
        retriever.close()


def unfinished(data_dir: Path) -> list[str]:
    return [path.name for path in data_dir.rglob(".*") if path.name.startswith((".building", ".removing", ".current"))]


def test_a_bundle_names_its_corpus_encoder_versions_and_counts(tmp_path: Path) -> None:
    garden = topic()

    info = ingest.build([garden], tmp_path, HashEncoder())

    _folder, manifest = bundle.read_current(tmp_path)
    (record,) = manifest.topics
    assert info.changed
    assert (info.passages, info.windows) == (record.passages, record.windows) == (5, 12)
    assert record.corpus_hash == garden.corpus_hash
    assert (manifest.encoder.id, manifest.encoder.dimensions) == ("hash@1", 64)
    assert manifest.libraries.keys() >= {"chromadb", "bm25s"}
    assert set(manifest.files) > {"chroma/chroma.sqlite3", "topic-000/passages.jsonl", "topic-000/vectors.npy"}


def test_the_stored_passage_is_word_for_word_the_source(tmp_path: Path) -> None:
    odd = "Keep  two spaces, “quotes”, 10⁹/L and a\u00a0hard space."

    info = ingest.build([topic(sentences=(odd, *GARDEN))], tmp_path, HashEncoder())

    stored = (info.folder / "topic-000" / "passages.jsonl").read_text(encoding="utf-8")
    assert odd in stored
    assert first_hit(tmp_path, odd, topic(sentences=(odd, *GARDEN))) == odd


def test_a_second_run_with_nothing_changed_does_nothing_and_says_so(tmp_path: Path) -> None:
    first = ingest.build([topic()], tmp_path, HashEncoder())
    before = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")}
    encoder = HashEncoder()

    second = ingest.build([topic()], tmp_path, encoder)

    assert not second.changed
    assert (second.name, second.passages, second.windows) == (first.name, first.passages, first.windows)
    assert encoder.asked == []
    assert {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")} == before


def test_the_order_of_topics_makes_no_other_bundle(tmp_path: Path) -> None:
    weather = topic("weather", WEATHER)
    ingest.build([topic(), weather], tmp_path, HashEncoder())

    assert not ingest.build([weather, topic()], tmp_path, HashEncoder()).changed


@pytest.mark.parametrize(
    ("topics", "encoder"),
    [
        ([topic(sentences=GARDEN[:4])], HashEncoder()),
        ([topic(corpus_hash="sha256:other")], HashEncoder()),
        ([topic(), topic("weather", WEATHER)], HashEncoder()),
        ([topic()], HashEncoder("other")),
    ],
    ids=["a statement fewer", "another corpus hash", "another topic", "another encoder"],
)
def test_any_change_makes_a_new_bundle(tmp_path: Path, topics: list[object], encoder: HashEncoder) -> None:
    first = ingest.build([topic()], tmp_path, HashEncoder())

    second = ingest.build(topics, tmp_path, encoder)  # type: ignore[arg-type]  # made topics

    assert second.changed
    assert second.name != first.name
    assert bundle.current_name(tmp_path) == second.name


def test_the_bundle_in_use_and_the_one_before_it_are_kept(tmp_path: Path) -> None:
    names = [ingest.build([topic(sentences=GARDEN[:n])], tmp_path, HashEncoder()).name for n in (2, 3, 4, 5)]

    assert {path.name for path in (tmp_path / "bundles").iterdir()} == set(names[-2:])


def test_going_back_to_a_kept_bundle_only_switches(tmp_path: Path) -> None:
    first = ingest.build([topic(sentences=GARDEN[:4])], tmp_path, HashEncoder())
    ingest.build([topic()], tmp_path, HashEncoder())
    encoder = HashEncoder()

    again = ingest.build([topic(sentences=GARDEN[:4])], tmp_path, encoder)

    assert (again.changed, again.name, encoder.asked) == (True, first.name, [])
    assert bundle.current_name(tmp_path) == first.name


def test_a_damaged_bundle_is_built_again_though_nothing_changed(tmp_path: Path) -> None:
    info = ingest.build([topic()], tmp_path, HashEncoder())
    (info.folder / "topic-000" / "vectors.npy").write_bytes(b"damaged")

    assert ingest.build([topic()], tmp_path, HashEncoder()).changed
    assert first_hit(tmp_path, GARDEN[1], topic()) == GARDEN[1]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_interrupted_at_any_stage_the_last_good_bundle_still_serves(
    tmp_path: Path, stage: str, error: type[BaseException]
) -> None:
    old, new = topic(sentences=GARDEN[:4]), topic()
    ingest.build([old], tmp_path, HashEncoder())

    def interrupt(step: ingest.Step) -> None:
        if step.stage == stage:
            raise error

    with pytest.raises(error):
        ingest.build([new], tmp_path, HashEncoder(), interrupt)

    assert first_hit(tmp_path, GARDEN[1], old) == GARDEN[1]
    assert ingest.build([new], tmp_path, HashEncoder()).changed
    assert first_hit(tmp_path, GARDEN[4], new) == GARDEN[4]
    assert unfinished(tmp_path) == []


def test_interrupted_after_the_switch_the_new_bundle_serves(tmp_path: Path) -> None:
    ingest.build([topic(sentences=GARDEN[:4])], tmp_path, HashEncoder())

    def interrupt(step: ingest.Step) -> None:
        if step.stage == "switching" and step.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest.build([topic()], tmp_path, HashEncoder(), interrupt)

    assert first_hit(tmp_path, GARDEN[4], topic()) == GARDEN[4]


KILLED = """
import os, signal, sys
from pathlib import Path
import ingest
from tests.retrieval.made_topics import HashEncoder, topic

def kill(step):
    if step.stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

ingest.build([topic()], Path(sys.argv[1]), HashEncoder(), kill)
"""


@pytest.mark.parametrize("stage", ["encoding", "sealing", "switching"])
def test_killed_outright_the_last_good_bundle_serves_and_the_next_run_clears_up(tmp_path: Path, stage: str) -> None:
    old = topic(sentences=GARDEN[:4])
    ingest.build([old], tmp_path, HashEncoder())

    root = Path(__file__).parents[2]
    died = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), stage], cwd=root, check=False, env=os.environ)

    assert died.returncode == -signal.SIGKILL
    assert first_hit(tmp_path, GARDEN[1], old) == GARDEN[1]
    assert ingest.build([topic()], tmp_path, HashEncoder()).changed
    assert first_hit(tmp_path, GARDEN[4], topic()) == GARDEN[4]
    assert unfinished(tmp_path) == []


def test_a_second_writer_is_told_to_come_back(tmp_path: Path) -> None:
    seen: list[str] = []

    with (
        writer_lock(tmp_path, wait_s=0, waiting=lambda: None),
        pytest.raises(ingest.IngestBusyError, match="Another ingest"),
    ):
        ingest.build([topic()], tmp_path, HashEncoder(), lambda step: seen.append(step.stage), wait_s=0.1)

    assert seen == ["waiting"]
    assert not (tmp_path / "current").exists()


def test_two_writers_at_once_build_one_bundle(tmp_path: Path) -> None:
    infos: list[ingest.BundleInfo] = []
    writers = [
        threading.Thread(target=lambda: infos.append(ingest.build([topic()], tmp_path, HashEncoder())))
        for _ in range(2)
    ]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(info.changed for info in infos) == [False, True]
    assert first_hit(tmp_path, GARDEN[1], topic()) == GARDEN[1]


def test_a_bundle_whose_canary_is_not_found_is_not_put_in_use(tmp_path: Path) -> None:
    ingest.build([topic(sentences=GARDEN[:4])], tmp_path, HashEncoder())
    many = (*GARDEN, *(f"Sow bed number {n} in spring." for n in range(20)))
    blind = topic(sentences=many, canary=Canary(question="Sow in spring", statement="almanac-0"))

    with pytest.raises(IndexNotReadyError, match="canary question of topic garden"):
        ingest.build([blind], tmp_path, HashEncoder())

    assert first_hit(tmp_path, GARDEN[1], topic(sentences=GARDEN[:4])) == GARDEN[1]


def test_a_topic_with_nothing_current_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexNotReadyError, match="no passage in a current source"):
        ingest.build([topic(sources=[source(GARDEN, status="superseded")])], tmp_path, HashEncoder())


def test_no_topic_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexNotReadyError, match="no topic"):
        ingest.build([], tmp_path, HashEncoder())


def test_progress_counts_every_window_once(tmp_path: Path) -> None:
    steps: list[ingest.Step] = []

    info = ingest.build([topic(), topic("weather", WEATHER)], tmp_path, HashEncoder(), steps.append)

    encoding = [(step.done, step.total) for step in steps if step.stage == "encoding"]
    assert encoding[0] == (0, info.windows)
    assert encoding[-1] == (info.windows, info.windows)
    assert list(dict.fromkeys(step.stage for step in steps)) == list(STAGES)
