"""Metrics of one ranking, each against a value worked by hand."""

from __future__ import annotations

from math import log2

import pytest

from eval.ranking import ndcg_at, recall_at, reciprocal_rank_at

#: Two good passages and a fair one; the ranking brings one good first, the fair one third, and misses the other.
GAINS = {"a": 2.0, "b": 1.0, "c": 2.0}
RANKING = ("a", "x", "b", "y")


@pytest.mark.parametrize(("k", "recalled"), [(1, 1 / 3), (2, 1 / 3), (3, 2 / 3), (10, 2 / 3)])
def test_recall_is_the_share_of_what_is_relevant_among_the_first(k: int, recalled: float) -> None:
    assert recall_at(k, RANKING, GAINS) == pytest.approx(recalled)


@pytest.mark.parametrize(
    ("ranking", "value"), [(("a", "x"), 1.0), (("x", "b"), 1 / 2), (("x", "y", "z"), 0.0), ((), 0.0)]
)
def test_the_reciprocal_rank_is_that_of_the_first_relevant_passage(ranking: tuple[str, ...], value: float) -> None:
    assert reciprocal_rank_at(10, ranking, GAINS) == value


def test_a_passage_just_outside_the_first_k_counts_for_nothing() -> None:
    ranking = (*(f"x{n}" for n in range(10)), "a")

    assert reciprocal_rank_at(10, ranking, GAINS) == 0
    assert reciprocal_rank_at(11, ranking, GAINS) == pytest.approx(1 / 11)
    assert ndcg_at(10, ranking, GAINS) == 0


def test_ndcg_has_linear_gain_and_the_discount_of_the_logarithm_from_the_second_rank() -> None:
    found = 2 / log2(2) + 1 / log2(4)
    best = 2 / log2(2) + 2 / log2(3) + 1 / log2(4)

    assert ndcg_at(10, RANKING, GAINS) == pytest.approx(found / best)
    assert ndcg_at(10, RANKING, GAINS) == pytest.approx(0.6646, abs=1e-4)


@pytest.mark.parametrize(("rank", "value"), [(1, 1.0), (2, 0.6309), (3, 0.5), (10, 0.2891)])
def test_a_single_relevant_passage_scores_its_discount(rank: int, value: float) -> None:
    ranking = (*(f"x{n}" for n in range(rank - 1)), "a")

    assert ndcg_at(10, ranking, {"a": 1.0}) == pytest.approx(value, abs=1e-4)


def test_the_best_order_is_cut_at_k_too() -> None:
    gains = {str(n): 1.0 for n in range(20)}

    assert ndcg_at(10, tuple(str(n) for n in range(10)), gains) == pytest.approx(1.0)


@pytest.mark.parametrize("gains", [{}, {"a": 0.0}])
def test_a_question_that_nothing_answers_is_refused_and_not_scored(gains: dict[str, float]) -> None:
    for score in (recall_at, reciprocal_rank_at, ndcg_at):
        with pytest.raises(ValueError, match="cannot be scored"):
            score(10, ("a",), gains)
