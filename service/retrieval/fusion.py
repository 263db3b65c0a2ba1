"""Brings dense and lexical scores onto one scale, with nothing to tune for a set of questions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

#: Scores nearer than this are one score: the same weights on another processor differ in the seventh decimal.
_DECIMALS = 6
#: What the dense part counts beside the lexical one. Chosen on one half of the measured questions (docs/adr/0014).
DENSE_WEIGHT = 0.5


def standardise(scores: Scores) -> Scores:
    """Return how many standard deviations each score lies above the mean of the pool; zeros when all are equal.

    A ranking that tells few candidates from many (a rare term met by two passages) has far outliers and leads; one that
    finds all of them alike adds next to nothing. This is what reciprocal ranks lose (docs/adr/0014).
    """
    if scores.size == 0:
        return scores
    spread = float(scores.std())
    if spread < 10.0**-_DECIMALS:
        return np.zeros_like(scores)
    standard: Scores = (scores - scores.mean()) / spread
    return standard


def fuse(dense: Scores, lexical: Scores) -> Scores:
    """Return the fused score of each candidate in 0..1: the logistic function of the mean of both standardised scores.

    0.5 is an average candidate of the pool. It orders; whether a passage bears on the question at all is told by the
    raw scores, because the best of a poor pool stands high here too.
    """
    mean = DENSE_WEIGHT * standardise(dense) + (1 - DENSE_WEIGHT) * standardise(lexical)
    return np.round(1 / (1 + np.exp(-mean)), _DECIMALS)
