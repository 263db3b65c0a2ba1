"""Sign-off over HTTP: the way to approval, what it is about, and what becomes of it when the content changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import HOSTILE, Serve, change_content, decide, review
from tests.clock import Clock
from tests.fakes import FakeEngine


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
