"""One mapping from every error to `application/problem+json` (RFC 9457), which never repeats the input."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from corpus.errors import TopicError
from service.api.complaints import complaints
from service.domain import errors

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, for a program (`status`, `slug`) and for a reader (`title`, `detail`)."""

    status: int
    slug: str
    title: str
    detail: str
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the problem as JSON."""
        body = {
            "type": f"urn:groundrule:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        return json.dumps(body)

    def response(self, extra_headers: Mapping[str, str] | None = None) -> Response:
        """Return the problem as an HTTP response."""
        headers = {"Cache-Control": "no-store", **self.headers, **(extra_headers or {})}
        return Response(self.text(), status_code=self.status, headers=headers, media_type=MEDIA_TYPE)


class HTTPProblemError(HTTPException):
    """A fault of the HTTP request itself, found before any of the service's work."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(status_code=problem.status, detail=problem.slug)
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How one class of error is told. `detail` None: the error's own message, which never repeats the input."""

    status: int
    slug: str
    title: str
    detail: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


#: The most specific class of an error decides.
KINDS: Mapping[type[Exception], Kind] = {
    errors.GroundruleError: Kind(
        status=500, slug="internal", title="Internal error", detail="The service failed; nothing was answered."
    ),
    errors.InputError: Kind(status=422, slug="unusable-input", title="The request cannot be used as it is"),
    errors.UnknownTopicError: Kind(
        status=422,
        slug="unknown-topic",
        title="Unknown topic",
        detail="There is no such topic. GET /v1/topics lists those there are; without `topic` the service finds it.",
    ),
    errors.UnknownNameError: Kind(status=422, slug="unknown-name", title="Unknown name or unit"),
    errors.TooLongError: Kind(status=413, slug="too-long", title="Too long"),
    errors.ConflictError: Kind(status=409, slug="conflict", title="Changed in the meantime"),
    errors.NotFoundError: Kind(status=404, slug="not-found", title="Not found"),
    TopicError: Kind(
        status=503,
        slug="topic-broken",
        title="A topic does not hold",
        detail="A topic folder does not hold, so nothing is answered from it. The operator runs `groundrule lint`.",
    ),
    errors.IndexNotReadyError: Kind(
        status=503,
        slug="index-not-ready",
        title="The index is not ready",
        detail="There is no index that fits this corpus and encoder. The operator runs `groundrule ingest` and starts "
        "the service again; /health/ready then says that it is ready.",
        headers={"Retry-After": "30"},
    ),
    errors.SelfTestError: Kind(
        status=503,
        slug="self-test-failed",
        title="The self-test failed",
        detail="A built-in sample was missed, so the service does not answer. The operator looks at its log.",
    ),
    errors.RecordsError: Kind(
        status=503,
        slug="records-unavailable",
        title="Records cannot be read or written",
        detail="Conversations and answers cannot be read or written at the moment, so no answer is given that could "
        "not be shown again. Try again; if it stays, the operator checks the data folder.",
        headers={"Retry-After": "5"},
    ),
    errors.BusyError: Kind(
        status=503,
        slug="busy",
        title="Busy",
        detail="Every worker is taken. The same request works a little later.",
        headers={"Retry-After": "2"},
    ),
    errors.TimeLimitError: Kind(
        status=503,
        slug="time-limit",
        title="Not finished in time",
        detail="The text could not be judged within the time limit, so treat it as not safe to use. Try a shorter one.",
    ),
    errors.GoneError: Kind(
        status=499, slug="gone", title="Nobody waits", detail="The connection was closed before the answer was made."
    ),
    errors.SettingsError: Kind(
        status=500, slug="settings", title="The settings do not hold", detail="The operator looks at the service's log."
    ),
}

_PLAIN: Mapping[int, tuple[str, str, str]] = {
    400: ("bad-request", "Bad request", "The request could not be read."),
    404: ("not-found", "Not found", "There is nothing at this address. /openapi.json lists every operation."),
    405: ("method-not-allowed", "Method not allowed", "This address does not take this method; see the Allow header."),
    413: ("too-long", "Too long", "The request is too large."),
}


def problem_of(error: Exception) -> Problem:
    """Return the problem that tells this error; one outside the tree is a plain internal error."""
    kind = next((KINDS[cls] for cls in type(error).__mro__ if cls in KINDS), KINDS[errors.GroundruleError])
    path = getattr(error, "path", None)
    more = {"errors": [{"path": path, "message": str(error)}]} if isinstance(path, str) else {}
    return Problem(
        status=kind.status,
        slug=kind.slug,
        title=kind.title,
        detail=kind.detail if kind.detail is not None else str(error),
        more=more,
        headers=kind.headers,
    )


def told(error: Exception) -> Problem:
    """Return the problem that tells an error of the service, of HTTP itself or of the contract."""
    if isinstance(error, RequestValidationError):
        return _of_validation(error.errors())
    return _of_http(error) if isinstance(error, HTTPException) else problem_of(error)


def _of_http(error: HTTPException) -> Problem:
    if isinstance(error, HTTPProblemError):
        return error.problem
    # The exception's own detail may hold anything, the input included, so only its number is used.
    slug, title, detail = _PLAIN.get(error.status_code, ("refused", "Refused", "The request was refused."))
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() in ("allow", "retry-after")}
    return Problem(status=error.status_code, slug=slug, title=title, detail=detail, headers=headers)


def _of_validation(raw: Sequence[Mapping[str, Any]]) -> Problem:
    return Problem(
        status=422,
        slug="invalid-request",
        title="The request does not fit the contract",
        detail="Nothing was answered. Each entry of `errors` says where, and what is expected there.",
        more={"errors": complaints(raw)},
    )


def install(app: FastAPI, *, last_resort_headers: Mapping[str, str]) -> None:
    """Answer every error of an application with a problem.

    `last_resort_headers` go onto the 500 of an unforeseen error, which leaves outside all other middleware.
    """

    async def ours(_request: Request, error: Exception) -> Response:
        return problem_of(error).response()

    async def http(_request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return _of_http(error).response()

    async def invalid(_request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        return _of_validation(error.errors()).response()

    async def unforeseen(_request: Request, error: Exception) -> Response:
        return problem_of(error).response(last_resort_headers)

    app.add_exception_handler(errors.GroundruleError, ours)
    app.add_exception_handler(TopicError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, unforeseen)
