"""A small OpenAI-compatible server on loopback whose model is a script: the protocol is real, the model is ours."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Passages = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Play:
    """What the model does with one request.

    `text` is sent in pieces of `piece` characters, with a pause after each. `raw` is sent in its place as it is.
    """

    text: str = ""
    piece: int = 200
    pieces: tuple[str, ...] = ()
    """What is sent piece by piece in the place of `text`."""
    pause_s: float = 0.0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    finish: str = "stop"
    usage: tuple[int, int] | None = (900, 120)
    delta: dict[str, Any] | None = None
    """Sent as one more piece, as it is: a tool call or a refusal."""
    raw: bytes | None = None
    reset_after: int | None = None
    """Break the connection after so many pieces."""
    hang: bool = False


Script = Callable[[dict[str, Any], int], Play]


def passages_in(request: dict[str, Any]) -> Passages:
    """The passages that a request gives, as the model sees them."""
    found: Passages = json.loads(block_in(request, "passages"))
    return found


def block_in(request: dict[str, Any], name: str) -> str:
    content: str = request["messages"][1]["content"]
    return content.partition(f"<{name}>\n")[2].partition(f"\n</{name}>")[0]


class PlayedModel:
    """Answers chat completions by a script that gets the request and its number, counted from 0."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.broken_off = threading.Event()
        """Set when a client went away while it was answered."""
        self.finished: list[float] = []
        """When each answer was sent whole, on the clock that only counts on."""
        self.sent: dict[tuple[str, str], float] = {}
        """When each piece of `pieces` was sent, by question and piece, on the same clock."""
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"model": self}))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def take(self, request: dict[str, Any]) -> Play:
        with self._lock:
            self.requests.append(request)
            number = len(self.requests) - 1
        return self.script(request, number)

    @contextlib.contextmanager
    def serving(self) -> Iterator[PlayedModel]:
        thread = threading.Thread(target=lambda: self._server.serve_forever(poll_interval=0.02))
        thread.start()
        try:
            yield self
        finally:
            self.closing.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    model: PlayedModel

    # Each answer ends with its connection, so that an end needs no length.
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.request = json.loads(body)
        play = self.model.take(self.request)
        try:
            self._answer(play)
            self.model.finished.append(time.perf_counter())
        except (BrokenPipeError, ConnectionResetError):
            self.model.broken_off.set()

    def _answer(self, play: Play) -> None:
        if play.hang:
            self._wait_for_the_end()
            return
        self.send_response(play.status)
        for name, value in play.headers.items():
            self.send_header(name, value)
        if play.status != 200:
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"error": {"message": "no", "type": "server_error"}}')
            return
        if not self.request.get("stream"):
            self._whole(play)
            return
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        if play.raw is not None:
            self.wfile.write(play.raw)
            return
        self._pieces(play)

    def _whole(self, play: Play) -> None:
        """Answer in one body, as who asks for no stream and for embeddings expects; `raw` is that body."""
        message = {"role": "assistant", "content": play.text}
        choices = [{"index": 0, "message": message, "finish_reason": play.finish}]
        body = {"id": "c1", "object": "chat.completion", "created": 0, "model": "played", "choices": choices}
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(play.raw if play.raw is not None else json.dumps(body).encode())

    def _pieces(self, play: Play) -> None:
        pieces = play.pieces or tuple(play.text[i : i + play.piece] for i in range(0, len(play.text), play.piece))
        for n, piece in enumerate(pieces):
            if play.reset_after is not None and n >= play.reset_after:
                # Nothing says that the stream has ended: the client sees a broken answer.
                self.connection.close()
                return
            if play.pieces:
                self.model.sent[json.loads(block_in(self.request, "question")), piece] = time.perf_counter()
            self._send({"content": piece})
            if play.pause_s and n + 1 < len(pieces):
                self.model.closing.wait(play.pause_s)
        if play.delta is not None:
            self._send(play.delta)
        self._send({}, finish=play.finish)
        if play.usage is not None:
            self._data({"choices": [], "usage": _usage(*play.usage)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, delta: dict[str, Any], finish: str | None = None) -> None:
        self._data({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def _data(self, body: dict[str, Any]) -> None:
        whole = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": "played", **body}
        self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
        self.wfile.flush()

    def _wait_for_the_end(self) -> None:
        """Say nothing until the client goes or the test ends."""
        self.connection.settimeout(0.05)
        while not self.model.closing.is_set():
            try:
                if not self.connection.recv(1):
                    self.model.broken_off.set()
                    return
            except TimeoutError:
                continue
            except OSError:
                self.model.broken_off.set()
                return

    def log_message(self, *_args: Any) -> None:
        """Keep quiet."""


def _usage(tokens_in: int, tokens_out: int) -> dict[str, int]:
    return {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": tokens_in + tokens_out}
