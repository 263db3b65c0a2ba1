"""The pictures of an answer, drawn from what was kept of it: as it was given, whatever is served now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from fastapi import APIRouter, Response
from pydantic import TypeAdapter

from service.api.room import Held, Room
from service.api.shapes.pictures import Drawn, PictureOut, PicturesOut
from service.domain.errors import InputError, NotFoundError
from service.domain.pictures import Pictures
from service.pictures.calendar import calendar
from service.pictures.elements import Element, as_json
from service.pictures.sheets import Sheet, sheets

router = APIRouter(prefix="/v1/answers", tags=["records"])


class CalendarResponse(Response):
    """A calendar."""

    media_type = "text/calendar"


_KEPT: TypeAdapter[Pictures | None] = TypeAdapter(Pictures | None)


def kept_pictures(answer: Mapping[str, Any]) -> Pictures:
    """Return the pictures of an answer as it was kept; one from before there were any has none."""
    return _KEPT.validate_python(answer.get("pictures")) or Pictures()


def pictures_out(answer_id: str, pictures: Pictures) -> PicturesOut:
    """Return the contract's body of an answer's pictures."""
    address = f"/v1/answers/{answer_id}/schedule.ics" if pictures.schedule is not None else None
    return PicturesOut(answer_id=answer_id, pictures=[_picture(s) for s in sheets(pictures)], calendar=address)


def _picture(sheet: Sheet) -> PictureOut:
    return PictureOut(
        name=sheet.name,
        title=sheet.title,
        drawn=None if sheet.drawn is None else _drawn(sheet.drawn),
        tables=[_drawn(table) for table in sheet.tables],
        notes=list(sheet.notes),
    )


def _drawn(element: Element) -> Drawn:
    return cast("Drawn", as_json(element))


@router.get("/{answer_id}/pictures", operation_id="getPictures", response_model=PicturesOut)
async def get_pictures(answer_id: str, room: Held) -> Response:
    """Return an answer's pictures, each with its tables: results against their lines, and their course."""
    kept = await room.workers.run(lambda: kept_pictures(json.loads(room.records.answer(answer_id))))
    return Response(pictures_out(answer_id, kept).model_dump_json(), media_type="application/json")


@router.get(
    "/{answer_id}/schedule.ics",
    operation_id="getSchedule",
    response_class=CalendarResponse,
    responses={200: {"description": "A whole-day event for each day on which a dose or a test is due."}},
)
async def get_schedule(answer_id: str, room: Held, start: date | None = None) -> Response:
    """Return the schedule of a restart as a calendar (RFC 5545). `start` is the day of the restart."""
    return await room.workers.run(lambda: schedule_of(room, answer_id, start))


def day_of(written: str) -> date | None:
    """Return the day that a form gives; None where it gives none.

    Raises:
        InputError: it is no date.
    """
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise InputError("Give the day of the restart as a date, such as 2026-03-01.", path="start") from error


def schedule_of(room: Room, answer_id: str, start: date | None) -> Response:
    """Return the calendar of an answer that has a schedule.

    Raises:
        NotFoundError: no such answer is kept, or it has no schedule.
        InputError: no day of the restart is known, or it lies before the day of the case or its latest result.
    """
    answer = json.loads(room.records.answer(answer_id))
    schedule = kept_pictures(answer).schedule
    if schedule is None:
        raise NotFoundError("This answer has no schedule of a restart.")
    first = start or schedule.start
    if first is None:
        raise InputError("The case gave no date: give the day of the restart, such as 2026-03-01.", path="start")
    if schedule.not_before is not None and first < schedule.not_before:
        raise InputError(f"The restart cannot lie before {schedule.not_before.isoformat()}.", path="start")
    made = datetime.fromisoformat(answer["receipt"]["created"])
    text = calendar(schedule, start=first, answer_id=answer_id, made=made)
    return CalendarResponse(text, headers={"Content-Disposition": 'attachment; filename="restart-schedule.ics"'})
