"""Times that can be compared: interleaved rounds, medians, and a ratio with its interval."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Times = Mapping[str, Sequence[Sequence[float]]]
"""Contender -> one list of milliseconds per question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def interleaved(contenders: Mapping[str, Callable[[str], object]], texts: Sequence[str], rounds: int) -> Times:
    """Time every contender on every text, `rounds` times, in an order that turns each round.

    The first pass over all texts warms caches and is not counted.

    Returns:
        Milliseconds of every call, by contender and text.
    """
    names = list(contenders)
    taken: dict[str, list[list[float]]] = {name: [[] for _ in texts] for name in names}
    for turn in range(rounds + 1):
        for number, text in enumerate(texts):
            first = (turn + number) % len(names)
            for name in names[first:] + names[:first]:
                began = time.perf_counter()
                contenders[name](text)
                spent = (time.perf_counter() - began) * 1000
                if turn:
                    taken[name][number].append(spent)
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile of the values; `share` in 0..1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratio(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]], *, draws: int = 2000) -> Interval:
    """Return the median over questions of one/other, with a 95 % interval from resampling questions.

    Each question counts once, with the median of its rounds; the seed is fixed, so that a run can be looked at twice.
    """
    ratios = [median(a) / median(b) for a, b in zip(one, other, strict=True)]
    chance = random.Random(20261124)  # noqa: S311 - resampling needs no secret numbers.
    drawn = sorted(median(chance.choices(ratios, k=len(ratios))) for _ in range(draws))
    return Interval(value=median(ratios), low=percentile(drawn, 0.025), high=percentile(drawn, 0.975))
