"""The HTTP application over a fake engine and a real database in a temporary folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from service.api.app import create_app
from service.api.keys import EDITOR_PREFIX, KeyRing, add_key
from service.records.store import Records
from service.settings import load
from tests.clock import Clock
from tests.fakes import FakeEngine

TOPIC = "tavorexin-low-sodium"
REVIEW = f"/v1/topics/{TOPIC}/review"
HOSTILE = "<script>alert(1)</script>\u202e and 'quotes' &amp;"

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


# ------------------------------------------------------------------------------------------------ sign-off


@pytest.fixture
def editors(tmp_path: Path) -> dict[str, str]:
    return {name: add_key(tmp_path / "editors", name, prefix=EDITOR_PREFIX) for name in ("jane.roe", "john.doe")}


@pytest.fixture
def desk(serve: Serve, engine: FakeEngine, editors: dict[str, str]) -> Iterator[TestClient]:
    with serve(engine) as client:
        client.headers["X-Editor-Key"] = editors["jane.roe"]
        yield client


def decide(client: TestClient, engine: FakeEngine, *decisions: str, **changed: Any) -> httpx.Response:
    """Take these decisions on the content that is served; return the reply to the last one."""
    for decision in decisions[:-1]:
        assert decide(client, engine, decision).status_code == 200
    body = {"decision": decisions[-1], "comment": f"I {decisions[-1]}.", "content": engine.topic.content_hash}
    return client.post(REVIEW, json=body | changed)


def change_content(engine: FakeEngine) -> None:
    """Serve the topic as it is after somebody has edited its rules."""
    edited = dataclasses.replace(engine.topic, rules_hash="sha256:" + "0" * 64)
    engine.topics = {edited.id: edited}


def review(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/topics/{TOPIC}").json()["review"]
    return found
