"""Sign-off over HTTP: who may decide what, what it is about, and what becomes of it when the content changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from corpus.model import content_hash
from service.api.holders import TRIES, Tries
from service.api.keys import EDITOR_PREFIX, KeyRing, add_key, load_keys, remove_key
from service.api.problems import HTTPProblemError
from tests.api.conftest import Clock, Serve
from tests.fakes import FakeEngine

TOPIC = "tavorexin-low-sodium"
REVIEW = f"/v1/topics/{TOPIC}/review"
HOSTILE = "<script>alert(1)</script>\u202e and 'quotes' &amp;"


@pytest.fixture
def editors(tmp_path: Path) -> dict[str, str]:
    return {name: add_key(tmp_path / "editors", name, prefix=EDITOR_PREFIX) for name in ("jane.roe", "john.doe")}


@pytest.fixture
def desk(serve: Serve, engine: FakeEngine, editors: dict[str, str]) -> Iterator[TestClient]:
    with serve(engine) as client:
        client.headers["X-Editor-Key"] = editors["jane.roe"]
        yield client


def decide(client: TestClient, engine: FakeEngine, *decisions: str, **changed: Any) -> httpx.Response:
    """Take these decisions on the content that is served; return the reply to the last one."""
    for decision in decisions[:-1]:
        assert decide(client, engine, decision).status_code == 200
    body = {"decision": decisions[-1], "comment": f"I {decisions[-1]}.", "content": engine.topic.content_hash}
    return client.post(REVIEW, json=body | changed)


def change_content(engine: FakeEngine) -> None:
    """Serve the topic as it is after somebody has edited its rules."""
    edited = dataclasses.replace(engine.topic, rules_hash="sha256:" + "0" * 64)
    engine.topics = {edited.id: edited}


def review(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/topics/{TOPIC}").json()["review"]
    return found


# ------------------------------------------------------------------------------------------------ the way to approval


def test_a_topic_goes_from_submitted_by_way_of_a_review_to_approved(desk: TestClient, engine: FakeEngine) -> None:
    seen = [review(desk)["topic_review"]]
    for decision in ("submit", "start-review", "approve"):
        reply = decide(desk, engine, decision)
        assert reply.status_code == 200, reply.text
        seen.append(reply.json()["review"]["topic_review"])

    assert seen == ["submitted", "submitted", "under-review", "approved"]
    assert review(desk)["approval"] == {
        "by": "jane.roe",
        "at": "2026-11-20T12:00:00.000Z",
        "content": engine.topic.content_hash,
        "current": True,
    }
    assert "jane.roe approved exactly this content on 2026-11-20" in review(desk)["notice"]
    assert engine.topic.notice not in review(desk)["notice"]


def test_every_answer_and_list_says_how_far_the_review_is(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, engine, "start-review", "approve")

    answer = desk.post("/v1/ask", json={"question": "What now?"}).json()

    assert answer["review"]["topic_review"] == "approved"
    assert desk.get("/v1/topics").json()["topics"][0]["topic_review"] == "approved"


def test_what_the_source_says_of_itself_is_never_changed(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, engine, "start-review", "approve")

    assert review(desk)["source_review"] == "under-review"
    assert "The source's own review of itself stands apart from that: under review." in review(desk)["notice"]
    assert review(desk)["notice"].endswith("Use with caution while that is pending.")


def test_every_decision_is_kept_with_who_when_why_and_on_which_content(
    desk: TestClient, engine: FakeEngine, editors: dict[str, str], clock: Clock
) -> None:
    decide(desk, engine, "start-review", comment=HOSTILE)
    clock.now += timedelta(hours=2)
    desk.headers["X-Editor-Key"] = editors["john.doe"]

    decisions = decide(desk, engine, "send-back").json()["decisions"]

    content = engine.topic.content_hash
    assert decisions == [
        {
            "decision": "send-back",
            "by": "john.doe",
            "comment": "I send-back.",
            "at": "2026-11-20T14:00:00.000Z",
            "content": content,
        },
        {
            "decision": "start-review",
            "by": "jane.roe",
            "comment": HOSTILE,
            "at": "2026-11-20T12:00:00.000Z",
            "content": content,
        },
    ]


def test_reviews_survive_a_restart_and_every_retention(
    serve: Serve, engine: FakeEngine, editors: dict[str, str], clock: Clock
) -> None:
    with serve(engine) as client:
        client.headers["X-Editor-Key"] = editors["jane.roe"]
        decide(client, engine, "start-review", "approve")
    clock.now += timedelta(days=4000)

    with serve(engine) as client:
        assert review(client)["topic_review"] == "approved"


@pytest.mark.parametrize(
    ("before", "decision", "state"),
    [
        ((), "approve", "submitted"),
        ((), "send-back", "submitted"),
        (("start-review",), "start-review", "under-review"),
        (("start-review",), "submit", "under-review"),
        (("start-review", "approve"), "approve", "approved"),
        (("start-review", "approve"), "start-review", "approved"),
        (("start-review", "approve"), "submit", "approved"),
    ],
)
def test_a_decision_out_of_turn_is_refused_and_leaves_no_trace(
    desk: TestClient, engine: FakeEngine, before: tuple[str, ...], decision: str, state: str
) -> None:
    refused = decide(desk, engine, *before, decision)

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:groundrule:problem:conflict")
    assert review(desk)["topic_review"] == state
    onward = {"submitted": "submit", "under-review": "send-back", "approved": "send-back"}[state]
    assert len(decide(desk, engine, onward).json()["decisions"]) == len(before) + 1


def test_an_approval_can_be_withdrawn_and_the_article_says_so(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, engine, "start-review", "approve", "send-back")

    assert review(desk)["topic_review"] == "submitted"
    assert review(desk)["notice"].startswith(engine.topic.notice)
    assert "has been withdrawn" in review(desk)["notice"]


# ------------------------------------------------------------------------------------------------ changed content


@pytest.mark.parametrize("before", [("start-review",), ("start-review", "approve")])
def test_changed_content_is_submitted_again_by_itself(
    desk: TestClient, engine: FakeEngine, before: tuple[str, ...]
) -> None:
    decide(desk, engine, *before)

    change_content(engine)

    assert review(desk)["topic_review"] == "submitted"
    assert desk.get("/v1/topics").json()["topics"][0]["topic_review"] == "submitted"
    assert desk.post("/v1/ask", json={"question": "What now?"}).json()["review"]["topic_review"] == "submitted"


def test_the_article_says_that_an_approval_no_longer_holds(desk: TestClient, engine: FakeEngine) -> None:
    approved = engine.topic.content_hash
    decide(desk, engine, "start-review", "approve")

    change_content(engine)

    assert review(desk)["approval"] == {
        "by": "jane.roe",
        "at": "2026-11-20T12:00:00.000Z",
        "content": approved,
        "current": False,
    }
    assert review(desk)["notice"].startswith(engine.topic.notice)
    assert "The content has changed since jane.roe approved it" in review(desk)["notice"]


def test_content_that_comes_back_unchanged_is_still_approved(desk: TestClient, engine: FakeEngine) -> None:
    approved = engine.topics
    decide(desk, engine, "start-review", "approve")
    change_content(engine)
    decide(desk, engine, "start-review")

    engine.topics = approved

    assert review(desk)["topic_review"] == "approved"
    assert review(desk)["approval"]["current"] is True


def test_content_that_an_editor_has_not_seen_cannot_be_decided_on(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, engine, "start-review")
    seen = engine.topic.content_hash
    change_content(engine)

    refused = decide(desk, engine, "approve", content=seen)

    assert refused.status_code == 409
    assert refused.json()["errors"][0]["path"] == "content"
    assert review(desk)["topic_review"] == "submitted"


# ------------------------------------------------------------------------------------------------ who may


def test_without_an_editor_the_desk_is_closed(client: TestClient, engine: FakeEngine) -> None:
    refused = decide(client, engine, "start-review")

    assert (refused.status_code, refused.json()["type"]) == (403, "urn:groundrule:problem:desk-closed")
    assert "groundrule editor add" in refused.json()["detail"]


@pytest.mark.parametrize("key", ["", "gre_wrong", "x" * 5000])
def test_a_wrong_key_decides_nothing(desk: TestClient, engine: FakeEngine, key: str) -> None:
    desk.headers["X-Editor-Key"] = key

    refused = decide(desk, engine, "start-review")

    assert (refused.status_code, refused.json()["type"]) == (401, "urn:groundrule:problem:editor-key-needed")
    assert review(desk)["topic_review"] == "submitted"


def test_an_editor_who_is_removed_is_out_at_once_and_the_others_stay(
    desk: TestClient, engine: FakeEngine, editors: dict[str, str], tmp_path: Path
) -> None:
    decide(desk, engine, "start-review")
    remove_key(tmp_path / "editors", "jane.roe")

    assert decide(desk, engine, "approve").status_code == 401
    desk.headers["X-Editor-Key"] = editors["john.doe"]
    assert decide(desk, engine, "approve").status_code == 200
    remove_key(tmp_path / "editors", "john.doe")
    assert decide(desk, engine, "send-back").status_code == 403


def test_a_file_of_editors_that_does_not_hold_closes_the_desk(
    desk: TestClient, engine: FakeEngine, tmp_path: Path
) -> None:
    (tmp_path / "editors").write_text("jane.roe: anything\n", encoding="utf-8")

    assert decide(desk, engine, "start-review").status_code == 500
    assert review(desk)["topic_review"] == "submitted"


def test_an_api_key_is_no_editors_key_and_both_are_needed_where_keys_are_configured(
    serve: Serve, engine: FakeEngine, editors: dict[str, str], tmp_path: Path
) -> None:
    api_key = add_key(tmp_path / "keys", "ward-7")
    with serve(engine, keys=load_keys(tmp_path / "keys")) as client:
        client.headers["X-Editor-Key"] = editors["jane.roe"]
        assert decide(client, engine, "start-review").status_code == 401
        client.headers["X-API-Key"] = api_key
        assert decide(client, engine, "start-review").status_code == 200
        client.headers["X-Editor-Key"] = api_key
        assert decide(client, engine, "approve").status_code == 401


def test_after_many_wrong_keys_none_is_tried_for_a_while(desk: TestClient, engine: FakeEngine) -> None:
    desk.headers["X-Editor-Key"] = "gre_wrong"
    statuses = [decide(desk, engine, "start-review").status_code for _ in range(TRIES + 1)]

    assert statuses == [401] * TRIES + [429]
    refused = decide(desk, engine, "start-review")
    assert refused.headers["retry-after"] == "60"


def test_wrong_tries_are_forgotten_after_a_minute_and_counted_by_caller() -> None:
    now = [0.0]
    tries = Tries(clock=lambda: now[0])
    for _ in range(TRIES):
        tries.failed("198.51.100.1")

    tries.demand("198.51.100.2")
    with pytest.raises(HTTPProblemError):
        tries.demand("198.51.100.1")
    now[0] = 60.0
    tries.demand("198.51.100.1")


def test_a_key_is_compared_with_every_editors_key() -> None:
    ring = KeyRing(digests={"first": "0" * 64, "second": "1" * 64})

    assert ring.holder("anything") is None


# ------------------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"decision": "publish"}, "decision"),
        ({"comment": ""}, "comment"),
        ({"comment": " \u200b"}, "comment"),
        ({"comment": "x" * 2001}, "comment"),
        ({"comment": "bell \u0007"}, "comment"),
        ({"comment": None}, "comment"),
        ({"content": None}, "content"),
        ({"name": "somebody else"}, "the request body"),
    ],
)
def test_a_review_that_does_not_fit_is_refused_without_repeating_it(
    desk: TestClient, engine: FakeEngine, changed: dict[str, Any], path: str
) -> None:
    refused = decide(desk, engine, "start-review", **changed)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"] == path
    assert review(desk)["topic_review"] == "submitted"


def test_a_review_of_a_topic_that_is_not_there_is_not_found(desk: TestClient, engine: FakeEngine) -> None:
    body = {"decision": "submit", "comment": "x", "content": engine.topic.content_hash}

    assert desk.post("/v1/topics/none/review", json=body).status_code == 404


# ------------------------------------------------------------------------------------------------ feedback


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
