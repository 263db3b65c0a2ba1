"""Intervals and paired tests for published claims: where the doubt is which questions were sampled."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, exp, fsum, lgamma, log, log1p, sqrt
from statistics import NormalDist, fmean

import numpy as np

BISECTIONS = 60
RESAMPLES = 2000
SEED = 20251026


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float


def bootstrap(values: Sequence[float], clusters: Sequence[Hashable]) -> Mean:
    """Return the mean of the values with its percentile interval, from resampling whole clusters.

    Questions about one passage stand or fall together, so that they are drawn together. The seed is fixed: the same
    values give the same interval.

    Args:
        values: one per question.
        clusters: to what each question belongs.

    Raises:
        ValueError: there is no value.
    """
    if not values:
        raise ValueError("there is no mean of nothing")
    members: dict[Hashable, list[float]] = defaultdict(list)
    for value, cluster in zip(values, clusters, strict=True):
        members[cluster].append(value)
    sums = np.array([sum(group) for group in members.values()])
    sizes = np.array([len(group) for group in members.values()])
    drawn = np.random.default_rng(SEED).integers(len(sums), size=(RESAMPLES, len(sums)))
    low, high = np.quantile(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [0.025, 0.975])
    return Mean(value=float(np.mean(values)), low=float(low), high=float(high))


def ratio(parts: Sequence[tuple[float, float]]) -> Mean:
    """Return the ratio of two sums with its percentile interval, from resampling the questions, from a fixed seed.

    Args:
        parts: what each question adds above and below the line; a draw with nothing below counts as 0.
    """
    held = np.array(parts)
    sums = held[np.random.default_rng(SEED).integers(len(held), size=(RESAMPLES, len(held)))].sum(axis=1)
    drawn = np.divide(sums[:, 0], sums[:, 1], out=np.zeros(RESAMPLES), where=sums[:, 1] > 0)
    low, high = np.quantile(drawn, [0.025, 0.975])
    above, below = held.sum(axis=0)
    return Mean(value=float(above / below) if below else 0.0, low=float(low), high=float(high))


def wilson(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209.

    Raises:
        ValueError: no trials, or more successes than trials.
    """
    _demand(successes, trials)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def exact(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Clopper-Pearson interval of a proportion.

    Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26 (1934), 404.

    Raises:
        ValueError: no trials, or more successes than trials.
    """
    tail = (1 - confidence) / 2
    _demand(successes, trials)
    low = _root(lambda p: 1 - _cdf(successes - 1, trials, p) - tail) if successes else 0.0
    return low, _upper(successes, trials, tail)


def upper_bound(successes: int, trials: int, confidence: float = 0.95) -> float:
    """Return the one-sided Clopper-Pearson bound: none in 299 bounds a share by 1 %."""
    _demand(successes, trials)
    return _upper(successes, trials, 1 - confidence)


def mcnemar(worse: int, better: int) -> float:
    """Return the exact two-sided p-value that flips in both directions are equally likely; 1 without a flip.

    Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions", Psychometrika 12
    (1947), 153; exact by the binomial with one half.
    """
    flips = worse + better
    tail = sum(comb(flips, k) for k in range(min(worse, better) + 1))
    return min(1.0, 2 * tail / 2**flips) if flips else 1.0


def paired_bootstrap(differences: Mapping[str, Sequence[float]]) -> tuple[float, float, float]:
    """Return the mean difference with its 95 % percentile interval, resampling clusters, from a fixed seed.

    Args:
        differences: per cluster (a case with its paraphrases, or a section), the paired differences.

    Raises:
        ValueError: nothing to resample.
    """
    clusters = [list(differences[name]) for name in sorted(differences) if differences[name]]
    if not clusters:
        raise ValueError("no pair to compare")
    draw = random.Random(SEED)  # noqa: S311 - a sample, no secret
    means = sorted(
        fmean([value for cluster in draw.choices(clusters, k=len(clusters)) for value in cluster])
        for _ in range(RESAMPLES)
    )
    whole = fmean([value for cluster in clusters for value in cluster])
    return whole, means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def holm(values: Mapping[str, float]) -> dict[str, float]:
    """Return p-values adjusted for testing them all.

    Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979), 65.
    """
    adjusted, highest = {}, 0.0
    for place, (name, value) in enumerate(sorted(values.items(), key=lambda pair: (pair[1], pair[0]))):
        highest = max(highest, min(1.0, (len(values) - place) * value))
        adjusted[name] = highest
    return adjusted


def _demand(successes: int, trials: int) -> None:
    if trials < 1 or not 0 <= successes <= trials:
        raise ValueError("a proportion needs at least one trial and at most as many successes as trials")


def _upper(successes: int, trials: int, tail: float) -> float:
    return _root(lambda p: tail - _cdf(successes, trials, p)) if successes < trials else 1.0


def _cdf(successes: int, trials: int, share: float) -> float:
    """The binomial distribution; by logarithms, because the coefficients outgrow a float."""
    if share in (0.0, 1.0):
        return 1.0 if share == 0.0 or successes >= trials else 0.0
    whole = lgamma(trials + 1)
    return fsum(
        exp(whole - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(share) + (trials - k) * log1p(-share))
        for k in range(successes + 1)
    )


def _root(rising: Callable[[float], float]) -> float:
    low, high = 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
