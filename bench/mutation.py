"""`python -m bench.mutation`: faults planted in the safety core, and how many of them a test notices.

Every fault is planted in a process of its own, forked from one that has all tests ready, by giving a function other
code. A fault is tried by the tests that run its line, in a seeded order, until one fails. Faults in tables and
patterns at module level are not planted.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import functools
import gc
import inspect
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import FunctionType

import coverage
import pytest

from bench.mutants import Mutant, mutants_of, planted
from bench.proportions import shown
from corpus.model import Topic

ROOT = Path(__file__).parents[1]
ROOMS = (ROOT / "service" / "safety", ROOT / "service" / "domain")
TESTS = ("tests/safety",)
#: A slower test is not used; a fault is given up after so long, and noticed when it makes one test hang. CPU time.
SLOWEST_S, GIVEN_UP_S, HANGS_S = 0.5, 20.0, 20.0
_NOTICED, _UNNOTICED = 1, 0

Test = Callable[[], object]
Running = Mapping[tuple[str, int], list[int]]
_CACHED = type(functools.lru_cache(bool))


class _Kept:
    """Keeps what pytest collects."""

    def __init__(self) -> None:
        self.items: Sequence[pytest.Item] = ()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take the tests when all are known."""
        self.items = list(session.items)


def main() -> int:
    """Plant a seeded sample of faults; print the share that was noticed and every fault that was not."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", default="bench")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--tests", nargs="*", default=TESTS, help="files or folders of tests")
    parser.add_argument("--minutes", type=float, default=25.0, help="stop after so long, with the faults tried by then")
    options = parser.parse_args()
    until = time.monotonic() + options.minutes * 60
    drawn = [m for room in ROOMS for path in sorted(room.rglob("*.py")) for m in mutants_of(path)]
    total = len(drawn)
    random.Random(options.seed).shuffle(drawn)  # noqa: S311 - the same faults on every run.
    tests, running = ready(collected(options.tests))
    print(f"{total:,} faults can be planted; {len(tests):,} tests are ready", flush=True)
    noticed, tried = 0, 0
    for mutant, found in judged(drawn[: options.count], tests, running, options.jobs, until):
        tried += 1
        noticed += found
        if not found:
            unrun = "" if running.get((str(mutant.path), mutant.line)) else " (no test runs this line)"
            place = f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.function}"
            print(f"  {place}: {mutant.what}{unrun}", flush=True)
    print(f"faults noticed: {shown(noticed, tried)}")
    return 0


def collected(paths: Sequence[str]) -> list[Test]:
    """The tests that need nothing but their parameters."""
    kept = _Kept()
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):  # noqa: PTH123
        pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *paths], plugins=[kept])
    found: list[Test] = []
    for item in kept.items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        if isinstance(item, pytest.Function) and set(inspect.signature(item.obj).parameters) <= set(given):
            found.append(functools.partial(item.obj, **given))
    return found


def passes(test: Test) -> bool:
    """Whether a test passes."""
    try:
        test()
    except BaseException:  # noqa: BLE001  # A fault may raise anything, `pytest.fail` and an exit included.
        return False
    return True


def _cut_short(_signal: int, _frame: object) -> None:
    raise TimeoutError


def ready(tests: Sequence[Test]) -> tuple[Sequence[Test], Running]:
    """The tests that pass and are quick, and file and line -> the numbers of those that run it.

    Their order is drawn: the quickest first would try a hundred that are alike before one that is not.
    """
    watch = coverage.Coverage(data_file=None, config_file=False, include=[f"{room}/*" for room in ROOMS])
    usable: list[int] = []
    # A test that is too slow to be used is not waited for.
    signal.signal(signal.SIGPROF, _cut_short)
    watch.start()
    for number, test in enumerate(tests):
        watch.switch_context(str(number))
        signal.setitimer(signal.ITIMER_PROF, SLOWEST_S)
        if passes(test):
            usable.append(number)
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    watch.stop()
    order = list(range(len(tests)))
    random.Random(len(tests)).shuffle(order)  # noqa: S311 - the same order on every run.
    rank = {number: order[number] for number in usable}
    data = watch.get_data()
    return tests, {
        (path, line): sorted(rank.keys() & {int(number) for number in numbers if number}, key=rank.__getitem__)
        for path in data.measured_files()
        for line, numbers in data.contexts_by_lineno(path).items()
    }


def judged(
    drawn: Sequence[Mutant],
    tests: Sequence[Test],
    running: Running,
    jobs: int,
    until: float,
) -> Iterator[tuple[Mutant, bool]]:
    """Each fault that there was time for, and whether a test noticed it."""
    functions = _functions()
    gc.freeze()
    waiting: dict[int, Mutant] = {}
    for mutant in drawn:
        if time.monotonic() > until:
            break
        places = running.get((str(mutant.path), mutant.line), [])
        if not places:
            yield mutant, False
            continue
        pid = os.fork()
        if pid == 0:
            os._exit(_try(mutant, functions, [tests[n] for n in places]))
        waiting[pid] = mutant
        if len(waiting) >= jobs:
            yield _one_of(waiting)
    while waiting:
        yield _one_of(waiting)


def _one_of(waiting: dict[int, Mutant]) -> tuple[Mutant, bool]:
    """Wait for one of the faults that are being tried; a process that died noticed it."""
    pid, status = os.wait()
    return waiting.pop(pid), status != _UNNOTICED


def _try(mutant: Mutant, functions: Mapping[tuple[str, str], list[FunctionType]], tests: Sequence[Test]) -> int:
    """Plant a fault in this process, forget what was worked out without it, and run the tests."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  # The process ends with it.
    code = planted(mutant)
    for function in functions.get((str(mutant.path), mutant.function), []):
        function.__code__ = code
    _forget()
    began = time.process_time()
    for test in tests:
        # The signal ends the process, and so counts as noticed: only a test that hangs meets it.
        signal.setitimer(signal.ITIMER_PROF, HANGS_S)
        if not passes(test):
            return _NOTICED
        if time.process_time() - began > GIVEN_UP_S:
            break
    return _UNNOTICED


def _functions() -> Mapping[tuple[str, str], list[FunctionType]]:
    """Every function of the rooms that is alive, by its file and name."""
    found: dict[tuple[str, str], list[FunctionType]] = {}
    for held in gc.get_objects():
        if isinstance(held, FunctionType) and held.__code__.co_filename.startswith(tuple(map(str, ROOMS))):
            found.setdefault((held.__code__.co_filename, held.__code__.co_qualname), []).append(held)
    return found


def _forget() -> None:
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


if __name__ == "__main__":
    sys.exit(main())
