"""An answer asked again: what differs now, and what it was made from."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from service.domain.answer import AnswerSection, AnswerStatement
from service.domain.errors import IndexNotReadyError
from service.domain.question import Question
from tests.clock import Clock
from tests.fakes import FakeEngine

TOPIC = "tavorexin-low-sodium"
PATIENT = {"labs": [{"analyte": "sodium", "value": 123, "unit": "mmol/L"}], "as_of": "2026-11-20"}


def test_an_answer_that_is_still_given_is_the_same(client: TestClient, clock: Clock) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?", "patient": PATIENT}).json()
    clock.now += timedelta(days=3)

    found = client.post(f"/v1/answers/{answer['id']}/replay").json()

    assert found == {
        "answer_id": answer["id"],
        "same": True,
        "differences": [],
        "made_from": [],
        "given_at": "2026-11-20T12:00:00.000Z",
        "replayed_at": "2026-11-23T12:00:00.000Z",
    }


def test_the_question_is_asked_as_it_was_with_the_turns_before_it_and_none_after(
    client: TestClient, engine: FakeEngine
) -> None:
    first = client.post("/v1/ask", json={"question": "One", "topic": TOPIC, "patient": PATIENT}).json()
    case = {"conversation_id": first["conversation_id"]}
    second = client.post("/v1/ask", json={"question": "Two", "audience": "nurse", **case}).json()
    client.post("/v1/ask", json={"question": "Three", **case})
    asked = list(engine.asked)

    client.post(f"/v1/answers/{first['id']}/replay")
    client.post(f"/v1/answers/{second['id']}/replay")

    assert engine.asked[3:] == asked[:2]
    assert [turn.text for turn in engine.asked[4].history] == ["One"]


def test_a_replay_keeps_nothing(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()

    client.post(f"/v1/answers/{answer['id']}/replay")

    assert len(client.get(f"/v1/conversations/{answer['conversation_id']}").json()["turns"]) == 1
    assert client.get(f"/v1/answers/{answer['id']}").json() == answer


def test_each_place_that_differs_is_told_with_what_stood_there(client: TestClient, engine: FakeEngine) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()
    before = engine.reply(Question(text="What now?"))
    statements = (
        *before.sections[0].statements,
        AnswerStatement(text="A statement more.", citations=(1,), origin="quote"),
    )
    section = AnswerSection(heading="When to pause", statements=statements)
    engine.reply = lambda _question: dataclasses.replace(before, sections=(section,), findings=())

    found = client.post(f"/v1/answers/{answer['id']}/replay").json()

    assert found["same"] is False
    told = {d["path"]: (d["given"], d["now"]) for d in found["differences"]}
    assert told["findings[0]"] == (answer["findings"][0], None)
    assert told["sections[0].heading"] == ("When to hold", "When to pause")
    assert told["sections[0].statements[1]"][0] is None
    assert told["sections[0].statements[1]"][1]["text"] == "A statement more."
    assert found["made_from"] == []


def test_a_rule_that_changed_without_changing_the_answer_is_told_apart(client: TestClient, engine: FakeEngine) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()
    edited = dataclasses.replace(engine.topic, rules_hash="sha256:" + "0" * 64)
    engine.topics = {edited.id: edited}

    found = client.post(f"/v1/answers/{answer['id']}/replay").json()

    assert found["same"] is True
    assert [(d["path"], d["now"]) for d in found["made_from"]] == [("receipt.rules", edited.rules_hash)]


def test_without_an_id_a_topic_or_an_index_nothing_is_replayed(client: TestClient, engine: FakeEngine) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?", "topic": TOPIC}).json()["id"]

    assert client.post("/v1/answers/ans_none/replay").status_code == 404
    engine.error = IndexNotReadyError("none")
    assert client.post(f"/v1/answers/{answer}/replay").status_code == 503
    engine.error = None
    engine.topics = {"another": dataclasses.replace(engine.topic, id="another")}
    assert client.post(f"/v1/answers/{answer}/replay").status_code == 422


@pytest.mark.parametrize("gone", ["deleted", "past its retention"])
def test_what_is_gone_cannot_be_replayed(client: TestClient, clock: Clock, gone: str) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()
    if gone == "deleted":
        client.delete(f"/v1/conversations/{answer['conversation_id']}")
    clock.now += timedelta(days=31)

    reply = client.post(f"/v1/answers/{answer['id']}/replay")

    assert reply.status_code == 404
    assert "What now?" not in json.dumps(reply.json())
