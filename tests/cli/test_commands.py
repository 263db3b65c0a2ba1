"""What a command prints, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

UNSAFE = "Restart azathioprine at 200 mg daily."
SAFE = "Do not exceed 150 mg of azathioprine daily."


def test_help_names_every_verb_and_the_exit_codes(groundrule: Run) -> None:
    done = groundrule("--help")

    assert done.exit_code == 0
    for verb in ("ask", "check", "assess", "lint", "ingest", "serve", "topics", "eval", "editor", "replay"):
        assert verb in done.stdout
    assert "Exit codes" in done.stdout


@pytest.mark.parametrize("verb", ["ask", "check", "assess", "lint", "ingest", "serve", "topics", "replay"])
def test_the_help_of_every_verb_shows_an_example(groundrule: Run, verb: str) -> None:
    assert f"groundrule {verb}" in groundrule(verb, "--help").stdout


def test_the_version_is_the_installed_one(groundrule: Run) -> None:
    assert groundrule("--version").stdout.startswith("groundrule 0.")


def test_an_unsafe_text_is_blocked_with_rule_and_reason_and_exit_code_1(groundrule: Run) -> None:
    done = groundrule("check", UNSAFE)

    assert done.exit_code == 1
    assert "Verdict: block" in done.stdout
    assert "cap-150" in done.stdout


def test_a_safe_text_passes_with_exit_code_0(groundrule: Run) -> None:
    assert groundrule("check", SAFE).exit_code == 0


def test_a_text_is_read_from_a_file_or_from_standard_input(groundrule: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(UNSAFE, encoding="utf-8")

    assert groundrule("check", str(file)).exit_code == 1
    assert groundrule("check", "-", stdin=UNSAFE).exit_code == 1


def test_json_is_the_contract_and_nothing_else(groundrule: Run) -> None:
    checked = json.loads(groundrule("check", UNSAFE, "--json").stdout)

    assert checked["verdict"] == "block"
    assert checked["statements"][0]["violations"]


def test_a_case_is_assessed_with_its_arithmetic_and_without_an_index(groundrule: Run) -> None:
    done = groundrule("assess", "On azathioprine: ALT 223 (ULN 40, baseline 22).")

    assert done.exit_code == 0
    assert "223 U/L / 22 = 10.14 x baseline" in " ".join(done.stdout.split())
    assert "rule perm-5x-baseline" in done.stdout


def test_a_case_is_assessed_from_a_file_of_structured_facts(groundrule: Run, tmp_path: Path) -> None:
    file = tmp_path / "patient.json"
    file.write_text(json.dumps({"labs": [{"analyte": "ALT", "value": 520, "unit": "U/L"}]}), encoding="utf-8")

    assert "perm-500" in groundrule("assess", "--patient", str(file)).stdout


def test_output_fits_80_columns_and_carries_no_colour_codes(groundrule: Run) -> None:
    lines = groundrule("assess", "On azathioprine: ALT 223 (ULN 40, baseline 22).").stdout.splitlines()

    assert max(map(len, lines)) <= 80
    assert not any("\x1b" in line for line in lines)


def test_topics_are_listed_with_their_state_of_review(groundrule: Run) -> None:
    done = groundrule("topics")

    assert "azathioprine-hepatotoxicity" in done.stdout
    assert "source review: under-review" in done.stdout


def test_lint_prints_the_articles_own_contradiction_and_holds(groundrule: Run) -> None:
    done = groundrule("lint")

    assert done.exit_code == 0, done.stdout
    assert "44.6" in done.stdout


def test_graded_questions_that_are_not_there_are_named_and_not_invented(groundrule: Run, tmp_path: Path) -> None:
    done = groundrule("eval", "graded", "--cases", str(tmp_path / "nowhere.jsonl"))

    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
