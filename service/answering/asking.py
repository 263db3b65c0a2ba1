"""Which aspects of a topic, and which of its disagreements, a text asks for, by the topic's word patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Aspect, Disagreement, Topic
from service.answering.parts import BARE
from service.answering.patterns import Patterns, Places, Words
from service.safety.once import once_for_each

#: Where one thing that is asked ends and the next begins.
_JOINT = re.compile(r"[,;+&?!\n]|\.\s|\b(?:and|plus|also|but|or|then)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An aspect that a text asks for, and by which of its words: where each begins, and what it is."""

    aspect: Aspect
    words: Mapping[int, str]

    def tells_from(self, offset: int) -> bool:
        """Whether one of its words that says about what begins at the offset or later."""
        return any(start >= offset and word not in BARE for start, word in self.words.items())

    def tells_in(self, text: str) -> bool:
        """Whether one of its words that says about what stands in a text."""
        return any(word not in BARE and word in text.casefold() for word in self.words.values())


def asked_in(text: str, topic: Topic, applies: Callable[[Aspect], bool]) -> tuple[Asked, ...]:
    """Return what a text asks for, one aspect for each of the things that it joins ("the pattern, the dose and when").

    Of two aspects the one that rests on more words is meant; of two that rest on as many, the one that stands first in
    the topic. What begins in one thing and is said in the next counts where the first asks for nothing alone.

    Args:
        text: a part of a question.
        topic: whose aspects are asked for.
        applies: whether an aspect is for this patient.
    """
    if not topic.aspects:
        return ()
    other = _patterns_of(topic).unless.met(Words(text))
    ends = [0, *(joint.end() for joint in _JOINT.finditer(text)), len(text)]
    across = _matched(text, 0, topic, other) if len(ends) > 2 else ()
    found: list[Asked] = []
    for start, end in pairwise(ends):
        covered = {place for one in found for place in one.words}
        alone = _matched(text[start:end], start, topic, other)
        begun = (one for one in across if start <= min(one.words) < end and not one.words.keys() <= covered)
        meant = [one for one in alone if applies(one.aspect)] or [one for one in begun if applies(one.aspect)]
        best = max(meant, key=lambda one: len(one.words), default=None)
        if best is not None and all(best.aspect is not one.aspect for one in found):
            found.append(best)
    return tuple(found)


def _matched(text: str, offset: int, topic: Topic, other: Sequence[Places]) -> tuple[Asked, ...]:
    """Every aspect of which a pattern stands in the text, unless words of the whole say that another is meant."""
    words = Words(text)
    return tuple(
        Asked(aspect=aspect, words={offset + words.starts[place]: words.pieces[place] for place in places})
        for aspect, places, meant in zip(topic.aspects, _patterns_of(topic).terms.met(words), other, strict=True)
        if places and not meant
    )


def disputed_in(text: str, topic: Topic) -> tuple[Disagreement, ...]:
    """Return the disagreements of the sources that a text names."""
    met = _patterns_of(topic).disputes.met(Words(text))
    return tuple(one for one, places in zip(topic.disagreements, met, strict=True) if places)


class _TopicPatterns:
    """The word patterns of a topic, turned around once."""

    def __init__(self, topic: Topic) -> None:
        self.terms = Patterns(aspect.terms for aspect in topic.aspects)
        self.unless = Patterns(aspect.unless for aspect in topic.aspects)
        self.disputes = Patterns(one.terms for one in topic.disagreements)


_patterns_of = once_for_each(_TopicPatterns)
