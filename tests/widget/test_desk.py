"""The editor's desk: closed without editors, shown to them alone, every decision with its name, reason and content."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from corpus.lint import lint
from corpus.model import Topic
from service.api.holders import TRIES
from service.api.keys import EDITOR_PREFIX, add_key, load_keys, remove_key
from service.widget.changes import marked
from service.widget.desk_view import rule_sheets
from tests.fakes import FakeEngine
from tests.widget.conftest import HOSTILE, Clock, Page, Serve, assert_private

TOPIC = "tavorexin-low-sodium"
SHEET = f"/desk/topics/{TOPIC}"
PAGES = ("/desk", SHEET, f"{SHEET}/rules")


@pytest.fixture
def key(tmp_path: Path) -> str:
    return add_key(tmp_path / "editors", "jane.roe", prefix=EDITOR_PREFIX)


@pytest.fixture
def outside(serve: Serve, key: str) -> Iterator[TestClient]:
    """A visitor who has not come in, of a desk that is open."""
    assert key
    with serve() as client:
        yield client


@pytest.fixture
def desk(outside: TestClient, key: str) -> TestClient:
    """An editor who has come in."""
    assert come_in(outside, key).status_code == 303
    return outside


def come_in(client: TestClient, key: str, to: str = "/desk") -> httpx.Response:
    return client.post("/desk/come-in", data={"key": key, "to": to})


def see(client: TestClient, path: str = SHEET) -> Page:
    reply = client.get(path)
    assert reply.status_code == 200, reply.text
    assert_private(reply)
    return Page(reply.text)


def decide(client: TestClient, *decisions: str, **changed: str) -> httpx.Response:
    """Take these decisions with the page's own form; return the reply to the last one."""
    for decision in decisions[:-1]:
        assert decide(client, decision).status_code == 303
    form = {**see(client).fields, "decision": decisions[-1], "comment": f"I {decisions[-1]}.", **changed}
    return client.post(f"{SHEET}/review", data=form)


def state(client: TestClient) -> str:
    return str(client.get(f"/v1/topics/{TOPIC}").json()["review"]["topic_review"])


def edited(topic: Topic, **changed: Any) -> Topic:
    """A topic as it is after somebody edited its files."""
    return dataclasses.replace(topic, corpus_hash="sha256:" + "0" * 64, **changed)


# ------------------------------------------------------------------------------------------------ coming in


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


# ------------------------------------------------------------------------------------------------ what it shows


def test_topics_are_listed_with_their_state_and_what_there_is_to_look_at(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, "start-review")

    page = see(desk, "/desk")

    (current,) = [a for a in page.named("li") if "aria-current" in a]
    assert current["aria-current"] == "step"
    assert engine.topic.question in page.text
    assert "last decision: start review, jane.roe, 20 November 2026, 12:00 UTC" in page.text
    assert "Marked unsafe: 0" in page.text


def test_each_rule_stands_beside_the_sentence_it_rests_on(desk: TestClient, engine: FakeEngine) -> None:
    page = see(desk, f"{SHEET}/rules")

    for rule in engine.topic.rules:
        statement = engine.topic.statements[rule.ground.statement][1]
        assert f"rule-{rule.id}" in page.ids
        assert statement.text in page.text
        assert rule.message in page.text
        assert not rule.canonical or rule.canonical in page.text
    assert len(page.named("mark")) >= len(engine.topic.rules)


def test_a_rule_shows_its_figures_with_both_operators_and_its_examples(desk: TestClient, engine: FakeEngine) -> None:
    (sheet,) = [sheet for sheet in rule_sheets(engine.topic) if sheet.rule.id == "hold-low-sodium"]
    page = see(desk, f"{SHEET}/rules")

    assert "sodium<<=125 mmol/Labsolute" in page.text
    assert sheet.condition is not None
    assert "below (enforced: at or below) 125 mmol/L" in str(sheet.condition)
    assert "below (enforced: at or below) 125 mmol/L" in page.text
    assert sheet.tests
    assert len(sheet.tests) == len(sheet.rule.tests)
    for expected, case in sheet.tests:
        assert f"{expected}: {case}" in page.text


def test_a_draft_is_shown_and_said_to_be_one(desk: TestClient, engine: FakeEngine) -> None:
    draft = dataclasses.replace(engine.topic.rules[0], id="a-draft", status="draft", tests=())
    engine.topics = {TOPIC: dataclasses.replace(engine.topic, rules=(*engine.topic.rules, draft))}

    page = see(desk, f"{SHEET}/rules")

    assert "a-draft" in page.text
    assert "draft: it never fires" in page.text
    assert "It has no example." in page.text


def test_the_lint_and_the_disagreements_are_shown(desk: TestClient, engine: FakeEngine, clock: Clock) -> None:
    page = see(desk)

    found = lint(engine.topic, today=clock.now.date())
    assert found
    assert all(finding.message in page.text for finding in found)
    assert engine.topic.disagreements
    for disagreement in engine.topic.disagreements:
        assert disagreement.about in page.text
        for position in disagreement.positions:
            assert engine.topic.statements[position][1].text in page.text


def test_every_link_of_the_desk_leads_somewhere(desk: TestClient) -> None:
    for path in PAGES:
        page = see(desk, path)
        for link in {str(a["href"]) for a in page.named("a")}:
            address, _, anchor = link.partition("#")
            reply = desk.get(address) if address else desk.get(path)
            assert reply.status_code == 200, link
            assert not anchor or anchor in Page(reply.text).ids, link


def test_a_topic_that_is_not_served_has_a_page_that_says_so(desk: TestClient) -> None:
    for path in ("/desk/topics/none", "/desk/topics/none/rules"):
        reply = desk.get(path)
        assert reply.status_code == 404
        assert_private(reply)


# ------------------------------------------------------------------------------------------------ deciding


def test_a_topic_is_signed_off_with_name_reason_and_content(desk: TestClient, engine: FakeEngine) -> None:
    seen = [state(desk)]
    for decision in ("submit", "start-review", "approve", "send-back"):
        reply = decide(desk, decision)
        assert (reply.status_code, reply.headers["location"]) == (303, SHEET)
        seen.append(state(desk))

    assert seen == ["submitted", "submitted", "under-review", "approved", "submitted"]
    page = see(desk)
    for said in ("Submit by", "Start review by", "Approve by", "Send back by"):
        assert f"{said} jane.roe, 20 November 2026, 12:00 UTC, on {engine.topic.content_hash[7:19]}" in page.text
    assert "I approve." in page.text


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ((), {"submit", "start-review"}),
        (("start-review",), {"approve", "send-back"}),
        (("start-review", "approve"), {"send-back"}),
    ],
)
def test_only_what_can_be_decided_is_offered(desk: TestClient, before: tuple[str, ...], offered: set[str]) -> None:
    if before:
        decide(desk, *before)

    assert {a["value"] for a in see(desk).named("button") if a.get("name") == "decision"} == offered


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"comment": "  "}, "comment: must not be empty"),
        ({"comment": "x" * 2001}, "comment: is longer than 2000 characters"),
        ({"comment": "bell \a"}, "comment: holds characters that are not text"),
        ({"decision": "publish"}, "decision: must be one of"),
    ],
)
def test_a_decision_that_does_not_fit_is_not_recorded_and_keeps_what_was_written(
    desk: TestClient, changed: dict[str, str], told: str
) -> None:
    refused = decide(desk, "start-review", **changed)

    assert refused.status_code == 422
    assert_private(refused)
    assert f"Not recorded. {told}" in Page(refused.text).text
    assert changed.get("comment", "I start-review.").strip() in refused.text
    assert state(desk) == "submitted"


def test_a_decision_that_another_editor_overtook_is_not_recorded(desk: TestClient) -> None:
    stale = {**see(desk).fields, "decision": "start-review", "comment": "Mine."}
    decide(desk, "start-review")

    refused = desk.post(f"{SHEET}/review", data=stale)

    assert refused.status_code == 409
    assert "Not recorded. The content is under-review" in Page(refused.text).text
    assert "Mine." in Page(refused.text).text
    assert "Decisions (1)" in see(desk).text


def test_content_that_changed_while_an_editor_read_it_is_not_approved(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, "start-review")
    form = {**see(desk).fields, "decision": "approve", "comment": "Fine."}
    engine.topics = {TOPIC: edited(engine.topic, notice="Another notice.")}

    refused = desk.post(f"{SHEET}/review", data=form)

    assert refused.status_code == 409
    assert "not the content that was decided on" in Page(refused.text).text
    assert state(desk) == "submitted"


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


# ------------------------------------------------------------------------------------------------ changes


def test_before_any_approval_all_is_new(desk: TestClient) -> None:
    assert "Nothing of this topic has been approved yet, so all of it is new." in see(desk).text


def test_approved_content_has_no_changes(desk: TestClient) -> None:
    decide(desk, "start-review", "approve")

    assert "Changes since the last approval None." in see(desk).text


def test_what_changed_since_the_approval_is_shown_word_by_word(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, "start-review", "approve")
    rule = engine.topic.rules[0]
    reworded = dataclasses.replace(rule, message=f"{rule.message} And call.", severity="info")
    engine.topics = {TOPIC: edited(engine.topic, rules=(reworded, *engine.topic.rules[1:]))}

    page = see(desk)

    assert "The content has changed since jane.roe approved it on 20 November 2026" in page.text
    assert "2 since jane.roe approved" in page.text
    assert f"rules {rule.id} message" in page.text
    assert (len(page.named("ins")), len(page.named("del"))) == (2, 1)
    assert state(desk) == "submitted"


def test_files_that_say_the_same_in_another_layout_are_no_change(desk: TestClient, engine: FakeEngine) -> None:
    decide(desk, "start-review", "approve")
    engine.topics = {TOPIC: edited(engine.topic)}

    assert "None: files were laid out or commented otherwise, and say the same." in see(desk).text


def test_words_that_only_one_side_has_are_marked() -> None:
    before, after = marked("above 3 x upper limit", "at 3 x upper limit now")

    assert before == (("above", True), (" 3 x upper limit", False))
    assert after == (("at", True), (" 3 x upper limit", False), (" now", True))
    assert marked(None, "new") == (None, (("new", True),))
    assert marked("x " * 5000, "y " * 5000) == ((("x " * 5000, True),), (("y " * 5000, True),))


# ------------------------------------------------------------------------------------------------ feedback


def test_answers_marked_unsafe_are_shown_with_their_receipt(desk: TestClient, engine: FakeEngine) -> None:
    answer = desk.post("/v1/ask", json={"question": "What now?"}).json()["id"]
    desk.post(f"/v1/answers/{answer}/feedback", json={"rating": "unsafe", "comment": "It goes on."})
    desk.post(f"/v1/answers/{answer}/feedback", json={"rating": "helpful", "comment": "Nice words."})

    page = see(desk)

    assert "It goes on." in page.text
    assert "Nice words." not in page.text
    assert f"made from {engine.topic.content_hash[7:19]}, which is served now" in page.text
    assert "Marked unsafe: 1" in see(desk, "/desk").text
    given = see(desk, f"/desk/answers/{answer}")
    assert "What now?" in given.text
    again = desk.post(f"/desk/answers/{answer}/replay", data=given.fields)
    assert_private(again)
    assert "the question gets the same answer" in Page(again.text).text


def test_an_editor_sees_a_marked_answer_without_a_readers_key(serve: Serve, key: str, tmp_path: Path) -> None:
    api_key = add_key(tmp_path / "keys", "ward-7")
    with serve(keys=load_keys(tmp_path / "keys")) as client:
        reader = {"x-api-key": api_key}
        answer = client.post("/v1/ask", json={"question": "What now?"}, headers=reader).json()["id"]
        client.post(f"/v1/answers/{answer}/feedback", json={"rating": "unsafe"}, headers=reader)
        come_in(client, key)

        assert "No comment. 20 November 2026, 12:00 UTC, ward-7" in see(client).text
        assert client.get(f"/desk/answers/{answer}").status_code == 200
        assert client.get(f"/answers/{answer}").status_code == 401


def test_feedback_is_gone_with_its_answer(desk: TestClient) -> None:
    answer = desk.post("/v1/ask", json={"question": "What now?"}).json()
    desk.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "unsafe", "comment": "It goes on."})
    desk.delete(f"/v1/conversations/{answer['conversation_id']}")

    assert "It goes on." not in see(desk).text
    assert desk.get(f"/desk/answers/{answer['id']}").status_code == 404


# ------------------------------------------------------------------------------------------------ hostile content


def test_hostile_text_is_text_wherever_it_stands(desk: TestClient, engine: FakeEngine) -> None:
    rule = dataclasses.replace(engine.topic.rules[0], message=HOSTILE, canonical=HOSTILE)
    hostile = edited(engine.topic, question=HOSTILE, notice=HOSTILE, rules=(rule, *engine.topic.rules[1:]))
    decide(desk, "start-review", "approve")
    engine.topics = {TOPIC: hostile}
    answer = desk.post("/v1/ask", json={"question": HOSTILE}).json()["id"]
    desk.post(f"/v1/answers/{answer}/feedback", json={"rating": "unsafe", "comment": HOSTILE + "x" * 1500})
    decide(desk, "submit", comment=HOSTILE)

    assert see(desk).text.count("<script>alert(1)</script>") >= 5
    assert HOSTILE in see(desk, "/desk").text
    assert HOSTILE in see(desk, f"{SHEET}/rules").text
    assert HOSTILE in see(desk, f"/desk/answers/{answer}").text
