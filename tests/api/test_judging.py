"""Cases and texts judged over HTTP by the rules alone."""

from __future__ import annotations

import threading

from fastapi.testclient import TestClient

from service.domain.question import GivenPatient, Question
from tests.api.conftest import Serve
from tests.fakes import FakeEngine

TOPIC = "tavorexin-low-sodium"


def test_assess_shows_what_was_read_and_what_fired(client: TestClient, engine: FakeEngine) -> None:
    body = {"topic": TOPIC, "text": "sodium 123", "patient": {"weight_kg": 70}}

    reply = client.post("/v1/assess", json=body).json()

    assert [f["rule"] for f in reply["findings"]] == ["hold-low-sodium"]
    assert reply["facts"][0]["as_given"] == "123"
    assert reply["missing"][0]["path"] == "patient.medications[0].dose"
    assert engine.judged == [Question(text="sodium 123", topic=TOPIC, patient=GivenPatient(weight_kg=70))]


def test_check_says_which_rule_a_text_breaks_and_what_may_be_said(client: TestClient, engine: FakeEngine) -> None:
    body = {"text": "Go on with it.", "topic": TOPIC, "question": "May I?", "patient": {"weight_kg": 70}}

    reply = client.post("/v1/check", json=body).json()

    assert reply["verdict"] == "block"
    assert reply["statements"] == [
        {
            "text": "Go on with it.",
            "verdict": "block",
            "violations": [{"rule": "hold-low-sodium", "reason": "It goes on where the guideline holds."}],
        }
    ]
    assert reply["safe_text"] == "Hold it and ask."
    assert engine.checked[0].question == "May I?"


def test_a_text_that_is_not_judged_in_time_is_called_not_safe(serve: Serve) -> None:
    released = threading.Event()
    with serve(FakeEngine(hold=released), time_limit_s=0.2) as client:
        reply = client.post("/v1/check", json={"text": "slow"})
        released.set()

    assert reply.status_code == 503
    assert reply.json()["type"] == "urn:groundrule:problem:time-limit"
    assert "not safe to use" in reply.json()["detail"]


def test_assess_needs_something_to_judge(client: TestClient) -> None:
    reply = client.post("/v1/assess", json={"topic": TOPIC})

    assert reply.status_code == 422
    assert "needs `text`, `patient` or both" in reply.json()["errors"][0]["message"]
