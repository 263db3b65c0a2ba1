"""The core's work is bounded in number and in time."""

from __future__ import annotations

import asyncio
import threading

import pytest

from service.api.workers import QUEUE_PER_WORKER, Workers
from service.domain.errors import BusyError, InputError, TimeLimitError


def test_work_gives_its_result_or_its_error() -> None:
    def fail() -> None:
        raise InputError("not usable")

    async def scene() -> int:
        workers = Workers(limit_s=5)
        with pytest.raises(InputError):
            await workers.run(fail)
        return await workers.run(lambda: 7)

    assert asyncio.run(scene()) == 7


def test_work_past_its_limit_is_abandoned() -> None:
    released = threading.Event()

    async def scene() -> None:
        workers = Workers(limit_s=0.05)
        with pytest.raises(TimeLimitError):
            await workers.run(lambda: released.wait(30))
        released.set()

    asyncio.run(scene())


def test_more_work_than_the_queue_holds_is_told_to_come_back_and_later_accepted() -> None:
    released = threading.Event()

    async def scene() -> tuple[int, bool]:
        workers = Workers(limit_s=30, workers=1)
        held = [asyncio.create_task(workers.run(lambda: released.wait(30))) for _ in range(1 + QUEUE_PER_WORKER)]
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError):
            await workers.run(lambda: True)
        released.set()
        done = sum(await asyncio.gather(*held))
        return done, await workers.run(lambda: True)

    assert asyncio.run(scene()) == (1 + QUEUE_PER_WORKER, True)
