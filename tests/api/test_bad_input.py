"""Bad input gets a clear problem."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from tests.api.bodies import JSON, MARKER, assert_problem
from tests.fakes import FakeEngine


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (b"{", 400, "malformed-json"),
        (b'{"question": "a",}', 400, "malformed-json"),
        (b"\xff\xfe\x00\x01", 400, "malformed-json"),
        ('{"question": "ä"}'.encode("latin-1"), 400, "malformed-json"),
        ('{"question": "a"}'.encode("utf-16"), 400, "malformed-json"),
        (b'\xef\xbb\xbf{"question": "a"}', 400, "malformed-json"),
        (b'{"question": "a", "patient": {"weight_kg": NaN}}', 400, "malformed-json"),
        (b'{"question": "a", "patient": {"weight_kg": -Infinity}}', 400, "malformed-json"),
        (b'{"question": "a", "question": "b"}', 400, "malformed-json"),
        (b'{"question": ' + b"[" * 100_000, 400, "malformed-json"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, 400, "malformed-json"),
        (b'{"question": "a", "patient": {"weight_kg": 1' + b"0" * 5000 + b"}}", 400, "malformed-json"),
        (b'{"question": "' + b"a" * 256 * 1024 + b'"}', 413, "too-long"),
        (b"", 422, "invalid-request"),
        (b"null", 422, "invalid-request"),
        (b"[]", 422, "invalid-request"),
        (b'"text"', 422, "invalid-request"),
        (b"{}", 422, "invalid-request"),
        (b'{"question": ""}', 422, "invalid-request"),
        (b'{"question": " \\n\\t "}', 422, "invalid-request"),
        (b'{"question": "\\u200b\\ufeff"}', 422, "invalid-request"),
        (b'{"question": "\\u0000\\u0001"}', 422, "invalid-request"),
        (b'{"question": "\\ud83d"}', 422, "invalid-request"),
        (b'{"question": 5}', 422, "invalid-request"),
        (b'{"question": null}', 422, "invalid-request"),
        (b'{"question": "a", "audience": "king"}', 422, "invalid-request"),
        (b'{"question": "a", "audience": null}', 422, "invalid-request"),
        (b'{"question": "a", "topic": "no-such-topic"}', 422, "unknown-topic"),
        (b'{"question": "a", "conversation_id": "cnv_none"}', 404, "not-found"),
        (b'{"question": "a", "patient": []}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"weight_kg": 1e999}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"weight_kg": 1' + b"0" * 400 + b"}}", 422, "invalid-request"),
        (b'{"question": "a", "patient": {"weight_kg": 0}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"weight_kg": true}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"labs": [{"analyte": "x", "value": "5,2"}]}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"labs": [{"analyte": "x"}]}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"labs": [{"value": 5}]}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"as_of": "20.11.2026"}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"as_of": "2026-02-30"}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"as_of": 20261120}}', 422, "invalid-request"),
        (
            b'{"question": "a", "patient": {"medications": [{"drug": "x", "from": "2026-02-02", "to": "2026-02-01"}]}}',
            422,
            "invalid-request",
        ),
        (b'{"question": "a", "patient": {"medications": [{"drug": "x", "status": "lost"}]}}', 422, "invalid-request"),
        (b'{"question": "a", "patient": {"medications": [{"drug": "x", "since": "2026-02-02"}]}}', 422,
         "invalid-request"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_clear_problem(client: TestClient, body: bytes, status: int, slug: str) -> None:
    problem = assert_problem(client.post("/v1/ask", content=body, headers=JSON), status)

    assert problem["type"] == f"urn:groundrule:problem:{slug}"
    assert problem["detail"]


@pytest.mark.parametrize(
    "question",
    ["😀🩺", "مرحبا، ما الجرعة؟", "Was tun bei Natrium 123?", "ナトリウム", "a\x0bb\x0cc", "\u202eabc", "𝓐𝓵𝓽"],
)
def test_text_in_any_script_reaches_the_engine_unchanged(client: TestClient, engine: FakeEngine, question: str) -> None:
    assert client.post("/v1/ask", json={"question": question}).status_code == 200
    assert engine.asked[-1].text == question


@pytest.mark.parametrize(("length", "status"), [(8000, 200), (8001, 413), (20_000, 413)])
def test_a_question_has_a_longest_length(client: TestClient, length: int, status: int) -> None:
    assert client.post("/v1/ask", json={"question": "é" * length}).status_code == status


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/assess", "/v1/check"])
def test_a_topic_that_is_not_served_is_told_the_same_way_everywhere(client: TestClient, path: str) -> None:
    words = {"question": "x"} if path == "/v1/ask" else {"text": "x"}
    problem = assert_problem(client.post(path, json={**words, "topic": MARKER}), 422)

    assert problem["type"] == "urn:groundrule:problem:unknown-topic"
    assert problem["errors"][0]["path"] == "topic"
    assert MARKER not in json.dumps(problem)


def test_texts_to_judge_have_the_same_longest_length(client: TestClient) -> None:
    long = "a" * 8001
    topic = "tavorexin-low-sodium"
    for path, body in (
        ("/v1/check", {"text": long}),
        ("/v1/check", {"text": "a", "question": long}),
        ("/v1/assess", {"text": long, "topic": topic}),
    ):
        assert_problem(client.post(path, json=body), 413)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=latin-1"]
)
def test_a_body_that_is_not_declared_as_json_is_refused(client: TestClient, content_type: str) -> None:
    reply = client.post("/v1/ask", content=b'{"question": "a"}', headers={"content-type": content_type})

    assert_problem(reply, 415)


def test_a_body_sent_in_chunks_is_bounded_too(client: TestClient) -> None:
    reply = client.post("/v1/ask", content=(b" " * 65_536 for _ in range(8)), headers=JSON)

    assert_problem(reply, 413)


def test_an_address_that_does_not_exist_is_a_problem(client: TestClient) -> None:
    reply = client.get(f"/v1/{MARKER}")

    assert_problem(reply, 404)
    assert MARKER not in reply.text


@pytest.mark.parametrize("path", ["/v1/answers/", "/v1/conversations/", "/v1/topics/", "/v1/sources/", "/v1/passages/"])
def test_an_id_that_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    reply = client.get(path + MARKER)

    assert_problem(reply, 404)
    assert MARKER not in reply.text


def test_a_method_that_does_not_exist_names_those_that_do(client: TestClient) -> None:
    reply = client.get("/v1/ask")

    assert_problem(reply, 405)
    assert reply.headers["allow"] == "POST"


# ------------------------------------------------------------------------------------------------ no echo
