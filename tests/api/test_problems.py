"""Every error is a problem that says what to do and never repeats the input."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import TopicError
from service.api.complaints import complaints
from service.api.problems import KINDS, problem_of
from service.domain import errors
from tests.api.conftest import Serve
from tests.fakes import FakeEngine

MARKER = "zqmarkerqz"
JSON = {"content-type": "application/json"}
FULL: dict[str, Any] = {
    "question": "What now?",
    "topic": "tavorexin-low-sodium",
    "audience": "physician",
    "patient": {
        "labs": [
            {"analyte": "sodium", "value": 123, "unit": "mmol/L", "upper_limit": 145, "upper_limit_unit": "mmol/L",
             "baseline": 139, "baseline_unit": "mmol/L", "at": "2026-11-20"}
        ],
        "medications": [{"drug": "tavorexin", "dose": 10, "unit": "mg/d", "status": "held", "from": "2026-11-14",
                         "to": "2026-11-19"}],
        "symptoms": ["confusion"], "symptoms_absent": ["seizure"], "conditions": ["heart failure"],
        "weight_kg": 70, "age_years": 60, "as_of": "2026-11-20",
    },
}  # fmt: skip
Path = tuple[str | int, ...]


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in a body."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from paths(part, (*at, key))


def replaced(body: Any, at: Path, value: Any) -> Any:
    if not at:
        return value
    found = copy.deepcopy(body)
    place = found
    for key in at[:-1]:
        place = place[key]
    place[at[-1]] = value
    return found


def at_path(body: Any, at: Path) -> Any:
    for key in at:
        body = body[key]
    return body


def assert_problem(reply: Any, status: int) -> dict[str, Any]:
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = reply.json()
    assert {"type", "title", "status", "detail"} <= set(body) <= {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    return body


# ------------------------------------------------------------------------------------------------ the error tree


def every_error() -> Iterator[type[Exception]]:
    """What the service may raise; `ingest` has an error of its own, which the service never imports."""
    yield TopicError
    yield errors.GroundruleError
    waiting = [errors.GroundruleError]
    while waiting:
        found = [error for error in waiting.pop().__subclasses__() if error.__module__.startswith("service.")]
        yield from found
        waiting += found


@pytest.mark.parametrize("error", list(every_error()))
def test_every_error_of_the_tree_is_mapped(error: type[Exception]) -> None:
    assert error in KINDS


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.UnknownNameError("the analyte is not known", path="patient.labs[0].analyte"), 422),
        (errors.InputError("the dose has no unit", path="patient.medications[0]"), 422),
        (errors.IndexNotReadyError(MARKER), 503),
        (errors.SelfTestError(MARKER), 503),
        (errors.RecordsError(MARKER), 503),
        (errors.BusyError(MARKER), 503),
        (TopicError(MARKER, file=MARKER), 503),
        (errors.GroundruleError(MARKER), 500),
        (ValueError(MARKER), 500),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_error_of_the_core_becomes_its_problem(serve: Serve, error: Exception, status: int) -> None:
    with serve(FakeEngine(error=error)) as client:
        for path, body in (
            ("/v1/ask", {"question": "x"}),
            ("/v1/assess", {"text": "x", "topic": "tavorexin-low-sodium"}),
            ("/v1/check", {"text": "x"}),
        ):
            reply = client.post(path, json=body)
            assert_problem(reply, status)
            assert MARKER not in reply.text
            assert "Traceback" not in reply.text


def test_an_unknown_name_says_where_it_stood(serve: Serve) -> None:
    error = errors.UnknownNameError("The analyte is not known.", path="patient.labs[0].analyte")
    with serve(FakeEngine(error=error)) as client:
        body = assert_problem(client.post("/v1/ask", json={"question": "x"}), 422)

    assert body["errors"] == [{"path": "patient.labs[0].analyte", "message": "The analyte is not known."}]


def test_a_missing_index_says_what_to_do(serve: Serve) -> None:
    with serve(FakeEngine(error=errors.IndexNotReadyError("none"))) as client:
        for reply in (client.post("/v1/ask", json={"question": "x"}), client.get("/health/ready")):
            assert "groundrule ingest" in assert_problem(reply, 503)["detail"]
        assert client.get("/health/live").json() == {"status": "live"}


def test_an_error_outside_the_tree_has_the_security_headers_too(serve: Serve) -> None:
    with serve(FakeEngine(error=ValueError(MARKER))) as client:
        reply = client.post("/v1/ask", json={"question": "x"})

    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_a_problem_is_told_by_the_nearest_class() -> None:
    class Nearer(errors.UnknownTopicError):
        """An error that a later version may add."""

    assert problem_of(Nearer("x")).slug == "unknown-topic"


# ------------------------------------------------------------------------------------------------ the request itself


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


@pytest.mark.parametrize("at", list(paths(FULL)), ids=str)
@pytest.mark.parametrize(
    "wrong", [MARKER, [MARKER], {MARKER: MARKER}, [[MARKER]]], ids=["text", "list", "object", "lists"]
)
def test_no_error_about_any_field_repeats_what_stood_there(client: TestClient, at: Path, wrong: Any) -> None:
    reply = client.post("/v1/ask", json=replaced(FULL, at, wrong))

    if reply.status_code >= 400:
        assert_problem(reply, 422)
        assert MARKER not in reply.text
    else:
        assert isinstance(at_path(FULL, at), str) or at[-1] in ("symptoms", "symptoms_absent", "conditions")


@pytest.mark.parametrize("at", [p for p in paths(FULL) if isinstance(at_path(FULL, p), dict)], ids=str)
def test_an_unknown_field_is_refused_everywhere_without_naming_it(client: TestClient, at: Path) -> None:
    reply = client.post("/v1/ask", json=replaced(FULL, (*at, MARKER), 1))

    (complaint,) = assert_problem(reply, 422)["errors"]
    assert "not part of the contract" in complaint["message"]
    assert MARKER not in reply.text


def test_a_misspelt_field_is_pointed_at_by_its_right_spelling(client: TestClient) -> None:
    lab = {"analyte": "sodium", "value": 1, "uper_limit": 2}
    reply = client.post("/v1/ask", json={"question": "a", "patient": {"labs": [lab]}})

    (complaint,) = assert_problem(reply, 422)["errors"]
    assert complaint["path"] == "patient.labs[0]"
    assert complaint["message"].endswith("did you mean upper_limit?")


@given(kind=st.text(max_size=20), text=st.text(min_size=1, max_size=20))
def test_no_kind_of_validation_error_can_carry_the_input(kind: str, text: str) -> None:
    told = f"{MARKER}{text}"
    raw = {"type": kind, "loc": ("body", "question"), "msg": told, "input": told, "ctx": {"error": told}}

    assert MARKER not in json.dumps(complaints([raw]))
