"""`python -m bench.wordings`: how many example questions find their own thing when they themselves are left out.

What is left is what an unseen wording meets: the word patterns and the other examples.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter

from bench.proportions import shown
from corpus.model import Asked, Topic
from corpus.reader import read_topics
from service.answering.likeness import Likeness, likeness_of
from service.answering.strayed import finds_its_own
from service.settings import load


def main() -> int:
    """Ask every example of the first topic with itself left out, and print the shares and the time of a look-up."""
    topic = read_topics(load().topics_dir)[0]
    gaps = {gap.about for gap in topic.gaps} - {aspect.about for aspect in topic.aspects}
    bare = Likeness(replace(topic, asked=()))
    for name, entries in (
        ("answered", [one for one in topic.asked if one.about not in gaps]),
        ("not covered", [one for one in topic.asked if one.about in gaps]),
    ):
        wordings = [(wording, one) for one in entries for wording in one.asked_as]
        print(f"{name:16}by patterns alone  {_share(topic, wordings, lambda _w, _o: bare)}")
        print(f"{'':16}and by likeness    {_share(topic, wordings, lambda w, o: _without(topic, w, o))}")
    print(f"{'a look-up':16}{_milliseconds(topic):.3f} ms")
    return 0


def _share(topic: Topic, wordings: list[tuple[str, Asked]], likeness_for: Callable[[str, Asked], Likeness]) -> str:
    found = sum(finds_its_own(wording, one, topic, likeness_for(wording, one)) for wording, one in wordings)
    return shown(found, len(wordings))


def _without(topic: Topic, wording: str, entry: Asked) -> Likeness:
    """The likeness of a topic to whose questions this one was never written down."""
    left = replace(entry, asked_as=tuple(other for other in entry.asked_as if other != wording))
    return Likeness(replace(topic, asked=tuple(left if one is entry else one for one in topic.asked)))


def _milliseconds(topic: Topic) -> float:
    likeness = likeness_of(topic)
    times = []
    for wording in (wording for one in topic.asked for wording in one.asked_as):
        began = perf_counter()
        likeness.best(wording, lambda _: True)
        times.append((perf_counter() - began) * 1000)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
