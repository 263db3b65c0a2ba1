"""Feedback over HTTP: kept with who, when and what the answer was made from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.model import content_hash
from service.api.keys import add_key, load_keys
from tests.api.conftest import HOSTILE, TOPIC, Serve
from tests.clock import Clock
from tests.fakes import FakeEngine


def test_feedback_is_kept_with_who_when_and_what_the_answer_was_made_from(
    serve: Serve, engine: FakeEngine, tmp_path: Path
) -> None:
    key = add_key(tmp_path / "keys", "ward-7")
    with serve(engine, keys=load_keys(tmp_path / "keys")) as client:
        client.headers["X-API-Key"] = key
        answer = client.post("/v1/ask", json={"question": "What now?"}).json()
        reply = client.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "unsafe", "comment": HOSTILE})

    assert reply.status_code == 200
    assert reply.json() == {
        "answer_id": answer["id"],
        "topic": TOPIC,
        "content": content_hash(answer["receipt"]["corpus"], answer["receipt"]["rules"]),
        "rating": "unsafe",
        "comment": HOSTILE,
        "by": "ward-7",
        "at": "2026-11-20T12:00:00.000Z",
    }
    assert reply.json()["content"] == engine.topic.content_hash


@pytest.mark.parametrize("rating", ["helpful", "unhelpful", "unsafe"])
def test_feedback_needs_no_comment_and_no_name(client: TestClient, rating: str) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()["id"]

    kept = client.post(f"/v1/answers/{answer}/feedback", json={"rating": rating}).json()

    assert (kept["rating"], kept["comment"], kept["by"]) == (rating, None, None)


@pytest.mark.parametrize("body", [{}, {"rating": "good"}, {"rating": "unsafe", "comment": "x" * 2001}])
def test_feedback_that_does_not_fit_is_refused(client: TestClient, body: dict[str, str]) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()["id"]

    assert client.post(f"/v1/answers/{answer}/feedback", json=body).status_code == 422


def test_feedback_on_an_answer_that_is_gone_is_not_found(client: TestClient, clock: Clock) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()["id"]
    clock.now += timedelta(days=31)

    for gone in (answer, "ans_none"):
        assert client.post(f"/v1/answers/{gone}/feedback", json={"rating": "helpful"}).status_code == 404


def test_an_answer_takes_only_so_much_feedback(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "What now?"}).json()["id"]
    statuses = [
        client.post(f"/v1/answers/{answer}/feedback", json={"rating": "helpful"}).status_code for _ in range(51)
    ]

    assert statuses == [200] * 50 + [422]
