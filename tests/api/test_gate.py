"""Who may reach the service, under which name, and what is logged of it."""

from __future__ import annotations

import json
import logging
import stat
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.keys import KeyRing, add_key, load_keys
from service.domain.errors import SettingsError
from service.logs import JsonLines
from tests.api.conftest import Serve
from tests.fakes import FakeEngine

WORDS = "the patient's own words"


@pytest.fixture
def keys_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "api-keys"


# ------------------------------------------------------------------------------------------------ host and headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("[::1]:8000", 200),
        ("127.8.8.8", 200),
        ("rebound.example", 421),
        ("localhost.example", 421),
        ("192.168.1.5:8000", 421),
        ("0.0.0.0:8000", 421),
        ("", 421),
    ],
)
def test_without_keys_the_service_answers_to_loopback_names_only(client: TestClient, host: str, status: int) -> None:
    assert client.get("/v1/topics", headers={"host": host}).status_code == status


@pytest.mark.parametrize("path", ["/v1/topics", "/health/live", "/openapi.json", "/nothing"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_an_answer_is_not_left_in_a_cache(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "x"})

    assert answer.headers["cache-control"] == "no-store"
    assert client.get(f"/v1/answers/{answer.json()['id']}").headers["cache-control"] == "no-store"


def test_another_site_may_not_read_answers(client: TestClient) -> None:
    reply = client.get("/v1/topics", headers={"origin": "https://elsewhere.example"})

    assert not [name for name in reply.headers if name.startswith("access-control-")]


def test_only_a_named_origin_may_read_answers(serve: Serve) -> None:
    with serve(FakeEngine(), allowed_origins="https://ward.example") as client:
        named = client.get("/v1/topics", headers={"origin": "https://ward.example"})
        other = client.get("/v1/topics", headers={"origin": "https://elsewhere.example"})
        preflight = client.options(
            "/v1/ask",
            headers={
                "origin": "https://ward.example",
                "access-control-request-method": "POST",
                "access-control-request-headers": "content-type,x-api-key",
            },
        )

    assert named.headers["access-control-allow-origin"] == "https://ward.example"
    assert "access-control-allow-origin" not in other.headers
    assert preflight.status_code == 200
    assert "access-control-allow-credentials" not in preflight.headers


# ------------------------------------------------------------------------------------------------ keys


def test_with_keys_only_their_holders_are_answered(serve: Serve, keys_file: Path) -> None:
    key = add_key(keys_file, "ward-3")
    with serve(FakeEngine(), keys=load_keys(keys_file)) as client:
        admitted: list[dict[str, str]] = [
            {"authorization": f"Bearer {key}"},
            {"authorization": f"bearer {key}"},
            {"x-api-key": key},
        ]
        refused: list[dict[str, Any]] = [
            {},
            {"x-api-key": key[:-1]},
            {"authorization": key},
            {"authorization": f"Basic {key}"},
            {"x-api-key": "é".encode()},
        ]
        for headers in admitted:
            assert client.get("/v1/topics", headers=headers).status_code == 200
        for headers in refused:
            reply = client.get("/v1/topics", headers=headers)
            assert reply.status_code == 401
            assert reply.headers["www-authenticate"].startswith("Bearer")
            assert reply.headers["content-type"] == "application/problem+json"
            assert key[:-1] not in reply.text


def test_every_operation_on_data_needs_a_key_and_health_does_not(serve: Serve, keys_file: Path) -> None:
    add_key(keys_file, "ward-3")
    engine = FakeEngine()
    with serve(engine, keys=load_keys(keys_file)) as client:
        document = client.get("/openapi.json").json()
        for path, methods in document["paths"].items():
            for method in methods:
                status = client.request(method, path).status_code
                assert status == (401 if path.startswith("/v1/") else 200), path
        assert client.post("/v1/ask", json={"question": "x"}).status_code == 401
    assert document["security"] == [{"bearer": []}, {"header": []}]
    assert not [question for question in engine.asked if question.text == "x"]


def test_with_keys_the_service_answers_under_any_name(serve: Serve, keys_file: Path) -> None:
    key = add_key(keys_file, "ward-3")
    with serve(FakeEngine(), keys=load_keys(keys_file)) as client:
        headers = {"host": "groundrule.hospital.example", "x-api-key": key}
        assert client.get("/v1/topics", headers=headers).status_code == 200


def test_a_key_is_kept_as_a_hash_for_its_owner_alone(keys_file: Path) -> None:
    key = add_key(keys_file, "ward-3")
    other = add_key(keys_file, "ward-4")

    assert key not in keys_file.read_text(encoding="utf-8")
    assert stat.S_IMODE(keys_file.stat().st_mode) == 0o600
    ring = load_keys(keys_file)
    assert (ring.holder(key), ring.holder(other), ring.holder("grk_wrong")) == ("ward-3", "ward-4", None)
    assert key != other
    assert len(key) > 40


@pytest.mark.parametrize("name", ["", "two words", "a\nb", "-x", "x" * 65, "name sha256:"])
def test_a_key_needs_a_plain_name(keys_file: Path, name: str) -> None:
    with pytest.raises(SettingsError):
        add_key(keys_file, name)
    assert not keys_file.exists()


def test_a_name_is_given_to_one_key_only(keys_file: Path) -> None:
    add_key(keys_file, "ward-3")
    before = keys_file.read_text(encoding="utf-8")

    with pytest.raises(SettingsError):
        add_key(keys_file, "ward-3")
    assert keys_file.read_text(encoding="utf-8") == before


def test_a_keys_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("a file", encoding="utf-8")

    with pytest.raises(SettingsError, match="cannot be written"):
        add_key(tmp_path / "in-the-way" / "keys", "ward-3")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "holds no key"),
        ("# only a remark\n\n", "holds no key"),
        ("ward-3 plain-secret-key\n", "line 1"),
        (f"# remark\nward-3 sha256:{'0' * 63}\n", "line 2"),
        (f"ward-3 sha256:{'0' * 64}\nward-3 sha256:{'1' * 64}\n", "line 2"),
    ],
)
def test_a_keys_file_that_does_not_hold_is_refused_without_repeating_it(
    keys_file: Path, content: str, told: str
) -> None:
    keys_file.parent.mkdir()
    keys_file.write_text(content, encoding="utf-8")

    with pytest.raises(SettingsError, match=told) as caught:
        load_keys(keys_file)
    assert "plain-secret-key" not in str(caught.value)


def test_a_keys_file_that_is_missing_is_refused(keys_file: Path) -> None:
    with pytest.raises(SettingsError, match="API_KEYS_FILE"):
        load_keys(keys_file)


def test_an_empty_ring_admits_nobody() -> None:
    assert KeyRing(digests={}).holder("") is None


# ------------------------------------------------------------------------------------------------ logs


def test_a_log_line_tells_the_route_and_nothing_of_the_request(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    answer = client.post("/v1/ask?note=secret", json={"question": WORDS}).json()
    client.get(f"/v1/answers/{answer['id']}")
    client.post("/v1/ask", json={"question": WORDS, "typo": WORDS})

    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("groundrule")]
    told = [json.loads(line) for line in lines]
    assert [(line["method"], line["route"], line["status"]) for line in told if "route" in line] == [
        ("POST", "/v1/ask", 200),
        ("GET", "/v1/answers/{answer_id}", 200),
        ("POST", "/v1/ask", 422),
    ]
    assert all(len(line["request_id"]) == 16 for line in told)
    for secret in (WORDS, "secret", answer["id"]):
        assert secret not in "\n".join(lines)


def test_an_exception_is_logged_by_its_places_and_not_by_its_message() -> None:
    def read() -> None:
        raise ValueError(WORDS)

    def answer() -> None:
        try:
            read()
        except ValueError as error:
            raise RuntimeError(WORDS) from error

    with pytest.raises(RuntimeError) as caught:
        answer()
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, (RuntimeError, caught.value, caught.tb))

    line = JsonLines().format(record)

    assert WORDS not in line
    assert [entry.split(" < ")[0] for entry in json.loads(line)["exception"]] == ["RuntimeError", "ValueError"]
    assert "test_an_exception_is_logged" in line
