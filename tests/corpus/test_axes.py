"""Sets of values on an axis behave as sets, on the lines themselves as well."""

from __future__ import annotations

import operator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.axes import EVERYTHING, Values, beyond, intersection, outside, union
from corpus.model import Operator

#: Lines lie on whole numbers; tried are the lines and a place between each two.
LINES = st.integers(min_value=0, max_value=6)
TRIED = [n / 2 for n in range(-2, 15)]
OPS: st.SearchStrategy[Operator] = st.sampled_from([">", ">=", "<", "<="])
HALF = st.tuples(OPS, LINES).map(lambda line: beyond(*line))
SETS = st.lists(st.lists(HALF, min_size=1, max_size=3).map(intersection), max_size=3).map(union)


def holds(values: Values, value: float) -> bool:
    return any(span.start <= (value, 0) and (value, 1) <= span.end for span in values)


def members(values: Values) -> set[float]:
    return {value for value in TRIED if holds(values, value)}


@given(op=OPS, line=LINES)
def test_a_line_parts_the_axis(op: Operator, line: int) -> None:
    compared = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}[op]

    assert members(beyond(op, line)) == {value for value in TRIED if compared(value, line)}


@given(one=SETS, other=SETS)
def test_sets_join_meet_and_turn(one: Values, other: Values) -> None:
    assert members(union([one, other])) == members(one) | members(other)
    assert members(intersection([one, other])) == members(one) & members(other)
    assert members(outside(one)) == set(TRIED) - members(one)
    assert outside(outside(one)) == one


@given(one=SETS)
def test_spans_are_apart_and_in_order(one: Values) -> None:
    assert all(span.start < span.end for span in one)
    assert all(before.end < after.start for before, after in pairwise(one))
    assert union([one, outside(one)]) == EVERYTHING


def test_nothing_and_everything() -> None:
    assert outside(()) == EVERYTHING
    assert outside(EVERYTHING) == ()
    assert intersection([]) == EVERYTHING
    assert union([]) == ()
