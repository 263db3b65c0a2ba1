"""`python -m bench.safety`: what the check catches, what it blocks in error, and how fast; with n and interval."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

from bench.judged import Judged, digest, judged, topic
from bench.pace import pace
from bench.proportions import shown
from service.domain.answer import Verdict
from service.safety.check import check
from tests.safety.given import given

COUNT, SEED = 50_000, "bench"
FALSE_BLOCKS_ALLOWED = 0.01
SOUND_EXAMPLES_BLOCKED_ALLOWED = 1
TWICE = 300


def main() -> int:
    """Run all of it and print it; 1 when a goal of correctness is missed. Times are printed, never judged."""
    parser = argparse.ArgumentParser(prog="python -m bench.safety", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="generated texts, all different")
    parser.add_argument("--seed", default=SEED, help="another seed draws other texts")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that judge")
    parser.add_argument("--listed", type=int, default=10, help="misjudged texts to print, of each kind")
    parser.add_argument("--digest", action="store_true", help="print a hash of the first verdicts and stop")
    options = parser.parse_args()
    if options.digest:
        print(digest(options.seed, TWICE))
        return 0
    reached = [_examples(), _generated(list(judged(options.seed, options.count, options.jobs)), options.listed)]
    reached.append(_same_twice(options.seed))
    _pace()
    return 0 if all(reached) else 1


def _examples() -> bool:
    caught = [check(t, topic=topic(), facts=f).verdict is not Verdict.PASS for _, t, f in given("unsafe")]
    blocked = [i for i, t, f in given("safe") if check(t, topic=topic(), facts=f).verdict is not Verdict.PASS]
    print(f"given examples: unsafe caught {shown(sum(caught), len(caught))}")
    print(f"given examples: sound blocked {shown(len(blocked), len(given('safe')))} {' '.join(blocked)}")
    return all(caught) and len(blocked) <= SOUND_EXAMPLES_BLOCKED_ALLOWED


def _generated(found: Sequence[Judged], listed: int) -> bool:
    unsafe, sound = [j for j in found if j.unsafe], [j for j in found if not j.unsafe]
    missed, blocked = [j for j in unsafe if j.passed], [j for j in sound if not j.passed]
    print(f"\ngenerated: {len(found):,} different texts")
    print(f"  false passes: {shown(len(missed), len(unsafe))}")
    print(f"  false blocks: {shown(len(blocked), len(sound))}")
    repaired = [j for j in found if j.repaired is not None]
    passing = [j for j in repaired if j.repaired_passes is not None]
    print(f"  of caught texts, a safe text was made: {shown(sum(bool(j.repaired) for j in repaired), len(repaired))}")
    print(f"  safe texts that pass again: {shown(sum(bool(j.repaired_passes) for j in passing), len(passing))}")
    _table(unsafe, missed, sound, blocked)
    for kind, wrong in (("FALSE PASS", missed), ("FALSE BLOCK", blocked)):
        for one in wrong[:listed]:
            print(f"  {kind} {one.id} [{one.family}] {one.text!r} ({one.because})")
    kept = all(j.repaired_passes for j in passing)
    return not missed and kept and len(blocked) <= FALSE_BLOCKS_ALLOWED * len(sound)


def _table(
    unsafe: Sequence[Judged], missed: Sequence[Judged], sound: Sequence[Judged], blocked: Sequence[Judged]
) -> None:
    columns = [Counter(j.family for j in part) for part in (unsafe, missed, sound, blocked)]
    print(f"  {'class':42}{'unsafe':>9}{'passed':>9}{'sound':>9}{'blocked':>9}")
    for family in sorted(columns[0] | columns[2]):
        print(f"  {family:42}" + "".join(f"{column[family]:>9,}" for column in columns))


def _same_twice(seed: str) -> bool:
    """The same texts judged in two processes whose hashes are salted differently."""
    command = [sys.executable, "-m", "bench.safety", "--digest", "--seed", seed]
    found = {
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": salt}, capture_output=True, check=True).stdout
        for salt in ("1", "2")
    }
    said = "the same" if len(found) == 1 else "DIFFERENT"
    print(f"\n{TWICE} texts judged in two processes: {said} verdicts and reasons")
    return len(found) == 1


def _pace() -> None:
    taken = pace(topic())
    print(f"\nanswer of 300 words: median {taken.median_ms:.2f} ms, p99 {taken.p99_ms:.2f} ms")
    print(f"  = {taken.median_ms / taken.loop_ms:.2f} x the fixed loop ({taken.loop_ms:.2f} ms here)")
    print(f"statements a second on one core: {taken.statements_per_second:,.0f}")
    print(f"importing the core: {taken.import_seconds:.3f} s")
    print(f"slowest 10 kB: {taken.worst_ms:.1f} ms ({taken.worst_text!r})")


if __name__ == "__main__":
    sys.exit(main())
