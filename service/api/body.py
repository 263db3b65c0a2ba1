"""Reads a request body strictly: bounded, UTF-8, JSON as the standard has it, no name twice."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from service.api import strict_json
from service.api.problems import HTTPProblemError, Problem
from service.api.requests import MAX_BODY_BYTES

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
    """Return the body as JSON.

    Raises:
        HTTPProblemError: 400; it is not JSON as `service.api.strict_json` reads it.
    """
    try:
        return strict_json.parse(body)
    except strict_json.NotJsonError as error:
        problem = Problem(status=400, slug="malformed-json", title="Malformed JSON", detail=f"The body {error}.")
        raise HTTPProblemError(problem) from None


def _demand_json(content_type: str) -> None:
    message = Message()
    message["content-type"] = content_type
    charset = message.get_content_charset("utf-8")
    if message.get_content_type() != "application/json" or charset not in ("utf-8", "utf8"):
        raise HTTPProblemError(_NOT_JSON)
