"""A chat model behind LangChain, read piece by piece, stopped at its time limit or when nobody waits any more."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import queue
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import httpx
from langchain_core.exceptions import (
    ModelAPIError,
    ModelConnectionError,
    ModelError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.messages import AIMessageChunk

from service.domain.errors import GoneError
from service.drafting.prompt import SCHEMA, Message
from service.drafting.providers import Limits, open_model
from service.drafting.reading import MAX_CHARS, FormatError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger("groundrule.model")

#: How often a wait looks whether somebody still waits for it.
LOOK_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some characters of an answer, and the tokens that the provider counted, which come with one piece."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0

    def joined(self, more: Piece) -> Piece:
        """Return this piece with the next one behind it."""
        return Piece(
            text=self.text + more.text,
            tokens_in=self.tokens_in + more.tokens_in,
            tokens_out=self.tokens_out + more.tokens_out,
        )


class TroubleError(Exception):
    """A call failed. `reason` is one of a few words; `again` says whether trying again may help."""

    def __init__(self, reason: str, *, again: bool, after_s: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        self.after_s = after_s


class Chat:
    """Streams a model's answer. Safe to use from several threads: each call runs in one loop beside them."""

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model

    def stream(
        self, messages: Sequence[Message], *, until: float, gone: Callable[[], bool]
    ) -> Generator[Piece, None, None]:
        """Yield the answer as it comes; closing the iterator breaks the connection off.

        Args:
            messages: pairs of role and text.
            until: when the time is up, on the monotonic clock.
            gone: whether nobody waits for the answer any more.

        Raises:
            TroubleError: the provider cannot be reached, fails, or takes too long.
            FormatError: what comes is no text, or too much of it.
            GoneError: nobody waits any more.
        """
        pieces: queue.SimpleQueue[Piece | Exception | None] = queue.SimpleQueue()
        running = asyncio.run_coroutine_threadsafe(self._pump(messages, pieces.put), _loop())
        try:
            while (found := _next(pieces, until, gone)) is not None:
                # What has piled up is handed on together, so that a reader that lags judges it at once.
                while not pieces.empty():
                    more = pieces.get_nowait()
                    if not isinstance(more, Piece):
                        pieces.put(more)
                        break
                    found = found.joined(more)
                yield found
        finally:
            running.cancel()

    async def _pump(self, messages: Sequence[Message], put: Callable[[Piece | Exception | None], None]) -> None:
        length = 0
        try:
            # LangChain promises an iterator; it is a generator, and closing it lets go of the connection.
            answer = cast("AsyncGenerator[object, None]", self._model.astream(list(messages)))
            async with contextlib.aclosing(answer) as chunks:
                async for chunk in chunks:
                    piece = _piece(chunk)
                    length += len(piece.text)
                    put(piece)
                    if length > MAX_CHARS:
                        # The reader has seen enough to refuse it.
                        return
        except FormatError as error:
            put(error)
        except Exception as error:  # noqa: BLE001  # Whatever a provider's client raises costs the wording alone.
            put(trouble_of(error))
        else:
            put(None)


def _next(pieces: queue.SimpleQueue[Piece | Exception | None], until: float, gone: Callable[[], bool]) -> Piece | None:
    while True:
        if gone():
            raise GoneError("nobody waits for the answer any more")
        left = until - time.monotonic()
        if left <= 0:
            raise TroubleError("late", again=False)
        try:
            found = pieces.get(timeout=min(left, LOOK_S))
        except queue.Empty:
            continue
        if isinstance(found, Exception):
            raise found
        return found


def _piece(chunk: object) -> Piece:
    """Read one chunk of LangChain's.

    Raises:
        FormatError: it calls a tool, refuses, or holds something that is no text.
    """
    if not isinstance(chunk, AIMessageChunk):
        raise FormatError("it is no message")
    if chunk.tool_call_chunks or chunk.invalid_tool_calls or chunk.tool_calls:
        raise FormatError("it calls a tool, and there is none")
    if chunk.additional_kwargs.get("refusal"):
        raise FormatError("it declines")
    usage = chunk.usage_metadata
    return Piece(
        text=str(chunk.text),
        tokens_in=usage["input_tokens"] if usage else 0,
        tokens_out=usage["output_tokens"] if usage else 0,
    )


#: What goes wrong at a provider, by LangChain's own kinds, and whether the same call may work a little later.
_KINDS: Mapping[type[Exception], tuple[str, bool]] = {
    ModelRateLimitError: ("overloaded", True),
    ModelTimeoutError: ("late", True),
    ModelAPIError: ("failed", True),
    ModelConnectionError: ("unreachable", True),
    ModelError: ("rejected", False),
    TimeoutError: ("late", True),
    ConnectionError: ("unreachable", True),
    httpx.TimeoutException: ("late", True),
    httpx.ConnectError: ("unreachable", True),
    httpx.TransportError: ("broken off", True),
}


def trouble_of(error: Exception) -> TroubleError:
    """Return what a provider's failure comes to; its message, which may quote the question, is dropped."""
    known = (found for kind, found in _KINDS.items() if isinstance(error, kind))
    reason, again = next(known, None) or _by_status(error) or ("unreadable", True)
    log.warning("model call failed", extra={"reason": reason, "error": type(error).__name__})
    return TroubleError(reason, again=again, after_s=_retry_after(error))


def _by_status(error: Exception) -> tuple[str, bool] | None:
    """What an error comes to that a client tells by its status alone."""
    status = getattr(error, "status_code", None)
    if not isinstance(status, int) or status < 400:
        return None
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return ("overloaded", True)
    return ("failed", True) if status >= 500 else ("rejected", False)


def _retry_after(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", {})
    told = headers.get("retry-after", "")
    return float(told) if told.isdecimal() else 0.0


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The one loop that all calls run in; it ends with the process."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="groundrule-models", daemon=True).start()
    return loop


def open_chat(name: str, *, base_url: str | None, key: str | None, timeout_s: float, max_tokens: int) -> Chat:
    """Return the chat model of these settings, asked for answers of our form; nothing is called yet.

    Raises:
        SettingsError: the provider is none that we know, or its client is not installed.
    """
    limits = Limits(timeout_s=timeout_s, max_tokens=max_tokens)
    return Chat(open_model(name, base_url=base_url, key=key, limits=limits, form=SCHEMA, setting="GROUNDRULE_MODEL"))
