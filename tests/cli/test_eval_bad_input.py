"""What is wrong with a dataset or a run is named in one line with exit code 2, and never makes a number look better."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from corpus.model import Topic
from eval.cases import Dataset
from eval.gating import bless
from eval.saving import ANSWERS, STAMP, Run
from eval.scoring import score
from tests.eval.conftest import CASE, FACTS, Write, answer, dataset, topic, whole, write  # noqa: F401 - fixtures

# ruff: noqa: F811 - fixtures are named by their parameters


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where runs are looked for."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "reports" / "eval"


def keep(runs: Path, name: str, run: Run, rows: int | None = None) -> None:
    folder = runs / name
    folder.mkdir(parents=True)
    (folder / STAMP).write_text(json.dumps(run.stamp), encoding="utf-8")
    lines = "".join(json.dumps(row) + "\n" for row in run.rows[:rows])
    (folder / ANSWERS).write_text(lines, encoding="utf-8")


def told(*words: str) -> Result:
    return CliRunner().invoke(app, ["eval", *words], catch_exceptions=False)


def seal(folder: Path) -> str:
    assert told("seal", "--dataset", str(folder)).exit_code == 0
    return str(folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"cases": [CASE, CASE]}, "a.jsonl:2: the id c1 stands twice"),
        ({"facts": [*FACTS, FACTS[0]]}, "facts.jsonl:3: the id hold stands twice"),
        ({"case": {"fires": ["no-such-rule"]}}, "a.jsonl:1: case c1: unknown rule no-such-rule"),
        ({"case": {"gold": ["S-999"]}}, "a.jsonl:1: case c1: unknown passage S-999"),
        ({"facts": [*FACTS, {"id": "odd", "words": [["x"]], "gold": ["S-999"]}]}, "fact odd: unknown passage S-999"),
        ({"facts": [*FACTS, {"id": "odd", "words": [[]]}]}, "fact odd: an empty group of words cannot match"),
        ({"facts": [*FACTS, {"id": "odd", "numbers": ["few"]}]}, "cannot match"),
        ({"facts": [*FACTS, {"id": "odd", "words": [["never"]], "denied": False}]}, "cannot match where no denial"),
        ({"facts": [*FACTS, {"id": "odd", "words": [["zzz"]], "gold": ["S-14"]}]}, "odd: cannot match: not even"),
        ({"cases": []}, "zero cases; nothing would be measured"),
    ],
)
def test_a_dataset_that_does_not_hold_is_named_and_nothing_is_asked_of_it(
    write: Write, runs: Path, change: dict[str, Any], says: str
) -> None:
    folder = str(write(**change))

    for words in (
        ("seal",),
        ("run", "x"),
        ("score", "x"),
        ("gate", "x"),
        ("report", "x"),
        ("bless", "x", "--reason", "r"),
    ):
        result = told(*words, "--dataset", folder)

        assert result.exit_code == 2, words
        assert says in result.stderr
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
    assert not runs.exists()


def test_broken_settings_and_a_folder_without_any_are_named(write: Write, runs: Path, tmp_path: Path) -> None:
    folder = write()
    (folder / "dataset.json").write_text('{"schema": 1', encoding="utf-8")

    assert "dataset.json: not JSON" in told("seal", "--dataset", str(folder)).stderr
    assert "no dataset at" in told("score", "x", "--dataset", str(tmp_path / "nowhere")).stderr
    assert not runs.exists()


def test_a_run_that_was_cut_off_is_scored_with_failures_and_decides_nothing(
    write: Write, runs: Path, whole: Run, dataset: Dataset, topic: Topic
) -> None:
    folder = write()
    where = seal(folder)
    bless(folder, whole, dataset, score(whole, dataset, topic), "first")
    keep(runs, "cut", whole, rows=2)
    keep(runs, "whole", whole)

    scored = told("score", "cut", "--dataset", where)
    assert scored.exit_code == 1
    assert "INCOMPLETE: 1 answers are missing" in scored.stdout
    assert "no fault: 2/3" in scored.stdout
    for words in (("gate", "cut"), ("bless", "cut", "--reason", "r"), ("compare", "whole", "cut"), ("mutate", "cut")):
        result = told(*words, "--dataset", where)
        assert result.exit_code == 2, words
        assert "was cut off: 1 answers are missing, the first is c1#2" in result.stderr
    assert told("gate", "whole", "--dataset", where).exit_code == 0


def test_two_runs_of_different_datasets_are_not_compared(
    write: Write, runs: Path, whole: Run, dataset: Dataset
) -> None:
    where = seal(write())
    keep(runs, "old", whole)
    keep(runs, "new", Run(name="new", stamp=whole.stamp | {"dataset_hash": "sha256:other"}, rows=whole.rows))

    for pair in (("old", "new"), ("new", "old")):
        result = told("compare", *pair, "--dataset", where)
        assert result.exit_code == 2
        assert "run new was made on another dataset, or on other cases of it" in result.stderr
    assert dataset.hash == whole.stamp["dataset_hash"]


def test_cases_that_changed_behind_a_run_or_a_baseline_are_noticed(
    write: Write, runs: Path, whole: Run, dataset: Dataset, topic: Topic
) -> None:
    folder = write()
    bless(folder, whole, dataset, score(whole, dataset, topic), "first")
    keep(runs, "old", whole)
    where = seal(write(case={"question": "Something easier?"}))

    assert "made on another dataset" in told("score", "old", "--dataset", where).stderr
    assert "blessed on other cases" in told("gate", "old", "--dataset", where).stderr


def test_a_report_sets_the_blessed_run_beside_where_it_is_kept(
    write: Write, runs: Path, whole: Run, dataset: Dataset, topic: Topic
) -> None:
    folder = write()
    where = seal(folder)
    blessed = Run(name="old", stamp=whole.stamp | {"revision": "old"}, rows=whole.rows)
    bless(folder, blessed, dataset, score(blessed, dataset, topic), "first")
    keep(runs, "old", blessed)
    rows = json.loads(json.dumps(whole.rows))
    rows[0]["answer"]["not_addressed"].append("how long")
    keep(runs, "new", Run(name="new", stamp=whole.stamp, rows=rows))

    assert told("report", "new", "--dataset", where).exit_code == 0

    html = (runs / "new" / "report.html").read_text(encoding="utf-8")
    assert "Beside the run old, which is the baseline" in html
    assert '<li class="new">not addressed: how long' in html


@pytest.mark.parametrize("content", ["", "{", "nonsense"])
def test_a_broken_baseline_is_named(write: Write, runs: Path, whole: Run, content: str) -> None:
    folder = write()
    where = seal(folder)
    keep(runs, "some", whole)
    (folder / "baseline.json").write_text(content, encoding="utf-8")

    result = told("gate", "some", "--dataset", where)

    assert result.exit_code == 2
    assert "baseline.json is not JSON" in result.stderr


@pytest.mark.parametrize("name", ["../elsewhere", "", ".", "..", "a/b", ".hidden", "/elsewhere"])
@pytest.mark.parametrize("verb", ["run", "score", "mutate", "report"])
def test_a_run_is_named_and_stays_in_the_folder_of_runs(write: Write, runs: Path, verb: str, name: str) -> None:
    refused = told(verb, name, "--dataset", str(write()))

    assert refused.exit_code == 2
    assert "a run is named by" in refused.stderr
    assert not runs.exists()


def test_a_run_that_is_not_there_and_an_unknown_fault_are_named(write: Write, runs: Path) -> None:
    where = seal(write())

    assert "no run at" in told("score", "nowhere", "--dataset", where).stderr
    assert "unknown fault" in told("run", "x", "--fault", "nonsense", "--dataset", where).stderr
    assert not runs.exists()
