"""What a model may cost: calls in a row and at a time, the length of a prompt, and what is kept of its drafts."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Any

from corpus.model import Topic
from service.domain.wording import ModelUse, NumberedPassage, WordingTask
from service.drafting.breaker import Breaker
from service.drafting.memory import Memory, key_of
from service.drafting.wording import MAX_PROMPT_CHARS
from tests.drafting.asked import (
    QUESTION,
    always,
    good,
    origins,
    same_answer,
)
from tests.drafting.conftest import Modelled
from tests.drafting.played import Play


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
