"""Asks the service inside this process by its HTTP contract, so that a command and a client get the same answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx

from cli.exits import Exit, stop

if TYPE_CHECKING:
    from starlette.types import ASGIApp

#: Any loopback address; nothing is sent over a network.
ADDRESS = "http://127.0.0.1"


def post(app: ASGIApp, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reply to a request.

    Raises:
        typer.Exit: the service refused it (2) or could not do it (3); the reason is on stderr.
    """
    reply = asyncio.run(_post(app, path, {key: value for key, value in body.items() if value is not None}))
    held: dict[str, Any] = reply.json()
    if reply.is_success:
        return held
    raise stop(_reason(held), Exit.BAD_INPUT if reply.is_client_error else Exit.MISSING)


async def _post(app: ASGIApp, path: str, body: Mapping[str, Any]) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        return await client.post(path, json=body)


def _reason(problem: Mapping[str, Any]) -> str:
    """What the problem says of each field that it complains about; its own words where it names none."""
    fields = "; ".join(
        f"{error.get('path', '')}: {error.get('message') or error.get('detail', '')}".strip(": ")
        for error in problem.get("errors", ())
        if isinstance(error, Mapping)
    )
    return fields or str(problem.get("detail", "the request was refused"))
