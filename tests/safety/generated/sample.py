"""One generated text with its verdict, and the dice it was drawn with."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from service.domain.facts import PatientFacts

T = TypeVar("T")
_NO_FACTS = PatientFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is put into words, before anything is wrapped around it."""

    family: str
    text: str
    unsafe: bool
    because: str
    """The oracle's arithmetic, so that a verdict can be checked by hand."""
    facts: PatientFacts = _NO_FACTS
    structured: bool = False
    """True for a table or an object, which can be neither put inside a sentence nor cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text to check; `id` is enough to draw the same one again."""

    id: str
    family: str
    text: str
    unsafe: bool
    because: str
    form: tuple[str, ...]
    """The choices that made this text what it is: frame, regimen, surroundings."""
    facts: PatientFacts = _NO_FACTS


@dataclass(slots=True)
class Draw:
    """Seeded dice that remember the choices which were given a name."""

    seed: str
    form: list[str] = field(default_factory=list)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - a test needs the same numbers twice, not secret ones.

    def pick(self, options: Sequence[T], name: str = "") -> T:
        """Return one of the options, each as likely as the others."""
        chosen = self._random.choice(options)
        if name:
            self.form.append(f"{name}: {chosen}")
        return chosen

    def weighted(self, options: Sequence[tuple[int, T]]) -> T:
        """Return one of the options by their weights."""
        return self._random.choices([o for _, o in options], weights=[w for w, _ in options])[0]

    def chance(self, share: float) -> bool:
        """Return true in this share of the throws."""
        return self._random.random() < share

    def shuffled(self, options: Sequence[T], count: int) -> list[T]:
        """Return `count` different options in a drawn order."""
        return self._random.sample(list(options), count)
