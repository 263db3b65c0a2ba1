"""Which thing a question asks for by its likeness to questions that an editor wrote down.

Word patterns say surely what they name and miss what is worded otherwise. Here a question is held against whole
questions: two are alike by the telling words that they share, the rarer counting more, out of all that either holds.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from corpus.model import Aspect, Topic
from service.safety.once import once_for_each

#: From here on a question is taken to ask what the other one asks, and to ask it rather than what its words name.
ALIKE = 0.4
SURELY_ALIKE = 0.5
#: One word in common says little, but where the other question holds no more.
FEWEST = 2
#: What a word pattern that names an aspect counts for beside it.
NAMED = 0.3
_WORD = re.compile(r"[^\W_]+")
#: Endings that say nothing of what is asked, where enough of the word is left; and so many letters tell it from others.
_ENDING = re.compile(r"(?<=\w{3})(?:ed|ing|ies|es|s|e|y|ly)$")
_DOUBLED = re.compile(r"([bgmnprt])\1$")
_STEM = 6
#: Words that every question may hold. Those that ask how, when, why or who say what is asked and stay.
_LITTLE = frozenset(
    "a about an and any are as at be been being but by can could did do does for from get had has have he her him his "
    "i if in into is it its may me might my of on or our out shall she should so some than that the their them then "
    "there these they this those to up us was we were what which will with would you your pt pts patient patients "
    "please say says ok okay yes no one ones many much want need mg drug drugs either both too also just really very "
    "get gets being done over out once only still now then been lot".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """What a question is most like: the aspect, none where nothing here answers it, and how alike from 0 to 1."""

    aspect: Aspect | None
    share: float


class Likeness:
    """The questions of a topic by their words."""

    def __init__(self, topic: Topic) -> None:
        self._names = _names(topic)
        own = {name.casefold() for name in topic.governed.names}
        self._own = {self._term(word) for name in own for word in _WORD.findall(name)}
        by_name = {aspect.about: aspect for aspect in topic.aspects}
        self._asked: list[tuple[Aspect | None, frozenset[str]]] = []
        for asked in topic.asked:
            aspect = by_name[asked.about] if asked.answered else None
            texts = (*asked.asked_as, asked.about) if asked.answered else asked.asked_as
            self._asked += [(aspect, terms) for text in texts if (terms := self._terms(text))]
        self._count = Counter(term for _, terms in self._asked for term in terms)
        self._weighs = [sum(map(self._weight, terms)) for _, terms in self._asked]
        self._holding: Mapping[str, list[int]] = _turned(terms for _, terms in self._asked)

    def best(self, text: str, applies: Callable[[Aspect], bool], named: Aspect | None = None) -> Like | None:
        """Return what a text is most like, of the aspects that apply; None where it shares no telling word.

        Args:
            text: a part of a question.
            applies: whether an aspect is for this patient.
            named: the aspect that a word pattern names: another one must be so much more like the text.
        """
        terms = self._terms(text)
        shared: dict[int, float] = defaultdict(float)
        for term in terms:
            for number in self._holding.get(term, ()):
                shared[number] += self._weight(term)
        if not shared:
            return None
        own = sum(map(self._weight, terms))
        found = [
            Like(aspect=self._asked[n][0], share=2 * shared[n] / (own + self._weighs[n]))
            for n in sorted(shared)
            if len(terms & self._asked[n][1]) >= min(FEWEST, len(self._asked[n][1]))
        ]
        meant = [one for one in found if one.aspect is None or applies(one.aspect)]
        of_named = (one.share for one in meant if one.aspect is not None and named is not None and one.aspect is named)
        least = ALIKE if named is None else max(SURELY_ALIKE, max(of_named, default=0.0) + NAMED)
        return max((one for one in meant if one.share >= least), key=lambda one: one.share, default=None)

    def _weight(self, term: str) -> float:
        return math.log((len(self._asked) + 1) / (self._count[term] + 0.5))

    def _terms(self, text: str) -> frozenset[str]:
        words = (word for word in _WORD.findall(text.casefold()) if word not in _LITTLE and len(word) > 1)
        return frozenset(self._term(word) for word in words) - self._own

    def _term(self, word: str) -> str:
        return self._names.get(word) or _DOUBLED.sub(r"\1", _ENDING.sub("", word))[:_STEM]


def _turned(texts: Iterable[frozenset[str]]) -> Mapping[str, list[int]]:
    holding: dict[str, list[int]] = defaultdict(list)
    for number, terms in enumerate(texts):
        for term in terms:
            holding[term].append(number)
    return holding


def _names(topic: Topic) -> dict[str, str]:
    """One-word names of the vocabulary by what they name, so that a brand meets the generic name."""
    vocabulary = topic.vocabulary
    named = [(drug.id, drug.names) for drug in vocabulary.drugs]
    named += [(analyte.id, analyte.names) for analyte in vocabulary.analytes]
    named += [(sign.id, sign.names) for sign in (*vocabulary.symptoms, *vocabulary.conditions)]
    return {name.casefold(): f"={known}" for known, names in named for name in names if _WORD.fullmatch(name)}


#: The questions of a topic, turned around once.
likeness_of = once_for_each(Likeness)
