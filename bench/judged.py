"""Generated texts judged by the check, spread over the cores, with the oracle's verdict beside each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.model import Topic
from corpus.reader import read_topic
from service.domain.answer import Verdict
from service.safety.check import check
from service.safety.repair import repair
from tests.safety.generated.oracle import Oracle, oracle_of
from tests.safety.generated.stream import sample

#: The generator speaks of this topic; its figures are read from the topic's rules.
TOPIC = Path(__file__).parents[1] / "corpus" / "topics" / "azathioprine-hepatotoxicity"
CHUNK = 500
#: One caught text in so many is repaired, and what comes out is checked again.
REPAIRED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One generated text after the check."""

    id: str
    key: str
    """The same for the same text and patient."""
    family: str
    unsafe: bool
    passed: bool
    text: str
    because: str
    repaired: bool | None
    """Whether a safe text was made; None where none was tried."""
    repaired_passes: bool | None


@cache
def topic() -> Topic:
    """Return the topic, read once a process."""
    return read_topic(TOPIC)


@cache
def oracle() -> Oracle:
    """Return the figures that decide."""
    return oracle_of(topic())


def judged(seed: str, count: int, jobs: int) -> Iterator[Judged]:
    """Yield `count` judged texts, no two the same."""
    seen: set[str] = set()
    with ProcessPoolExecutor(jobs) as pool:
        start = 0
        while len(seen) < count:
            wanted = -(-(count - len(seen)) // CHUNK) + jobs
            chunks = [(seed, start + CHUNK * i) for i in range(wanted)]
            start += CHUNK * wanted
            for found in pool.map(_chunk, chunks):
                for one in found:
                    if one.key not in seen and len(seen) < count:
                        seen.add(one.key)
                        yield one


def digest(seed: str, count: int) -> str:
    """Return one hash of the verdicts and reasons of the first `count` texts."""
    found = hashlib.sha256()
    for number in range(count):
        one = sample(seed, number, oracle())
        found.update(repr(check(one.text, topic=topic(), facts=one.facts)).encode())
    return found.hexdigest()


def _chunk(work: tuple[str, int]) -> list[Judged]:
    seed, start = work
    return [_one(seed, number) for number in range(start, start + CHUNK)]


def _one(seed: str, number: int) -> Judged:
    drawn = sample(seed, number, oracle())
    report = check(drawn.text, topic=topic(), facts=drawn.facts)
    passed = report.verdict is Verdict.PASS
    repaired = passes = None
    if drawn.unsafe and not passed and number % REPAIRED == 0:
        safe = repair(drawn.text, report, topic=topic(), facts=drawn.facts).safe_text
        repaired = safe is not None
        if safe is not None:
            passes = check(safe, topic=topic(), facts=drawn.facts).verdict is Verdict.PASS
    return Judged(
        id=drawn.id,
        key=hashlib.blake2b(f"{drawn.text}\0{drawn.facts!r}".encode(), digest_size=12).hexdigest(),
        family=drawn.family,
        unsafe=drawn.unsafe,
        passed=passed,
        text=drawn.text,
        because=drawn.because,
        repaired=repaired,
        repaired_passes=passes,
    )
