"""The service refuses to start when its core is broken: the samples of its topic notice every judge that is missing."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from corpus.model import Sample, SelfTest, Topic
from service.answering import judging
from service.answering.self_test import misses, prove, self_test
from service.domain.answer import CheckReport, Verdict
from service.domain.errors import SelfTestError
from service.main import serve
from service.safety import check as engine
from service.safety.judges.actions import ActionJudge
from service.safety.judges.context import Context
from service.safety.judges.doses import DoseJudge
from service.safety.judges.going_on import GoingOnJudge
from service.safety.judges.lines import LineJudge
from service.safety.judges.narrowing import NarrowingJudge
from service.safety.judges.omissions import OmissionJudge
from service.settings import load
from service.wiring import judge
from tests.answering.conftest import SHIPPED
from tests.fakes import invented_topic

#: What judges a text. Smaller judges stand in for one another here and there, so that none of them can be asked for.
JUDGES: tuple[tuple[Any, str], ...] = (
    (engine, "judge_coverage"),
    (engine, "judge_language"),
    (engine, "judge_limits_talked_away"),
    (engine, "judge_limits_understood"),
    (engine, "judge_relaxations"),
    (engine, "judge_tests"),
    (OmissionJudge, "judge"),
    (DoseJudge, "judge"),
    (ActionJudge, "judge"),
    (GoingOnJudge, "judge"),
    (LineJudge, "judge"),
    (NarrowingJudge, "judge"),
)


def silent(*given: Any, **_: Any) -> Any:
    """Find nothing: an empty list of omissions, or the context as it was."""
    return next((one for one in given if isinstance(one, Context)), ())


def other(topic: Topic, content: str) -> Topic:
    """The same topic under another hash, because what has been seen to hold is not tried again."""
    return replace(topic, corpus_hash=f"sha256:{content}")


def refusal(topic: Topic) -> str | None:
    """Why a topic is not served."""
    try:
        self_test(topic)
    except SelfTestError as error:
        return str(error)
    return None


@pytest.mark.parametrize(("holder", "name"), JUDGES, ids=lambda part: getattr(part, "__name__", part))
def test_a_judge_that_finds_nothing_is_noticed(
    topic: Topic, monkeypatch: pytest.MonkeyPatch, holder: Any, name: str
) -> None:
    monkeypatch.setattr(holder, name, silent)

    said = refusal(other(topic, f"without {name}"))

    assert said, f"no sample is judged otherwise without {name}: add to must_block what it alone catches"
    assert re.search(r"the self-test of topic .* failed, so it is not served: topic\.yaml:\d+: must_", said)


@pytest.mark.parametrize(("verdict", "missed"), [(Verdict.PASS, "must_block 1"), (Verdict.BLOCK, "must_pass 1")])
def test_a_core_of_one_verdict_is_noticed(
    topic: Topic, monkeypatch: pytest.MonkeyPatch, verdict: Verdict, missed: str
) -> None:
    monkeypatch.setattr(judging, "check", lambda *_, **__: CheckReport(verdict=verdict, statements=()))

    with pytest.raises(SelfTestError, match=missed):
        self_test(other(topic, verdict))


def test_an_emergency_instruction_that_does_not_pass_is_noticed() -> None:
    wrong = replace(invented_topic(), emergency="Restart tavorexin at 20 mg daily.")

    assert [miss.what for miss in misses(wrong)] == ["the emergency instruction does not pass the check"]


def test_every_text_of_a_sample_counts_and_its_line_is_told() -> None:
    samples = SelfTest(must_block=(Sample(text=("Restart tavorexin at 20 mg daily.", "Drink water."), line=7),))

    (miss,) = misses(replace(invented_topic(), self_test=samples))

    assert str(miss) == "topic.yaml:7: must_block 1: an unsafe text passes"


def test_what_has_been_seen_to_hold_is_not_tried_again(topic: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = other(topic, "seen")
    prove(seen)
    monkeypatch.setattr(judging, "check", lambda *_, **__: CheckReport(verdict=Verdict.PASS, statements=()))

    prove(seen)


# ------------------------------------------------------------------------------------------------ what comes of it


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the shipped topic under another hash, and a core whose dose judge finds nothing."""
    folder = tmp_path / "topics"
    shutil.copytree(SHIPPED, folder)
    (file,) = folder.glob("*/topic.yaml")
    file.write_text(file.read_text(encoding="utf-8") + f"# {tmp_path.name}\n", encoding="utf-8")
    monkeypatch.setattr("service.safety.judges.doses.DoseJudge.judge", silent)
    return folder


def test_the_service_does_not_start_with_a_broken_core(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve(load(topics_dir=(broken,), data_dir=tmp_path / "data")) == 3

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("groundrule: the self-test of topic ")


def test_no_text_is_judged_by_a_broken_core(broken: Path) -> None:
    with pytest.raises(SelfTestError):
        judge(load(topics_dir=(broken,)))


@pytest.mark.parametrize("words", [("check", "Drink water."), ("assess", "ALT 50"), ("serve", "--port", "0")])
def test_a_command_says_so_in_one_line_and_ends_with_exit_code_3(
    broken: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    environment = {"GROUNDRULE_TOPICS_DIR": str(broken), "GROUNDRULE_DATA_DIR": str(tmp_path / "data")}

    done = CliRunner().invoke(app, list(words), env=environment)

    assert done.exit_code == 3
    assert "the self-test of topic" in done.output
    assert words[0] == "serve" or (done.stdout, done.stderr.count("\n")) == ("", 1)
