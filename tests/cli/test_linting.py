"""The lint at the command line: findings, coverage, JSON, and exit codes a script can rely on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fakes import INVENTED_TOPIC


@pytest.fixture
def topics(tmp_path: Path) -> Path:
    """A folder with a copy of the invented topic, which a test may break."""
    shutil.copytree(INVENTED_TOPIC, tmp_path / "topics" / "salt")
    return tmp_path / "topics"


def edit(topics: Path, file: str, old: str, new: str) -> int:
    target = topics / "salt" / file
    text = target.read_text(encoding="utf-8")
    assert text.count(old) == 1
    target.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_coverage_lists_figures_with_place_and_sentence(groundrule: Run, topics: Path) -> None:
    done = groundrule("lint", "--coverage", "--topics-dir", str(topics))

    assert done.exit_code == 0, done.stdout
    assert "tavorexin-low-sodium: figures that no rule carries (3)" in done.stdout
    assert "  sources/hospital-guideline.md:34: 7 days\n    Check sodium 7 days after" in done.stdout
    assert "limits and forbidden advice untried by samples (0)" in done.stdout


def test_what_no_sample_tries_is_named_with_exit_code_1(groundrule: Run, topics: Path) -> None:
    edit(topics, "topic.yaml", '    - "Restart tavorexin at 20 mg daily."\n', "")
    line = edit(topics, "rules.yaml", "  - id: restart-dose", "  - id: restart-dose")

    done = groundrule("lint", "--coverage", "--topics-dir", str(topics))

    assert done.exit_code == 1
    assert f"  rules.yaml:{line}: restart-dose, limit: restart-dose <= 5 mg/day" in done.stdout
    assert groundrule("lint", "--topics-dir", str(topics)).exit_code == 0


def test_coverage_as_json_holds_the_same(groundrule: Run, topics: Path) -> None:
    edit(topics, "topic.yaml", '    - "Restart tavorexin at 20 mg daily."\n', "")

    done = groundrule("lint", "--coverage", "--json", "--topics-dir", str(topics))
    (seen,) = json.loads(done.stdout)["topics"]

    assert done.exit_code == 1
    assert seen["topic"] == "tavorexin-low-sodium"
    assert [(f["file"], f["line"], f["figure"]) for f in seen["figures_without_rule"]] == [
        ("sources/hospital-guideline.md", 25, "190 µmol/L"),
        ("sources/hospital-guideline.md", 34, "7 days"),
        ("sources/product-label.md", 22, "10 mg"),
    ]
    assert seen["figures_without_rule"][1]["text"] == "Check sodium 7 days after tavorexin was restarted."
    assert seen["rules_untried"] == []
    assert [u["what"] for u in seen["enforced_untried"]] == ["limit: restart-dose <= 5 mg/day"]


def test_findings_as_json_are_counted_and_without_notes_when_asked(groundrule: Run, topics: Path) -> None:
    every = json.loads(groundrule("lint", "--json", "--topics-dir", str(topics)).stdout)["topics"][0]
    quiet = json.loads(groundrule("lint", "--json", "--quiet", "--topics-dir", str(topics)).stdout)["topics"][0]

    assert {f["severity"] for f in every["findings"]} == {"warning", "note"}
    assert [f["code"] for f in quiet["findings"]] == ["tension"]
    assert every["counts"] == quiet["counts"]
    assert "figures_without_rule" not in every


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"Restart tavorexin at 20 mg daily."', '"Restart tavorexin at 5 mg daily."', "must_block 1: an unsafe text"),
        ('"Hold tavorexin now."', '"Continue tavorexin."', "must_pass 2: a sound text does not pass"),
        ("analyte: creatinine, value: 200", "analyte: kreatinin, value: 200", "must_block 4: patient.labs[0].analyte"),
    ],
)
def test_a_sample_that_fails_is_an_error_with_its_line(
    groundrule: Run, topics: Path, old: str, new: str, what: str
) -> None:
    edit(topics, "topic.yaml", old, new)

    done = groundrule("lint", "--quiet", "--topics-dir", str(topics))

    assert done.exit_code == 1
    error = next(line for line in done.stdout.splitlines() if line.startswith("error"))
    assert error.startswith("error tavorexin-low-sodium/topic.yaml:")
    assert f"own-example: {what}" in error


def test_an_example_of_a_rule_that_fails_is_an_error_with_its_line(groundrule: Run, topics: Path) -> None:
    edit(topics, "rules.yaml", '{fires: true, text: "He takes', '{fires: false, text: "He takes')
    line = edit(topics, "rules.yaml", "  - id: emergency", "  - id: emergency")

    done = groundrule("lint", "--quiet", "--topics-dir", str(topics))

    assert done.exit_code == 1
    assert f"rules.yaml:{line} own-example: rule emergency, example 1: fires, and should not" in done.stdout
