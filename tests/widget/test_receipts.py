"""The receipt: the answer as given, what anybody can check of it, and whether it would be given again."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.holders import TRIES
from service.api.keys import KeyRing, add_key, load_keys
from service.domain.answer import Answer, AnswerSection, AnswerStatement, Change, CheckedStatement, Safety, Verdict
from service.domain.errors import UnknownNameError
from service.domain.question import Question
from service.domain.replies import Checked, TextToCheck
from tests.fakes import FakeEngine
from tests.widget.conftest import HOSTILE, Clock, Page, Serve, assert_private

QUESTION = "Sodium is 123 on 10 mg, what now?"


@pytest.fixture
def client(serve: Serve) -> Iterator[TestClient]:
    with serve() as client:
        yield client


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, KeyRing]:
    return add_key(tmp_path / "keys", "ward-7"), load_keys(tmp_path / "keys")


def ask(client: TestClient, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/v1/ask", json={"question": question, **more}).json()
    return answer


def receipt(client: TestClient, answer: dict[str, Any]) -> Page:
    reply = client.get(f"/answers/{answer['id']}")
    assert reply.status_code == 200
    assert_private(reply)
    return Page(reply.text)


def say(engine: FakeEngine, **changed: Any) -> Answer:
    """Let the engine say something else."""
    said = dataclasses.replace(FakeEngine().reply(Question(text="")), **changed)
    engine.reply = lambda question: dataclasses.replace(said, audience=question.audience)
    return said


# ------------------------------------------------------------------------------------------------ what it shows


def test_a_receipt_shows_the_answer_as_it_was_given(client: TestClient) -> None:
    answer = ask(client)

    page = receipt(client, answer)

    shown = [QUESTION, answer["id"], "20 November 2026, 12:00 UTC", answer["disclaimer"], answer["review"]["notice"]]
    shown += [finding["message"] for finding in answer["findings"]] + [
        finding["rule"] for finding in answer["findings"]
    ]
    shown += [statement["text"] for section in answer["sections"] for statement in section["statements"]]
    shown += [citation["quote"] for citation in answer["citations"]]
    shown += [answer["receipt"][name] for name in ("corpus", "rules", "generator", "encoder")]
    shown += answer["not_addressed"] + [missing["why"] for missing in answer["missing"]]
    for text in shown:
        assert text in page.text


def test_every_statement_says_that_it_passed_and_what_stands_in_its_passage(
    client: TestClient, engine: FakeEngine
) -> None:
    ground = engine.topic.statements["G-01"][1].text
    engine.verdict = Verdict.PASS
    page = receipt(client, ask(client))

    assert "Statements checked: 2." in page.text
    assert (
        f"{ground} [1] Passed the rules when it was given. Words of the corpus. Passes the rules that are" in page.text
    )
    assert "Word for word as the passage has it." in page.text
    assert "Not in the passage" not in page.text


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (Verdict.BLOCK, "would not let it pass: hold-low-sodium It goes on where the guideline holds."),
        (Verdict.ABSTAIN, "Today it could not be read with certainty, so it would be withheld."),
    ],
)
def test_a_statement_that_would_not_pass_today_says_so_with_the_rule(
    client: TestClient, engine: FakeEngine, verdict: Verdict, told: str
) -> None:
    engine.verdict = verdict

    assert told in receipt(client, ask(client)).text


def test_statements_are_judged_together_against_the_case_they_were_given_in(
    client: TestClient, engine: FakeEngine
) -> None:
    both = tuple(AnswerStatement(text=text, citations=(1,), origin="quote") for text in ("First.", "Second."))
    say(engine, sections=(AnswerSection(heading="Now", statements=both),))
    first = ask(client, "One")
    patient = {"labs": [{"analyte": "sodium", "value": 123}]}

    receipt(client, ask(client, "Two", conversation_id=first["conversation_id"], patient=patient))

    (judged,) = engine.checked
    assert (judged.text, judged.question) == ("First.\n\nSecond.", "One\nTwo")
    assert judged.patient is not None
    assert judged.patient.labs[0].value == 123


def test_each_statement_gets_the_verdict_on_its_own_words(client: TestClient, engine: FakeEngine) -> None:
    both = tuple(AnswerStatement(text=text, citations=(1,), origin="quote") for text in ("First.", "Second one."))
    say(engine, sections=(AnswerSection(heading="Now", statements=both),))

    class Picky(FakeEngine):
        def check(self, text: TextToCheck) -> Checked:
            found = super().check(text)
            parts = (
                CheckedStatement(text="First.", span=(0, 6), verdict=Verdict.PASS),
                CheckedStatement(text="Second", span=(8, 14), verdict=Verdict.PASS),
                CheckedStatement(text="one.", span=(15, 19), verdict=Verdict.ABSTAIN),
            )
            return dataclasses.replace(found, report=dataclasses.replace(found.report, statements=parts))

    engine.check = Picky().check  # type: ignore[method-assign]
    page = receipt(client, ask(client))

    first, second = page.text.split("Second one.")
    assert "Passes the rules that are served now." in first
    assert "could not be read with certainty" not in first
    assert "could not be read with certainty" in second


def test_facts_that_the_topic_no_longer_knows_leave_a_statement_unjudged(
    client: TestClient, engine: FakeEngine
) -> None:
    answer = ask(client)
    engine.error = UnknownNameError("not known", path="patient")

    assert "It cannot be judged by what is served now." in receipt(client, answer).text


def test_a_figure_that_is_not_in_the_passage_is_pointed_at(client: TestClient, engine: FakeEngine) -> None:
    worded = AnswerStatement(text="Hold it below 77.5 mmol/L.", citations=(1,), origin="model")
    computed = AnswerStatement(text="That is 88.5 mmol/L.", citations=(1,), origin="rule")
    say(engine, sections=(AnswerSection(heading="Now", statements=(worded, computed)),))

    page = receipt(client, ask(client))

    assert "Worded by a language model, then checked." in page.text
    assert "Not in the passage: 77.5." in page.text
    assert "From the case, not from the passage: 88.5." in page.text


def test_what_the_check_changed_is_told_with_its_rule_and_reason(client: TestClient) -> None:
    page = receipt(client, ask(client))

    assert "Removed by the rule hold-low-sodium forbidden" in page.text
    assert "Go on." in page.text


def test_what_was_taken_out_is_not_shown_to_a_patient(client: TestClient) -> None:
    page = receipt(client, ask(client, audience="patient"))

    assert "Removed by the rule hold-low-sodium" in page.text
    assert "Go on." not in page.text


def test_the_fingerprint_is_that_of_the_bytes_that_were_sent(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": QUESTION})

    assert f"sha256:{hashlib.sha256(answer.content).hexdigest()}" in receipt(client, answer.json()).text


def test_a_citation_opens_at_the_passage_it_names(client: TestClient) -> None:
    answer = ask(client)

    page = receipt(client, answer)

    for citation in answer["citations"]:
        (link,) = [a for a in page.named("a") if str(a["href"]).endswith(f"#{citation['passage_id']}")]
        assert citation["passage_id"] in Page(client.get(str(link["href"])).text).ids


def test_a_summary_is_never_put_in_quotation_marks(client: TestClient) -> None:
    answer = ask(client)
    page = receipt(client, answer)

    assert not any(citation["verbatim"] for citation in answer["citations"])
    assert "As summarised from it:" in page.text
    assert not any(f"“{citation['quote']}”" in page.text for citation in answer["citations"])


def test_words_that_have_changed_since_are_told(client: TestClient, engine: FakeEngine) -> None:
    answer = ask(client)
    topic = engine.topic

    def reworded(statement: Any) -> Any:
        return dataclasses.replace(statement, text="Other words.") if statement.id == "G-01" else statement

    sources = tuple(
        dataclasses.replace(
            source,
            sections=tuple(
                dataclasses.replace(section, statements=tuple(map(reworded, section.statements)))
                for section in source.sections
            ),
        )
        for source in topic.sources
    )
    engine.topics = {topic.id: dataclasses.replace(topic, sources=sources, corpus_hash="sha256:" + "0" * 64)}

    page = receipt(client, answer)

    assert "[1] worded differently in the source now." in page.text
    assert "Corpus or rules have changed since it was given." in page.text


def test_a_receipt_outlives_its_topic(client: TestClient, engine: FakeEngine) -> None:
    answer = ask(client)
    engine.topics = {}

    page = receipt(client, answer)

    assert "Its topic is not served any more." in page.text
    assert "Today: no longer there." in page.text


def test_hostile_text_is_text_wherever_it_stands(client: TestClient, engine: FakeEngine) -> None:
    hostile = AnswerStatement(text=HOSTILE, citations=(1,), origin="model")
    change = Change(statement=HOSTILE, rule="a-rule", reason=HOSTILE, outcome="removed")
    say(
        engine,
        sections=(AnswerSection(heading=HOSTILE, statements=(hostile,)),),
        not_addressed=(HOSTILE, "x" * 10_000),
        safety=Safety(verdict="amended", checked=1, changes=(change,)),
    )
    patient = {"labs": [{"analyte": HOSTILE[:150], "value": 1}]}

    page = receipt(client, ask(client, HOSTILE, patient=patient))

    assert page.text.count(HOSTILE) >= 6


# ------------------------------------------------------------------------------------------------ replay


def test_an_answer_that_would_be_given_again_says_so(client: TestClient) -> None:
    reply = client.post(f"/answers/{ask(client)['id']}/replay")

    assert_private(reply)
    assert "the question gets the same answer" in Page(reply.text).text


def test_an_answer_that_would_be_another_shows_where(client: TestClient, engine: FakeEngine) -> None:
    answer = ask(client)
    say(engine, not_addressed=(HOSTILE,))

    page = Page(client.post(f"/answers/{answer['id']}/replay").text)

    assert "the answer differs in 1 place." in page.text
    assert f"not_addressed[0] how long to wait {HOSTILE}" in page.text


def test_rules_that_changed_are_told_apart_from_the_answer(client: TestClient, engine: FakeEngine) -> None:
    answer = ask(client)
    engine.topics = {engine.topic.id: dataclasses.replace(engine.topic, rules_hash="sha256:" + "0" * 64)}

    page = Page(client.post(f"/answers/{answer['id']}/replay").text)

    assert "the question gets the same answer" in page.text
    assert "What it is made from has changed" in page.text
    assert "receipt.rules" in page.text


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
                                     {"origin": "https://elsewhere.example"}])  # fmt: skip
def test_another_site_cannot_start_a_replay(client: TestClient, engine: FakeEngine, headers: dict[str, str]) -> None:
    answer = ask(client)

    assert client.post(f"/answers/{answer['id']}/replay", headers=headers).status_code == 403
    assert len(engine.asked) == 1


# ------------------------------------------------------------------------------------------------ who may see it


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
