"""The pages over a fake engine and a real database in a temporary folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from corpus.model import Topic
from service import widget
from service.api.app import create_app
from service.api.keys import EDITOR_PREFIX, KeyRing, add_key
from service.records.store import Records
from service.settings import load
from tests.clock import Clock
from tests.fakes import FakeEngine

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}\u202e&amp;"
TOPIC = "tavorexin-low-sodium"
SHEET = f"/desk/topics/{TOPIC}"
PAGES = ("/desk", SHEET, f"{SHEET}/rules")
Serve = Callable[..., AbstractContextManager[TestClient]]


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, ids, and the visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    @property
    def fields(self) -> dict[str, str]:
        """The values that a form of the page would send as they are."""
        return {str(a["name"]): str(a["value"]) for a in self.named("input") if "name" in a and "value" in a}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def serve(tmp_path: Path, engine: FakeEngine, clock: Clock) -> Serve:
    """Start the service with its pages over one data folder, as often as a test likes."""

    @contextmanager
    def start(*, keys: KeyRing | None = None, **settings: Any) -> Iterator[TestClient]:
        held = load(data_dir=tmp_path, **settings)
        records = Records(held.records_url, retention_days=held.retention_days, clock=clock)
        app = create_app(engine, records, held, keys=keys, clock=clock, pages=[widget.router])
        with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
            yield client

    return start


@pytest.fixture
def client(serve: Serve) -> Iterator[TestClient]:
    """The service of whoever has no key, where none is needed."""
    with serve() as client:
        yield client


@pytest.fixture
def page(client: TestClient) -> Page:
    return Page(client.get("/").text)


def assert_private(page: Any) -> None:
    """A page that nobody caches, that no other site frames, and in which no script runs, whatever its text is."""
    policy = page.headers["content-security-policy"].split("; ")
    assert "script-src" not in page.headers["content-security-policy"]
    assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy)
    assert page.headers["cache-control"] == "no-store"
    seen = Page(page.text)
    assert not [tag for tag, _ in seen.elements if tag in ("script", "style", "img", "iframe")]
    assert not [a for _, a in seen.elements if any(n == "style" or n.startswith("on") for n in a)]
    assert len(seen.ids) == len(set(seen.ids))
    labels = {a.get("for") for a in seen.named("label")}
    visible = [a for a in seen.named("input") + seen.named("textarea") if a.get("type") != "hidden"]
    assert all(a["id"] in labels for a in visible)
    pointed = {name for _, a in seen.elements for key in ("aria-labelledby", "aria-describedby") if key in a
               for name in str(a[key]).split()}  # fmt: skip
    assert pointed <= set(seen.ids)


# ------------------------------------------------------------------------------------------------ the desk


@pytest.fixture
def key(tmp_path: Path) -> str:
    return add_key(tmp_path / "editors", "jane.roe", prefix=EDITOR_PREFIX)


@pytest.fixture
def outside(serve: Serve, key: str) -> Iterator[TestClient]:
    """A visitor who has not come in, of a desk that is open."""
    assert key
    with serve() as client:
        yield client


@pytest.fixture
def desk(outside: TestClient, key: str) -> TestClient:
    """An editor who has come in."""
    assert come_in(outside, key).status_code == 303
    return outside


def come_in(client: TestClient, key: str, to: str = "/desk") -> httpx.Response:
    return client.post("/desk/come-in", data={"key": key, "to": to})


def see(client: TestClient, path: str = SHEET) -> Page:
    reply = client.get(path)
    assert reply.status_code == 200, reply.text
    assert_private(reply)
    return Page(reply.text)


def decide(client: TestClient, *decisions: str, **changed: str) -> httpx.Response:
    """Take these decisions with the page's own form; return the reply to the last one."""
    for decision in decisions[:-1]:
        assert decide(client, decision).status_code == 303
    form = {**see(client).fields, "decision": decisions[-1], "comment": f"I {decisions[-1]}.", **changed}
    return client.post(f"{SHEET}/review", data=form)


def state(client: TestClient) -> str:
    return str(client.get(f"/v1/topics/{TOPIC}").json()["review"]["topic_review"])


def edited(topic: Topic, **changed: Any) -> Topic:
    """A topic as it is after somebody edited its files."""
    return dataclasses.replace(topic, corpus_hash="sha256:" + "0" * 64, **changed)
