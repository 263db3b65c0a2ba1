"""`python -m bench.pages`: the pages in a browser beside the least that could be there, over loopback, interleaved.

The article is timed beside the same text as one bare file without style and script; the first finding on the screen
beside a script that only reads the stream. Needs an index in `var` (`groundrule ingest`) and Chromium (`CHROMIUM` or on
the path). Browser and service share the machine and its clock.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bench.timing import percentile, ratio
from corpus.model import Topic
from service import settings, widget, wiring
from service.api.app import create_app, now
from service.domain.errors import GroundruleError
from service.records.store import Records

ROUNDS = 40
BARE = "/bare.html"
_DRESS = re.compile(r"<script[\s\S]*?</script>|<link[^>]*>|<guideline-chat[\s\S]*?</guideline-chat>")
_PAINTED = """() => new Promise((done) => {
  const paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  const wait = () => (paint() && document.readyState === "complete" ? done(paint()) : setTimeout(wait, 5));
  wait();
})"""
# After the frame that holds the finding has been drawn; the page's clock is the machine's.
_SHOWN = """() => new Promise((done) => {
  const root = document.querySelector("guideline-chat").shadowRoot;
  const look = () => root.querySelector(".finding")
    ? requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())))
    : requestAnimationFrame(look);
  look();
})"""
_READ = """async (question) => {
  const headers = { "Content-Type": "application/json", Accept: "text/event-stream" };
  const reply = await fetch("/v1/ask", { method: "POST", headers, body: JSON.stringify({ question }) });
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let held = "", at = null; ; ) {
    const { done, value } = await reader.read();
    if (done) return at;
    held += value;
    if (at === null && held.includes("event: finding")) at = performance.timeOrigin + performance.now();
  }
}"""


class Stamped:
    """The service, with the moment at which it hands the first finding of an answer to the network."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.bare = b""
        self.sent_ms = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the bare page, or the application with its first finding stamped."""
        if scope.get("path") == BARE:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
            await send({"type": "http.response.body", "body": self.bare})
            return
        waiting = scope.get("path") == "/v1/ask"

        async def stamped(message: Message) -> None:
            nonlocal waiting
            if waiting and b"event: finding" in message.get("body", b""):
                waiting = False
                self.sent_ms = time.time() * 1000
            await send(message)

        await self.app(scope, receive, stamped)


def main() -> int:
    """Measure and print; 3 when the index or the browser is missing."""
    options = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    options.add_argument("--rounds", type=int, default=ROUNDS, help="loads and answers of each kind")
    rounds = options.parse_args().rounds
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no browser: install chromium, or name it in CHROMIUM", file=sys.stderr)
        return 3
    try:
        engine = wiring.build(settings.load())
        engine.ready()
    except GroundruleError as error:
        print(error, file=sys.stderr)
        return 3
    topic = next(iter(engine.topics.values()))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        held = settings.load(data_dir=Path(folder))
        records = Records(held.records_url, retention_days=held.retention_days, clock=now)
        app = Stamped(create_app(engine, records, held, pages=[widget.router]))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with _served(app) as address:
            _tell("article shown, ms after the navigation began", _articles(browser, address, topic, app, rounds))
            _tell("first finding, ms after the service sent it", _findings(browser, address, topic, app, rounds))
        browser.close()
    return 0


def _articles(browser: Browser, address: str, topic: Topic, app: Stamped, rounds: int) -> Mapping[str, Sequence[float]]:
    article = f"{address}/topics/{topic.id}"
    taken: dict[str, list[float]] = {"article": [], "bare text": []}
    for turn in range(rounds + 1):
        for name, url in (("article", article), ("bare text", address + BARE)):
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(url)
                painted = float(page.evaluate(_PAINTED))
                if name == "article" and not app.bare:
                    app.bare = _DRESS.sub("", page.request.get(article).text()).encode()
            # The first turn warms what is warm for every later reader.
            if turn:
                taken[name].append(painted)
    return taken


def _findings(browser: Browser, address: str, topic: Topic, app: Stamped, rounds: int) -> Mapping[str, Sequence[float]]:
    question = next(iter(topic.self_test.must_fire))
    taken: dict[str, list[float]] = {"widget": [], "bare reader": []}
    for turn in range(rounds + 1):
        # A context of its own each time: a case is kept for as long as its tab.
        with browser.new_context(viewport={"width": 375, "height": 740}) as context:
            context.set_default_timeout(15_000)
            page = context.new_page()
            shown = _shown(page, address, question) - app.sent_ms
            read = float(page.evaluate(_READ, question)) - app.sent_ms
        if turn:
            taken["widget"].append(shown)
            taken["bare reader"].append(read)
    return taken


def _shown(page: Page, address: str, question: str) -> float:
    """Ask in the box and return when the first finding was on the screen."""
    page.goto(address)
    page.locator("#question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    at = float(page.evaluate(_SHOWN))
    page.locator(".turn .actions").wait_for()
    return at


def _tell(what: str, taken: Mapping[str, Sequence[float]]) -> None:
    print(what)
    for name, values in taken.items():
        spread = f"p95 {percentile(values, 0.95):6.1f}  max {max(values):6.1f}  n {len(values)}"
        print(f"  {name:12} median {median(values):6.1f}  {spread}")
    ours, least = taken.values()
    against = ratio([[value] for value in ours], [[max(value, 0.1)] for value in least])
    print(f"  ratio        {against.value:.2f} (95 % {against.low:.2f} to {against.high:.2f})")


@contextmanager
def _served(app: ASGIApp) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


if __name__ == "__main__":
    raise SystemExit(main())
