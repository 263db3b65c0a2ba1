"""How long the check takes, in milliseconds and against a fixed loop, so that runs on two machines compare."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.timing import percentile
from corpus.model import Topic
from service.safety.check import check
from tests.safety.generated.fuzz import WORST, unicode_text

WORDS, TEXTS, ROUNDS = 300, 40, 5
JUDGED = Path(__file__).parent.parent / "tests" / "safety" / "judged"
_IMPORT = "import time; t = time.perf_counter(); import service.safety.check; print(time.perf_counter() - t)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Milliseconds, a rate, and the ratio of a 300-word check to the fixed loop."""

    median_ms: float
    p99_ms: float
    statements_per_second: float
    loop_ms: float
    import_seconds: float
    worst_ms: float
    worst_text: str


def reference_loop() -> int:
    """Do a fixed amount of plain Python work: dictionary, string and integer steps."""
    seen: dict[str, int] = {}
    for i in range(20_000):
        word = str(i % 977)
        seen[word] = seen.get(word, 0) + len(word)
    return sum(seen.values())


def pace(topic: Topic) -> Pace:
    """Measure; the first pass over every text warms up and is not counted."""
    answers = _answers(topic)
    taken = [milliseconds(lambda text=text: check(text, topic=topic)) for _ in range(ROUNDS + 1) for text in answers]
    counted = taken[len(answers) :]
    worst = max(((_slowest(text, topic), name) for name, text in _broken().items()), key=lambda found: found[0])
    return Pace(
        median_ms=median(counted),
        p99_ms=percentile(counted, 0.99),
        statements_per_second=_rate(_unseen(), topic),
        loop_ms=median(milliseconds(reference_loop) for _ in range(15)),
        import_seconds=median(_import_seconds() for _ in range(3)),
        worst_ms=worst[0],
        worst_text=worst[1],
    )


def _answers(topic: Topic) -> Sequence[str]:
    """Different answers of 300 words, made of the corpus's own statements in another order each."""
    chance = random.Random(300)  # noqa: S311 - the same answers on every run.
    texts = [s.text for _, s in topic.statements.values()]
    found = []
    for _ in range(TEXTS):
        chance.shuffle(texts)
        words = itertools.chain.from_iterable(text.split() for text in itertools.cycle(texts))
        found.append(" ".join(itertools.islice(words, WORDS)))
    return found


def _unseen() -> Sequence[str]:
    """Texts that are no sentences of the topic, whose readings the core would keep."""
    return [json.loads(line)["text"] for path in sorted(JUDGED.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def _rate(texts: Sequence[str], topic: Topic) -> float:
    statements = sum(len(check(text, topic=topic).statements) for text in texts)
    best = min(milliseconds(lambda: [check(text, topic=topic) for text in texts]) for _ in range(ROUNDS))
    return statements / best * 1000


def _broken() -> dict[str, str]:
    random_texts = {f"Unicode {n}": unicode_text(10_000, random.Random(n)) for n in range(20)}  # noqa: S311 - as above.
    return WORST | random_texts


def _slowest(text: str, topic: Topic) -> float:
    return min(milliseconds(lambda: check(text, topic=topic)) for _ in range(2))


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _import_seconds() -> float:
    done = subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True)
    return float(done.stdout)
