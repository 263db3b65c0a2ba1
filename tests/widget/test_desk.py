"""What the editors' desk shows: rules beside their sentences, findings, disagreements, answers marked unsafe."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from fastapi.testclient import TestClient

from corpus.lint import lint
from service.api.keys import add_key, load_keys
from service.widget.desk_view import rule_sheets
from tests.clock import Clock
from tests.fakes import FakeEngine
from tests.widget.conftest import (
    HOSTILE,
    PAGES,
    SHEET,
    TOPIC,
    Page,
    Serve,
    assert_private,
    come_in,
    decide,
    edited,
    see,
)


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
