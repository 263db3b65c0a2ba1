"""What every operation needs, in one frozen value that the application carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from service.api.archive import Archive
from service.api.engine import Engine
from service.api.workers import Workers
from service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The engine, the records and the settings of one application."""

    engine: Engine
    records: Archive
    settings: Settings
    workers: Workers
    clock: Callable[[], datetime]


def _room(request: Request) -> Room:
    room: Room = request.app.state.room
    return room


Held = Annotated[Room, Depends(_room)]
