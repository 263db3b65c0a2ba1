"""`python -m bench`: the time of a whole answer beside the bare encoding of its question and a plain chain."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence
from statistics import median

from bench.chain import plain_chain
from bench.timing import Times, interleaved, percentile, ratio
from corpus.model import Topic
from service import settings, wiring
from service.domain.errors import GroundruleError
from service.domain.question import Question
from service.domain.replies import TextToCheck
from service.retrieval.encoder import EncoderEmbeddings

ANSWER, ENCODING, CHAIN, CHECK = "whole answer", "bare encoding", "LangChain chain", "check of 300 words"
WORDS = 300


def main() -> int:
    """Run the comparison and print it; 3 when the index is missing."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--rounds", type=int, default=10, help="counted rounds over all questions")
    rounds = options.parse_args().rounds
    try:
        engine = wiring.build(settings.load())
        topic = next(iter(engine.topics.values()))
        questions = (*topic.suggested_questions, *topic.self_test.must_fire)
        chain = plain_chain(
            [p.text for p in topic.passages.values() if p.current], EncoderEmbeddings(engine.index.encoder)
        )
        times = interleaved(
            {
                ANSWER: lambda text: engine.ask(Question(text=text, topic=topic.id)),
                ENCODING: lambda text: engine.index.encoder.encode([text]),
                CHAIN: chain,
            },
            questions,
            rounds,
        )
        checks = interleaved(
            {CHECK: lambda text: engine.check(TextToCheck(text=text, topic=topic.id))}, _long(topic), rounds
        )
    except GroundruleError as error:
        print(error, file=sys.stderr)
        return 3
    _print(times, checks, len(questions), rounds)
    return 0


def _long(topic: Topic) -> Sequence[str]:
    """A text of about 300 words made of the corpus's own statements."""
    words = itertools.chain.from_iterable(p.text.split() for p in topic.passages.values() if p.current)
    return (" ".join(itertools.islice(words, WORDS)),)


def _print(times: Times, checks: Times, questions: int, rounds: int) -> None:
    print(f"{questions} questions x {rounds} rounds, one process, interleaved, same encoder; milliseconds")
    print(f"{'':22}{'median':>10}{'p95':>10}")
    for name, taken in (*times.items(), *checks.items()):
        flat = [spent for own in taken for spent in own]
        print(f"{name:22}{median(flat):>10.2f}{percentile(flat, 0.95):>10.2f}")
    for other in (ENCODING, CHAIN):
        found = ratio(times[ANSWER], times[other])
        print(f"{ANSWER} / {other}: {found.value:.2f} (95 % bootstrap {found.low:.2f} to {found.high:.2f})")


if __name__ == "__main__":
    sys.exit(main())
