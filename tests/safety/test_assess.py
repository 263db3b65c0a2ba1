"""What the rules say of a case: missing facts, plausible limits, nearness, peaks, the article's own three cases."""

from __future__ import annotations

import pytest

from service.domain.answer import Missing
from service.domain.question import GivenPatient
from tests.safety.asking import bilirubin, fired, judged, labs, message, missing, result, taken

THE_CASE = "ALT 223 six days after azathioprine went from 150 to 200 mg"


# ---------------------------------------------------------------------------------------- the article's own case
def test_the_articles_case_is_held_and_its_four_gaps_are_asked_for() -> None:
    found = judged(THE_CASE)

    assert {"hold-3xuln", "dose-gt150-risk", "rapid-escalation", "panel", "missing-input"} <= found.fired
    assert not {f for f in found.fired if f.startswith("perm-")}
    assert {m.fact for m in found.missing} == {
        "baseline ALT",
        "upper limit of normal (ULN) for ALT",
        "bilirubin",
        "symptoms",
    }


def test_the_articles_case_is_above_the_hold_line_for_every_plausible_limit_and_says_so() -> None:
    assert "3.19 to 8.92 x upper limit, for every plausible limit" in message("hold-3xuln", THE_CASE)


def test_what_is_missing_says_which_rule_it_decides_and_where_to_put_it() -> None:
    baseline = next(m for m in judged(THE_CASE).missing if m.fact == "baseline ALT")

    assert baseline == Missing(
        fact="baseline ALT", why=baseline.why, path="patient.labs[0].baseline", rules=("perm-5x-baseline",)
    )
    assert "5 times baseline" in baseline.why


def test_with_a_baseline_of_22_the_articles_case_is_a_permanent_stop_and_shows_the_contradiction() -> None:
    found = judged(f"{THE_CASE}, baseline 22. Restart at 50 mg once it is normal?")

    assert {"perm-5x-baseline", "tension-5x-baseline", "no-restart-after-perm", "hold-3xuln"} <= found.fired
    assert "contradicts itself" in message("tension-5x-baseline", f"{THE_CASE}, baseline 22")
    assert "223 U/L / 22 = 10.14 x baseline" in message("perm-5x-baseline", f"{THE_CASE}, baseline 22")


def test_with_a_baseline_of_50_and_a_limit_of_40_the_articles_case_is_held_and_nothing_more() -> None:
    found = judged(
        f"{THE_CASE}, baseline 50, ULN 40. bilirubin 0.8 (ULN 1.2), AST 60 (ULN 40, baseline 30), no symptoms"
    )

    assert "hold-3xuln" in found.fired
    assert not {f for f in found.fired if f.startswith(("perm-", "tension", "no-restart", "near", "edge"))}
    assert found.missing == ()
    assert "223 U/L / 40 = 5.58 x upper limit" in message("hold-3xuln", f"{THE_CASE}, baseline 50, ULN 40")


# ---------------------------------------------------------------------------------------- missing limits
@pytest.mark.parametrize(
    ("value", "holds", "asked"),
    [
        (74, False, False),
        (75, False, True),
        (150, False, True),
        (209, False, True),
        (210, True, True),
        (223, True, True),
    ],
)
def test_without_an_upper_limit_a_value_is_tried_against_every_plausible_one(
    value: float, holds: bool, asked: bool
) -> None:
    found = judged(patient=labs(result("ALT", value, None, 100)))

    assert ("hold-3xuln" in found.fired) is holds
    limits = [m for m in found.missing if m.path == "patient.labs[0].upper_limit" and "hold-3xuln" in m.rules]
    assert bool(limits) is (asked and not holds)


def test_a_transaminase_without_a_verified_interval_is_never_cleared_but_held_when_high_enough_for_its_kin() -> None:
    assert "hold-3xuln" in fired(patient=labs(result("AST", 300)))
    low = judged(patient=labs(result("AST", 30)))
    assert "hold-3xuln" not in low.fired
    assert "upper limit of normal (ULN) for AST" in [m.fact for m in low.missing]


def test_a_bilirubin_without_its_limit_is_asked_about_when_transaminases_are_raised() -> None:
    found = judged(patient=labs(bilirubin(3.0), result("ALT", 90, 40, 60)))

    assert "perm-bili-2xuln" not in found.fired
    asked = next(m for m in found.missing if m.path == "patient.labs[0].upper_limit")
    assert "perm-bili-2xuln" in asked.rules


def test_a_missing_baseline_is_asked_for_whenever_a_transaminase_is_raised_and_nothing_permanent_has_fired() -> None:
    assert "baseline ALT" in missing(patient=labs(result("ALT", 41, 40)))
    assert "baseline ALT" not in missing(patient=labs(result("ALT", 40, 40)))
    assert "baseline ALT" not in missing(patient=labs(result("ALT", 600, 40)))


def test_a_baseline_that_is_only_called_normal_counts_as_at_most_the_upper_limit() -> None:
    assert "perm-5x-baseline" in fired("azathioprine, ALT 200 (ULN 40), baseline normal")
    assert "perm-5x-baseline" not in fired("azathioprine, ALT 199 (ULN 40), baseline normal")


def test_five_times_a_very_low_baseline_within_the_normal_range_is_no_permanent_stop() -> None:
    assert "perm-5x-baseline" not in fired(patient=labs(result("ALT", 35, 40, 6)))


# ---------------------------------------------------------------------------------------- bilirubin, INR, transplant
def test_gilbert_with_normal_transaminases_does_not_fire_and_with_raised_ones_it_does() -> None:
    normal = "Gilbert, bilirubin 2.6 (ULN 1.2), ALT 30 (ULN 40), AST 28 (ULN 40), azathioprine"
    raised = "Gilbert, bilirubin 2.6 (ULN 1.2), ALT 85 (ULN 40), AST 28 (ULN 40), azathioprine"

    assert "perm-bili-2xuln" not in fired(normal)
    assert "perm-bili-2xuln" in fired(raised)


def test_an_inr_raised_on_an_anticoagulant_is_urgent_and_above_its_target_an_emergency() -> None:
    injury = "ALT 300 (ULN 40) on azathioprine"

    assert "emergency" in fired(f"INR 1.5, {injury}")
    assert "emergency" not in fired(f"INR 1.4, {injury}")
    on_warfarin = fired(f"INR 2.4 on warfarin, {injury}")
    assert "urgent" in on_warfarin
    assert "emergency" not in on_warfarin
    assert "emergency" in fired(f"INR 4.8 on warfarin, INR above target, {injury}")


@pytest.mark.parametrize("line", ["GGT 900", "ALP 1200 (ULN 120)", "prothrombin time 30 s"])
def test_values_for_which_the_article_has_no_line_meet_none(line: str) -> None:
    assert not {f for f in fired(f"{line} on azathioprine") if f.startswith(("perm-", "hold"))}


def test_a_transplant_recipient_is_held_too_and_the_transplant_team_decides() -> None:
    text = "Kidney transplant on azathioprine, ALT 140 (ULN 40)"

    assert "hold-3xuln" in fired(text)
    assert "transplant team" in message("hold-3xuln", text)


# ---------------------------------------------------------------------------------------- units and precision
@pytest.mark.parametrize(
    ("value", "on_the_line"), [(8.32, False), (8.325, False), (8.33, True), (8.335, True), (8.34, False)]
)
def test_equality_is_tested_at_the_precision_that_is_reported(value: float, on_the_line: bool) -> None:
    found = fired(patient=labs(result("ALT", value, 0.75, 1.9, unit="µkat/L")))

    assert ("edge-at-threshold" in found) is on_the_line
    assert ("perm-500" in found) is (value >= 8.33)


def test_ratios_are_computed_on_unrounded_values() -> None:
    # 3 x 0.67 is 2.01: a printed 2.00 is below it, though 2.00 / 0.67 rounds to 3.0.
    assert "hold-3xuln" not in fired(patient=labs(result("ALT", 2.00, 0.67, 0.6, unit="µkat/L")))
    assert "hold-3xuln" in fired(patient=labs(result("ALT", 2.01, 0.67, 0.6, unit="µkat/L")))


def test_a_figure_without_a_unit_is_judged_in_every_unit_it_can_be_in_and_the_unit_is_asked_for() -> None:
    found = judged("ALT 8.4 on azathioprine")

    assert "perm-500" in found.fired
    assert "unit of ALT" in [m.fact for m in found.missing]


def test_a_figure_that_can_be_in_one_unit_only_is_judged_in_it_without_asking() -> None:
    assert "unit of ALT" not in missing("ALT 223 on azathioprine")


# ---------------------------------------------------------------------------------------- nearness and peaks
@pytest.mark.parametrize(
    ("value", "near"), [(113, False), (114, True), (119, True), (120, False), (475, True), (474, False), (499, True)]
)
def test_near_is_from_95_percent_of_a_stop_line_up_to_it(value: float, near: bool) -> None:
    assert ("near-threshold" in fired(patient=labs(result("ALT", value, 40, 110)))) is near


def test_near_the_upper_limit_itself_is_not_near_a_stop_line() -> None:
    assert "near-threshold" not in fired(patient=labs(result("ALT", 39, 40, 30)))
    assert "near-threshold" not in fired("ALT 180, now 39 (ULN 40) on azathioprine")


def test_a_near_miss_of_a_line_is_not_reported_under_one_that_is_stricter_and_met() -> None:
    assert "near-threshold" not in fired(patient=labs(result("ALT", 498, 40, 50)))


@pytest.mark.parametrize("text", ["ALT peaked at 620, now 60", "ALT 620 -> 60", "ALT fell from 620 to 60"])
def test_a_permanent_line_that_the_peak_met_stays_met(text: str) -> None:
    assert {"perm-500", "no-restart-after-perm"} <= fired(f"{text} (ULN 40), azathioprine")


def test_a_hold_line_that_the_peak_met_is_over_once_the_value_is_normal() -> None:
    assert "hold-3xuln" in fired("ALT 160, now 41 (ULN 40), azathioprine")
    assert "hold-3xuln" not in fired("ALT 160, now 40 (ULN 40), azathioprine")


# ---------------------------------------------------------------------------------------- order, foreign, silence
def test_an_emergency_stands_first_and_what_stops_the_drug_before_what_holds_it() -> None:
    rules = [f.rule for f in judged("azathioprine, ALT 900 (ULN 40), yellow and confused").findings]

    assert rules[0] == "emergency"
    assert rules.index("perm-500") < rules.index("hold-3xuln") < rules.index("panel")


def test_another_drugs_case_is_not_judged_by_these_lines_but_its_emergencies_are() -> None:
    assert fired("ALT 300 on isoniazid, day 20. stop?") == frozenset()
    assert "emergency" in fired("On isoniazid, ALT 900, confused and drowsy")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "When is azathioprine held?",
        "What is the cap after azathioprine liver injury?",
        "Is it 3 x ULN or 5 x ULN for holding azathioprine?",
        "Which symptoms should a patient on azathioprine report?",
    ],
)
def test_a_question_for_knowledge_fires_nothing_and_asks_nothing(text: str) -> None:
    found = judged(text)

    assert found.findings == ()
    assert found.missing == ()


def test_a_case_that_is_all_normal_asks_nothing_more() -> None:
    patient = GivenPatient(
        labs=(result("ALT", 30, 40, 28), result("AST", 25, 40, 24), bilirubin(12, 21, unit="µmol/L")),
        medications=(taken(100),),
        symptoms_absent=tuple("jaundice fatigue nausea vomiting ruq-pain persistent-vomiting vomiting-blood".split()),
    )
    found = judged(patient=patient)

    assert found.findings == ()
    assert found.missing == ()
