"""Whether a passage speaks of what a question asks: how much of the question's telling words stand in it.

The nearest passages of a corpus are near to any question, also to one that nothing in it settles. A word that the
corpus never uses tells most: where the best passage lacks what the question is about, nothing bears on it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from corpus.model import Passage, Topic, Vocabulary, passage_id
from service.answering.parts import BARE
from service.domain.ports import Hit
from service.safety.once import once_for_each

#: So much more of the telling words decides between what was found and what the topic says answers, of so many found.
MUCH_MORE = 0.3
NEAREST = 3
#: The share of the telling words that the best passage must hold, and any other one.
BEST_SHARE = 0.5
OTHER_SHARE = 0.35

_WORD = re.compile(r"[^\W_]+")
#: So many letters tell a word from others, whatever its ending and most of its misspellings.
_STEM = 5


class Telling:
    """How telling each word is in a topic: the rarer, the more."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._names = names_of(topic.vocabulary)
        self._own = {stem for name in topic.governed.names for stem in self._stems(name)}
        texts = {p.id: " ".join((p.text, *p.heading_path)) for p in topic.passages.values()}
        self._held = {passage: self._stems(text) for passage, text in texts.items()}
        self._count = Counter(stem for stems in self._held.values() for stem in stems)

    def bearing(self, question: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """Return the hits that hold enough of what a question asks about; none when the best of them does not."""
        asked = self._stems(question) - self._own
        shared = [(self._share(asked, hit.passage), hit) for hit in hits]
        if asked and max((share for share, _ in shared), default=0.0) < BEST_SHARE:
            return ()
        return tuple(hit for share, hit in shared if share >= OTHER_SHARE or not asked)

    def closer(self, question: str, hits: Iterable[Hit], statements: Iterable[str], named: str) -> bool:
        """Return whether what was found speaks of a question so much more than these statements that it is meant.

        The statements are taken to speak of the words by which they were named.
        """
        asked, spoken = self._stems(question) - self._own, self._stems(named)
        own = max((self._share(asked, self._passage(s), spoken) for s in statements), default=0.0)
        found = max((self._share(asked, hit.passage) for hit in list(hits)[:NEAREST]), default=0.0)
        return found >= BEST_SHARE and found - own >= MUCH_MORE

    def _share(self, asked: frozenset[str], passage: Passage, spoken: frozenset[str] = frozenset()) -> float:
        total = sum(self._weight(stem) for stem in asked)
        held = asked & (self._held[passage.id] | spoken)
        return sum(self._weight(stem) for stem in held) / total if total else 1.0

    def _passage(self, statement: str) -> Passage:
        return self._topic.passages[passage_id(self._topic.id, statement)]

    def _weight(self, stem: str) -> float:
        return math.log((len(self._held) + 1) / (self._count[stem] + 0.5))

    def _stems(self, text: str) -> frozenset[str]:
        words = _WORD.findall(text.casefold())
        return frozenset(self._names.get(word) or _stem(word) for word in words if word not in BARE and len(word) > 1)


def names_of(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the one-word names of drugs, analytes, symptoms and conditions: all that name one thing are one word."""
    drugs = [(drug.id, drug.names) for drug in vocabulary.drugs]
    analytes = [(analyte.id, analyte.names) for analyte in vocabulary.analytes]
    signs = [(sign.id, sign.names) for sign in (*vocabulary.symptoms, *vocabulary.conditions)]
    named = (*drugs, *analytes, *signs)
    return {name.casefold(): f"={known}" for known, names in named for name in names if _WORD.fullmatch(name)}


def _stem(word: str) -> str:
    return word[:_STEM] if len(word) > _STEM else word.rstrip("s")


#: The telling words of a topic, counted once.
telling_of = once_for_each(Telling)
