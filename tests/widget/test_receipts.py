"""The receipt: the answer as given, its citations as they are now, and whether it would be given again."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.domain.answer import AnswerSection, AnswerStatement, Change, Safety
from service.domain.corrections import Correction, Corrections
from tests.fakes import FakeEngine
from tests.widget.answers import QUESTION, ask, receipt, say
from tests.widget.conftest import HOSTILE, Page, assert_private


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


def test_a_receipt_tells_what_the_last_turn_corrected(client: TestClient, engine: FakeEngine) -> None:
    assert "What this turn corrected" not in receipt(client, ask(client)).text

    fact = Correction(of="limit", fact="sodium baseline", was="138 mmol/L", now="128 mmol/L")
    say(engine, corrections=Corrections(facts=(fact,), findings_gone=("hold-low-sodium",), findings_new=()))
    page = receipt(client, ask(client))

    assert "What this turn corrected" in page.text
    assert "sodium baseline 128 mmol/L, before 138 mmol/L" in page.text
    assert "No longer found: hold-low-sodium" in page.text
