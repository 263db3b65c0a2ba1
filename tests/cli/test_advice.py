"""A run is scored with its advice under its own heading, and judged only where a judge is set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.runs import read
from tests.cli.conftest import Run


@pytest.fixture
def cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run that failed at its first question and was cut off there, under the name of today."""
    dataset, _, _ = read("")
    case = next(case for case in dataset.cases if case.gold)
    row = {"key": f"{case.id}#0", "case": case.id, "wording": 0, "error": "Late", "answer": None, "retrieved": []}
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports" / "eval" / "today"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"dataset_hash": dataset.hash, "revision": "r"}), encoding="utf-8")
    (folder / "answers.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("cut_off")
def test_advice_stands_under_its_heading_and_a_run_that_was_cut_off_scores_the_worst(groundrule: Run) -> None:
    done = groundrule("eval", "score", "today")

    assert done.exit_code == 1
    decided, _, advised = done.stdout.partition("ADVISORY, decides nothing and no gate reads it:\n")
    assert "strict pass: 0/" in decided
    assert "  rouge_score: 0.000 (95 % bootstrap 0.000 to 0.000), 0 of " in advised
    assert "    counted as 0, no answer: " in advised


@pytest.mark.usefixtures("cut_off")
def test_without_a_judge_the_setting_is_named_and_with_one_that_gives_nothing_a_part_is_missing(
    groundrule: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = groundrule("eval", "judge", "today")
    monkeypatch.setenv("GROUNDRULE_JUDGE_MODEL", "openai:any")
    monkeypatch.setenv("GROUNDRULE_JUDGE_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("GROUNDRULE_JUDGE_EMBEDDINGS", "openai:any")
    mute = groundrule("eval", "judge", "today")

    assert (without.exit_code, mute.exit_code) == (2, 3)
    assert without.stderr == "groundrule: GROUNDRULE_JUDGE_MODEL names no judge; set it to provider:model.\n"
    assert mute.stderr.splitlines()[-1] == "groundrule: the judge gave no value for any row"


def test_a_run_that_is_not_there_cannot_be_judged(groundrule: Run) -> None:
    done = groundrule("eval", "judge", "nowhere")

    assert (done.exit_code, done.stderr) == (2, "groundrule: no run at reports/eval/nowhere\n")
