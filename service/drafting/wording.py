"""The adapter of the Wording port: asks the model, tries again where that can help, and never raises for its sake."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.domain.errors import GoneError
from service.domain.wording import ModelUse, Worded, WordingTask
from service.drafting import prompt
from service.drafting.breaker import Breaker
from service.drafting.chat import LOOK_S, Chat, Piece, TroubleError
from service.drafting.counts import Counts
from service.drafting.memory import Memory, key_of
from service.drafting.reading import FormatError, StatementReader

#: Calls for one answer, the first included: one more where the form was wrong, two more where the provider failed.
MOST_MALFORMED = 2
MOST_FAILED = 3
PAUSE_S = 0.25
LONGEST_PAUSE_S = 4.0
#: Longest prompt in characters; about 12,000 tokens.
MAX_PROMPT_CHARS = 48_000
#: So long a call waits for another to end.
QUEUE_S = 1.0


Gone = Callable[[], bool]
Group = Sequence[Worded]


@dataclass(slots=True)
class _Run:
    """What one answer has taken so far."""

    use: ModelUse
    began: float
    waited_s: float = 0.0
    """For the model alone: what is done with its words in between does not count."""
    attempt: int = 1
    malformed: int = 0
    failed: int = 0
    again: str | None = None
    draft: list[Worded] = field(default_factory=list)


class ModelWording:
    """Words passages with a chat model."""

    def __init__(
        self,
        chat: Chat,
        *,
        model: str,
        address: str = "",
        timeout_s: float,
        concurrency: int,
        chance: random.Random | None = None,
    ) -> None:
        self._chat = chat
        self._address = address
        self._timeout_s = timeout_s
        self._slots = threading.BoundedSemaphore(concurrency)
        self._breaker = Breaker(time.monotonic)
        self._memory = Memory(time.monotonic)
        self._chance = chance or random.Random()  # noqa: S311 - it spreads retries, it keeps no secret.
        self._blank = ModelUse(model=model, prompt=prompt.VERSION)
        self._counts = Counts()

    @property
    def sums(self) -> Mapping[str, float]:
        """What the model has been asked since the start."""
        return self._counts.sums

    def word(self, task: WordingTask, *, gone: Gone) -> Iterator[Group | ModelUse]:
        """Yield statements as the model finishes them, and last what it took; see `service.domain.ports.Wording`."""
        run = _Run(use=self._blank, began=time.monotonic())
        texts = [text for _, text in prompt.messages(task)]
        key = key_of(self._blank.model, self._address, *texts)
        known = self._memory.get(key)
        if known is not None:
            yield known
            yield self._done(run, cached=True)
            return
        refused = self._refused(sum(map(len, texts)))
        if refused is not None:
            yield self._done(run, degraded=refused)
            return
        try:
            degraded = yield from self._attempts(task, run, gone)
        finally:
            self._slots.release()
        if degraded is None:
            self._memory.put(key, tuple(replace(w, attempt=1) for w in run.draft))
        yield self._done(run, degraded=degraded)

    def _refused(self, length: int) -> str | None:
        """Why no call is made; None: one may be, and a place is taken."""
        if length > MAX_PROMPT_CHARS:
            return "too long"
        if not self._breaker.admits():
            return "resting"
        return None if self._slots.acquire(timeout=min(QUEUE_S, self._timeout_s)) else "busy"

    def _attempts(self, task: WordingTask, run: _Run, gone: Gone) -> Generator[Group, None, str | None]:
        """Yield the statements of one attempt after another; return why none came to its end, or None."""
        until = run.began + self._timeout_s
        while True:
            try:
                yield from self._attempt(task, run, until, gone)
            except FormatError as error:
                self._breaker.note(held=True)
                run.malformed += 1
                run.again = str(error)
                if run.malformed >= MOST_MALFORMED:
                    return "malformed"
            except TroubleError as error:
                self._breaker.note(held=False)
                run.failed += 1
                pause = self._pause(run.failed, error)
                if not error.again or run.failed >= MOST_FAILED or time.monotonic() + pause >= until:
                    return error.reason
                _rest(pause, gone)
            else:
                self._breaker.note(held=True)
                return None
            run.attempt += 1

    def _attempt(self, task: WordingTask, run: _Run, until: float, gone: Gone) -> Iterator[Group]:
        reader = StatementReader(len(task.passages), run.attempt)
        run.draft.clear()
        run.use = replace(run.use, calls=run.use.calls + 1)
        pieces = self._chat.stream(prompt.messages(task, again=run.again), until=until, gone=gone)
        for piece in _timed(pieces, run):
            run.use = replace(
                run.use,
                tokens_in=run.use.tokens_in + piece.tokens_in,
                tokens_out=run.use.tokens_out + piece.tokens_out,
            )
            if found := reader.feed(piece.text):
                run.draft += found
                yield found
        reader.close()

    def _pause(self, failed: int, error: TroubleError) -> float:
        spread: float = PAUSE_S * 2 ** (failed - 1) * self._chance.uniform(0.5, 1.5)
        return min(max(spread, error.after_s), LONGEST_PAUSE_S)

    def _done(self, run: _Run, *, cached: bool = False, degraded: str | None = None) -> ModelUse:
        use = replace(run.use, ms=run.waited_s * 1000, cached=cached, degraded=degraded)
        self._counts.add(use)
        return use


def _timed(pieces: Generator[Piece, None, None], run: _Run) -> Iterator[Piece]:
    """Hand pieces on and note how long each was waited for; when no more is wanted the source is closed at once."""
    with contextlib.closing(pieces):
        while True:
            began = time.monotonic()
            try:
                piece = next(pieces, None)
            finally:
                run.waited_s += time.monotonic() - began
            if piece is None:
                return
            yield piece


def _rest(pause_s: float, gone: Gone) -> None:
    until = time.monotonic() + pause_s
    while (left := until - time.monotonic()) > 0:
        if gone():
            raise GoneError("nobody waits for the answer any more")
        time.sleep(min(left, LOOK_S))
