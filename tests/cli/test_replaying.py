"""An answer is asked again at the command line, over an index of an invented topic."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fakes import INVENTED_TOPIC

QUESTION = "Sodium is 123 mmol/L on tavorexin: what now?"


@pytest.fixture
def topic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(INVENTED_TOPIC, tmp_path / "topics" / INVENTED_TOPIC.name)
    monkeypatch.setenv("GROUNDRULE_TOPICS_DIR", str(tmp_path / "topics"))
    return Path(folder)


def test_an_answer_is_the_same_until_its_rule_says_something_else(groundrule: Run, topic: Path) -> None:
    assert groundrule("ingest").exit_code == 0
    answer = json.loads(groundrule("ask", QUESTION, "--json").stdout)
    assert answer["findings"]

    same = groundrule("replay", answer["id"])
    assert (same.exit_code, "the same answer now" in same.stdout) == (0, True)

    notice = topic / "topic.yaml"
    text = notice.read_text(encoding="utf-8")
    notice.write_text(text.replace("An invented example:", "A made-up example:"), encoding="utf-8")
    groundrule("ingest")
    reviewed = groundrule("replay", answer["id"])
    assert reviewed.exit_code == 0
    assert "It is made from" in reviewed.stdout
    assert "receipt.corpus" in reviewed.stdout

    rules = topic / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    said = answer["findings"][0]["message"].split(": ", 1)[1]
    assert said in text
    rules.write_text(text.replace(said, "other words than before."), encoding="utf-8")
    another = groundrule("replay", answer["id"], "--json")

    told = json.loads(another.stdout)
    assert (another.exit_code, told["same"]) == (1, False)
    assert "findings[0].message" in {difference["path"] for difference in told["differences"]}


@pytest.mark.parametrize("answer", ["ans_none", "../topics", "a b", "x" * 300])
def test_an_answer_that_is_not_kept_is_one_line_and_exit_code_2(groundrule: Run, topic: Path, answer: str) -> None:
    assert topic.exists()

    refused = groundrule("replay", answer)

    assert refused.exit_code == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    assert answer not in refused.stderr
