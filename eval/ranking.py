"""How good one ranking is: recall, precision, reciprocal rank and nDCG, over ids in their order and their worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

Gains = Mapping[str, float]
"""Passage id -> what it is worth to a question; what is not in it is worth nothing."""


def recall_at(k: int, ranking: Sequence[str], gains: Gains) -> float:
    """Return the share of the relevant passages that stand among the first k.

    Raises:
        ValueError: nothing is relevant, so that there is nothing to recall.
    """
    relevant = _relevant(gains)
    return len(relevant.intersection(ranking[:k])) / len(relevant)


def precision_at(k: int, ranking: Sequence[str], gains: Gains) -> float:
    """Return the share of relevant passages in the first k places; a place that is left empty counts against it.

    Raises:
        ValueError: nothing is relevant.
    """
    return len(_relevant(gains).intersection(ranking[:k])) / k


def average_precision_at(k: int, ranking: Sequence[str], gains: Gains) -> float:
    """Return the mean of the precision at each relevant passage; one that is not among the first k counts 0.

    Raises:
        ValueError: nothing is relevant.
    """
    relevant = _relevant(gains)
    found, total = 0, 0.0
    for rank, passage in enumerate(ranking[:k], start=1):
        if passage in relevant:
            found += 1
            total += found / rank
    return total / min(len(relevant), k)


def reciprocal_rank_at(k: int, ranking: Sequence[str], gains: Gains) -> float:
    """Return 1 / the rank of the first relevant passage; 0 when none stands among the first k."""
    relevant = _relevant(gains)
    return next((1 / rank for rank, passage in enumerate(ranking[:k], start=1) if passage in relevant), 0.0)


def ndcg_at(k: int, ranking: Sequence[str], gains: Gains) -> float:
    """Return the discounted gain of the first k over that of the best order, with linear gain.

    A passage at rank r counts its gain / log2(r + 1). Source: K. Järvelin and J. Kekäläinen, "Cumulated gain-based
    evaluation of IR techniques", ACM TOIS 20 (2002), 422, with the discount at every rank.
    """
    _relevant(gains)
    best = sorted(gains.values(), reverse=True)
    return _discounted([gains.get(passage, 0.0) for passage in ranking[:k]]) / _discounted(best[:k])


def _relevant(gains: Gains) -> set[str]:
    relevant = {passage for passage, gain in gains.items() if gain > 0}
    if not relevant:
        raise ValueError("a question without a relevant passage cannot be scored")
    return relevant


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
