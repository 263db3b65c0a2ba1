"""Lets the holders of a key in to pages: a form for the key, a session in a cookie, and forms that are ours."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from corpus.errors import TopicError
from service.api.gate import caller_of
from service.api.holders import Holders
from service.api.problems import HTTPProblemError, Problem, told
from service.api.room import Room
from service.api.sessions import LONGEST, Session
from service.domain.errors import GroundruleError
from service.widget.rendering import private_page

MAX_FORM_BYTES = 32 * 1024
_MAX_FIELDS = 12

_NOT_OURS = Problem(
    status=403,
    slug="not-our-form",
    title="This form was not sent from its page",
    detail="Open the page again and send the form from there. Nothing was changed.",
)
_UNREADABLE = Problem(
    status=400, slug="unreadable-form", title="The form cannot be read", detail="Open the page again and fill it in."
)
_COME_IN = Problem(status=401, slug="come-in", title="Key needed", detail="Come in with your key first.")
_TOO_LARGE = Problem(
    status=413,
    slug="too-long",
    title="Too long",
    detail="The form holds more than is read.",
    headers={"Connection": "close"},
)


class PageRoute(APIRoute):
    """A route for people: what goes wrong is a page that says so."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return FastAPI's handler, with problems as pages."""
        handle = super().get_route_handler()

        async def shown(request: Request) -> Response:
            try:
                return await handle(request)
            except NotInError as error:
                # A form leads back to the page it stood on.
                page = request.url.path if request.method == "GET" else request.url.path.rpartition("/")[0]
                return error.door.ask(error.room, to=page)
            except (GroundruleError, TopicError, HTTPException, RequestValidationError) as error:
                return problem_page(told(error))

        return shown


def problem_page(problem: Problem) -> Response:
    """Return a problem as a page."""
    return private_page("problem.html", status=problem.status, headers=problem.headers, problem=problem)


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the fields of a form that a page of ours sent.

    Raises:
        HTTPProblemError: another site sent it (403), or it is no form (400) or too large (413).
    """
    demand_own(request)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise HTTPProblemError(_TOO_LARGE)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict",
            max_num_fields=_MAX_FIELDS,
        )  # fmt: skip
    except ValueError:
        raise HTTPProblemError(_UNREADABLE) from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise HTTPProblemError(_UNREADABLE)
    return fields


Form = Annotated[Mapping[str, str], Depends(read_form)]


def demand_own(request: Request) -> None:
    """Refuse what a page of another site sent: the browser says where a form comes from.

    Raises:
        HTTPProblemError: 403.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "null")
    ours = origin == "null" or origin.partition("://")[2] == request.headers.get("host", "")
    if site not in ("same-origin", "none") or not ours:
        raise HTTPProblemError(_NOT_OURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One part of the site that is open to the holders of a key, who are known by a cookie once they are in.

    `holders` None: everybody is let in. `asks` says which key the visitor is asked for.
    """

    name: str
    path: str
    asks: str
    holders: Callable[[Room], Holders | None]

    def visit(self, request: Request, room: Room) -> Session | None:
        """Return the visitor's session; None where nobody is asked for a key.

        Raises:
            HTTPProblemError: the door is closed (403).
            NotInError: the visitor has not come in.
        """
        holders = self.holders(room)
        if holders is None:
            return None
        ring = holders.ring()
        found = room.sessions.find(self.name, request.cookies.get(self._cookie, ""), now=room.clock())
        if found is None or ring.digests.get(found.holder) != found.digest:
            raise NotInError(self, room)
        return found

    def come_in(self, request: Request, room: Room, form: Mapping[str, str]) -> Response:
        """Let in whoever presents a key: lead to a page, with a cookie that no script and no other site can use."""
        holders = self.holders(room)
        to = form.get("to", "")
        # Only to pages behind this door: a form must not lead to another site.
        to = to if re.fullmatch(rf"{self.path}(/(?!\.)[\w.~-]+)*", to, re.ASCII) else self.path
        reply = RedirectResponse(to, status_code=303)
        if holders is None:
            return reply
        try:
            name = holders.admit(form.get("key", "").strip(), caller=caller_of(request.scope))
        except HTTPProblemError as refused:
            return self.ask(room, to=to, problem=refused.problem)
        digest = holders.ring().digests.get(name, "")
        token = room.sessions.begin(self.name, holder=name, digest=digest, now=room.clock())
        reply.set_cookie(self._cookie, token, max_age=int(LONGEST.total_seconds()), **self._dressed(room))
        return reply

    def leave(self, request: Request, room: Room) -> Response:
        """End the visit."""
        room.sessions.end(request.cookies.get(self._cookie, ""))
        reply = RedirectResponse(self.path, status_code=303)
        reply.delete_cookie(self._cookie, **self._dressed(room))
        return reply

    def ask(self, room: Room, *, to: str, problem: Problem | None = None) -> Response:
        """Return the page that asks for a key, which leads on to `to`, and says why the last one was not taken.

        Raises:
            HTTPProblemError: 403; the door is closed.
        """
        holders = self.holders(room)
        if holders is not None:
            holders.ring()
        status, headers = (problem.status, problem.headers) if problem else (401, {})
        return private_page("door.html", status=status, headers=headers, door=self, to=to, problem=problem)

    @property
    def _cookie(self) -> str:
        return f"groundrule_{self.name}"

    def _dressed(self, room: Room) -> dict[str, Any]:
        # Beyond loopback there is TLS in front; on loopback some browsers keep no secure cookie.
        return {"path": self.path, "secure": not room.settings.loopback, "httponly": True, "samesite": "strict"}


class NotInError(HTTPProblemError):
    """A visitor who has not come in wants to see what is behind a door."""

    def __init__(self, door: Door, room: Room) -> None:
        super().__init__(_COME_IN)
        self.door = door
        self.room = room


def demand_token(session: Session, form: Mapping[str, str]) -> None:
    """Refuse a form that does not carry its session's token.

    Raises:
        HTTPProblemError: 403.
    """
    if not hmac.compare_digest(form.get("form_token", "").encode(), session.form_token.encode()):
        raise HTTPProblemError(_NOT_OURS)
