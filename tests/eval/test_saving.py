"""A run that was cut off goes on where it was, whatever was half written, and says the same as one that was not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Topic
from eval.cases import DATASETS, Dataset
from eval.reading import read_dataset
from eval.saving import ANSWERS, STAMP, TIMES, Asked, Job, complete, read_run
from eval.scoring import score
from service.domain.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
MADE_FROM = {"dataset_hash": "h", "fault": ""}
#: Writes a run slowly, in a process that can be killed.
SLOW = """
import sys, time
from pathlib import Path
from tests.eval.test_saving import MADE_FROM, answered, cases
from corpus.reader import read_topics
from eval.saving import complete

def slowly(todo):
    for rows in answered(todo):
        time.sleep(0.02)
        yield rows

topic = read_topics((Path("corpus/topics"),))[0]
complete(cases(topic), Path(sys.argv[1]), MADE_FROM, slowly, lambda _: None)
"""
#: Asks the real pipeline over a real index with an encoder that needs no model.
TWICE = """
import sys
from pathlib import Path
import ingest
from corpus.reader import read_topics
from eval.running import ask
from eval.saving import complete
from service.answering.quoting import QuotingDrafter
from service.retrieval.retriever import BundleRetriever
from service.settings import load
from service.wiring import Service
from tests.eval.test_saving import MADE_FROM, sample
from tests.fakes import StandInIndex
from tests.retrieval.made_topics import HashEncoder

topic, folder = read_topics((Path("corpus/topics"),))[0], Path(sys.argv[1])
ingest.build([topic], folder / "data", HashEncoder())
index = StandInIndex(BundleRetriever.open(folder / "data", [topic], HashEncoder()))
settings = load(data_dir=folder / "data")
service = Service(topics={topic.id: topic}, index=index, drafter=QuotingDrafter(), settings=settings)
complete(
    sample(topic),
    folder / "run",
    MADE_FROM,
    lambda todo: ([ask(service, topic.id, case, number, "")] for case, number in todo),
    lambda _: None,
)
"""


def cases(topic: Topic) -> Dataset:
    return read_dataset(DATASETS / topic.id, {topic.id: topic})


def sample(topic: Topic) -> Dataset:
    """One case of each stratum."""
    held = cases(topic)
    first = {case.stratum: case for case in reversed(held.cases)}
    return replace(held, cases=tuple(first.values()))


def answered(todo: Sequence[Job]) -> Iterator[list[Asked]]:
    for case, number in todo:
        row = {"key": case.keys[number], "case": case.id, "wording": number, "error": None, "answer": None}
        yield [(row | {"retrieved": [], "said": "µ\u2028" * 200}, {"total": 1.0})]


def keys(folder: Path) -> list[str]:
    assert (folder / ANSWERS).read_bytes().endswith(b"\n")
    return keys_so_far(folder)


def test_a_run_that_was_killed_goes_on_and_nothing_is_asked_twice(tmp_path: Path, topic: Topic) -> None:
    folder = tmp_path / "run"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(folder)], cwd=ROOT, env=os.environ | {"PYTHONPATH": "."}
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and (not (folder / ANSWERS).is_file() or len(keys_so_far(folder)) < 20):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    before = keys_so_far(folder)
    assert 20 <= len(before) < len(cases(topic).keys)

    asked: list[str] = []

    def noting(todo: Sequence[Job]) -> Iterator[list[Asked]]:
        asked.extend(case.keys[number] for case, number in todo)
        yield from answered(todo)

    complete(cases(topic), folder, MADE_FROM, noting, lambda _: None)

    assert set(asked).isdisjoint(before)
    assert sorted(keys(folder)) == sorted(cases(topic).keys)


def keys_so_far(folder: Path) -> list[str]:
    return [json.loads(line)["key"] for line in (folder / ANSWERS).read_bytes().split(b"\n")[:-1]]


@pytest.mark.parametrize("lost", [1, 7, 301])
def test_a_line_that_was_half_written_is_asked_again_and_spoils_no_other(
    tmp_path: Path, dataset: Dataset, lost: int
) -> None:
    complete(dataset, tmp_path, MADE_FROM, answered, lambda _: None)
    whole = {name: (tmp_path / name).read_bytes() for name in (ANSWERS, TIMES)}
    for name, content in whole.items():
        (tmp_path / name).write_bytes(content[: -min(lost, 15 if name == TIMES else lost)])

    assert len(read_run(tmp_path).rows) == len(dataset.keys) - 1
    complete(dataset, tmp_path, MADE_FROM, answered, lambda _: None)

    assert {name: (tmp_path / name).read_bytes() for name in (ANSWERS, TIMES)} == whole


def test_a_run_of_something_else_is_not_gone_on_with(tmp_path: Path, dataset: Dataset) -> None:
    complete(dataset, tmp_path, MADE_FROM, answered, lambda _: None)

    with pytest.raises(InputError, match="another revision, dataset or service"):
        complete(dataset, tmp_path, MADE_FROM | {"revision": "other"}, answered, lambda _: None)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (STAMP, '{"dataset', "does not say what the run was made from"),
        (STAMP, "[]", "does not say what the run was made from"),
        (ANSWERS, '{"key": "c1#0"}\nnonsense\n', r"answers\.jsonl:2: not a line"),
        (ANSWERS, "[1]\n", r"answers\.jsonl:1: not a line"),
    ],
)
def test_files_that_hold_something_else_are_named(
    tmp_path: Path, dataset: Dataset, name: str, content: str, says: str
) -> None:
    complete(dataset, tmp_path, MADE_FROM, answered, lambda _: None)
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(InputError, match=says):
        read_run(tmp_path)


def test_two_runs_in_two_processes_give_the_same_bytes_and_the_same_scores(tmp_path: Path, topic: Topic) -> None:
    made: list[Any] = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONPATH": ".", "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", TWICE, str(tmp_path / seed)], cwd=ROOT, env=environment, check=True)
        run = read_run(tmp_path / seed / "run")
        made.append(((tmp_path / seed / "run" / ANSWERS).read_bytes(), json.dumps(score(run, sample(topic), topic))))

    assert made[0] == made[1]
    assert all(row["answer"] is not None for row in run.rows)
