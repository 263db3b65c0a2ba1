"""How long the check takes, in milliseconds and against a fixed loop, so that runs on two machines compare."""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.timing import percentile
from corpus.model import Topic
from service.main import settle
from service.safety.check import check
from tests.safety.generated.fuzz import WORST, unicode_text

WORDS, TEXTS, ROUNDS = 300, 40, 5
JUDGED = Path(__file__).parent.parent / "tests" / "safety" / "judged"
_IMPORT = "import time; t = time.process_time(); import service.safety.check; print(time.process_time() - t)"


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
    for text in answers:
        check(text, topic=topic)
    settle()
    taken = [milliseconds(lambda text=text: check(text, topic=topic)) for _ in range(ROUNDS) for text in answers]
    worst = max(((_slowest(text, topic), name) for name, text in _broken().items()), key=lambda found: found[0])
    return Pace(
        median_ms=median(taken),
        p99_ms=percentile(taken, 0.99),
        statements_per_second=_rate(_unseen(), topic),
        loop_ms=median(milliseconds(reference_loop) for _ in range(15)),
        import_seconds=_import_seconds(),
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
    """Return the processor time of some work: nothing in it waits, and what else the machine does is not counted."""
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def _import_seconds() -> float:
    """Time of an import from byte code, as of an installed package; the first one, which makes it, is not counted."""
    with tempfile.TemporaryDirectory() as made:
        plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        command, environment = [sys.executable, "-c", _IMPORT], plain | {"PYTHONPYCACHEPREFIX": made}
        done = [subprocess.run(command, env=environment, capture_output=True, check=True).stdout for _ in range(6)]
    return median(map(float, done[1:]))
