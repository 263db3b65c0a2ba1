"""A question over HTTP: the contract's shape, and an answer that takes too long."""

from __future__ import annotations

import threading
from datetime import date

from fastapi.testclient import TestClient

from service.domain.answer import Answer, Audience, Safety, Status
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question
from tests.api.conftest import Serve
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
        "corrections", "pictures", "timings_ms",
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
