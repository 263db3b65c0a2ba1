"""Every error is a problem that says what to do and never repeats the input."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.errors import TopicError
from service.api.problems import KINDS, problem_of
from service.domain import errors
from tests.api.bodies import MARKER, assert_problem
from tests.api.conftest import Serve
from tests.fakes import FakeEngine


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
