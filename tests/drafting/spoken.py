"""Servers on loopback that speak the protocols of Anthropic and of Ollama, for their own clients; the model is ours."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.drafting.played import Passages

Writes = Callable[[Passages], str]


class SpokenModel:
    """Answers in one protocol with what `writes` makes of the passages, or with a status in its place."""

    def __init__(self, provider: str, writes: Writes, *, status: int = 200, tool: bool = False) -> None:
        self.writes = writes
        self.status = status
        self.tool = tool
        self.requests: list[tuple[str, dict[str, Any]]] = []
        kind = {"anthropic": _Anthropic, "ollama": _Ollama}[provider]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (kind,), {"model": self}))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextlib.contextmanager
    def serving(self) -> Iterator[SpokenModel]:
        thread = threading.Thread(target=lambda: self._server.serve_forever(poll_interval=0.02))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    model: SpokenModel

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.model.requests.append((self.path, request))
        self.send_response(self.model.status)
        if self.model.status != 200:
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"type": "error", "error": {"type": "api_error", "message": "no"}}')
            return
        asked = "\n".join(text for message in request["messages"] for text in _texts(message["content"]))
        passages = asked.partition("<passages>\n")[2].partition("\n</passages>")[0]
        self.say(self.model.writes(json.loads(passages)))

    def say(self, text: str) -> None:
        raise NotImplementedError

    def log_message(self, *_args: Any) -> None:
        """Keep quiet."""


def _texts(content: str | list[dict[str, str]]) -> list[str]:
    return [content] if isinstance(content, str) else [block["text"] for block in content]


class _Anthropic(_Handler):
    def say(self, text: str) -> None:
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        usage = {"input_tokens": 900, "output_tokens": 0}
        head = {"id": "m", "type": "message", "role": "assistant", "model": "any", "content": [], "stop_reason": None}
        self._event("message_start", message={**head, "stop_sequence": None, "usage": usage})
        tool = {"type": "tool_use", "id": "t", "name": "dose", "input": {}}
        self._event(
            "content_block_start", index=0, content_block=tool if self.model.tool else {"type": "text", "text": ""}
        )
        kind, key = ("input_json_delta", "partial_json") if self.model.tool else ("text_delta", "text")
        for at in range(0, len(text), 200):
            self._event("content_block_delta", index=0, delta={"type": kind, key: text[at : at + 200]})
        self._event("content_block_stop", index=0)
        ended = {"stop_reason": "end_turn", "stop_sequence": None}
        self._event("message_delta", delta=ended, usage={"input_tokens": 900, "output_tokens": 120})
        self._event("message_stop")

    def _event(self, name: str, **data: object) -> None:
        self.wfile.write(f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n".encode())


class _Ollama(_Handler):
    def say(self, text: str) -> None:
        self.send_header("content-type", "application/x-ndjson")
        self.end_headers()
        calls = [{"function": {"name": "dose", "arguments": {}}}]
        for at in range(0, len(text), 200):
            more = {"tool_calls": calls} if self.model.tool else {}
            self._line(message={"role": "assistant", "content": text[at : at + 200], **more}, done=False)
        counts = {"prompt_eval_count": 900, "eval_count": 120, "total_duration": 1, "eval_duration": 1}
        self._line(message={"role": "assistant", "content": ""}, done=True, done_reason="stop", **counts)

    def _line(self, **data: object) -> None:
        whole = {"model": "any", "created_at": "2026-01-01T00:00:00Z", **data}
        self.wfile.write(f"{json.dumps(whole)}\n".encode())
