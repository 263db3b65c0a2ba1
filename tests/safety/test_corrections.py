"""What a turn takes the place of is noted, and what only goes on with the course is not."""

from __future__ import annotations

import pytest

from tests.safety.asking import read

CASE = "ALT 250 U/L (ULN 40, baseline 50) on azathioprine 100 mg"


def noted(text: str, *history: str) -> list[tuple[str, str, str]]:
    return [(c.fact, c.was, c.now) for c in read(text, history=history).corrections]


@pytest.mark.parametrize(
    ("earlier", "turn", "fact", "was", "now"),
    [
        (CASE, "her baseline was 25 btw", "ALT baseline", "50 U/L", "25 U/L"),
        (CASE, "sorry, ULN is 50 not 40", "ALT upper limit", "40 U/L", "50 U/L"),
        (CASE, "typo, ALT was 260", "ALT", "250 U/L", "260 U/L"),
        (CASE, "sorry, 50 mg", "active dose of azathioprine", "100 mg/day", "50 mg/day"),
        ("ALT 90, nausea, on azathioprine", "no nausea, I misheard", "nausea", "present", "absent"),
        ("weight 60 kg, azathioprine 2 mg/kg", "sorry, weight 80 kg", "weight", "60 kg", "80 kg"),
        ("54 year old on azathioprine, ALT 90", "sorry, 45 years old", "age", "54 years", "45 years"),
        ("bilirubin 1.0 mg/dL on azathioprine", "sorry, bilirubin 4.2 mg/dL", "bilirubin", "1 mg/dL", "4.2 mg/dL"),
    ],
)
def test_what_a_turn_replaces_is_noted_as_it_was_and_as_it_is(
    earlier: str, turn: str, fact: str, was: str, now: str
) -> None:
    assert noted(turn, earlier) == [(fact, was, now)]


@pytest.mark.parametrize(
    "turn",
    ["ALT 240 today", "repeat ALT 100 (ULN 45)", "ok", "what next?", "sorry, I meant ALT 250", "ULN 40",
     "bilirubin 0.8 mg/dL", "jaundiced now", "held since yesterday", "now 50 mg"],
)  # fmt: skip
def test_the_course_going_on_and_the_same_said_again_replace_nothing(turn: str) -> None:
    assert noted(turn, CASE) == []


def test_a_correction_is_told_by_its_own_turn_alone() -> None:
    assert noted("and now?", CASE, "sorry, ALT 260") == []


def test_a_single_turn_corrects_nothing_before_it() -> None:
    assert noted(f"sorry, {CASE}") == []


def test_a_correction_after_fifty_turns_is_noted() -> None:
    assert noted("sorry, ALT 260", CASE, *("ok",) * 50) == [("ALT", "250 U/L", "260 U/L")]
