"""A model that is down, late, malformed or hostile costs its wording and nothing else."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from corpus.model import Topic
from service.domain.answer import Answer
from service.domain.errors import GoneError
from service.domain.told import Event
from tests.drafting.asked import (
    QUESTION,
    always,
    good,
    origins,
    same_answer,
)
from tests.drafting.conftest import Modelled
from tests.drafting.played import Play, Script

GARBAGE = b'data: {"choices": [{"delta": {"content": "\xff\xfe\xfa"}}]}\n\ndata: [DONE]\n\n'


@pytest.fixture
def quoted(modelled: Modelled, topic: Topic) -> Answer:
    """What is answered without a model."""
    with modelled(good(topic)) as (service, _played):
        return replace(service, voice=None).ask(QUESTION)


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
