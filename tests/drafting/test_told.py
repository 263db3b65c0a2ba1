"""What is told of a worded answer is the answer, and holds nothing of another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.model import Topic
from service.api.app import create_app, now
from service.domain.question import Question
from service.domain.told import Event
from service.records.store import Records
from service.settings import load
from tests.drafting.asked import (
    HELD,
    SCHEDULE,
    STOPPED,
    answering,
    by_model,
)
from tests.drafting.conftest import Modelled
from tests.drafting.drafts import Statement, cited_elsewhere, verbatim, written
from tests.drafting.played import Passages, Play, passages_in
from tests.events import EVENTS, built, told


class Hears:
    """A listener that keeps every text it hears."""

    gone = False

    def __init__(self) -> None:
        self.heard: list[str] = []

    def hear(self, event: Event) -> None:
        self.heard.append(repr(event))


def test_answers_made_at_the_same_time_hold_nothing_of_one_another(modelled: Modelled, topic: Topic) -> None:
    values = [str(1101 + 101 * n) for n in range(12)]
    listeners = {value: Hears() for value in values}

    def script(request: dict[str, Any], _n: int) -> Play:
        return Play(text=written(verbatim(passages_in(request), topic)), piece=200, pause_s=0.02)

    with modelled(script, timeout_s=30) as (service, _played), ThreadPoolExecutor(12) as pool:
        asked = [
            pool.submit(service.ask, Question(text=f"ALT {value} (ULN 40) on azathioprine"), listener=listeners[value])
            for value in values
        ]
        answers = [one.result() for one in asked]

    for value, answer in zip(values, answers, strict=True):
        # Times hold any digits.
        told = " ".join((*listeners[value].heard, repr(replace(answer, timings_ms={}, model=None))))
        assert value in told
        assert not any(other in told for other in values if other != value)
        assert by_model(answer)


def backwards(passages: Passages, topic: Topic) -> list[Statement]:
    return verbatim(passages, topic)[::-1]


@pytest.fixture(params=[verbatim, backwards, cited_elsewhere], ids=["in order", "backwards", "wrong"])
def client(request: pytest.FixtureRequest, modelled: Modelled, topic: Topic, tmp_path: Path) -> Iterator[TestClient]:
    settings = load(data_dir=tmp_path)
    records = Records(settings.records_url, retention_days=1, clock=now)
    with (
        modelled(answering(request.param, topic)) as (service, _played),
        TestClient(create_app(service, records, settings), base_url="http://127.0.0.1:8000") as client,
    ):
        yield client


@pytest.mark.parametrize("question", [HELD, STOPPED, SCHEDULE])
def test_what_is_built_from_the_events_is_the_answer(client: TestClient, question: str) -> None:
    events = told(client.post("/v1/ask", json={"question": question}, headers=EVENTS).text)
    done = events[-1][1]
    made = built(events)

    assert made == {name: done[name] for name in made}
    assert client.get(f"/v1/answers/{done['id']}").json() == done
    whole = client.post("/v1/ask", json={"question": question}).json()
    assert whole["sections"] == done["sections"]
    assert done["receipt"]["model"]["degraded"] is None


def test_the_receipt_names_what_worded_the_answer(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": HELD}).json()

    worded = any(s["origin"] == "model" for section in answer["sections"] for s in section["statements"])
    assert answer["receipt"]["generator"] == ("openai:played wording-2" if worded else "quoting")
    assert answer["receipt"]["model"]["tokens_in"] == 900
    assert "groundrule_model_answers_total 1\n" in client.get("/metrics").text


def test_an_answer_asked_again_is_the_same_whatever_the_model_took(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": HELD}).json()
    again = client.post(f"/v1/answers/{answer['id']}/replay").json()

    assert (again["same"], again["made_from"]) == (True, [])
