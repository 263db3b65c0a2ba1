"""Which aspects of a topic, and which of its disagreements, a text asks for, by the topic's word patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Aspect, Disagreement, Topic
from service.answering.parts import BARE, begins_a_question
from service.answering.patterns import Patterns, Words
from service.safety.once import once_for_each

#: Where one thing that is asked ends and the next begins; two numbers or two abbreviations that are joined are one.
_JOINT = re.compile(
    r"[,;+&?!\n]|\.\s|\b(?:plus|also|but|then)\b"
    r"|(?<!\d\s)(?<!(?-i:[A-Z]{2})\s)\b(?:and|or)\b|\b(?:and|or)\b(?!\s(?:\d|(?-i:[A-Z]{2})))",
    re.IGNORECASE,
)
#: A thing of so few words may only go on with the one before it.
ELLIPTIC = 2
#: A clause that only says when or for whom the rest is asked; it ends at the first comma.
_SETTING = re.compile(
    r"\s*(?:after|once|when|while|if|following|with|without|before|during|on|in|for|under|\w{3,}ed)\b[^,;?!.]*,(?=\s*\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An aspect that a text asks for, and by which of its words: where each begins, and what it is."""

    aspect: Aspect
    words: Mapping[int, str]

    def tells_from(self, offset: int) -> bool:
        """Whether one of its words that says about what begins at the offset or later."""
        return any(start >= offset and word not in BARE for start, word in self.words.items())

    def touches(self, start: int, end: int) -> bool:
        """Whether one of its words stands in a stretch of the text."""
        return any(start <= place < end for place in self.words)

    def tells_in(self, text: str) -> bool:
        """Whether one of its words that says about what stands in a text."""
        return any(word not in BARE and word in text.casefold() for word in self.words.values())


def asked_in(text: str, topic: Topic, applies: Callable[[Aspect], bool]) -> tuple[Asked, ...]:
    """Return what a text asks for, one aspect for each of the things that it joins ("the pattern, the dose and when").

    Of two aspects the one that rests on more words is meant; of two that rest on as many, the one that stands first in
    the topic. What begins in one thing and is said in the next counts where the first asks for nothing alone; words
    that name what was found ("how high, with raised enzymes, to stop for good?") name nothing more. A clause that only
    says when or for whom ("after a restart, how large is ...") belongs to what follows it.

    Args:
        text: a part of a question.
        topic: whose aspects are asked for.
        applies: whether an aspect is for this patient.
    """
    if not topic.aspects:
        return ()
    setting = _SETTING.match(text)
    begins = setting.end() if setting else 0
    ends = [0, *(joint.end() for joint in _JOINT.finditer(text, begins)), len(text)]
    things = [_matched(text, start, end, topic, applies) for start, end in pairwise(ends)]
    alone = {max(thing, key=_fullness).aspect.about for thing in things if thing}
    whole = _matched(text, 0, len(text), topic, applies) if len(things) > 1 else ()
    joined = [one for one in whole if one.aspect.about not in alone]
    found: list[Asked] = []
    for (start, end), thing in zip(pairwise(ends), things, strict=True):
        best = _best([one for one in joined if one.touches(start, end)], thing, whole, found)
        if best is None or (len(text[start:end].split()) <= ELLIPTIC and _goes_on(best, whole, found)):
            continue
        own = begins_a_question(text[start:end])
        if all(best.aspect is not one.aspect and (own or best.words.keys() - one.words.keys()) for one in found):
            found.append(best)
    return tuple(found)


def _best(
    joined: Sequence[Asked], alone: Sequence[Asked], whole: Sequence[Asked], found: Sequence[Asked]
) -> Asked | None:
    """What one of the things asks for: alone, or with words of the others where it rests on those of its own as well.

    What rests on nothing but words that were found before asks for nothing more.
    """
    covered = {place for one in found for place in one.words}
    best = max(alone, key=_fullness, default=None)
    own = best.words.keys() if best else frozenset()
    wider = [one for one in joined if one.words.keys() > own and one.words.keys() - covered]
    said_whole = [one for one in whole if best and one.aspect is best.aspect and one.words.keys() > own]
    return max(wider or said_whole, key=_fullness, default=best)


def _goes_on(best: Asked, whole: Sequence[Asked], found: Sequence[Asked]) -> bool:
    """Whether the words of a short thing only go on with what was found ("tests after the restart, how often?")."""
    known = {one.aspect.about for one in found}
    return any(one.aspect.about in known and one.words.keys() >= best.words.keys() for one in whole)


def _fullness(one: Asked) -> int:
    return len(one.words)


def _matched(text: str, start: int, end: int, topic: Topic, applies: Callable[[Aspect], bool]) -> tuple[Asked, ...]:
    """Every aspect for this patient of which a pattern stands in a stretch of the text.

    None where other words say that another is meant: in the stretch, or together with words of the stretch.
    """
    patterns = _patterns_of(topic)
    words, around = Words(text[start:end]), Words(text)
    return tuple(
        Asked(aspect=aspect, words={start + words.starts[place]: words.pieces[place] for place in places})
        for aspect, places, other, outer in zip(
            topic.aspects,
            patterns.terms.met(words),
            patterns.unless.met(words),
            patterns.unless.met(around),
            strict=True,
        )
        if places and not other and not any(start <= around.starts[place] < end for place in outer) and applies(aspect)
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
