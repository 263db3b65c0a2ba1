"""Who may decide on a topic over HTTP, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.holders import TRIES, Tries
from service.api.keys import KeyRing, add_key, load_keys, remove_key
from service.api.problems import HTTPProblemError
from tests.api.conftest import Serve, decide, review
from tests.fakes import FakeEngine


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
