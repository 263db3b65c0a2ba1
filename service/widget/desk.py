"""The editor's desk: what there is to sign off, what to look at first, and the decision with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from corpus.model import Topic
from service.api.complaints import complaints, in_words
from service.api.editorial import decide
from service.api.library import find_topic
from service.api.picturing import day_of, schedule_of
from service.api.requests import ReviewRequest
from service.api.room import Held, Room
from service.api.sessions import Session
from service.domain.editorial import Decision
from service.domain.errors import ConflictError
from service.widget.desk_view import rows, rule_sheets, topic_sheet
from service.widget.doors import Door, Form, NotInError, PageRoute, demand_token
from service.widget.receipt_view import receipt
from service.widget.receipts import receipt_page, replayed_page
from service.widget.rendering import private_page

router = APIRouter(prefix="/desk", include_in_schema=False, route_class=PageRoute)

DOOR = Door(name="desk", path="/desk", asks="Editor’s key", holders=lambda room: room.editors)


def _editor(request: Request, room: Held) -> Session:
    session = DOOR.visit(request, room)
    if session is None:
        raise NotInError(DOOR, room)
    return session


Editor = Annotated[Session, Depends(_editor)]


@router.post("/come-in")
def come_in(request: Request, room: Held, form: Form) -> Response:
    """Take an editor's key."""
    return DOOR.come_in(request, room, form)


@router.post("/leave")
def leave(request: Request, room: Held, editor: Editor, form: Form) -> Response:
    """End an editor's visit."""
    demand_token(editor, form)
    return DOOR.leave(request, room)


@router.get("")
def topics(room: Held, editor: Editor) -> Response:
    """List the topics with their state and what there is to look at."""
    return private_page("desk_topics.html", editor=editor, rows=rows(room))


@router.get("/topics/{topic_id}")
def show_topic(topic_id: str, room: Held, editor: Editor) -> Response:
    """Show all that an editor decides on."""
    return _topic_page(room, find_topic(room.engine.topics, topic_id), editor)


@router.get("/topics/{topic_id}/rules")
def show_rules(topic_id: str, room: Held, editor: Editor) -> Response:
    """Show each rule beside the sentence it rests on."""
    topic = find_topic(room.engine.topics, topic_id)
    return private_page("desk_rules.html", editor=editor, topic=topic, sheets=rule_sheets(topic))


@router.post("/topics/{topic_id}/review")
def review(topic_id: str, room: Held, editor: Editor, form: Form) -> Response:
    """Take an editor's decision; where it cannot be taken, show why beside what the editor wrote."""
    demand_token(editor, form)
    topic = find_topic(room.engine.topics, topic_id)
    try:
        asked = ReviewRequest.model_validate({name: form.get(name) for name in ("decision", "comment", "content")})
        decide(room, topic, asked.decision, editor=editor.holder, comment=asked.comment, content=asked.content)
    except ValidationError as error:
        return _topic_page(room, topic, editor, form=form, refused=in_words(complaints(error.errors())), status=422)
    except ConflictError as error:
        return _topic_page(room, topic, editor, form=form, refused=str(error), status=409)
    return RedirectResponse(f"/desk/topics/{topic.id}", status_code=303)


@router.get("/answers/{answer_id}")
def show_answer(answer_id: str, room: Held, editor: Editor) -> Response:
    """Show the receipt of an answer that somebody marked."""
    return receipt_page(receipt(room, answer_id), base="/desk/answers", editor=editor)


@router.get("/answers/{answer_id}/schedule.ics", dependencies=[Depends(_editor)])
def take_schedule(answer_id: str, room: Held, start: str = "") -> Response:
    """Give the schedule of an answer as a calendar."""
    return schedule_of(room, answer_id, day_of(start))


@router.post("/answers/{answer_id}/replay")
async def replay_answer(answer_id: str, room: Held, editor: Editor, form: Form) -> Response:
    """Show the receipt with what differs now."""
    demand_token(editor, form)
    return await replayed_page(room, answer_id, base="/desk/answers", editor=editor)


def _topic_page(
    room: Room,
    topic: Topic,
    editor: Session,
    *,
    form: Mapping[str, str] | None = None,
    refused: str | None = None,
    status: int = 200,
) -> Response:
    return private_page(
        "desk_topic.html",
        status=status,
        editor=editor,
        sheet=topic_sheet(room, topic),
        written=form.get("comment", "") if form else "",
        refused=refused,
        Decision=Decision,
    )
