"""A model that is down, late, malformed or hostile costs its wording and nothing else."""

from __future__ import annotations

import json
import os
import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from corpus.model import Topic
from service.domain.answer import Answer
from service.domain.errors import GoneError, SettingsError
from service.domain.question import Question
from service.domain.told import Event
from service.domain.wording import ModelUse, NumberedPassage, WordingTask
from service.drafting.breaker import Breaker
from service.drafting.chat import open_chat
from service.drafting.memory import Memory, key_of
from service.drafting.wording import MAX_PROMPT_CHARS
from tests.drafting.conftest import Modelled
from tests.drafting.drafts import verbatim, written
from tests.drafting.played import Play, Script, passages_in

QUESTION = Question(text="ALT 223 (ULN 40, baseline 50) on azathioprine 200 mg. What now?")
GARBAGE = b'data: {"choices": [{"delta": {"content": "\xff\xfe\xfa"}}]}\n\ndata: [DONE]\n\n'


def good(topic: Topic, **how: Any) -> Script:
    return lambda request, _n: Play(text=written(verbatim(passages_in(request), topic)), **how)


def always(play: Play) -> Script:
    return lambda _request, _n: play


def same_answer(one: Answer, other: Answer) -> bool:
    return replace(one, timings_ms={}, model=None) == replace(other, timings_ms={}, model=None)


@pytest.fixture
def quoted(modelled: Modelled, topic: Topic) -> Answer:
    """What is answered without a model."""
    with modelled(good(topic)) as (service, _played):
        return replace(service, voice=None).ask(QUESTION)


def origins(answer: Answer) -> set[str]:
    return {s.origin for section in answer.sections for s in section.statements}


TOOL = {"tool_calls": [{"index": 0, "id": "t", "type": "function", "function": {"name": "dose", "arguments": "{}"}}]}
BROKEN: dict[str, tuple[Play, str, int]] = {
    "prose": (Play(text="Certainly! Restart azathioprine at 200 mg daily."), "malformed", 2),
    "empty": (Play(text=""), "malformed", 2),
    "truncated": (Play(text='{"statements": [{"text": "Hold', finish="length"), "malformed", 2),
    "five megabytes": (Play(text='{"statements": [' + " " * 5_000_000, piece=100_000), "malformed", 2),
    "not UTF-8": (Play(raw=GARBAGE), "unreadable", 3),
    "a refusal": (Play(text="", delta={"refusal": "I cannot help with that."}), "malformed", 2),
    "a tool call": (Play(text="", delta=TOOL, finish="tool_calls"), "malformed", 2),
    "no protocol": (Play(raw=b'data: {"choices": 7}\n\n'), "unreadable", 3),
    "half JSON": (Play(raw=b'data: {"choices": [\n\n'), "unreadable", 3),
    "429": (Play(status=429), "overloaded", 3),
    "500": (Play(status=500), "failed", 3),
    "401": (Play(status=401), "rejected", 1),
    "404": (Play(status=404), "rejected", 1),
    "400": (Play(status=400), "rejected", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_answer_is_the_quoted_one_and_says_why(modelled: Modelled, quoted: Answer, name: str) -> None:
    play, reason, calls = BROKEN[name]
    with modelled(always(play)) as (service, played):
        answer = service.ask(QUESTION)

    assert same_answer(answer, quoted)
    assert answer.model is not None
    assert (answer.model.degraded, answer.model.calls, len(played.requests)) == (reason, calls, calls)


@pytest.mark.parametrize(
    ("play", "reason"), [(Play(hang=True), "late"), (Play(text="{" * 99, piece=1, pause_s=0.3), "late")]
)
def test_a_model_that_hangs_or_trickles_is_left_at_its_time_limit(
    modelled: Modelled, quoted: Answer, play: Play, reason: str
) -> None:
    with modelled(always(play), timeout_s=0.8) as (service, played):
        began = time.perf_counter()
        answer = service.ask(QUESTION)
        took = time.perf_counter() - began

        assert same_answer(answer, quoted)
        assert answer.model is not None
        assert answer.model.degraded == reason
        assert took < 2.5
        assert played.broken_off.wait(timeout=3)


def test_nothing_listens_at_the_address(modelled: Modelled, topic: Topic, quoted: Answer) -> None:
    with modelled(good(topic)) as (service, _played):
        pass
    answer = service.ask(QUESTION)

    assert same_answer(answer, quoted)
    assert answer.model is not None
    assert answer.model.degraded == "unreachable"


@pytest.mark.parametrize("first", ["prose", "429", "500", "a tool call"])
def test_one_bad_answer_is_asked_for_again(modelled: Modelled, topic: Topic, first: str) -> None:
    def script(request: dict[str, Any], n: int) -> Play:
        return BROKEN[first][0] if n == 0 else good(topic)(request, n)

    with modelled(script) as (service, played):
        answer = service.ask(QUESTION)

    assert "model" in origins(answer)
    assert answer.model is not None
    assert (answer.model.degraded, answer.model.calls) == (None, 2)
    assert (len(played.requests[1]["messages"]) == 3) is (first in ("prose", "a tool call"))


@pytest.mark.parametrize("pieces", [2, 3, 4])
def test_what_left_before_the_break_stays_and_the_rest_is_quoted(
    modelled: Modelled, topic: Topic, quoted: Answer, pieces: int
) -> None:
    with modelled(good(topic, reset_after=pieces, piece=150)) as (service, _played):
        answer = service.ask(QUESTION)

    assert answer.model is not None
    assert answer.model.degraded is not None
    assert {c.passage_id for c in answer.citations} == {c.passage_id for c in quoted.citations}
    texts = [s.text for section in answer.sections for s in section.statements]
    assert sorted(texts) == sorted(s.text for section in quoted.sections for s in section.statements)


def test_a_wait_that_the_provider_asks_for_is_kept(modelled: Modelled, topic: Topic) -> None:
    def script(request: dict[str, Any], n: int) -> Play:
        return Play(status=429, headers={"retry-after": "1"}) if n == 0 else good(topic)(request, n)

    with modelled(script) as (service, _played):
        began = time.perf_counter()
        answer = service.ask(QUESTION)

    assert time.perf_counter() - began >= 1.0
    assert "model" in origins(answer)


def test_after_failures_in_a_row_the_model_is_left_alone(modelled: Modelled) -> None:
    with modelled(always(Play(status=401))) as (service, played):
        reasons = [service.ask(QUESTION).model for _ in range(7)]

    assert [m.degraded for m in reasons if m] == ["rejected"] * 5 + ["resting"] * 2
    assert len(played.requests) == 5


def test_a_breaker_tries_once_after_its_rest_and_the_outcome_decides() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0], failures=2, rest_s=10)
    breaker.note(held=False)
    assert breaker.admits()
    breaker.note(held=False)
    assert not breaker.admits()
    now[0] = 10.0
    assert breaker.admits()
    assert not breaker.admits()
    breaker.note(held=True)
    assert breaker.admits()


def test_no_more_calls_at_a_time_than_allowed(modelled: Modelled, topic: Topic) -> None:
    with modelled(good(topic, piece=40, pause_s=0.1), concurrency=1, timeout_s=30) as (service, played):
        slow = threading.Thread(target=lambda: service.ask(QUESTION))
        slow.start()
        while not played.requests:
            time.sleep(0.01)
        answer = service.ask(replace(QUESTION, text=QUESTION.text + " Please."))
        slow.join()

    assert answer.model is not None
    assert answer.model.degraded == "busy"
    assert len(played.requests) == 1


class Leaves:
    """A listener that goes after some events, or after some time."""

    def __init__(self, *, after: int = 1000, after_s: float = 1000) -> None:
        self.left = after
        self.until = time.monotonic() + after_s

    @property
    def gone(self) -> bool:
        return self.left <= 0 or time.monotonic() > self.until

    def hear(self, _event: Event) -> None:
        if self.gone:
            raise GoneError("gone")
        self.left -= 1


@pytest.mark.parametrize("script", [always(Play(hang=True)), None], ids=["a silent model", "a talking model"])
def test_when_the_client_goes_the_model_is_broken_off(modelled: Modelled, topic: Topic, script: Script | None) -> None:
    with modelled(script or good(topic, piece=20, pause_s=0.05), timeout_s=30) as (service, played):
        began = time.perf_counter()
        with pytest.raises(GoneError):
            service.ask(QUESTION, listener=Leaves(after_s=0.6) if script else Leaves(after=3))

        assert time.perf_counter() - began < 5
        assert played.broken_off.wait(timeout=3)


def test_the_same_draft_is_asked_for_once(modelled: Modelled, topic: Topic) -> None:
    with modelled(good(topic)) as (service, played):
        first, second = service.ask(QUESTION), service.ask(QUESTION)
        service.ask(replace(QUESTION, text=QUESTION.text.replace("223", "224")))

    assert same_answer(first, second)
    assert second.model is not None
    assert (second.model.cached, second.model.calls) == (True, 0)
    assert len(played.requests) == 2


def test_a_draft_that_broke_off_is_not_kept(modelled: Modelled, topic: Topic) -> None:
    def script(request: dict[str, Any], n: int) -> Play:
        return Play(status=401) if n == 0 else good(topic)(request, n)

    with modelled(script) as (service, _played):
        service.ask(QUESTION)
        again = service.ask(QUESTION)

    assert "model" in origins(again)


def test_drafts_are_forgotten_with_time_and_when_there_are_too_many() -> None:
    now = [0.0]
    memory = Memory(lambda: now[0], most=2, kept_s=10)
    for name in ("a", "b", "c"):
        memory.put(name, ())
    assert [memory.get(name) for name in ("a", "b", "c")] == [None, (), ()]
    now[0] = 10.0
    assert memory.get("c") is None
    assert len(memory) == 0


def test_parts_of_a_key_cannot_be_shifted_into_one_another() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")


def test_what_it_took_is_counted(modelled: Modelled, topic: Topic) -> None:
    with modelled(good(topic, usage=(1000, 200))) as (service, _played):
        answer = service.ask(QUESTION)

        assert answer.model is not None
        assert (answer.model.tokens_in, answer.model.tokens_out) == (1000, 200)
        assert 0 < answer.model.ms < 5000
        assert service.counts["model_tokens_out_total"] == 200


def test_a_prompt_that_is_too_long_is_not_sent(modelled: Modelled, topic: Topic) -> None:
    passage = NumberedPassage(number=1, heading="Background", text="x" * MAX_PROMPT_CHARS)
    task = WordingTask(question="What now?", reader="nurse", findings=(), passages=(passage,))
    with modelled(good(topic)) as (service, played):
        assert service.voice is not None
        (use,) = service.voice.wording.word(task, gone=lambda: False)

    assert played.requests == []
    assert isinstance(use, ModelUse)
    assert use.degraded == "too long"


@pytest.mark.parametrize("name", ["anthropic:any", "ollama:any", "cohere:any"])
def test_a_provider_that_is_not_there_is_told_when_the_service_starts(name: str) -> None:
    with pytest.raises(SettingsError, match="GROUNDRULE_MODEL"):
        open_chat(name, base_url=None, key="k", timeout_s=1, max_tokens=100)


def test_no_question_goes_to_a_tracer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    open_chat("openai:any", base_url="http://127.0.0.1:9/v1", key=None, timeout_s=1, max_tokens=100)

    assert os.environ["LANGSMITH_TRACING"] == "false"


def test_the_request_bounds_its_answer_and_asks_for_the_form(modelled: Modelled, topic: Topic) -> None:
    with modelled(good(topic)) as (service, played):
        service.ask(QUESTION)

    request = played.requests[0]
    assert request["max_completion_tokens"] == 500
    assert request["response_format"]["type"] == "json_schema"
    assert "tools" not in request
    assert "200 mg" in json.loads(json.dumps(request["messages"][1]["content"]))
