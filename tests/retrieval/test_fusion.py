"""Two rankings on one scale: the one that tells candidates apart leads."""

from __future__ import annotations

import numpy as np

from service.retrieval.fusion import fuse, standardise


def test_a_ranking_that_finds_all_alike_leaves_the_other_as_it_is() -> None:
    flat, sharp = np.full(4, 0.3), np.array([0.0, 5.0, 1.0, 0.0])

    assert list(np.argsort(-fuse(flat, sharp), kind="stable")) == [1, 2, 0, 3]


def test_the_scale_of_a_score_does_not_matter() -> None:
    dense, lexical = np.array([0.1, 0.5, 0.4]), np.array([3.0, 0.0, 9.0])

    assert np.allclose(fuse(dense, lexical), fuse(dense * 100 - 7, lexical / 50))


def test_scores_lie_between_nought_and_one_and_the_average_is_a_half() -> None:
    scores = fuse(np.array([-1.0, 0.0, 1.0]), np.array([0.0, 50.0, 100.0]))

    assert ((scores > 0) & (scores < 1)).all()
    assert scores[1] == 0.5


def test_an_empty_pool_stays_empty_and_a_single_candidate_is_average() -> None:
    assert fuse(np.array([]), np.array([])).size == 0
    assert list(fuse(np.array([0.9]), np.array([7.0]))) == [0.5]


def test_standardised_scores_have_mean_nought_and_deviation_one() -> None:
    standard = standardise(np.array([1.0, 2.0, 3.0, 10.0]))

    assert np.isclose(standard.mean(), 0)
    assert np.isclose(standard.std(), 1)
