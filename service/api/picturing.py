"""The pictures of an answer, drawn from what was kept of it: as it was given, whatever is served now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from fastapi import APIRouter, Response
from pydantic import TypeAdapter

from service.api.room import Held
from service.api.shapes.pictures import Drawn, PictureOut, PicturesOut
from service.domain.pictures import Pictures
from service.pictures.elements import Element, as_json
from service.pictures.sheets import Sheet, sheets

router = APIRouter(prefix="/v1/answers", tags=["records"])

_KEPT: TypeAdapter[Pictures | None] = TypeAdapter(Pictures | None)


def kept_pictures(answer: Mapping[str, Any]) -> Pictures:
    """Return the pictures of an answer as it was kept; one from before there were any has none."""
    return _KEPT.validate_python(answer.get("pictures")) or Pictures()


def pictures_out(answer_id: str, pictures: Pictures) -> PicturesOut:
    """Return the contract's body of an answer's pictures."""
    return PicturesOut(answer_id=answer_id, pictures=[_picture(sheet) for sheet in sheets(pictures)])


def _picture(sheet: Sheet) -> PictureOut:
    return PictureOut(
        name=sheet.name,
        title=sheet.title,
        drawn=None if sheet.drawn is None else _drawn(sheet.drawn),
        tables=[_drawn(table) for table in sheet.tables],
    )


def _drawn(element: Element) -> Drawn:
    return cast("Drawn", as_json(element))


@router.get("/{answer_id}/pictures", operation_id="getPictures", response_model=PicturesOut)
async def get_pictures(answer_id: str, room: Held) -> Response:
    """Return an answer's pictures, each with its tables: results against their lines, and their course."""
    kept = await room.workers.run(lambda: kept_pictures(json.loads(room.records.answer(answer_id))))
    return Response(pictures_out(answer_id, kept).model_dump_json(), media_type="application/json")
