"""What a sentence says in words that can be compared: names, figures in their setting, actions and operators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

Amount = tuple[float, float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit, what bounds it, what stands on either side of it, and what its clause speaks of."""

    low: float
    high: float
    unit: str
    sort: str
    """Whether it is a number, a multiple, a frequency or a date."""
    bound: str
    before: str
    after: str
    near: frozenset[str]
    rate: str = ""
    """How often, where that stands behind it: "150 mg daily"."""
    around: frozenset[str] = frozenset()
    """What stands closer to it than to any other figure of its kind in the sentence."""

    @property
    def amount(self) -> Amount:
        """The figure without its setting."""
        return (self.low, self.high, self.unit)

    @property
    def measures(self) -> tuple[str, str]:
        """What it is a figure of; another of the same could stand in its place."""
        return (self.sort, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A verb or the state of a result, what stands on either side of it, and what its clause speaks of."""

    id: str
    denied: bool
    beside: frozenset[str]
    near: frozenset[str]
    manner: str = ""
    """How it is done, where the word beside it says so: for good, for now, step by step."""
    agent: str = ""
    """Who does it, where that is told by "by"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The things that a part of a sentence names, one after another, and under which conjunction."""

    items: tuple[str, ...]
    led: tuple[str, ...]
    """The preposition before each, where there is one."""
    tight: tuple[bool, ...]
    """Whether each stands right behind the one before it, but for an article or the like of "of"."""
    link: str
    links: frozenset[str]
    """The same, and those that hold for it through "and" or "or"."""
    doing: bool = False
    """Whether it says that something is done, as against how things are."""
    first: bool = False
    """Whether its sentence begins with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody is said to do, or to have."""

    who: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hang:
    """What stands behind a word that says when, or on what condition."""

    word: str
    things: tuple[str, ...]
    """The first few."""
    of: bool
    """Whether the first is done to what stands behind it: "stopping it", "the stop of it"."""
    again: bool
    """Whether a pronoun stands before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """A word that joins two things, with what stands on either side of it."""

    word: str
    left: frozenset[str]
    right: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, read for comparison."""

    names: Counter[str]
    order: tuple[str, ...]
    """The drugs and analytes as they are named one after another."""
    turned: tuple[str, ...]
    """The same with the two sides of "with", of which either may stand first, put in one order."""
    figures: tuple[Figure, ...]
    marks: tuple[Mark, ...]
    words: Counter[tuple[str, bool]]
    """Stems of telling words, each with whether it is denied."""
    operators: Counter[str]
    clauses: tuple[Clause, ...]
    opening: str
    """The preposition that it begins with."""
    ordering: bool
    """Whether it tells somebody to do something: a clause begins with a verb."""
    instructing: bool
    """Whether it tells how something is done, as in "the test is repeated"."""

    glosses: frozenset[str] = frozenset()
    """What stands in it in brackets only to say the word before once more."""

    passives: frozenset[str] = frozenset()
    """Stems of words that are verbs in the passive here."""

    deeds: frozenset[Deed] = frozenset()
    borne: frozenset[Deed] = frozenset()
    """What is told of somebody with "by"."""
    people: frozenset[str] = frozenset()
    """Whom it names."""
    hangs: tuple[Hang, ...] = ()
    joints: tuple[Joint, ...] = ()
    objects: frozenset[tuple[str, str]] = frozenset()
    """Actions that nouns name, each with what it is done to."""

    @property
    def acts(self) -> frozenset[tuple[str, bool]]:
        """What is said to be done, each with whether it is denied."""
        return frozenset((mark.id, mark.denied) for mark in self.marks)

    @property
    def stems(self) -> frozenset[str]:
        """The stems alone."""
        return frozenset(stem for stem, _ in self.words)

    @property
    def telling(self) -> frozenset[str]:
        """All that tells one sentence from another."""
        return self.stems | self.names.keys()
