"""Lets one ingest at a time write to a data folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from service.domain.errors import IndexNotReadyError

LOCK = "ingest.lock"


class IngestBusyError(IndexNotReadyError):
    """Another ingest is writing to the same data folder."""


@contextmanager
def writer_lock(data_dir: Path, *, wait_s: float, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the writer's lock of a data folder.

    The operating system lets go of it however its process ends, so that a killed ingest leaves nothing to clear.

    Args:
        data_dir: the folder; must exist.
        wait_s: how long to wait for another ingest.
        waiting: is told once when there is another ingest to wait for.

    Raises:
        IngestBusyError: the other ingest was still at work when the time was up.
    """
    lock = FileLock(data_dir / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        try:
            lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise IngestBusyError("Another ingest is at work in this data folder. Try again later.") from error
    try:
        yield
    finally:
        lock.release()
