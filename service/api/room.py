"""What every operation needs, in one frozen value that the application carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from corpus.model import Topic
from service.api.archive import Archive
from service.api.engine import Engine
from service.api.holders import Holders
from service.api.sessions import Sessions
from service.api.workers import Workers
from service.domain.editorial import Standing, standing
from service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The engine, the records and the settings of one application."""

    engine: Engine
    records: Archive
    settings: Settings
    workers: Workers
    editors: Holders
    callers: Holders | None
    """Who may ask, where keys are configured; None where everybody on this machine may."""
    sessions: Sessions
    clock: Callable[[], datetime]
    heartbeat_s: float
    """How long a stream of events may be silent: proxies cut connections on which nothing moves."""

    def standing(self, topic: Topic) -> Standing:
        """Return where the content of a topic that is served stands in our review.

        Raises:
            RecordsError: the reviews cannot be read.
        """
        return standing(self.records.editorial.reviews(topic.id), topic.content_hash)


def _room(request: Request) -> Room:
    room: Room = request.app.state.room
    return room


Held = Annotated[Room, Depends(_room)]
