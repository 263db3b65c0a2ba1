"""A figure that is worked out holds when its arithmetic does, from figures that are given."""

from __future__ import annotations

import pytest

from eval.sums import computed

KNOWN = ("alt 223 u/l, the upper limit is 40 u/l", "steps of 25 mg", "50 mg")


@pytest.mark.parametrize(
    "text",
    [
        "223 u/l / 40 = 5.58",
        "223 u/l / 40 u/l = 5.58 x",
        "3 x 40 = 120, and 223 - 120 = 103",
        "50 mg + 25 mg = 75 mg",
        "50 + 25 - 25 = 50",
    ],
)
def test_what_is_worked_out_aright_holds(text: str) -> None:
    assert computed(text, (*KNOWN, "3 x"))


@pytest.mark.parametrize(
    "text",
    [
        "223 u/l / 40 = 6.58",
        "50 mg + 25 mg = 100 mg",
        "50 mg - 25 mg = 75 mg",
        "50 + 25 - 25 = 100",
        "60 mg + 25 mg = 85 mg",
        "the next dose is 75 mg",
    ],
)
def test_what_is_worked_out_amiss_or_from_other_figures_does_not(text: str) -> None:
    assert not computed(text, KNOWN)


def test_a_figure_shared_out_needs_the_multiple_by_which_it_is() -> None:
    assert computed("3 x it where that is 40 u/l", ("120 u/l", "3 x"))
    assert not computed("that is 40 u/l", ("120 u/l",))
    assert not computed("that is 30 u/l", ("120 u/l", "3 x"))
    assert not computed("that is 40 mg", ("120 u/l", "3 x"))
    assert not computed("that is 40 u/l", ("120 u/l", "3 mg"))
