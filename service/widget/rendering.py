"""Renders the templates: text is never markup, and every page forbids what it does not need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi.responses import HTMLResponse
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
