"""Which thing a question asks for by its likeness to questions that an editor wrote down.

Word patterns miss what is worded otherwise. Here a question is held against whole questions: two are alike by the
telling words that they share, the rarer counting more, out of all that either holds.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.model import Asked, Aspect, Topic
from service.answering.asking import Asked as Named
from service.answering.telling import names_of
from service.safety.once import once_for_each

#: From here on a question is taken to ask what the other one asks, where nothing else is as much like it.
ALIKE = 0.45
MARGIN = 0.05
#: A question that names nothing of the topic is one on it from here on.
KNOWN = 0.65
#: A word pattern that names a thing by so many words stands; another stands but where something is so much more alike.
SURE_WORDS = 3
CLEARER = 0.25
#: The words in common must tell so much, where the rarest word tells 1: a common one alone says little.
ENOUGH = 0.75
#: A text of fewer telling words asks nothing that could be told from others; so many are looked at.
FEWEST = 2
MAX_TERMS = 60
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
    "gets done over once only still now lot".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """What a question is most like: the aspect, none where nothing here answers it, and how alike from 0 to 1."""

    about: str
    aspect: Aspect | None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    about: str
    aspect: Aspect | None
    terms: frozenset[str]


class Likeness:
    """The example questions of a topic by their words."""

    def __init__(self, topic: Topic) -> None:
        self._names = names_of(topic.vocabulary)
        self._own = {self._term(word) for name in topic.governed.names for word in _WORD.findall(name.casefold())}
        by_name = {aspect.about: aspect for aspect in topic.aspects}
        gaps = {gap.about for gap in topic.gaps}
        self._examples: list[_Example] = []
        for one in topic.asked:
            aspect = by_name.get(one.about) or (None if one.about in gaps else _own_aspect(one))

            # The name of an aspect is a question as well; that of a gap is longer than anybody asks.
            texts = one.asked_as if aspect is None else (*one.asked_as, one.about)
            found = dict.fromkeys(terms for text in texts if (terms := self._terms(text)))
            self._examples += [_Example(about=one.about, aspect=aspect, terms=terms) for terms in found]
        self._count = Counter(term for example in self._examples for term in example.terms)
        self._weights = [self._weight(example.terms) for example in self._examples]
        self._enough = ENOUGH * math.log((len(self._examples) + 1) / 1.5)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, example in enumerate(self._examples):
            for term in example.terms:
                self._holding[term].append(number)

    def best(
        self, text: str, applies: Callable[[Aspect], bool], named: Aspect | None = None, words: Iterable[str] = ()
    ) -> Like | None:
        """Return what a text is most like, of the aspects that apply; None where that is nothing, or two things.

        Args:
            text: a part of a question.
            applies: whether an aspect is for this patient.
            named: the aspect that a word pattern names, by these words of the text: it stands but where the text is
                much more like another than like it, and than these words are of all that the text says.
            words: see `named`.
        """
        terms = self._terms(text)
        if len(terms) < FEWEST:
            return None
        alike = self._alike(terms, applies)
        best = _clearest(alike.values())
        if best is None or named is None:
            return best
        said = self._weight(terms & self._terms(" ".join(words))) / self._weight(terms)
        held = max(said, alike[named.about].share if named.about in alike else 0.0)
        return best if best.share >= held + CLEARER else None

    def gap(self, text: str) -> str | None:
        """Return the name of the gap that a text is clearly most like; None where it is like anything else."""
        terms = self._terms(text)
        best = _clearest(self._alike(terms, lambda _: True).values()) if len(terms) >= FEWEST else None
        return best.about if best is not None and best.aspect is None else None

    def known(self, text: str) -> bool:
        """Return whether a text that names nothing of the topic is so much like a question on it that it is one."""
        terms = self._terms(text)
        if len(terms) < FEWEST:
            return False
        return any(like.share >= KNOWN for like in self._alike(terms, lambda _: True).values())

    def _alike(self, terms: frozenset[str], applies: Callable[[Aspect], bool]) -> dict[str, Like]:
        """By what it is about, how alike each thing is that shares enough telling words with a text."""
        shared: dict[int, float] = defaultdict(float)
        for term in sorted(terms)[:MAX_TERMS]:
            weight = self._weight((term,))
            for number in self._holding.get(term, ()):
                shared[number] += weight
        own = self._weight(terms)
        found: dict[str, Like] = {}
        for number, weight in shared.items():
            example = self._examples[number]
            share = 2 * weight / (own + self._weights[number])
            known = found.get(example.about)
            if known is not None and known.share >= share:
                continue
            if weight >= self._enough and (example.aspect is None or applies(example.aspect)):
                found[example.about] = Like(about=example.about, aspect=example.aspect, share=share)
        return found

    def _weight(self, terms: Iterable[str]) -> float:
        return sum(math.log((len(self._examples) + 1) / (self._count[term] + 0.5)) for term in terms)

    def _terms(self, text: str) -> frozenset[str]:
        words = (word for word in _WORD.findall(text.casefold()) if word not in _LITTLE and len(word) > 1)
        return frozenset(self._term(word) for word in words) - self._own

    def _term(self, word: str) -> str:
        return self._names.get(word) or _DOUBLED.sub(r"\1", _ENDING.sub("", word))[:_STEM]


def _clearest(found: Iterable[Like]) -> Like | None:
    """The most alike of what was found, where nothing that is settled otherwise comes near it."""
    ranked = sorted(found, key=lambda one: -one.share)
    if not ranked or ranked[0].share < ALIKE:
        return None
    first, *others = ranked
    near = [one for one in others if first.share - one.share < MARGIN]
    return None if any(_settled(one).isdisjoint(_settled(first)) for one in near) else first


def _settled(like: Like) -> frozenset[str]:
    return frozenset(like.aspect.settles) if like.aspect is not None else frozenset(("",))


def _own_aspect(asked: Asked) -> Aspect:
    return Aspect(about=asked.about, settles=asked.settles, supports=asked.supports, step=asked.step)


#: The example questions of a topic, turned around once.
likeness_of = once_for_each(Likeness)


def or_alike(
    named: tuple[Named, ...], texts: Iterable[str], likeness: Likeness, applies: Callable[[Aspect], bool]
) -> tuple[tuple[Aspect, str], ...]:
    """Return what word patterns name, or what the first of the texts that is like anything is like.

    The latter where they name nothing, or one thing by few words.

    Args:
        named: what word patterns name.
        texts: what is asked, the surest first.
        likeness: that of the topic.
        applies: whether an aspect is for this patient.

    Returns:
        Each aspect with the single word that named it, if it was one.
    """
    like = None
    if not named:
        like = next(filter(None, (likeness.best(text, applies) for text in texts)), None)
    elif len(named) == 1 and len(named[0].words) < SURE_WORDS:
        one = named[0]
        like = next((likeness.best(text, applies, one.aspect, one.words.values()) for text in texts), None)
    if like is not None and like.aspect is not None:
        return ((like.aspect, ""),)
    return tuple((one.aspect, "".join(one.words.values()) if len(one.words) == 1 else "") for one in named)
