"""A judge behind the real client: what it gives, what it fails at, and that no failure makes a number look better."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.advice import Row
from eval.judged import NUMBERS, lines
from eval.judging import Judge, ask, load_judge
from service.domain.errors import InputError, SettingsError
from service.settings import load
from tests.drafting.played import Play, PlayedModel, Script
from tests.retrieval.made_topics import HashEncoder

ANSWERS = {
    "StatementGeneratorOutput": {"statements": ["The roses are covered."]},
    "NLIStatementOutput": {"statements": [{"statement": "The roses are covered.", "reason": "said", "verdict": 1}]},
    "ClaimDecompositionOutput": {"claims": ["The roses are covered."]},
    "ResponseRelevanceOutput": {"question": "What of roses?", "noncommittal": 0},
}


def row(number: int, told: str = "The roses of bed {} are covered.") -> Row:
    return Row(
        key=f"c{number:02}#0",
        question="What of roses?",
        told=told.format(number),
        retrieved={"a": f"Cover the roses of bed {number}."},
        gold={"a": f"Cover the roses of bed {number}."},
        quotes=(f"Cover the roses of bed {number}.",),
    )


ROWS = tuple(row(number) for number in range(20))


def bed(request: dict[str, Any]) -> int:
    """The row that a request is about: it stands behind the examples."""
    asked = request["messages"][-1]["content"].rpartition("with the following input")[2]
    return int((re.search(r"bed (\d+)", asked) or ["", "0"])[1])


def judging(request: dict[str, Any], _number: int) -> Play:
    asked = request["messages"][-1]["content"]
    name = next(name for name in ANSWERS if f'"title": "{name}"' in asked)
    return Play(text=json.dumps(ANSWERS[name]))


def failing_every_tenth(request: dict[str, Any], number: int) -> Play:
    return Play(status=500) if bed(request) % 10 == 7 else judging(request, number)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Script], PlayedModel]]:
    """Set a judge that plays a script."""
    started = []

    def start(script: Script) -> PlayedModel:
        model = PlayedModel(script)
        serving = model.serving()
        serving.__enter__()
        started.append(serving)
        monkeypatch.setenv("GROUNDRULE_JUDGE_MODEL", "openai:played")
        monkeypatch.setenv("GROUNDRULE_JUDGE_BASE_URL", model.address)
        return model

    yield start
    for serving in started:
        serving.__exit__(None, None, None)


def judge() -> Judge:
    return load_judge(HashEncoder)


def silent(_done: int) -> None:
    """Tell nobody."""


def told(folder: Path, rows: tuple[Row, ...] = ROWS) -> str:
    return "\n".join(lines(folder, rows))


def test_a_judge_gives_all_three_numbers_of_every_row(played: Any, tmp_path: Path) -> None:
    model = played(judging)
    ticks: list[int] = []

    values = ask(judge(), tmp_path, ROWS[:3], ticks.append)

    assert (values, sum(ticks)) == (9, 9)
    assert told(tmp_path, ROWS[:3]).splitlines() == [
        "judged by openai:played, embeddings hash@1:",
        *(f"{name}: 1.000 (95 % bootstrap 1.000 to 1.000), 3 of 3 rows have a value" for name in NUMBERS),
    ]
    assert {request["temperature"] for request in model.requests} == {0}
    assert not any("response_format" in request or "n" in request for request in model.requests)


def test_a_judge_that_fails_at_every_tenth_row_is_told_by_row_and_raises_no_number(played: Any, tmp_path: Path) -> None:
    played(failing_every_tenth)

    values = ask(judge(), tmp_path, ROWS, silent)

    assert values == 18 * 3
    shown = told(tmp_path)
    for name in NUMBERS:
        assert re.search(rf"{name}: 0\.900 \(.*\), 18 of 20 rows have a value", shown)
    assert len(re.findall(r"  counted as 0, \w+: c07#0, c17#0", shown)) == 3


def test_what_failed_is_asked_again_and_what_has_a_value_is_not(played: Any, tmp_path: Path) -> None:
    played(failing_every_tenth)
    ask(judge(), tmp_path, ROWS, silent)
    second = PlayedModel(judging)
    with second.serving():
        once_more = dataclasses.replace(judge(), model=load_second(second))
        values = ask(once_more, tmp_path, ROWS, silent)

    assert values == 60
    assert {bed(request) for request in second.requests if "bed" in request["messages"][-1]["content"]} <= {0, 7, 17}
    assert "c07#0" not in told(tmp_path)


def load_second(model: PlayedModel) -> Any:
    made = judge().model
    return made.__class__(model="played", base_url=model.address, api_key="none", max_retries=0, temperature=0)


def test_a_judge_that_is_down_is_left_alone_after_ten_failures(
    played: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = played(lambda _request, _number: Play(status=503))
    monkeypatch.setenv("GROUNDRULE_JUDGE_CONCURRENCY", "1")

    values = ask(judge(), tmp_path, ROWS, silent)

    assert values == 0
    assert 10 <= len(model.requests) <= 12
    shown = told(tmp_path)
    assert shown.count(": 0.000 (95 % bootstrap 0.000 to 0.000), 0 of 20 rows have a value") == 3
    assert "counted as 0, not judged: " in shown


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        (Play(text="certainly, here is my view"), "RagasOutputParserException"),
        (Play(text="{", finish="length"), "LLMDidNotFinishException"),
        (Play(raw=b"<html>"), r"\w+Error"),
        (Play(hang=True), r"\w*Timeout\w*"),
    ],
)
def test_words_that_are_no_verdict_are_a_row_without_a_value(
    played: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, play: Play, reason: str
) -> None:
    played(lambda _request, _number: play)
    monkeypatch.setenv("GROUNDRULE_JUDGE_TIMEOUT_S", "2")

    assert ask(judge(), tmp_path, ROWS[:1], silent) == 0
    assert len(re.findall(f"counted as 0, {reason}: c00#0", told(tmp_path, ROWS[:1]))) == 3


def test_an_unfaithful_answer_is_told_from_a_faithful_one(played: Any, tmp_path: Path) -> None:
    unborne = {"statements": [{"statement": "x", "reason": "no", "verdict": 0}]}

    def script(request: dict[str, Any], number: int) -> Play:
        verdicts = '"title": "NLIStatementOutput"' in request["messages"][-1]["content"]
        return Play(text=json.dumps(unborne)) if verdicts and bed(request) == 1 else judging(request, number)

    played(script)
    ask(judge(), tmp_path, ROWS[:2], silent)

    assert "faithfulness: 0.500" in told(tmp_path, ROWS[:2])


def test_a_row_without_an_answer_is_not_asked_about_and_counts_as_the_worst(played: Any, tmp_path: Path) -> None:
    model = played(judging)
    rows = (ROWS[0], dataclasses.replace(ROWS[1], told=""))

    ask(judge(), tmp_path, rows, silent)

    assert {bed(request) for request in model.requests} <= {0}
    assert told(tmp_path, rows).count("counted as 0, no answer: c01#0") == 3


def test_a_verdict_on_another_answer_is_none_on_this_one(played: Any, tmp_path: Path) -> None:
    played(judging)
    ask(judge(), tmp_path, ROWS[:1], silent)

    assert "counted as 0, not judged: c00#0" in told(tmp_path, (row(0, "Nothing is covered in bed {}."),))


def test_verdicts_of_two_judges_are_not_mixed(played: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(judging)
    ask(judge(), tmp_path, ROWS[:1], silent)
    monkeypatch.setenv("GROUNDRULE_JUDGE_MODEL", "openai:another")

    with pytest.raises(InputError, match="another judge"):
        ask(judge(), tmp_path, ROWS[:1], silent)


def test_embeddings_that_are_set_are_asked_over_the_same_address(
    played: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def script(request: dict[str, Any], number: int) -> Play:
        if "input" not in request:
            return judging(request, number)
        texts = [request["input"]] if isinstance(request["input"], str) else request["input"]
        vectors = [{"object": "embedding", "index": n, "embedding": [1.0, 0.0]} for n, _ in enumerate(texts)]
        return Play(raw=json.dumps({"object": "list", "model": "vectors", "data": vectors, "usage": {}}).encode())

    model = played(script)
    monkeypatch.setenv("GROUNDRULE_JUDGE_EMBEDDINGS", "openai:vectors")

    assert ask(judge(), tmp_path, ROWS[:1], silent) == 3
    assert "judged by openai:played, embeddings openai:vectors:" in told(tmp_path, ROWS[:1])
    assert ["What of roses?"] in [request.get("input") for request in model.requests]


def test_nothing_is_told_of_a_judge_that_never_was(tmp_path: Path) -> None:
    assert lines(tmp_path, ROWS) == []


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("MODEL", "", "GROUNDRULE_JUDGE_MODEL names no judge"),
        ("MODEL", "cohere:any", "GROUNDRULE_JUDGE_MODEL: the provider is one of openai, anthropic, ollama"),
        ("MODEL", "any", "GROUNDRULE_JUDGE_MODEL: String should match"),
        ("EMBEDDINGS", "anthropic:any", "GROUNDRULE_JUDGE_EMBEDDINGS: the provider is one of openai, ollama"),
        ("MODLE", "openai:any", "did you mean GROUNDRULE_JUDGE_MODEL"),
    ],
)
def test_a_judge_that_cannot_be_set_up_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv("GROUNDRULE_JUDGE_MODEL", "openai:any")
    monkeypatch.setenv("GROUNDRULE_JUDGE_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv(f"GROUNDRULE_JUDGE_{name}", value)

    with pytest.raises(SettingsError, match=message):
        judge()
    load()
