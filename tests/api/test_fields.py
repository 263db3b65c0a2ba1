"""No error about a field repeats what stood there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.api.complaints import complaints
from tests.api.bodies import FULL, MARKER, Path, assert_problem, at_path, paths, replaced


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
