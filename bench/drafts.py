"""`python -m bench.drafts`: what reaches the reader of drafts with one statement that its passage does not bear out.

The model is the tests' script behind the real client; everything else is the service without an index.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench.pace import milliseconds, reference_loop
from bench.proportions import shown
from bench.timing import percentile
from corpus.model import Topic
from corpus.reader import read_topics
from service.answering.support import covers, reading, unsupported
from service.domain.question import Question
from service.settings import load
from service.wiring import Service
from tests.drafting.authored import SOUND, WRONG, Fate, authored, fates
from tests.drafting.conftest import service_of
from tests.drafting.drafts import verbatim, written
from tests.drafting.mutations import scopes_dropped
from tests.drafting.played import Play, PlayedModel, passages_in
from tests.drafting.trial import Tally, cases, questions_of, run

DRAFTS, ASKED, WARM = 3000, 140, 14


def main() -> int:
    """Send the drafts and print; 1 when a wrong statement was shown."""
    logging.getLogger("groundrule.model").setLevel(logging.ERROR)
    topic = read_topics(load().topics_dir)[0]
    model = PlayedModel(lambda _request, _n: Play(text=""))
    with tempfile.TemporaryDirectory() as folder, model.serving():
        service = service_of(topic, model, Path(folder))
        _times(service, model, topic)
        tally = run(service, model, topic, cases(service, model, topic, most=DRAFTS))
        own = {name: fates(service, topic, authored(name)) for name in (*SOUND, *WRONG)}
    _print(tally)
    _authored(own)
    _losses(topic)
    return 1 if tally.missed else 0


def _print(tally: Tally) -> None:
    for kind, sent in sorted(tally.sent.items()):
        print(f"{kind:28}noticed {tally.noticed[kind]:>5} of {sent:>5}")
    print(f"{'wrong statements shown':28}{shown(len(tally.missed), tally.sent.total())}")
    print(f"{'sound ones left alone':28}{shown(tally.untouched, tally.sound)}")
    for (reason, text), times in Counter(tally.touched).most_common(5):
        print(f"  {times} x {reason}: {text[:90]}")
    for kind, text in tally.missed:
        print(f"SHOWN ({kind}): {text}")


def _authored(own: Mapping[str, Sequence[Fate]]) -> None:
    """What became of the statements that were written by hand, by kind."""
    for name, found in own.items():
        print(f"{f'by hand, {name}: shown':28}{shown(sum(f.shown for f in found), len(found))}")
        kinds = Counter(f.wrote.kind for f in found)
        seen = Counter(f.wrote.kind for f in found if f.shown)
        print(f"  {', '.join(f'{kind} {seen[kind]} of {sent}' for kind, sent in sorted(kinds.items()))}")


def _times(service: Service, model: PlayedModel, topic: Topic) -> None:
    """What an answer takes besides the model, the same answer quoted, and a fixed loop, in turn on the same machine.

    Other work on the machine makes all three longer; the processor time of the answering thread and the ratios less so.
    """
    model.script = lambda request, _n: Play(text=written(verbatim(passages_in(request), topic)), piece=100_000)
    worded, spent, quoted, loop = [], [], [], []
    for n in range(WARM + ASKED):
        question = Question(text=f"{questions_of(topic)[n % 7]} Case {n}.", topic=topic.id)
        began = time.thread_time()
        answer = service.ask(question)
        took = (time.thread_time() - began) * 1000
        if answer.model is None or n < WARM:
            continue
        worded.append(answer.timings_ms["total"] - answer.model.ms)
        spent.append(took)
        quoted.append(replace(service, voice=None).ask(question).timings_ms["total"])
        loop.append(milliseconds(reference_loop))
    rows = {
        "all but the model": worded,
        "processor time of it": spent,
        "the same quoted": quoted,
        "the fixed loop": loop,
    }
    for name, taken in rows.items():
        print(f"{name:28}{median(taken):.1f} ms at the median, {percentile(taken, 0.95):.1f} at p95 (n = {len(taken)})")
    for name, other in (("quoted", quoted), ("the loop", loop)):
        print(f"{f'worded over {name}':28}{median(x / y for x, y in zip(worded, other, strict=True)):.2f}")


def _losses(topic: Topic) -> None:
    """How often it is noticed that a phrase of a passage was left out, and how often the reader is told it anyway.

    Often the rest stands without it, and a statement that is shown without it is followed by the passage.
    """
    noticed, told = [], []
    for text in (p.text for p in topic.passages.values() if p.current):
        for made in scopes_dropped(text):
            said = reading(made, topic)
            noticed.append(unsupported(said, [text], topic) is not None)
            told.append(noticed[-1] or not covers([said], text, topic))
    print(f"{'phrase left out, noticed':28}{shown(sum(noticed), len(noticed))}")
    print(f"{'the same, or quoted beside':28}{shown(sum(told), len(told))}")


if __name__ == "__main__":
    sys.exit(main())
