"""Renders the templates: text is never markup, and every page forbids what it does not need."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, PackageLoader, StrictUndefined

from service.pictures.elements import markup

_SHARED = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)
CONTENT_SECURITY_POLICY = "; ".join((*_SHARED, "script-src 'self'", "connect-src 'self'"))
SCRIPTLESS_POLICY = "; ".join(_SHARED)
"""Of a page that holds no script at all, whatever text reaches it."""

_TEMPLATES = Environment(
    loader=PackageLoader("service.widget"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

# Jinja's own `tojson` escapes for scripts; here JSON is shown as text like any other.
_TEMPLATES.filters["tojson_text"] = lambda value: json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment for a reader (`words`) and for a program (`stamp`)."""

    words: str
    stamp: str


def _moment(at: datetime | str) -> Moment:
    held = datetime.fromisoformat(at) if isinstance(at, str) else at
    words = f"{held.day} {_MONTHS[held.month - 1]} {held.year}, {held.hour:02}:{held.minute:02} UTC"
    return Moment(words=words, stamp=held.isoformat())


# Not from the locale, which differs from one machine to the next.
_MONTHS = "January February March April May June July August September October November December".split()
_TEMPLATES.filters["moment"] = _moment
# Every text in it is escaped where it becomes markup, so that a template may call it safe.
_TEMPLATES.filters["markup"] = markup


class PackedRoute(APIRoute):
    """A route whose page is compressed for whoever takes it so: nothing on it is secret."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler that packs what the route answers."""
        answer = super().get_route_handler()

        async def packed(request: Request) -> Response:
            response = await answer(request)
            if isinstance(response, HTMLResponse):
                response.headers["Vary"] = "Accept-Encoding"
                if "gzip" in request.headers.get("accept-encoding", ""):
                    response.body = gzip.compress(bytes(response.body), mtime=0)
                    response.headers["Content-Encoding"] = "gzip"
                    response.headers["Content-Length"] = str(len(response.body))
            return response

        return packed


def page(template: str, **values: object) -> HTMLResponse:
    """Return a page that anybody may read."""
    return _rendered(
        template, values, {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-cache"}
    )


def private_page(
    template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> HTMLResponse:
    """Return a page without scripts that no cache keeps, because it may hold patient data or unpublished work."""
    dressed = {
        "Content-Security-Policy": SCRIPTLESS_POLICY,
        "Cache-Control": "no-store",
        # A form of ours must say where it comes from; no other site is told.
        "Referrer-Policy": "same-origin",
        **(headers or {}),
    }
    return _rendered(template, values, dressed, status=status)


def _rendered(
    template: str, values: Mapping[str, object], headers: Mapping[str, str], *, status: int = 200
) -> HTMLResponse:
    html = _TEMPLATES.get_template(template).render(values)
    return HTMLResponse(html, status_code=status, headers=dict(headers))
