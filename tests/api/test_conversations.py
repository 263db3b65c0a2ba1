"""What is kept of answers and conversations, and for how long."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.domain.question import GivenLab, GivenMedication, GivenPatient, Turn
from tests.api.conftest import Serve
from tests.clock import NOW, Clock
from tests.fakes import FakeEngine

TOPIC = "tavorexin-low-sodium"


def test_an_answer_is_given_again_byte_for_byte(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": "Na 123 µmol? ≥ 5 × – 😀"})

    again = client.get(f"/v1/answers/{first.json()['id']}")

    assert again.content == first.content


def test_answers_and_conversations_survive_a_restart(serve: Serve, engine: FakeEngine) -> None:
    with serve(engine) as client:
        first = client.post("/v1/ask", json={"question": "Sodium is 123?"})

    with serve(engine) as client:
        answer = first.json()
        assert client.get(f"/v1/answers/{answer['id']}").content == first.content
        follow_up = {"question": "and now?", "conversation_id": answer["conversation_id"]}
        assert client.post("/v1/ask", json=follow_up).status_code == 200
        turns = client.get(f"/v1/conversations/{answer['conversation_id']}").json()["turns"]

    assert [turn["question"] for turn in turns] == ["Sodium is 123?", "and now?"]


def test_a_follow_up_carries_the_earlier_turns(client: TestClient, engine: FakeEngine) -> None:
    patient = {"labs": [{"analyte": "sodium", "value": 123.5}], "medications": [{"drug": "x", "from": "2026-11-14"}]}
    first = client.post("/v1/ask", json={"question": "one", "patient": patient}).json()

    client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]})

    given = GivenPatient(
        labs=(GivenLab(analyte="sodium", value=123.5),),
        medications=(GivenMedication(drug="x", since=date(2026, 11, 14)),),
    )
    assert engine.asked[1].history == (Turn(text="one", patient=given),)
    shown = client.get(f"/v1/conversations/{first['conversation_id']}").json()
    assert shown["turns"][0]["patient"] == patient
    assert shown["expires"] == "2026-12-20T12:00:00.000Z"


def test_a_topic_once_named_holds_for_the_conversation(client: TestClient, engine: FakeEngine) -> None:
    first = client.post("/v1/ask", json={"question": "one", "topic": TOPIC}).json()

    client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]})

    assert engine.asked[1].topic == TOPIC


def test_a_conversation_of_another_topic_is_refused_with_its_place(client: TestClient, engine: FakeEngine) -> None:
    engine.topics = {**engine.topics, "another": engine.topic}
    first = client.post("/v1/ask", json={"question": "one", "topic": TOPIC}).json()
    body = {"question": "two", "conversation_id": first["conversation_id"]}

    refused = client.post("/v1/ask", json={**body, "topic": "another"})

    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "start a new one" in refused.json()["detail"]
    assert len(engine.asked) == 1
    assert client.post("/v1/ask", json={**body, "topic": TOPIC}).status_code == 200


def test_two_conversations_do_not_mix(client: TestClient, engine: FakeEngine) -> None:
    client.post("/v1/ask", json={"question": "one"})
    client.post("/v1/ask", json={"question": "two"})

    assert engine.asked[1].history == ()


def test_deleting_a_conversation_takes_all_of_its_answers(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": "one"}).json()
    second = client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]}).json()

    gone = client.delete(f"/v1/conversations/{first['conversation_id']}")

    assert (gone.status_code, gone.content) == (204, b"")
    for path in (f"/v1/answers/{first['id']}", f"/v1/answers/{second['id']}"):
        assert client.get(path).status_code == 404
    for method in ("GET", "DELETE"):
        assert client.request(method, f"/v1/conversations/{first['conversation_id']}").status_code == 404
    follow_up = {"question": "three", "conversation_id": first["conversation_id"]}
    assert client.post("/v1/ask", json=follow_up).status_code == 404


def test_what_is_past_its_retention_is_deleted_at_the_start(serve: Serve, engine: FakeEngine, clock: Clock) -> None:
    with serve(engine, retention_days=1) as client:
        answer = client.post("/v1/ask", json={"question": "one"}).json()
    clock.now = NOW + timedelta(days=1)

    with serve(engine, retention_days=1):
        clock.now = NOW
    with serve(engine, retention_days=1) as client:
        assert client.get(f"/v1/answers/{answer['id']}").status_code == 404


def test_what_is_past_its_retention_is_deleted_while_the_service_runs(
    serve: Serve, engine: FakeEngine, clock: Clock
) -> None:
    with serve(engine, retention_days=1, sweep_every_s=0.02) as client:
        answer = client.post("/v1/ask", json={"question": "one"}).json()
        clock.now = NOW + timedelta(days=1)
        threading.Event().wait(0.5)
        clock.now = NOW

        assert client.get(f"/v1/answers/{answer['id']}").status_code == 404


def test_a_sweep_that_fails_is_logged_and_tried_again(
    serve: Serve, engine: FakeEngine, clock: Clock, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    with serve(engine, retention_days=1, sweep_every_s=0.05) as client:
        answer = client.post("/v1/ask", json={"question": "one"}).json()
        database = sqlite3.connect(tmp_path / "records.db", isolation_level=None)
        database.execute("ALTER TABLE conversations RENAME TO elsewhere")
        threading.Event().wait(0.3)
        assert "retention sweep failed" in caplog.text
        database.execute("ALTER TABLE elsewhere RENAME TO conversations")
        database.close()
        clock.now = NOW + timedelta(days=1)
        threading.Event().wait(0.5)
        clock.now = NOW

        assert client.get(f"/v1/answers/{answer['id']}").status_code == 404


def test_a_conversation_that_grew_too_long_asks_for_a_new_one(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.api.conversation.MAX_TURNS", 1)
    first = client.post("/v1/ask", json={"question": "one"}).json()

    reply = client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]})

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["path"] == "conversation_id"


# ------------------------------------------------------------------------------------------------ time
