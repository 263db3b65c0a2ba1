"""The HTTP application over a fake engine and a real database in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.api.keys import KeyRing
from service.records.store import Records
from service.settings import load
from tests.fakes import FakeEngine

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


Serve = Callable[..., AbstractContextManager[TestClient]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def serve(tmp_path: Path, clock: Clock) -> Serve:
    """Start the application over one data folder, as often as a test likes."""

    @contextmanager
    def start(
        engine: FakeEngine,
        *,
        keys: KeyRing | None = None,
        sweep_every_s: float = 3600,
        heartbeat_s: float = 10,
        pages: Any = (),
        **settings: Any,
    ) -> Iterator[TestClient]:
        held = load(data_dir=tmp_path, **settings)
        records = Records(held.records_url, retention_days=held.retention_days, clock=clock)
        app = create_app(
            engine,
            records,
            held,
            keys=keys,
            clock=clock,
            sweep_every_s=sweep_every_s,
            heartbeat_s=heartbeat_s,
            pages=pages,
        )
        with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
            yield client

    return start


@pytest.fixture
def client(serve: Serve, engine: FakeEngine) -> Iterator[TestClient]:
    with serve(engine) as client:
        yield client
