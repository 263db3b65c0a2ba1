"""`POST /v1/check` as a product of its own: its contract, its bad input, and the same reply at the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.main import app
from corpus.model import Topic
from service.answering.judging import Judge
from service.api.judged import judge_text
from service.api.requests import CheckRequest

MARKER = "zqmarkerqz"
UNSAFE = "Restart azathioprine at 200 mg daily."
PATIENT = {
    "labs": [{"analyte": "ALT", "value": 520, "unit": "U/L", "upper_limit": 40}],
    "medications": [{"drug": "azathioprine", "dose": 200, "unit": "mg/d", "status": "held"}],
}


def post(client: TestClient, **body: Any) -> Any:
    return client.post("/v1/check", json=body)


def test_the_reply_has_exactly_the_parts_of_the_contract(client: TestClient, topic: Topic) -> None:
    reply = post(client, text=UNSAFE + " Test weekly while it is held.", topic=topic.id).json()

    assert set(reply) == {"topic", "verdict", "statements", "violations", "findings", "citations", "safe_text"}
    assert reply["verdict"] == "block"
    assert [(s["text"], s["verdict"]) for s in reply["statements"]] == [
        (UNSAFE, "block"),
        ("Test weekly while it is held.", "pass"),
    ]
    assert all(set(s) == {"text", "verdict", "violations"} for s in reply["statements"])
    assert reply["statements"][0]["violations"][0]["rule"] == "cap-150"
    assert all(set(v) == {"rule", "reason"} for s in reply["statements"] for v in s["violations"])
    assert post(client, text=reply["safe_text"], topic=topic.id).json()["verdict"] == "pass"


def test_a_text_that_cannot_be_read_abstains_and_leaves_nothing_to_show(client: TestClient) -> None:
    reply = post(client, text="Azathioprin weiter geben, 2 Tabletten.").json()

    assert (reply["verdict"], reply["safe_text"]) == ("abstain", "")


def test_without_other_context_the_topics_own_situation_is_assumed(client: TestClient) -> None:
    text = "Azathioprine 175 mg daily."

    assert post(client, text=text).json()["verdict"] == "block"
    assert post(client, text=text).json()["findings"] == []


@pytest.mark.parametrize("context", [{"question": "ALT 520 U/L on azathioprine: what now?"}, {"patient": PATIENT}])
def test_question_and_patient_are_context(client: TestClient, context: dict[str, Any]) -> None:
    reply = post(client, text="Check for viral hepatitis.", **context).json()

    assert reply["verdict"] == "block"
    assert [v["rule"] for v in reply["violations"]] == ["perm-500"]
    assert "perm-500" in {f["rule"] for f in reply["findings"]}
    assert all(n <= len(reply["citations"]) for f in reply["findings"] for n in f["citations"])
    assert post(client, text=reply["safe_text"], **context).json()["verdict"] == "pass"


def test_the_question_is_never_judged_itself(client: TestClient) -> None:
    reply = post(client, text="Hold azathioprine until liver enzymes normalise.", question=UNSAFE).json()

    assert reply["verdict"] == "pass"
    assert [s["text"] for s in reply["statements"]] == ["Hold azathioprine until liver enzymes normalise."]


def test_the_example_of_the_document_is_true_and_shows_a_breach(client: TestClient) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/v1/check"]["post"]
    request = operation["requestBody"]["content"]["application/json"]["example"]
    response = operation["responses"]["200"]["content"]["application/json"]["example"]

    assert client.post("/v1/check", json=request).json() == response
    assert response["verdict"] == "block"
    assert response["safe_text"]


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (b"", 422, "invalid-request"),
        (b"{}", 422, "invalid-request"),
        (b"null", 422, "invalid-request"),
        (b'["a"]', 422, "invalid-request"),
        (b'"a"', 422, "invalid-request"),
        (b"{", 400, "malformed-json"),
        (b'{"text": "a", "text": "b"}', 400, "malformed-json"),
        (b'{"text": "\xff"}', 400, "malformed-json"),
        (b'{"text": "a", "patient": {"weight_kg": NaN}}', 400, "malformed-json"),
        (b'{"text": ""}', 422, "invalid-request"),
        (b'{"text": " \\n\\t\\u200b\\ufeff"}', 422, "invalid-request"),
        (b'{"text": "\\u0000"}', 422, "invalid-request"),
        (b'{"text": "Stop.\\u0000"}', 422, "invalid-request"),
        (b'{"text": "Stop.\\ud83d"}', 422, "invalid-request"),
        (b'{"text": null}', 422, "invalid-request"),
        (b'{"text": 5}', 422, "invalid-request"),
        (b'{"text": ["Stop."]}', 422, "invalid-request"),
        (b'{"text": "Stop.", "question": ""}', 422, "invalid-request"),
        (b'{"text": "Stop.", "question": 5}', 422, "invalid-request"),
        (b'{"text": "Stop.", "topic": ""}', 422, "invalid-request"),
        (b'{"text": "Stop.", "topic": "none"}', 422, "unknown-topic"),
        (b'{"text": "Stop.", "audience": "nurse"}', 422, "invalid-request"),
        (b'{"text": "Stop.", "pateint": {}}', 422, "invalid-request"),
        (b'{"text": "Stop.", "patient": {"labs": [{"analyte": "zqmarkerqz", "value": 1}]}}', 422, "unknown-name"),
        (b'{"text": "Stop.", "patient": {"labs": [{"analyte": "ALT", "value": 1, "unit": "zqmarkerqz"}]}}', 422,
         "unknown-name"),
        (b'{"text": "Stop.", "patient": {"medications": [{"drug": "zqmarkerqz"}]}}', 422, "unknown-name"),
        (b'{"text": "Stop.", "patient": {"symptoms": ["zqmarkerqz"]}}', 422, "unknown-name"),
        (b'{"text": "' + b"a" * 8001 + b'"}', 413, "too-long"),
        (b'{"text": "Stop.", "question": "' + b"a" * 8001 + b'"}', 413, "too-long"),
        (b'{"text": "' + b"a" * 256 * 1024 + b'"}', 413, "too-long"),
    ],
)  # fmt: skip
def test_bad_input_is_a_clear_problem_that_repeats_nothing(
    client: TestClient, body: bytes, status: int, slug: str
) -> None:
    reply = client.post("/v1/check", content=body, headers={"content-type": "application/json"})

    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")
    assert reply.json()["type"] == f"urn:groundrule:problem:{slug}"
    assert reply.json()["detail"]
    assert MARKER not in reply.text


@given(text=st.text(st.characters(codec=None), max_size=60), around=st.sampled_from(["{}", f"{UNSAFE} {{}}", "{} mg"]))
@example(text="\ud800", around="{}")
@example(text="\x00", around=f"{UNSAFE} {{}}")
@example(text="\u202e\u2066\u0301\U000e0001", around=f"{{}} {UNSAFE}")
@hypothesis_settings(max_examples=150)
def test_whatever_the_text_there_is_a_verdict_or_a_clear_error(client: TestClient, text: str, around: str) -> None:
    sent = around.replace("{}", text)
    reply = client.post("/v1/check", content=json.dumps({"text": sent}), headers={"content-type": "application/json"})

    assert reply.status_code in (200, 422), reply.text
    if reply.status_code == 200:
        assert reply.json()["verdict"] in ("pass", "block", "abstain")
        assert UNSAFE not in sent or reply.json()["verdict"] != "pass"


@given(body=st.binary(max_size=80))
@hypothesis_settings(max_examples=100)
def test_whatever_the_bytes_there_is_a_clear_error(client: TestClient, body: bytes) -> None:
    reply = client.post("/v1/check", content=body, headers={"content-type": "application/json"})

    assert reply.status_code in (400, 422)
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        {"text": UNSAFE},
        {"text": "Azathioprin weiter geben, 2 Tabletten."},
        {"text": "Check for viral hepatitis.", "question": "ALT 520 U/L on azathioprine: what now?"},
        {"text": "Restart azathioprine at 50 mg.", "patient": PATIENT},
    ],
)
def test_the_command_gives_the_same_reply(client: TestClient, body: dict[str, Any]) -> None:
    done = CliRunner().invoke(app, ["check", "--batch", "--json"], input=json.dumps(body))

    reply = json.loads(done.stdout)
    assert {key: reply[key] for key in reply if key not in ("id", "file", "line")} == post(client, **body).json()


def test_what_could_not_be_checked_again_is_not_offered(topic: Topic) -> None:
    request = CheckRequest(text=UNSAFE)
    judge = Judge(topics={topic.id: topic})

    assert judge_text(judge, request, longest=8000).safe_text
    assert judge_text(judge, request, longest=len(UNSAFE)).safe_text == ""
