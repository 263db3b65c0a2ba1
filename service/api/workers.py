"""Runs the synchronous core beside the event loop, bounded in number and in time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from service.domain.errors import BusyError, TimeLimitError

Result = TypeVar("Result")

WORKERS = 4
QUEUE_PER_WORKER = 8
"""Requests that may wait for each worker; more are told to come back, instead of all becoming slow."""


class Workers:
    """A few threads with a time limit. Work past its limit is abandoned: its result is dropped when it comes."""

    def __init__(self, *, limit_s: float, workers: int = WORKERS) -> None:
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="groundrule")
        self._slots = threading.BoundedSemaphore(workers * (1 + QUEUE_PER_WORKER))
        self._limit_s = limit_s

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return what `work` returns.

        Raises:
            BusyError: every worker is taken and the queue is full.
            TimeLimitError: the work took longer than the limit.
        """
        if not self._slots.acquire(blocking=False):
            raise BusyError("every worker is taken")
        future = self._pool.submit(work)
        future.add_done_callback(self._release)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), timeout=self._limit_s)
        except TimeoutError:
            raise TimeLimitError("the work took longer than allowed") from None

    def close(self) -> None:
        """Take no more work; what has not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _release(self, _future: Future[Result]) -> None:
        self._slots.release()
