"""Puts the HTTP application together: routes, problems, gate, and the sweep of what is past its retention."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from service.api import asking, editorial, openapi, picturing, problems, showing
from service.api.archive import Archive
from service.api.editors import editors
from service.api.engine import Engine
from service.api.gate import KEY_NEEDED, SECURITY_HEADERS, KeyNeeded, LoopbackOnly, Outermost
from service.api.holders import Holders
from service.api.keys import KeyRing
from service.api.room import Room
from service.api.sessions import Sessions
from service.api.workers import WORKERS, Workers
from service.domain.errors import RecordsError
from service.settings import Settings

log = logging.getLogger("groundrule.records")

SWEEP_EVERY_S = 3600.0
HEARTBEAT_S = 10.0
TITLE = "Groundrule"
DESCRIPTION = (
    "Answers clinical questions from a small, rule-checked corpus: rules decide, passages support, a model only words "
    "it. Every error is application/problem+json and never repeats the input; an unknown field is refused."
)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(tz=UTC)


def create_app(
    engine: Engine,
    records: Archive,
    settings: Settings,
    *,
    keys: KeyRing | None = None,
    pages: Iterable[APIRouter] = (),
    clock: Callable[[], datetime] = now,
    sweep_every_s: float = SWEEP_EVERY_S,
    heartbeat_s: float = HEARTBEAT_S,
) -> FastAPI:
    """Return the application. `keys` None: it answers on loopback alone, whatever name it is asked under."""
    # Whoever waits for a chat model holds a worker and does no work.
    waiting = settings.model_concurrency if settings.model is not None else 0
    workers = Workers(limit_s=settings.work_limit_s, workers=WORKERS + waiting)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(records.sweep)
        sweeping = asyncio.create_task(_sweep_for_ever(records, sweep_every_s))
        try:
            yield
        finally:
            sweeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sweeping
            workers.close()
            records.close()

    app = FastAPI(
        title=TITLE,
        description=DESCRIPTION,
        # The interactive pages load their scripts from elsewhere; the document itself stays at /openapi.json.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=_gate(settings, keys),
        # FastAPI's own telemetry exports query strings and exception messages.
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
    )
    app.state.room = Room(
        engine=engine,
        records=records,
        settings=settings,
        workers=workers,
        editors=editors(settings.data_dir),
        callers=None if keys is None else Holders(lambda: keys, refused=KEY_NEEDED),
        sessions=Sessions(),
        clock=clock,
        heartbeat_s=heartbeat_s,
    )
    problems.install(app, last_resort_headers=SECURITY_HEADERS)
    questions = (asking.router, picturing.router, editorial.router)
    for router in (*questions, showing.library, showing.health, showing.watching, *pages):
        app.include_router(router)
    openapi.install(app, engine, secured=keys is not None)
    return app


def _gate(settings: Settings, keys: KeyRing | None) -> list[Middleware]:
    gate = [Middleware(Outermost)]
    if settings.allowed_origins:
        gate.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.allowed_origins,
                allow_methods=["GET", "POST", "DELETE"],
                allow_headers=["Content-Type", "Authorization", "X-API-Key"],
                expose_headers=["X-Request-Id"],
            )
        )
    gate.append(Middleware(LoopbackOnly) if keys is None else Middleware(KeyNeeded, keys=keys))
    return gate


async def _sweep_for_ever(records: Archive, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        try:
            gone = await asyncio.to_thread(records.sweep)
        except RecordsError:
            log.exception("retention sweep failed; it is tried again")
        else:
            log.info("retention sweep", extra={"deleted": gone})
