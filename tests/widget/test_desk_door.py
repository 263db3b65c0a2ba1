"""The door of the editors' desk: closed without editors, open to them alone, and to no form of another site."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.holders import TRIES
from service.api.keys import EDITOR_PREFIX, add_key, load_keys, remove_key
from tests.clock import Clock
from tests.widget.conftest import PAGES, SHEET, Page, Serve, assert_private, come_in, see, state


@pytest.mark.parametrize("path", PAGES)
def test_without_an_editor_the_desk_is_closed_and_says_how_to_open_it(serve: Serve, path: str) -> None:
    with serve() as client:
        for reply in (client.get(path), come_in(client, "gre_anything")):
            assert reply.status_code == 403
            assert_private(reply)
            assert "groundrule editor add NAME" in Page(reply.text).text
            assert not Page(reply.text).named("form")


@pytest.mark.parametrize("path", [*PAGES, "/desk/answers/ans_x"])
def test_who_has_not_come_in_is_asked_for_a_key_and_led_back(outside: TestClient, key: str, path: str) -> None:
    asked = outside.get(path)

    assert asked.status_code == 401
    assert_private(asked)
    page = Page(asked.text)
    assert page.fields == {"to": path}
    assert "tavorexin" not in page.text
    assert come_in(outside, key, **page.fields).headers["location"] == path


@pytest.mark.parametrize("wrong", ["", "gre_wrong", "x" * 10_000, "é\u202e"])
def test_a_wrong_key_opens_nothing(outside: TestClient, wrong: str) -> None:
    refused = come_in(outside, wrong)

    assert (refused.status_code, "set-cookie" in refused.headers) == (401, False)
    assert_private(refused)
    assert outside.get("/desk").status_code == 401


def test_many_wrong_keys_are_slowed_down(outside: TestClient, key: str) -> None:
    for _ in range(TRIES):
        come_in(outside, "gre_wrong")

    slowed = come_in(outside, key)

    assert (slowed.status_code, slowed.headers["retry-after"]) == (429, "60")


def test_the_cookie_is_for_the_desk_alone_and_for_no_script(outside: TestClient, key: str) -> None:
    cookie = come_in(outside, key).headers["set-cookie"].lower()

    assert {"httponly", "path=/desk", "samesite=strict"} <= set(cookie.split("; "))
    assert key.lower() not in cookie


def test_an_editor_who_leaves_is_out(desk: TestClient) -> None:
    cookie = desk.cookies["groundrule_desk"]
    form = see(desk, "/desk").fields

    assert desk.post("/desk/leave", data=form).status_code == 303
    assert desk.get("/desk").status_code == 401
    assert desk.get("/desk", headers={"cookie": f"groundrule_desk={cookie}"}).status_code == 401


def test_an_editor_who_is_removed_is_out_at_once(desk: TestClient, tmp_path: Path) -> None:
    add_key(tmp_path / "editors", "john.doe", prefix=EDITOR_PREFIX)
    remove_key(tmp_path / "editors", "jane.roe")

    assert desk.get("/desk").status_code == 401


def test_an_editor_with_a_new_key_must_come_in_again(desk: TestClient, tmp_path: Path) -> None:
    remove_key(tmp_path / "editors", "jane.roe")
    add_key(tmp_path / "editors", "jane.roe", prefix=EDITOR_PREFIX)

    assert desk.get("/desk").status_code == 401


def test_a_visit_ends_when_nobody_comes_back(desk: TestClient, clock: Clock) -> None:
    clock.now += timedelta(minutes=31)

    assert desk.get("/desk").status_code == 401


def test_a_readers_key_and_visit_do_not_open_the_desk(serve: Serve, key: str, tmp_path: Path) -> None:
    api_key = add_key(tmp_path / "keys", "ward-7")
    with serve(keys=load_keys(tmp_path / "keys")) as client:
        assert come_in(client, api_key).status_code == 401
        client.post("/answers/come-in", data={"key": api_key})
        token = client.cookies["groundrule_reader"]
        assert client.get("/desk", headers={"cookie": f"groundrule_desk={token}"}).status_code == 401
        assert come_in(client, key).status_code == 303
        assert client.get("/desk").status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", "é", None])
def test_a_form_without_its_token_decides_nothing(desk: TestClient, token: str | None) -> None:
    form = {**see(desk).fields, "decision": "start-review", "comment": "x", "form_token": token}
    form = {name: value for name, value in form.items() if value is not None}

    for path in (f"{SHEET}/review", "/desk/leave", "/desk/answers/ans_x/replay"):
        refused = desk.post(path, data=form)
        assert refused.status_code == 403
        assert_private(refused)
    assert state(desk) == "submitted"
    assert desk.get("/desk").status_code == 200


def test_the_token_of_one_visit_does_not_serve_another(desk: TestClient, key: str) -> None:
    first = see(desk).fields
    come_in(desk, key)

    form = {**first, "decision": "start-review", "comment": "x"}

    assert desk.post(f"{SHEET}/review", data=form).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)
def test_another_site_can_neither_decide_nor_bring_anybody_in(
    desk: TestClient, key: str, headers: dict[str, str]
) -> None:
    form = {**see(desk).fields, "decision": "start-review", "comment": "x"}

    assert desk.post(f"{SHEET}/review", data=form, headers=headers).status_code == 403
    assert desk.post("/desk/come-in", data={"key": key}, headers=headers).status_code == 403
    assert state(desk) == "submitted"


def test_the_desk_takes_forms_of_its_own_pages(desk: TestClient) -> None:
    form = {**see(desk).fields, "decision": "start-review", "comment": "x"}
    headers = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"}

    assert desk.post(f"{SHEET}/review", data=form, headers=headers).status_code == 303


def test_who_has_not_come_in_decides_nothing_and_is_led_to_the_topic(outside: TestClient) -> None:
    refused = outside.post(f"{SHEET}/review", data={"decision": "start-review", "comment": "x"})

    assert refused.status_code == 401
    assert Page(refused.text).fields == {"to": SHEET}
    assert state(outside) == "submitted"
