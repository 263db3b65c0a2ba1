"""What is drawn of a case: its figures are those of the findings, and what nobody gave has no place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.answering.pictured import pictured
from service.domain.answer import Audience, Status
from service.domain.pictures import Bar, Mark, Pictures
from service.domain.question import GivenLab
from tests.answering.cases import alt, case
from tests.answering.pictures import CLOTTING, LIVER, drawn


def bar(pictures: Pictures, analyte: str) -> Bar:
    return next(bar for bar in pictures.bars if bar.analyte == analyte)


def mark(bar: Bar, rule: str | None = None, kind: str | None = None) -> Mark:
    return next(m for m in bar.marks if (rule is None or m.rule == rule) and (kind is None or m.kind == kind))


# ------------------------------------------------------------------------------------------------ lines


def test_a_result_stands_between_its_lines_with_the_distance_to_the_next() -> None:
    found = bar(drawn(LIVER, labs=(alt(223, upper_limit=40, baseline=50),)), "ALT")

    assert [(m.kind, m.at, m.state) for m in found.marks] == [
        ("upper-limit", 40, "limit"),
        ("baseline", 50, "limit"),
        ("hold", 120, "met"),
        ("stop", 250, "not-met"),
        ("stop", 500, "not-met"),
    ]
    assert found.verdict == "Hold line met"
    assert found.following == "27 U/L below the stop line of 250 U/L (250 - 223 = 27)."


def test_an_upper_limit_and_a_baseline_that_nobody_gave_have_no_place() -> None:
    found = bar(drawn(LIVER, labs=(alt(90),)), "ALT")

    assert (mark(found, kind="upper-limit").at, mark(found, kind="upper-limit").told) == (None, "not given")
    hold = mark(found, "hold-3xuln")
    assert (hold.at, hold.state) == (None, "unknown")
    assert "upper limit of normal (ULN) for ALT" in hold.told
    assert found.verdict == "No line met; stop line cannot be told; hold line cannot be told"


def test_a_line_that_every_plausible_limit_meets_is_met_without_a_place() -> None:
    hold = mark(bar(drawn(LIVER, labs=(alt(223),)), "ALT"), "hold-3xuln")

    assert (hold.at, hold.state) == (None, "met")
    assert "for every plausible limit" in hold.told


@pytest.mark.parametrize(
    ("value", "state", "verdict"),
    [(113, "not-met", "Above the upper limit; no line met"), (114, "near", "Just short of the hold line"),
     (119, "near", "Just short of the hold line"), (120, "met", "Hold line met"), (121, "met", "Hold line met")],
)  # fmt: skip
def test_just_short_of_a_line_is_never_called_safe(value: float, state: str, verdict: str) -> None:
    found = bar(drawn(LIVER, labs=(alt(value, upper_limit=40, baseline=40),)), "ALT")

    assert mark(found, "hold-3xuln").state == state
    assert found.verdict == verdict


def test_the_next_line_is_counted_from_the_current_result() -> None:
    found = bar(drawn(LIVER, labs=(alt(223, upper_limit=40, baseline=50), alt(30, upper_limit=40, baseline=50))), "ALT")

    assert mark(found, "hold-3xuln").state == "past"
    assert found.verdict == "Hold line met earlier, not now"
    assert found.following == "90 U/L below the hold line of 120 U/L (120 - 30 = 90)."


def test_a_line_for_stopping_that_an_earlier_result_met_stays_met() -> None:
    found = bar(drawn(LIVER, labs=(alt(620, upper_limit=40), alt(60, upper_limit=40))), "ALT")

    assert (found.low, found.worst) == (60, 620)
    assert mark(found, "perm-500").state == "met-earlier"
    assert found.verdict.startswith("Stop line met earlier")


def test_a_line_that_nobody_can_place_is_not_met_where_its_rule_cannot_be() -> None:
    other = GivenLab(analyte="AST", value=28, unit="U/L", upper_limit=40)
    found = bar(drawn(LIVER, labs=(alt(30, upper_limit=40), other)), "ALT")

    stop = mark(found, "perm-5x-baseline")
    assert (stop.at, stop.state) == (None, "not-met")
    assert stop.told == "its rule is not met, whatever the missing figure is"
    assert found.verdict == "No line met"


def test_a_line_whose_rule_asks_for_more_is_not_called_met() -> None:
    ill = {"analyte": "bilirubin", "unit": "mg/dL", "upper_limit": 1.2}
    found = drawn(LIVER, labs=(GivenLab(value=3.0, **ill), alt(30, upper_limit=40)))  # type: ignore[arg-type]

    assert mark(bar(found, "bilirubin"), "perm-bili-2xuln").state == "reached"
    assert "alone is not enough for its rule" in bar(found, "bilirubin").verdict


def test_lines_that_are_met_from_above_are_told_the_other_way_round() -> None:
    found = drawn(CLOTTING, "INR 4.8 on warfarin, haemoglobin 11 g/dL, baseline 15 g/dL")

    blood = bar(found, "haemoglobin")
    assert [(m.kind, m.at, m.state, m.falling) for m in blood.marks] == [
        ("hold", 8, "not-met", True),
        ("hold", 12, "met", True),
        ("baseline", 15, "limit", False),
    ]
    assert blood.following == "3 g/dL above the hold line of 8 g/dL (11 - 8 = 3)."
    assert bar(found, "INR").verdict == "Just short of the hold line"


def test_a_multiple_is_drawn_on_its_own_scale_and_only_what_it_can_be_compared_with() -> None:
    found = bar(drawn(LIVER, "ALT is 9 x ULN on azathioprine 200 mg"), "ALT")

    assert (found.unit, found.low, mark(found, "hold-3xuln").at) == ("x upper limit", 9, 3)
    assert mark(found, "perm-500").at is None
    assert mark(found, "perm-500").state == "unknown"


def test_lines_are_placed_in_the_unit_of_the_result() -> None:
    lab = GivenLab(analyte="AST", value=4.0, unit="µkat/L", upper_limit=0.6)
    found = bar(drawn(LIVER, labs=(lab,)), "AST")

    assert mark(found, "hold-3xuln").at == pytest.approx(1.8)
    assert mark(found, "perm-500").at == pytest.approx(500 / 60, rel=1e-2)


@pytest.mark.parametrize("text", ["ALT normal on azathioprine.", "Azathioprine 100 mg.", "ALT raised on azathioprine."])
def test_nothing_is_drawn_of_a_word_or_of_nothing(text: str) -> None:
    assert drawn(LIVER, text).bars == ()


def test_nothing_is_drawn_beside_an_emergency_of_another_subject_or_of_two_patients() -> None:
    ill = case(LIVER, "ALT 223 U/L (ULN 40) on azathioprine")
    two = case(LIVER, "Patient A has ALT 223 U/L (ULN 40), patient B has ALT 30 U/L (ULN 40), both on azathioprine.")

    assert pictured(ill, Status.EMERGENCY) is None
    assert pictured(ill, Status.NOT_COVERED) is None
    assert pictured(two, Status.ANSWERED) is None


def test_patients_see_their_results_and_no_distance_to_rely_on() -> None:
    found = bar(drawn(LIVER, audience=Audience.PATIENT, labs=(alt(90, upper_limit=40, baseline=40),)), "ALT")

    assert found.following == ""
    assert mark(found, "hold-3xuln").at == 120


@settings(max_examples=150, deadline=None)
@given(
    values=st.lists(st.integers(5, 900), min_size=1, max_size=3),
    limit=st.none() | st.integers(30, 60),
    baseline=st.none() | st.integers(8, 120),
)
def test_the_figures_of_a_picture_are_those_of_the_findings(
    values: list[int], limit: int | None, baseline: int | None
) -> None:
    of = case(LIVER, labs=tuple(alt(value, upper_limit=limit, baseline=baseline) for value in values))
    found = bar(pictured(of, Status.ANSWERED) or Pictures(), "ALT")

    assert found.low == found.high == values[-1]
    lines = {line.rule: line for line in found.marks if line.rule is not None}
    for rule, line in lines.items():
        fired = [f for f in of.assessment.findings if f.rule == rule]
        assert bool(fired) == (line.state in ("met", "met-earlier"))
        if fired and line.told and line.state == "met":
            sums = [because.computed for because in fired[0].because if because.computed]
            assert not sums or line.told.removeprefix("exactly on the line, which counts as met; ") in sums
        if line.at is not None and line.state == "met":
            assert values[-1] >= line.at - 0.5
        if line.state in ("not-met", "near"):
            assert line.at is None or max(values) < line.at + 0.5
    if limit is None:
        assert mark(found, kind="upper-limit").at is None


# ------------------------------------------------------------------------------------------------ course


def test_a_course_is_drawn_over_the_dates_that_were_given() -> None:
    days = (date(2026, 10, 1), date(2026, 10, 15), date(2026, 11, 1))
    labs = tuple(alt(v, upper_limit=40, at=day) for v, day in zip((223, 90, 30), days, strict=True))
    (trend,) = drawn(LIVER, labs=labs).trends

    assert [(p.day, p.on, p.value) for p in trend.points] == [(0, days[0], 223), (14, days[1], 90), (31, days[2], 30)]
    assert {m.at for m in trend.marks} == {40, 120, 500}


def test_results_without_a_date_have_no_place_on_a_course_and_are_counted() -> None:
    dated = (alt(223, at=date(2026, 10, 1)), alt(90, at=date(2026, 10, 15)))

    assert drawn(LIVER, labs=(alt(223), alt(90))).trends == ()
    assert drawn(LIVER, labs=(*dated[:1], alt(90))).trends == ()
    (trend,) = drawn(LIVER, labs=(alt(300), *dated)).trends
    assert (len(trend.points), trend.left_out) == (2, 1)


def test_a_course_in_two_units_is_drawn_in_that_of_the_latest_result() -> None:
    first = GivenLab(analyte="AST", value=4.0, unit="µkat/L", at=date(2026, 10, 1))
    last = GivenLab(analyte="AST", value=60, unit="U/L", at=date(2026, 10, 9))
    (trend,) = drawn(LIVER, labs=(first, last)).trends

    assert trend.unit == "U/L"
    assert trend.points[0].value == pytest.approx(240, rel=1e-2)


@pytest.mark.parametrize(
    "text",
    [
        "ALT was 140 on 2026-10-01 (ULN 40). ALT 90 on 2026-10-15.",
        "ALT 140 on 1 Oct 2026, 90 on 15 Oct 2026.",
        "2026-10-01: AST 60, ALT 140; 2026-10-15: AST 50, ALT 90.",
        "ALT 90 on Oct 15, 2026, and ALT 140 on 1st October 2026.",
        "ALT 140, AST 60 on 1.10.2026; ALT 90, AST 50 on 15.10.2026",
    ],
)
def test_days_that_are_told_in_words_have_their_place_on_a_course(text: str) -> None:
    trend = next(t for t in drawn(LIVER, f"{text} On azathioprine.").trends if t.analyte == "ALT")

    assert [(p.on, p.value) for p in trend.points] == [(date(2026, 10, 1), 140), (date(2026, 10, 15), 90)]


@pytest.mark.parametrize(
    "text",
    [
        "ALT 140 after it was raised on 2026-10-01. ALT 90 on 2026-10-15.",
        "ALT 140 on 1/10/2026, 90 on 15/10/2026.",
        "ALT 140 on 1 Oct, 90 on 15 Oct.",
        "ALT 140 on 31 June 2026, 90 on 15 Oct 2026.",
        "ALT 140, 2026-10-15: ALT 90, 2026-10-20: ALT 60.",
    ],
)
def test_a_day_that_is_not_sure_has_no_place_on_a_course(text: str) -> None:
    assert [t for t in drawn(LIVER, f"{text} On azathioprine.").trends if t.analyte == "ALT"] == []
