"""Reads a request body strictly: bounded, UTF-8, JSON as the standard has it, no name twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from service.api.problems import HTTPProblemError, Problem

MAX_BODY_BYTES = 256 * 1024

_TOO_LARGE = Problem(
    status=413,
    slug="too-long",
    title="Too long",
    detail=f"The request body is larger than {MAX_BODY_BYTES // 1024} KiB.",
    headers={"Connection": "close"},
)
_NOT_JSON = Problem(
    status=415,
    slug="unsupported-media-type",
    title="Unsupported media type",
    detail="Send the body as application/json in UTF-8.",
)


class StrictRequest(Request):
    """A request whose body is refused instead of guessed at."""

    async def body(self) -> bytes:
        """Return the body; 413 once it is too large, 415 when it is not declared as JSON."""
        if hasattr(self, "_body"):
            return self._body
        _demand_json(self.headers.get("content-type", ""))
        chunks: list[bytes] = []
        size = 0
        async for chunk in self.stream():
            size += len(chunk)
            if size > MAX_BODY_BYTES:
                raise HTTPProblemError(_TOO_LARGE)
            chunks.append(chunk)
        self._body = b"".join(chunks)
        return self._body

    async def json(self) -> Any:
        """Return the body as JSON; 400 with the reason when it is not."""
        return parse(await self.body())


class StrictRoute(APIRoute):
    """A route that reads its body through `StrictRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return FastAPI's handler behind a strict request."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


def parse(body: bytes) -> Any:
    """Parse JSON without the liberties of the standard library.

    Raises:
        HTTPProblemError: 400; not UTF-8, not JSON, NaN or Infinity, a name twice in one object, or nested too deeply.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("The body is not UTF-8.") from None
    try:
        return json.loads(text, parse_constant=_constant, object_pairs_hook=_object)
    except RecursionError:
        raise _malformed("The body is nested too deeply.") from None
    except ValueError:
        raise _malformed("The body is not JSON; a common cause is a missing quote, brace or comma.") from None


def _demand_json(content_type: str) -> None:
    message = Message()
    message["content-type"] = content_type
    charset = message.get_content_charset("utf-8")
    if message.get_content_type() != "application/json" or charset not in ("utf-8", "utf8"):
        raise HTTPProblemError(_NOT_JSON)


def _constant(_name: str) -> None:
    raise _malformed("NaN and Infinity are not JSON numbers.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _malformed("An object holds the same name twice; one of the two values would be lost in silence.")
    return found


def _malformed(detail: str) -> HTTPProblemError:
    return HTTPProblemError(Problem(status=400, slug="malformed-json", title="Malformed JSON", detail=detail))
