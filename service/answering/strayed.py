"""Example questions that find another thing than their own: what an editor words anew, or gives to the other thing."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Asked, Topic
from service.answering.asking import asked_in
from service.answering.likeness import Likeness, likeness_of, or_alike
from service.answering.self_test import Miss
from service.answering.unsettled import gaps_in


def strayed(topic: Topic) -> Iterator[Miss]:
    """Yield each example question of a topic that finds another thing than its own, or nothing."""
    likeness = likeness_of(topic)
    for asked in topic.asked:
        for wording in asked.asked_as:
            if not finds_its_own(wording, asked, topic, likeness):
                found = " and ".join(f"'{about}'" for about in _found(wording, topic, likeness)) or "nothing"
                what = f"'{wording}' finds {found} instead of '{asked.about}'"
                yield Miss(file="questions.yaml", line=asked.line, what=what)


def finds_its_own(wording: str, asked: Asked, topic: Topic, likeness: Likeness) -> bool:
    """Return whether a wording finds what first settles its own thing; for a gap, whether it finds no other thing."""
    found = _found(wording, topic, likeness)
    settled = {aspect.about: aspect.settles for aspect in topic.aspects} | {
        one.about: one.settles for one in topic.asked if one.settles
    }
    if asked.about not in settled:
        return not found or bool(gaps_in(wording, topic))
    first = settled[asked.about][0]
    return any(first in settled[about] for about in found)


def _found(wording: str, topic: Topic, likeness: Likeness) -> list[str]:
    named = asked_in(wording, topic, lambda _: True)
    return [aspect.about for aspect, _ in or_alike(named, (wording,), likeness, lambda _: True)]
