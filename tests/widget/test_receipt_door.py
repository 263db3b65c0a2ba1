"""Who may see a receipt: nobody without a key where keys are configured, and no other site."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.holders import TRIES
from service.api.keys import KeyRing, add_key, load_keys
from tests.clock import Clock
from tests.widget.answers import QUESTION, ask
from tests.widget.conftest import Page, Serve, assert_private


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, KeyRing]:
    return add_key(tmp_path / "keys", "ward-7"), load_keys(tmp_path / "keys")


@pytest.mark.parametrize("gone", ["never was", "deleted", "past its retention"])
def test_an_answer_that_is_gone_has_a_page_that_says_so(client: TestClient, clock: Clock, gone: str) -> None:
    answer = ask(client)
    if gone == "deleted":
        client.delete(f"/v1/conversations/{answer['conversation_id']}")
    if gone == "past its retention":
        clock.now += timedelta(days=31)
    address = "/answers/ans_none" if gone == "never was" else f"/answers/{answer['id']}"

    for reply in (client.get(address), client.post(f"{address}/replay")):
        assert reply.status_code == 404
        assert_private(reply)
        assert QUESTION not in reply.text


def test_where_keys_are_configured_a_receipt_asks_for_one(serve: Serve, keys: tuple[str, KeyRing]) -> None:
    key, ring = keys
    with serve(keys=ring) as client:
        answer = client.post("/v1/ask", json={"question": QUESTION}, headers={"x-api-key": key}).json()
        address = f"/answers/{answer['id']}"

        asked = client.get(address)
        assert (asked.status_code, QUESTION in asked.text) == (401, False)
        assert_private(asked)
        assert Page(asked.text).fields == {"to": address}
        refused = client.post("/answers/come-in", data={"key": key[:-1], "to": address})
        assert (refused.status_code, "set-cookie" in refused.headers) == (401, False)
        assert client.post(f"{address}/replay").status_code == 401

        let_in = client.post("/answers/come-in", data={"key": f" {key} ", "to": address})
        assert (let_in.status_code, let_in.headers["location"]) == (303, address)
        assert QUESTION in client.get(address).text
        assert client.post(f"{address}/replay").status_code == 200
        assert client.get("/v1/topics").status_code == 401


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/answers/../desk",
        "/answers//x.example",
        "/desk",
        "/answers/x\r\nA: b",
    ],
)
def test_coming_in_leads_to_no_other_place(serve: Serve, keys: tuple[str, KeyRing], to: str) -> None:
    with serve(keys=keys[1]) as client:
        reply = client.post("/answers/come-in", data={"key": keys[0], "to": to})

    assert reply.headers["location"] == "/answers"


def test_the_cookie_is_for_this_part_of_the_site_and_for_no_script(serve: Serve, keys: tuple[str, KeyRing]) -> None:
    key, ring = keys
    with serve(keys=ring) as client:
        cookie = client.post("/answers/come-in", data={"key": key}).headers["set-cookie"].lower()
        assert {"httponly", "path=/answers", "samesite=strict"} <= set(cookie.split("; "))
        assert key.lower() not in cookie
    with serve(keys=ring, host="0.0.0.0", api_keys_file=Path("keys")) as client:  # noqa: S104  # nothing listens
        assert "secure" in client.post("/answers/come-in", data={"key": key}).headers["set-cookie"].lower()


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 401)])
def test_a_visit_ends_when_nobody_comes_back(
    serve: Serve, keys: tuple[str, KeyRing], clock: Clock, minutes: int, status: int
) -> None:
    key, ring = keys
    with serve(keys=ring) as client:
        answer = client.post("/v1/ask", json={"question": QUESTION}, headers={"x-api-key": key}).json()
        client.post("/answers/come-in", data={"key": key})
        clock.now += timedelta(minutes=minutes)

        assert client.get(f"/answers/{answer['id']}").status_code == status


def test_a_visit_ends_after_a_working_day_however_often_somebody_comes(
    serve: Serve, keys: tuple[str, KeyRing], clock: Clock
) -> None:
    key, ring = keys
    with serve(keys=ring) as client:
        answer = client.post("/v1/ask", json={"question": QUESTION}, headers={"x-api-key": key}).json()
        client.post("/answers/come-in", data={"key": key})
        seen = []
        for _ in range(25):
            clock.now += timedelta(minutes=20)
            seen.append(client.get(f"/answers/{answer['id']}").status_code)

    assert seen == [200] * 24 + [401]


def test_a_cookie_that_was_made_up_opens_nothing(serve: Serve, keys: tuple[str, KeyRing]) -> None:
    key, ring = keys
    with serve(keys=ring) as client:
        answer = client.post("/v1/ask", json={"question": QUESTION}, headers={"x-api-key": key}).json()
        for cookie in ("x", key, "é" * 50):
            headers = {"cookie": f"groundrule_reader={cookie}".encode()}
            assert client.get(f"/answers/{answer['id']}", headers=headers).status_code == 401


def test_many_wrong_keys_are_slowed_down(serve: Serve, keys: tuple[str, KeyRing]) -> None:
    key, ring = keys
    with serve(keys=ring) as client:
        for _ in range(TRIES):
            assert client.post("/answers/come-in", data={"key": "wrong"}).status_code == 401
        slowed = client.post("/answers/come-in", data={"key": key})

    assert slowed.status_code == 429
    assert "Wait a minute" in Page(slowed.text).text


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"key=a&key=b", 400), (b"key=%ff", 400), (b"\xff=1", 400), (b"key", 400), (b"k=" + b"x" * 40_000, 413)],
)
def test_a_form_that_cannot_be_read_is_refused(
    serve: Serve, keys: tuple[str, KeyRing], body: bytes, status: int
) -> None:
    with serve(keys=keys[1]) as client:
        reply = client.post("/answers/come-in", content=body)

    assert reply.status_code == status
    assert_private(reply)
