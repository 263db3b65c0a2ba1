"""Rates that name their n: a share with its exact 95 % interval, and the bound of "none in n"."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log

ROUNDS = 60


def interval(hits: int, n: int) -> tuple[float, float]:
    """Return the Clopper-Pearson interval of `hits` in `n`, 2.5 % to either side."""
    low = 0.0 if hits == 0 else _solved(lambda p: 1 - _at_most(hits - 1, n, p), 0.025, rising=True)
    high = 1.0 if hits == n else _solved(lambda p: _at_most(hits, n, p), 0.025, rising=False)
    return low, high


def shown(hits: int, n: int) -> str:
    """Return "hits of n = share (low to high)"; for none, with the rule of three."""
    if n == 0:
        return "none drawn"
    low, high = interval(hits, n)
    three = f"; none in {n:,}: at most {3 / n:.4%} (3/n)" if hits == 0 else ""
    return f"{hits:,} of {n:,} = {hits / n:.3%} (95 % {low:.3%} to {high:.3%}{three})"


def _at_most(hits: int, n: int, p: float) -> float:
    """The binomial probability of at most `hits` in `n`."""
    if p <= 0:
        return 1.0
    if p >= 1:
        return 1.0 if hits >= n else 0.0
    return sum(
        exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p))
        for k in range(hits + 1)
    )


def _solved(share: Callable[[float], float], target: float, *, rising: bool) -> float:
    low, high = 0.0, 1.0
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        if (share(middle) < target) is rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2
