"""What every request passes first: its log line, the security headers, the host it asks for, and its key."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.keys import KeyRing
from service.api.problems import Problem
from service.settings import is_loopback

log = logging.getLogger("groundrule.access")

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Answers hold patient data: no cache keeps them. A page's own files say otherwise themselves.
    "Cache-Control": "no-store",
}

_HOLDER = "groundrule.holder"
KEY_NEEDED = Problem(
    status=401,
    slug="key-needed",
    title="Key needed",
    detail="Send a valid API key as `Authorization: Bearer ...` or `X-API-Key`.",
    headers={"WWW-Authenticate": 'Bearer realm="groundrule"'},
)
_WRONG_HOST = Problem(
    status=421,
    slug="wrong-host",
    title="Wrong host",
    detail="This service answers on loopback only. To reach it under another name, the operator configures API keys.",
)


class Outermost:
    """Adds the security headers, names the request, and logs it without query string, path values or body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        started = time.perf_counter()
        status = 500

        async def send_dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_dressed)
        finally:
            log.info(
                "request",
                extra={
                    "request_id": request_id,
                    "method": scope["method"],
                    # The route's template, never the path itself: ids in it open patient data.
                    "route": getattr(scope.get("route"), "path", None),
                    "status": status,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )


class LoopbackOnly:
    """Refuses a request made under another host name: a page that rebinds its name to us must not read answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http" and not is_loopback(_hostname(Headers(scope=scope).get("host", ""))):
            await _WRONG_HOST.response()(scope, receive, send)
            return
        await self.app(scope, receive, send)


class KeyNeeded:
    """Lets only holders of a key reach the operations under /v1; pages and health stay open."""

    def __init__(self, app: ASGIApp, keys: KeyRing) -> None:
        self.app = app
        self.keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http" and scope["path"].startswith("/v1/"):
            holder = self._holder(Headers(scope=scope))
            if holder is None:
                await KEY_NEEDED.response()(scope, receive, send)
                return
            scope[_HOLDER] = holder
        await self.app(scope, receive, send)

    def _holder(self, headers: Headers) -> str | None:
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        presented = headers.get("x-api-key") or (bearer.strip() if scheme.lower() == "bearer" else "")
        return self.keys.holder(presented) if presented else None


def holder_of(scope: Scope) -> str | None:
    """Return whose API key a request came with; None where no keys are configured."""
    holder: str | None = scope.get(_HOLDER)
    return holder


def caller_of(scope: Scope) -> str:
    """Return the address that a request came from, to count its wrong keys by."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _hostname(host: str) -> str:
    """Return the name or address in a Host header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
