"""The receipt page: an answer as it was given, what each statement rests on, and whether it would be given again."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.api.picturing import day_of, schedule_of
from service.api.replaying import replay
from service.api.room import Held, Room
from service.api.sessions import Session
from service.api.shapes.replay import ReplayOut
from service.widget.doors import Door, Form, PageRoute
from service.widget.receipt_view import Receipt, receipt
from service.widget.rendering import private_page

router = APIRouter(include_in_schema=False, route_class=PageRoute)

DOOR = Door(name="reader", path="/answers", asks="API key", holders=lambda room: room.callers)


@router.post("/answers/come-in")
def come_in(request: Request, room: Held, form: Form) -> Response:
    """Take the key of somebody who may ask questions."""
    return DOOR.come_in(request, room, form)


@router.get("/answers/{answer_id}")
async def show(answer_id: str, request: Request, room: Held) -> Response:
    """Show the receipt of an answer, to those who may ask questions."""
    DOOR.visit(request, room)
    return receipt_page(await room.workers.run(lambda: receipt(room, answer_id)), base="/answers")


@router.get("/answers/{answer_id}/schedule.ics")
async def take_schedule(answer_id: str, request: Request, room: Held, start: str = "") -> Response:
    """Give the schedule of an answer as a calendar."""
    DOOR.visit(request, room)
    return await room.workers.run(lambda: schedule_of(room, answer_id, day_of(start)))


@router.post("/answers/{answer_id}/replay")
async def show_replay(answer_id: str, request: Request, room: Held, _form: Form) -> Response:
    """Show the receipt with what differs now."""
    DOOR.visit(request, room)
    return await replayed_page(room, answer_id, base="/answers")


async def replayed_page(room: Room, answer_id: str, *, base: str, editor: Session | None = None) -> Response:
    """Return the receipt with the result of asking again."""
    given = await room.workers.run(lambda: receipt(room, answer_id))
    again = await room.workers.run(lambda: replay(room, answer_id))
    return receipt_page(given, base=base, replayed=again, editor=editor)


def receipt_page(
    given: Receipt, *, base: str, replayed: ReplayOut | None = None, editor: Session | None = None
) -> Response:
    """Return a receipt as a page; `base` is where its own form leads, `editor` who sees it at the desk."""
    return private_page("receipt.html", given=given, answer=given.answer, base=base, replayed=replayed, editor=editor)
