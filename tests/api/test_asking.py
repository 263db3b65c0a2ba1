"""A question over HTTP: the contract's shape, conversations, and what is kept."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.domain.answer import Answer, Audience, Safety, Status
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question, Turn
from tests.api.conftest import NOW, Clock, Serve
from tests.fakes import FakeEngine

TOPIC = "tavorexin-low-sodium"


def outside(question: Question) -> Answer:
    """An answer to a question that no topic covers."""
    return Answer(
        topic=None,
        audience=question.audience,
        status=Status.NOT_COVERED,
        findings=(),
        facts=(),
        missing=(),
        sections=(),
        not_addressed=("the whole question",),
        disagreements=(),
        citations=(),
        safety=Safety(verdict="pass", checked=0),
        suggestions=(),
    )


def test_an_answer_has_every_field_of_the_contract(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "Sodium is 123, what now?"}).json()

    assert set(answer) == {
        "id", "conversation_id", "topic", "audience", "status", "findings", "facts", "missing", "sections",
        "not_addressed", "disagreements", "citations", "safety", "review", "disclaimer", "suggestions", "receipt",
        "timings_ms",
    }  # fmt: skip
    assert answer["id"].startswith("ans_")
    assert answer["conversation_id"].startswith("cnv_")
    assert answer["findings"][0]["because"][0]["from"] == "question"
    assert answer["facts"][0] | {} == {
        "fact": "sodium", "value": 123, "unit": "mmol/L", "as_given": "123", "from": "question", "span": [10, 13],
        "converted": None, "path": None,
    }  # fmt: skip
    assert answer["missing"] == [
        {"fact": "current dose", "why": "decides the step", "path": "patient.medications[0].dose"}
    ]
    assert answer["review"] == {
        "source_review": "under-review",
        "topic_review": "submitted",
        "updated": "2026-01-15",
        "notice": "An invented example: nothing in it is medical knowledge.",
        "approval": None,
    }
    assert set(answer["receipt"]) == {"corpus", "rules", "generator", "encoder", "created", "model"}
    assert answer["receipt"]["model"] is None
    assert answer["receipt"]["created"] == "2026-11-20T12:00:00.000Z"
    assert answer["timings_ms"]["total"] == 8.9


def test_every_number_that_is_cited_has_its_citation(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "Sodium is 123, what now?"}).json()

    cited = {n for finding in answer["findings"] for n in finding["citations"]}
    cited |= {n for section in answer["sections"] for s in section["statements"] for n in s["citations"]}

    assert cited == {citation["n"] for citation in answer["citations"]} == {1, 2}


def test_a_quote_stands_word_for_word_in_its_source(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "Sodium is 123, what now?"}).json()

    for citation in answer["citations"]:
        source = client.get(f"/v1/sources/{citation['source_id']}").json()
        assert citation["quote"] in source["text"]
        assert citation["verbatim"] is False


def test_a_patient_is_shown_the_words_written_for_patients(client: TestClient, engine: FakeEngine) -> None:
    answer = client.post("/v1/ask", json={"question": "Sodium is 123?", "audience": "patient"}).json()

    passages = engine.topic.passages
    for citation in answer["citations"]:
        passage = passages[citation["passage_id"]]
        assert citation["quote"] == (passage.patient_text or passage.heading_path[-1])
        assert citation["quote"] != passage.text


def test_only_the_question_is_required(client: TestClient, engine: FakeEngine) -> None:
    assert client.post("/v1/ask", json={"question": "Sodium is 123?"}).status_code == 200
    assert engine.asked == [Question(text="Sodium is 123?")]


def test_the_patient_block_reaches_the_engine_as_it_was_given(client: TestClient, engine: FakeEngine) -> None:
    body = {
        "question": "What now?",
        "topic": TOPIC,
        "audience": "nurse",
        "patient": {
            "labs": [
                {"analyte": "sodium", "value": 123, "unit": "mmol/L", "upper_limit": 145, "upper_limit_unit": "mmol/L",
                 "baseline": 139, "baseline_unit": "mmol/L", "at": "2026-11-20"},
                {"analyte": "sodium", "value": -4e7},
            ],
            "medications": [{"drug": "tavorexin", "dose": 10, "unit": "mg/d", "status": "held", "from": "2026-11-14",
                             "to": "2026-11-19"}],
            "symptoms": ["confusion"], "symptoms_absent": ["seizure"], "conditions": ["heart failure"],
            "weight_kg": 70, "age_years": 60, "as_of": "2026-11-20",
        },
    }  # fmt: skip

    assert client.post("/v1/ask", json=body).status_code == 200

    (question,) = engine.asked
    assert question.audience is Audience.NURSE
    assert question.patient == GivenPatient(
        labs=(
            GivenLab(
                analyte="sodium", value=123, unit="mmol/L", upper_limit=145, upper_limit_unit="mmol/L", baseline=139,
                baseline_unit="mmol/L", at=date(2026, 11, 20),
            ),
            GivenLab(analyte="sodium", value=-4e7),
        ),
        medications=(
            GivenMedication(
                drug="tavorexin", dose=10, unit="mg/d", status="held", since=date(2026, 11, 14),
                until=date(2026, 11, 19),
            ),
        ),
        symptoms=("confusion",),
        symptoms_absent=("seizure",),
        conditions=("heart failure",),
        weight_kg=70,
        age_years=60,
        as_of=date(2026, 11, 20),
    )  # fmt: skip


def test_a_question_outside_every_topic_is_answered_as_not_covered(client: TestClient, engine: FakeEngine) -> None:
    engine.reply = outside

    answer = client.post("/v1/ask", json={"question": "What is the capital of Peru?"}).json()

    assert (answer["status"], answer["topic"], answer["sections"], answer["citations"]) == ("not_covered", None, [], [])
    assert answer["review"]["notice"]
    assert answer["disclaimer"]


# ------------------------------------------------------------------------------------------------ what is kept


def test_an_answer_is_given_again_byte_for_byte(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": "Na 123 µmol? ≥ 5 × – 😀"})

    again = client.get(f"/v1/answers/{first.json()['id']}")

    assert again.content == first.content


def test_answers_and_conversations_survive_a_restart(serve: Serve, engine: FakeEngine) -> None:
    with serve(engine) as client:
        first = client.post("/v1/ask", json={"question": "Sodium is 123?"})

    with serve(engine) as client:
        answer = first.json()
        assert client.get(f"/v1/answers/{answer['id']}").content == first.content
        follow_up = {"question": "and now?", "conversation_id": answer["conversation_id"]}
        assert client.post("/v1/ask", json=follow_up).status_code == 200
        turns = client.get(f"/v1/conversations/{answer['conversation_id']}").json()["turns"]

    assert [turn["question"] for turn in turns] == ["Sodium is 123?", "and now?"]


def test_a_follow_up_carries_the_earlier_turns(client: TestClient, engine: FakeEngine) -> None:
    patient = {"labs": [{"analyte": "sodium", "value": 123.5}], "medications": [{"drug": "x", "from": "2026-11-14"}]}
    first = client.post("/v1/ask", json={"question": "one", "patient": patient}).json()

    client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]})

    given = GivenPatient(
        labs=(GivenLab(analyte="sodium", value=123.5),),
        medications=(GivenMedication(drug="x", since=date(2026, 11, 14)),),
    )
    assert engine.asked[1].history == (Turn(text="one", patient=given),)
    shown = client.get(f"/v1/conversations/{first['conversation_id']}").json()
    assert shown["turns"][0]["patient"] == patient
    assert shown["expires"] == "2026-12-20T12:00:00.000Z"


def test_a_topic_once_named_holds_for_the_conversation(client: TestClient, engine: FakeEngine) -> None:
    first = client.post("/v1/ask", json={"question": "one", "topic": TOPIC}).json()

    client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]})

    assert engine.asked[1].topic == TOPIC


def test_two_conversations_do_not_mix(client: TestClient, engine: FakeEngine) -> None:
    client.post("/v1/ask", json={"question": "one"})
    client.post("/v1/ask", json={"question": "two"})

    assert engine.asked[1].history == ()


def test_deleting_a_conversation_takes_all_of_its_answers(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": "one"}).json()
    second = client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]}).json()

    gone = client.delete(f"/v1/conversations/{first['conversation_id']}")

    assert (gone.status_code, gone.content) == (204, b"")
    for path in (f"/v1/answers/{first['id']}", f"/v1/answers/{second['id']}"):
        assert client.get(path).status_code == 404
    for method in ("GET", "DELETE"):
        assert client.request(method, f"/v1/conversations/{first['conversation_id']}").status_code == 404
    follow_up = {"question": "three", "conversation_id": first["conversation_id"]}
    assert client.post("/v1/ask", json=follow_up).status_code == 404


def test_what_is_past_its_retention_is_deleted_at_the_start(serve: Serve, engine: FakeEngine, clock: Clock) -> None:
    with serve(engine, retention_days=1) as client:
        answer = client.post("/v1/ask", json={"question": "one"}).json()
    clock.now = NOW + timedelta(days=1)

    with serve(engine, retention_days=1):
        clock.now = NOW
    with serve(engine, retention_days=1) as client:
        assert client.get(f"/v1/answers/{answer['id']}").status_code == 404


def test_what_is_past_its_retention_is_deleted_while_the_service_runs(
    serve: Serve, engine: FakeEngine, clock: Clock
) -> None:
    with serve(engine, retention_days=1, sweep_every_s=0.02) as client:
        answer = client.post("/v1/ask", json={"question": "one"}).json()
        clock.now = NOW + timedelta(days=1)
        threading.Event().wait(0.5)
        clock.now = NOW

        assert client.get(f"/v1/answers/{answer['id']}").status_code == 404


def test_a_sweep_that_fails_is_logged_and_tried_again(
    serve: Serve, engine: FakeEngine, clock: Clock, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    with serve(engine, retention_days=1, sweep_every_s=0.05) as client:
        answer = client.post("/v1/ask", json={"question": "one"}).json()
        database = sqlite3.connect(tmp_path / "records.db", isolation_level=None)
        database.execute("ALTER TABLE conversations RENAME TO elsewhere")
        threading.Event().wait(0.3)
        assert "retention sweep failed" in caplog.text
        database.execute("ALTER TABLE elsewhere RENAME TO conversations")
        database.close()
        clock.now = NOW + timedelta(days=1)
        threading.Event().wait(0.5)
        clock.now = NOW

        assert client.get(f"/v1/answers/{answer['id']}").status_code == 404


def test_a_conversation_that_grew_too_long_asks_for_a_new_one(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.api.conversation.MAX_TURNS", 1)
    first = client.post("/v1/ask", json={"question": "one"}).json()

    reply = client.post("/v1/ask", json={"question": "two", "conversation_id": first["conversation_id"]})

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["path"] == "conversation_id"


# ------------------------------------------------------------------------------------------------ time


def test_a_question_that_takes_too_long_is_withheld_and_says_that_nothing_was_judged(serve: Serve) -> None:
    released = threading.Event()
    engine = FakeEngine(hold=released)
    with serve(engine, time_limit_s=0.2) as client:
        answer = client.post("/v1/ask", json={"question": "slow", "topic": TOPIC}).json()
        released.set()
        follow_up = {"question": "quick", "conversation_id": answer["conversation_id"]}
        client.post("/v1/ask", json=follow_up)
        turns = client.get(f"/v1/conversations/{answer['conversation_id']}").json()["turns"]

    assert (answer["status"], answer["safety"]["verdict"]) == ("withheld", "withheld")
    assert "no rule was judged" in answer["not_addressed"][0]
    assert engine.asked[-1].history == ()
    assert [turn["carried"] for turn in turns] == [False, True]


def test_a_withheld_answer_is_kept_like_any_other(serve: Serve) -> None:
    released = threading.Event()
    with serve(FakeEngine(hold=released), time_limit_s=0.2) as client:
        reply = client.post("/v1/ask", json={"question": "slow"})
        released.set()

        assert client.get(f"/v1/answers/{reply.json()['id']}").content == reply.content


# ------------------------------------------------------------------------------------------------ assess and check


def test_assess_shows_what_was_read_and_what_fired(client: TestClient, engine: FakeEngine) -> None:
    body = {"topic": TOPIC, "text": "sodium 123", "patient": {"weight_kg": 70}}

    reply = client.post("/v1/assess", json=body).json()

    assert [f["rule"] for f in reply["findings"]] == ["hold-low-sodium"]
    assert reply["facts"][0]["as_given"] == "123"
    assert reply["missing"][0]["path"] == "patient.medications[0].dose"
    assert engine.judged == [Question(text="sodium 123", topic=TOPIC, patient=GivenPatient(weight_kg=70))]


def test_check_says_which_rule_a_text_breaks_and_what_may_be_said(client: TestClient, engine: FakeEngine) -> None:
    body = {"text": "Go on with it.", "topic": TOPIC, "question": "May I?", "patient": {"weight_kg": 70}}

    reply = client.post("/v1/check", json=body).json()

    assert reply["verdict"] == "block"
    assert reply["statements"] == [
        {
            "text": "Go on with it.",
            "verdict": "block",
            "violations": [{"rule": "hold-low-sodium", "reason": "It goes on where the guideline holds."}],
        }
    ]
    assert reply["safe_text"] == "Hold it and ask."
    assert engine.checked[0].question == "May I?"


def test_a_text_that_is_not_judged_in_time_is_called_not_safe(serve: Serve) -> None:
    released = threading.Event()
    with serve(FakeEngine(hold=released), time_limit_s=0.2) as client:
        reply = client.post("/v1/check", json={"text": "slow"})
        released.set()

    assert reply.status_code == 503
    assert reply.json()["type"] == "urn:groundrule:problem:time-limit"
    assert "not safe to use" in reply.json()["detail"]


def test_assess_needs_something_to_judge(client: TestClient) -> None:
    reply = client.post("/v1/assess", json={"topic": TOPIC})

    assert reply.status_code == 422
    assert "needs `text`, `patient` or both" in reply.json()["errors"][0]["message"]
