"""`python -m bench.mutation`: faults planted in the safety core, and how many of them a test notices.

Every fault is planted in a process of its own, forked from one that has all tests ready, by giving a function other
code. A fault is tried by the tests that run its line and then by the others, in a seeded order, until one fails.
Faults in tables and patterns at module level are not planted.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FunctionType

from bench.mutants import Mutant, mutants_of, planted
from bench.proportions import shown
from bench.runners import Running, Test, collected, forget, passes, ready

ROOT = Path(__file__).parents[1]
ROOMS = (ROOT / "service" / "safety", ROOT / "service" / "domain")
TESTS = ("tests/safety",)
#: A fault is given up after so long, and noticed when it makes one test hang. CPU time.
GIVEN_UP_S, HANGS_S = 40.0, 20.0
_UNNOTICED, _NOTICED, _GIVEN_UP = 0, 1, 2
_LIVES = {_UNNOTICED: "no test notices", _GIVEN_UP: "given up"}


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
    tests = collected(options.tests)
    usable, running = ready(tests, ROOMS, options.jobs)
    print(f"{total:,} faults can be planted; {len(usable):,} of {len(tests):,} tests are used", flush=True)
    noticed, tried = 0, 0
    for mutant, lives in judged(drawn[: options.count], tests, usable, running, options.jobs, until):
        tried += 1
        noticed += not lives
        if lives:
            place = f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.function}"
            print(f"  {place}: {mutant.what} ({lives})", flush=True)
    print(f"faults noticed: {shown(noticed, tried)}")
    return 0


def judged(
    drawn: Sequence[Mutant], tests: Sequence[Test], usable: Sequence[int], running: Running, jobs: int, until: float
) -> Iterator[tuple[Mutant, str]]:
    """Each fault that there was time for, and why it lives: nothing where a test noticed it."""
    functions = _functions()
    gc.freeze()
    waiting: dict[int, Mutant] = {}
    for mutant in drawn:
        if time.monotonic() > until:
            break
        places = running.get((str(mutant.path), mutant.line), [])
        if not places:
            yield mutant, "no test runs this line"
            continue
        pid = os.fork()
        if pid == 0:
            first = set(places)
            os._exit(_try(mutant, functions, [tests[n] for n in (*places, *(n for n in usable if n not in first))]))
        waiting[pid] = mutant
        if len(waiting) >= jobs:
            yield _one_of(waiting)
    while waiting:
        yield _one_of(waiting)


def _one_of(waiting: dict[int, Mutant]) -> tuple[Mutant, str]:
    """Wait for one of the faults that are being tried; a process that died noticed it."""
    pid, status = os.wait()
    return waiting.pop(pid), _LIVES.get(os.waitstatus_to_exitcode(status), "")


def _try(mutant: Mutant, functions: Mapping[tuple[str, str], list[FunctionType]], tests: Sequence[Test]) -> int:
    """Plant a fault in this process, forget what was worked out without it, and run the tests."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  # The process ends with it.
    code = planted(mutant)
    for function in functions.get((str(mutant.path), mutant.function), []):
        function.__code__ = code
    forget()
    # What is worked out once for a topic is run by one test and used by all: those that run the line are but the first.
    began = time.process_time()
    for test in tests:
        # The signal ends the process, and so counts as noticed: only a test that hangs meets it.
        signal.setitimer(signal.ITIMER_PROF, HANGS_S)
        if not passes(test):
            return _NOTICED
        if time.process_time() - began > GIVEN_UP_S:
            return _GIVEN_UP
    return _UNNOTICED


def _functions() -> Mapping[tuple[str, str], list[FunctionType]]:
    """Every function of the rooms that is alive, by its file and name."""
    found: dict[tuple[str, str], list[FunctionType]] = {}
    for held in gc.get_objects():
        if isinstance(held, FunctionType) and held.__code__.co_filename.startswith(tuple(map(str, ROOMS))):
            found.setdefault((held.__code__.co_filename, held.__code__.co_qualname), []).append(held)
    return found


if __name__ == "__main__":
    sys.exit(main())
