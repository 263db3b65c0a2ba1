"""Tells an answer as server-sent events while it is made; what has not been checked never gets here."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncIterator, Iterator

from fastapi.responses import StreamingResponse

from service.api.conversation import OpenTurn, close_turn
from service.api.numbering import Numbering
from service.api.present import missing_out, statement_out
from service.api.problems import problem_of
from service.api.room import Room
from service.api.shapes.closed import Out
from service.api.shapes.told import AcceptedOut, SaidOut, SectionOpenedOut
from service.domain.answer import Answer
from service.domain.errors import GoneError, GroundruleError, TimeLimitError
from service.domain.told import Event, Opened, Said, SectionOpened

log = logging.getLogger("groundrule.stream")

EVENT_STREAM = "text/event-stream"
#: A line that clients skip; it only keeps the connection moving.
HEARTBEAT = ": still at work\n\n"
#: So long the response waits for the first event, so that a request that cannot be used gets its own status.
FIRST_S = 2.0
_HEADERS = {"X-Accel-Buffering": "no"}


def wants_events(accept: str) -> bool:
    """Return whether an Accept header names server-sent events."""
    return any(part.partition(";")[0].strip().lower() == EVENT_STREAM for part in accept.split(","))


class Relay:
    """Carries events from the thread that makes an answer to the loop that sends them; None after the last."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._left = threading.Event()
        self.queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self.begun = asyncio.Event()

    @property
    def gone(self) -> bool:
        """Whether the client has gone."""
        return self._left.is_set()

    def hear(self, event: Event) -> None:
        """Take an event from any thread.

        Raises:
            GoneError: the client has gone.
        """
        if self.gone:
            raise GoneError("the client has gone")
        self._loop.call_soon_threadsafe(self._put, event)

    def end(self) -> None:
        """Say that no event follows; called in the loop."""
        self._put(None)

    def leave(self) -> None:
        """Say that nobody listens any more."""
        self._left.set()

    def _put(self, event: Event | None) -> None:
        self.queue.put_nowait(event)
        self.begun.set()


async def begun(room: Room, turn: OpenTurn) -> StreamingResponse:
    """Start on the answer to a question and return the response that tells it.

    Raises:
        GroundruleError: the question cannot be answered at all; nothing was told.
    """
    relay = Relay()
    asking = asyncio.create_task(room.workers.run(lambda: room.engine.ask(turn.question, listener=relay)))
    asking.add_done_callback(lambda _task: relay.end())
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(relay.begun.wait(), FIRST_S)
    failure = asking.exception() if asking.done() else None
    if failure is not None and not isinstance(failure, TimeLimitError):
        raise failure
    return StreamingResponse(_told(room, turn, relay, asking), media_type=EVENT_STREAM, headers=_HEADERS)


async def _told(room: Room, turn: OpenTurn, relay: Relay, asking: asyncio.Task[Answer]) -> AsyncIterator[str]:
    """Yield the stream; when the client goes it is closed, and the work on the answer stops."""
    try:
        yield _event("accepted", AcceptedOut(id=turn.answer_id, conversation_id=turn.conversation_id))
        heard = False
        async for event in _events(relay, room.heartbeat_s):
            if event is None:
                yield HEARTBEAT
                continue
            heard = True
            for name, body in _bodies(event, room):
                yield _event(name, body)
        async for text in _closed(room, turn, asking, heard=heard):
            yield text
    finally:
        relay.leave()
        asking.cancel()


async def _events(relay: Relay, heartbeat_s: float) -> AsyncIterator[Event | None]:
    """Yield what is heard until the end, and None whenever nothing was heard for so long."""
    while True:
        try:
            event = await asyncio.wait_for(relay.queue.get(), heartbeat_s)
        except TimeoutError:
            yield None
            continue
        if event is None:
            return
        yield event


async def _closed(room: Room, turn: OpenTurn, asking: asyncio.Task[Answer], *, heard: bool) -> AsyncIterator[str]:
    """Yield what comes behind the statements, with the answer kept before it is called done."""
    failure = asking.exception()
    if failure is not None and not (isinstance(failure, TimeLimitError) and not heard):
        yield _problem(failure)
        return
    try:
        body = await close_turn(room, turn, None if failure is not None else asking.result())
    except GroundruleError as error:
        yield _problem(error)
        return
    for disagreement in body.disagreements:
        yield _event("disagreement", disagreement)
    for citation in body.citations:
        yield _event("citation", citation)
    yield _event("done", body)


def _bodies(event: Event, room: Room) -> Iterator[tuple[str, Out]]:
    match event:
        case Opened():
            topics = room.engine.topics
            topic = topics[event.topic] if event.topic is not None else None
            numbering = Numbering((), topics=topics, topic=topic, audience=event.audience)
            yield from (("finding", numbering.finding(finding)) for finding in event.findings)
            yield from (("missing", missing_out(missing)) for missing in event.missing)
        case SectionOpened():
            yield "section", SectionOpenedOut(index=event.index, heading=event.heading)
        case Said():
            yield "statement", SaidOut(section=event.section, **dict(statement_out(event.statement)))


def _event(name: str, body: Out) -> str:
    # JSON has no line end of its own, so that one line of data holds it.
    return f"event: {name}\ndata: {body.model_dump_json()}\n\n"


def _problem(error: BaseException) -> str:
    """Tell a failure in the stream as it would be told without one."""
    if not isinstance(error, Exception):
        raise error
    if not isinstance(error, GroundruleError):
        log.error("a stream failed", exc_info=error)
    return f"event: error\ndata: {problem_of(error).text()}\n\n"
