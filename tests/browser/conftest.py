"""The running service behind a real browser, its answers given by a fake engine; nothing beyond loopback is reached."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright
from starlette.types import ASGIApp, Receive, Scope, Send

from service import widget
from service.api.app import create_app, now
from service.api.keys import EDITOR_PREFIX, add_key
from service.records.store import Records
from service.settings import load
from tests.fakes import FakeEngine

NAMES = ("chromium", "chromium-browser", "google-chrome")
NEEDED = "no browser: the pages are not tried in one; install it with apt-get install chromium, or name it in CHROMIUM"
WAIT_MS = 15_000
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\u202e" + "w" * 10_000
STRICT = "; ".join((
    "default-src 'none'",
    "script-src {address}/assets/guideline-chat.js",
    "connect-src {address}",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
    "form-action 'none'",
))  # fmt: skip
EMBEDDING = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title>
<script type="module" src="{address}/assets/guideline-chat.js"></script></head><body><main><h1>Elsewhere</h1>
<h2>Ask</h2><guideline-chat {attributes}></guideline-chat></main></body></html>"""


class Faults:
    """The service as a network shows it: whole, cut off within an answer, or under the page of somebody else."""

    def __init__(self, app: ASGIApp, address: str) -> None:
        self.app = app
        self.address = address
        self.attributes = ""
        self.cut_after: int | None = None
        """After so many events an answer breaks off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") == "/elsewhere.html":
            await self._elsewhere(send)
        elif scope.get("path") == "/v1/ask" and scope.get("method") == "POST" and self.cut_after is not None:
            await self._cut(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _elsewhere(self, send: Send) -> None:
        page = EMBEDDING.format(address=self.address, attributes=self.attributes).encode()
        policy = STRICT.format(address=self.address).encode()
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-security-policy", policy)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": page})

    async def _cut(self, scope: Scope, receive: Receive, send: Send) -> None:
        held: list[bytes] = []

        async def keep(message: Any) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            held.append(message.get("body", b""))

        await self.app(scope, receive, keep)
        events = b"".join(held).split(b"\n\n")[: self.cut_after]
        body = b"".join(event + b"\n\n" for event in events)
        await send({"type": "http.response.body", "body": body, "more_body": True})
        # Long enough for what was sent to be read: with the connection gone, it may not be.
        await asyncio.sleep(0.5)
        raise ConnectionResetError("cut off, as a test wants it")


@dataclass(kw_only=True)
class Service:
    """What a test may do to the service that its browser talks to."""

    address: str
    elsewhere: str
    engine: FakeEngine
    faults: Faults
    server: uvicorn.Server


@dataclass(kw_only=True)
class Seen:
    """What a browser complained of: errors on its console, refused requests, requests to anywhere else."""

    errors: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def demand_browser() -> None:
    """Leave out a whole module where there is no browser, so that one line says so for all of them."""
    if _chromium() is None:
        pytest.skip(NEEDED, allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a file: its event loop must be gone before tests that start one of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def service(engine: FakeEngine, tmp_path: Path) -> Iterator[Service]:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    # The same machine under another name is another origin.
    address, elsewhere = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
    records = Records(f"sqlite:///{tmp_path / 'records.db'}", retention_days=30, clock=now)
    app = create_app(engine, records, load(data_dir=tmp_path, allowed_origins=(elsewhere,)), pages=[widget.router])
    faults = Faults(app, address)
    server = uvicorn.Server(uvicorn.Config(faults, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
    thread.start()
    yield Service(address=address, elsewhere=elsewhere, engine=engine, faults=faults, server=server)
    if engine.hold is not None:
        engine.hold.set()
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()


@pytest.fixture
def context(browser: Browser, service: Service) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=service.address, viewport={"width": 375, "height": 740}) as context:
        context.set_default_timeout(WAIT_MS)
        yield context


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(context: BrowserContext, seen: Seen, service: Service) -> Iterator[Page]:
    """A page of which no test may leave a complaint behind: a test that expects one takes it out of `seen`."""
    page = context.new_page()

    def told(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.errors.append(message.text)

    page.on("console", told)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", lambda request: seen.addresses.append(request.url))
    yield page
    assert seen.errors == []
    assert [a for a in seen.addresses if not a.startswith((service.address, service.elsewhere))] == []


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """The key of an editor, for whom the desk is open."""
    return add_key(tmp_path / "editors", "jane.roe", prefix=EDITOR_PREFIX)


@pytest.fixture
def refusals(page: Page, seen: Seen) -> Iterator[None]:  # noqa: ARG001  # ends before the page looks for complaints
    """For tests in which the service refuses on purpose: what the browser says of its status is no complaint."""
    yield
    refused = "Failed to load resource: the server responded with a status of 4"
    seen.errors[:] = [error for error in seen.errors if not error.startswith(refused)]


def ask(page: Page, question: str = "Sodium is 123, what now?") -> Locator:
    """Ask and return the turn with its whole answer."""
    page.locator("#question").fill(question)
    # A reloaded page may still be showing its earlier turns: the one asked now is the last once its request is out.
    with page.expect_response(lambda response: response.url.endswith("/v1/ask")):
        page.get_by_role("button", name="Ask", exact=True).click()
    turn = page.locator(".turn").nth(page.locator(".turn").count() - 1)
    turn.locator(".actions").wait_for()
    return turn


def axe(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page as it stands, shadow roots included."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE_SCRIPT})
    ran = session.send(
        "Runtime.evaluate",
        {
            "expression": "axe.run().then((r) => JSON.stringify(r.violations))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    found = json.loads(ran["result"]["value"])
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]
