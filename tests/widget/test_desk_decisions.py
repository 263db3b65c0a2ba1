"""Decisions at the desk: each with its name, reason and content, and what becomes of it when the content changes."""

from __future__ import annotations

import dataclasses

import pytest
from fastapi.testclient import TestClient

from service.widget.changes import marked
from tests.fakes import FakeEngine
from tests.widget.conftest import (
    SHEET,
    TOPIC,
    Page,
    assert_private,
    decide,
    edited,
    see,
    state,
)


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
