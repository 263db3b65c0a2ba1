"""The tests that can be run again and again in one process, and which of them run which line."""

from __future__ import annotations

import contextlib
import copy
import functools
import gc
import inspect
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import coverage
import pytest

from corpus.model import Topic

#: A slower test is not used. CPU time.
SLOWEST_S = 0.5

Test = Callable[[], object]
#: File and line -> the numbers of the tests that run it, in the order in which they are to be tried.
Running = Mapping[tuple[str, int], Sequence[int]]
_CACHED = type(functools.lru_cache(bool))


class _Kept:
    """Keeps what pytest collects."""

    def __init__(self) -> None:
        self.items: Sequence[pytest.Item] = ()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take the tests when all are known."""
        self.items = list(session.items)


def collected(paths: Sequence[str]) -> list[Test]:
    """The tests that need nothing but their parameters, in a drawn order.

    The order in which they stand in their files would try a hundred that are alike before one that is not.
    """
    kept = _Kept()
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *paths], plugins=[kept])
    found: list[Test] = []
    for item in kept.items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        if isinstance(item, pytest.Function) and set(inspect.signature(item.obj).parameters) <= set(given):
            found.append(functools.partial(item.obj, **given))
    random.Random(len(found)).shuffle(found)  # noqa: S311 - the same order on every run.
    return found


def passes(test: Test) -> bool:
    """Whether a test passes."""
    try:
        test()
    except BaseException:  # noqa: BLE001  # A fault may raise anything, `pytest.fail` and an exit included.
        return False
    return True


def forget() -> None:
    """Empty the caches, and let each test module have a topic that nothing was worked out for yet."""
    fresh: dict[int, Topic] = {}
    for held in gc.get_objects():
        if isinstance(held, _CACHED):
            held.cache_clear()
    for module in list(sys.modules.values()):
        for name, held in list(vars(module).items()) if getattr(module, "__name__", "").startswith("tests") else ():
            if isinstance(held, Topic):
                copied = fresh.setdefault(id(held), replace(held, vocabulary=copy.copy(held.vocabulary)))
                setattr(module, name, copied)


def ready(tests: Sequence[Test], rooms: Sequence[Path], jobs: int) -> tuple[Sequence[int], Running]:
    """The numbers of the tests that pass whenever they are run and are quick, and which lines of the rooms they run."""
    usable: list[int] = []
    running: dict[tuple[str, int], list[int]] = {}
    for share, lines in _from_processes(tests, rooms, jobs):
        usable += share
        for place, numbers in lines.items():
            running.setdefault(place, []).extend(numbers)
    return sorted(usable), {place: sorted(numbers) for place, numbers in running.items()}


_Share = tuple[list[int], dict[tuple[str, int], list[int]]]


def _from_processes(tests: Sequence[Test], rooms: Sequence[Path], jobs: int) -> Iterator[_Share]:
    forked = multiprocessing.get_context("fork")
    started: list[tuple[Connection, BaseProcess]] = []
    for first in range(jobs):
        here, there = forked.Pipe(duplex=False)
        process = forked.Process(target=_share, args=(tests, range(first, len(tests), jobs), rooms, there))
        process.start()
        there.close()
        started.append((here, process))
    for end, sharing in started:
        yield end.recv()
        sharing.join()


def _share(tests: Sequence[Test], numbers: Sequence[int], rooms: Sequence[Path], result: Connection) -> None:
    """Sort out the slow and failing tests first: one that is cut short while it is watched leaves the watch locked."""
    usable = _quick(tests, numbers)
    watch = coverage.Coverage(data_file=None, config_file=False, include=[f"{room}/*" for room in rooms])
    watch.start()
    for number in usable:
        watch.switch_context(str(number))
        passes(tests[number])
    watch.stop()
    forget()
    # Without a fault a test must pass in another order too, and when all is worked out anew.
    steady = [number for number in reversed(usable) if passes(tests[number])]
    data, known = watch.get_data(), {str(number) for number in steady}
    lines = {
        (path, line): [int(context) for context in known.intersection(contexts)]
        for path in data.measured_files()
        for line, contexts in data.contexts_by_lineno(path).items()
    }
    result.send((steady, lines))


def _cut_short(_signal: int, _frame: object) -> None:
    raise TimeoutError


def _quick(tests: Sequence[Test], numbers: Sequence[int]) -> list[int]:
    signal.signal(signal.SIGPROF, _cut_short)
    found = []
    for number in numbers:
        # Again and again: an interruption that falls into a callback of the collector of garbage is lost.
        signal.setitimer(signal.ITIMER_PROF, SLOWEST_S, SLOWEST_S)
        passed = passes(tests[number])
        signal.setitimer(signal.ITIMER_PROF, 0)
        if passed:
            found.append(number)
    return found
