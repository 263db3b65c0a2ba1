"""Intervals and paired tests, against values worked by hand or printed in the literature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.intervals import exact, holm, mcnemar, paired_bootstrap, upper_bound


def test_none_in_299_bounds_a_share_by_one_percent_and_none_in_298_does_not() -> None:
    # 0.99 ** 299 = 0.0495 and 0.99 ** 298 = 0.0500.
    assert upper_bound(0, 299) < 0.01 < upper_bound(0, 298)


def test_the_exact_interval_of_none_and_all_is_one_sided() -> None:
    # 1 - 0.025 ** (1 / 10) = 0.3085.
    assert exact(0, 10) == pytest.approx((0.0, 0.3085), abs=1e-4)
    assert exact(10, 10) == pytest.approx((0.6915, 1.0), abs=1e-4)


def test_mcnemar_counts_the_flips_alone() -> None:
    # 0 of 5: twice one half to the fifth.
    assert mcnemar(5, 0) == pytest.approx(2 / 32)
    assert mcnemar(3, 3) == 1.0
    assert mcnemar(0, 0) == 1.0


def test_holm_never_lets_a_larger_value_pass_a_smaller_one() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})


def test_the_bootstrap_is_the_same_every_time_and_knows_its_mean() -> None:
    pairs = {"one": [1.0, 0.0], "two": [0.0, 0.0], "three": [1.0]}

    assert paired_bootstrap(pairs) == paired_bootstrap(pairs)
    assert paired_bootstrap(pairs)[0] == pytest.approx(0.4)
    assert paired_bootstrap({"a": [0.5], "b": [0.5]}) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("of", [exact, upper_bound])
def test_no_trials_are_no_interval(of: Callable[[int, int], object]) -> None:
    with pytest.raises(ValueError, match="trial"):
        of(0, 0)
