"""Three-valued judgement: what joins, what stays unknown, what is asked for, and what is near."""

from __future__ import annotations

import pytest

from service.domain.answer import Because
from service.safety.rules.truth import Judged, Need, Truth, both, either, negated

BECAUSE = Because(fact="x", value=1.0, unit=None, limit=None, origin="question")
NEED, OTHER = Need(fact="a", path="a"), Need(fact="b", path="b")
YES = Judged(truth=Truth.YES, because=(BECAUSE,), engaged=True)
NO = Judged(truth=Truth.NO)
NEAR = Judged(truth=Truth.NO, near=(BECAUSE,))
OPEN = Judged(truth=Truth.UNKNOWN, needs=(NEED,))
ENGAGED = Judged(truth=Truth.UNKNOWN, needs=(OTHER,), engaged=True)


@pytest.mark.parametrize(
    ("parts", "any_of", "all_of"),
    [
        ((YES, YES), Truth.YES, Truth.YES),
        ((YES, NO), Truth.YES, Truth.NO),
        ((NO, NO), Truth.NO, Truth.NO),
        ((YES, OPEN), Truth.YES, Truth.UNKNOWN),
        ((NO, OPEN), Truth.UNKNOWN, Truth.NO),
        ((OPEN, OPEN), Truth.UNKNOWN, Truth.UNKNOWN),
        ((), Truth.NO, Truth.YES),
    ],
)
def test_unknown_is_neither_yes_nor_no(parts: tuple[Judged, ...], any_of: Truth, all_of: Truth) -> None:
    assert either(parts).truth is any_of
    assert both(parts).truth is all_of


def test_negation_turns_yes_and_no_and_leaves_unknown() -> None:
    assert [negated(j).truth for j in (YES, NO, OPEN)] == [Truth.NO, Truth.YES, Truth.UNKNOWN]


def test_what_some_fact_bears_on_is_asked_for_before_what_nothing_is_known_of() -> None:
    assert either((OPEN, ENGAGED)).needs == (OTHER,)
    assert either((OPEN, OPEN)).needs == (NEED,)


def test_a_condition_that_is_surely_not_met_engages_nobody() -> None:
    assert not both((ENGAGED, NO)).engaged


def test_a_conjunction_is_near_only_when_nothing_else_keeps_it_from_being_met() -> None:
    assert both((NEAR, YES)).near == (BECAUSE,)
    assert both((NEAR, NO)).near == ()
    assert both((NEAR, OPEN)).near == ()


def test_a_disjunction_that_is_met_is_not_near() -> None:
    assert either((YES, NEAR)).near == ()
    assert either((NO, NEAR)).near == (BECAUSE,)


def test_an_edge_is_one_only_when_every_part_that_decides_sits_on_its_line() -> None:
    on_line = Judged(truth=Truth.YES, edge=True)

    assert either((on_line, NO)).edge
    assert not either((on_line, YES)).edge
    assert both((on_line, YES)).edge
    assert not negated(on_line).edge


def test_a_need_is_kept_once() -> None:
    assert OPEN.also_needs(NEED) is OPEN
    assert OPEN.also_needs(OTHER).needs == (NEED, OTHER)
