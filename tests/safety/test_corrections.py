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


ON_100 = "ALT 150 (ULN 40), bilirubin 1.0 mg/dL on azathioprine 100 mg"


@pytest.mark.parametrize(
    ("turn", "fact", "was", "now"),
    [
        ("the value was 250 not 150", "ALT", "150 U/L", "250 U/L"),
        ("250 instead of 150", "ALT", "150 U/L", "250 U/L"),
        ("250 rather than 150, typo", "ALT", "150 U/L", "250 U/L"),
        ("it should be 64, not 150", "ALT", "150 U/L", "64 U/L"),
        ("I misread the ALT, it is 510", "ALT", "150 U/L", "510 U/L"),
        ("we mistyped that: ALT 510", "ALT", "150 U/L", "510 U/L"),
        ("the ALT should be 260", "ALT", "150 U/L", "260 U/L"),
        ("ALT should have read 260.", "ALT", "150 U/L", "260 U/L"),
        ("make that bilirubin 4.2", "bilirubin", "1 mg/dL", "4.2 mg/dL"),
        ("not 100, he takes 200 mg", "active dose of azathioprine", "100 mg/day", "200 mg/day"),
        ("the dose was 200 not 100", "active dose of azathioprine", "100 mg/day", "200 mg/day"),
        ("the dose was 200 mg, not 100 mg", "active dose of azathioprine", "100 mg/day", "200 mg/day"),
        ("The bilirubin was 0.3 mg/dL, not 1.0. What do I do?", "bilirubin", "1 mg/dL", "0.3 mg/dL"),
        ("Correction: bilirubin was 0.3 instead of 1.0 mg/dL. What now?", "bilirubin", "1 mg/dL", "0.3 mg/dL"),
        ("The upper limit is 60 instead of 40. Is it still to be held?", "ALT upper limit", "40 U/L", "60 U/L"),
        ("Correction: upper limit 60 rather than 40.", "ALT upper limit", "40 U/L", "60 U/L"),
        ("no, she was held, not continued", "drug", "on", "held"),
        ("no, he was restarted", "drug", "on", "restarted"),
    ],
)
def test_a_correction_is_known_by_its_words_or_by_the_figure_it_takes_back(
    turn: str, fact: str, was: str, now: str
) -> None:
    assert noted(turn, ON_100) == [(fact, was, now)]


@pytest.mark.parametrize(
    "turn",
    ["was it 250 not 150?", "It fell. Was it 250, not 150?", "ALT 60 now. Was it 250 instead of 150?",
     "ALT 450, not 500 yet", "ALT should be below 40 before a restart?", "no, no symptoms",
     "ALT should be 40 or less to restart", "I would give 50 mg not 100", "restart at 50 mg instead of 75 mg",
     "now 50 mg, not 100", "not 150 days, 20 days", "260 instead of 999"],
)  # fmt: skip
def test_what_only_sounds_like_a_correction_replaces_nothing(turn: str) -> None:
    assert noted(turn, ON_100) == []


def test_a_correction_of_the_dose_leaves_a_result_in_the_course() -> None:
    facts = read("not 100, he takes 200 mg, ALT 60", history=("ALT 640 (ULN 40) on azathioprine 100 mg",))

    assert [lab.value.exact for lab in facts.labs if lab.value] == [640, 60]
    assert [dose.high_mg_per_day for dose in facts.doses] == [200]


@pytest.mark.parametrize("said", ["60 instead of 40", "60 rather than 40", "60, not 40"])
def test_a_limit_that_is_taken_back_becomes_no_result(said: str) -> None:
    facts = read(f"The upper limit is {said}.", history=(ON_100,))

    assert [lab.value.exact for lab in facts.labs if lab.value and lab.analyte == "ALT"] == [150]


def test_a_figure_that_two_facts_had_is_given_to_neither() -> None:
    assert noted("50 not 100", "ALT 100 (ULN 40) on azathioprine 100 mg") == []


def test_a_corrected_figure_keeps_the_unit_only_where_it_can_be_in_it() -> None:
    assert noted("sorry, ALT 260", "ALT 2.5 µkat/L on azathioprine") == [("ALT", "2.5 µkat/L", "260 U/L")]


@pytest.mark.parametrize(("turn", "present"), [("no, she has jaundice", True), ("no, she has no jaundice", False),
                                               ("no jaundice", False), ("No, jaundice or fever", False)])  # fmt: skip
def test_an_answer_in_no_denies_nothing_of_the_clause_it_opens(turn: str, present: bool) -> None:
    signs = {sign.id: sign.present for sign in read(turn, history=("ALT 90 on azathioprine",)).signs}

    assert signs["jaundice"] is present
