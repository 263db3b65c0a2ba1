"""What bears on a question: each statement is there for what is asked or for what the figures call for."""

from __future__ import annotations

import pytest

from tests.answering.conftest import Ask, said

HELD = "Azathioprine was stopped for ALT 223 U/L, ULN 40."


@pytest.mark.parametrize(
    "question",
    ["ALT 150 U/L, ULN 40 on azathioprine. Next step?", f"{HELD} 4 weeks on it is still 3x. What is the next step?"],
)
def test_the_next_step_beside_values_that_hold_the_drug_is_no_step_of_the_dose(ask: Ask, question: str) -> None:
    words = said(ask(question))

    assert "Hold azathioprine until liver enzymes normalise" in words
    assert "25 mg increments" not in words


def test_who_asks_which_line_is_met_gets_the_line_and_no_alternatives(ask: Ask) -> None:
    words = said(ask("On azathioprine ALT is 510 U/L, ULN 40. Which line is met?"))

    assert "500 U/L" in words
    assert "alternative immunosuppressants" not in words


def test_a_limit_that_was_given_is_not_asked_for_or_explained(ask: Ask) -> None:
    words = said(ask("Azathioprine, baseline 50, ULN 45, ALT 245 U/L: which thresholds apply?"))

    assert "upper limit of normal is missing" not in words
    assert "latest stable value" not in words


def test_that_nothing_is_to_be_done_is_not_said_beside_what_is_urgent(ask: Ask) -> None:
    words = said(ask("Bilirubin 2.3 mg/dL (ULN 1.2), ALT 60 U/L (ULN 40) on azathioprine. How urgent is it?"))

    assert "same-day medical review" in words
    assert "sets no action" not in words


def test_a_line_met_by_a_peak_alone_stays_met_and_asks_for_no_urgent_tests(ask: Ask) -> None:
    words = said(ask("ALT was 520 U/L on azathioprine, ULN 40; it was stopped. ALT is 35 U/L now. Can we restart?"))

    assert "is not restarted on the advice of this service" in words
    assert "stays met" in words
    assert "within 48 to 72 hours" not in words


def test_a_restart_that_a_rule_speaks_against_is_answered_with_that_rule_first(ask: Ask) -> None:
    answer = ask("I plan to restart azathioprine at 50 mg while ALT is 50 U/L, ULN 40. Is that right?")

    assert "No restart of azathioprine" in " ".join(s["text"] for s in answer["sections"][0]["statements"])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("On azathioprine ALT is 245 U/L, baseline 50, ULN 45. What now?", "is near the threshold"),
        ("After the restart I will raise azathioprine by 50 mg steps. Right?", "increased in 25 mg increments"),
        (
            "After the azathioprine restart at 50 mg ALT rose to 70 U/L, ULN 40, baseline 30.",
            "possible recurrence: hold",
        ),
    ],
)
def test_what_a_rule_rests_on_is_not_taken_out_for_breaking_it(ask: Ask, question: str, words: str) -> None:
    assert words in said(ask(question))


@pytest.mark.parametrize(
    ("question", "first", "never"),
    [
        (
            "ALT has climbed past three times the upper limit on azathioprine: what first?",
            "immediate action",
            "is missing",
        ),
        (
            "What is the starting dose when azathioprine is reintroduced?",
            "begin with 50 mg",
            "Normalised is not defined",
        ),
        ("Known Gilbert syndrome with raised ALT on azathioprine: does bilirubin count?", "Gilbert", "with normal ALT"),
        ("Does raised bilirubin with normal ALT stop azathioprine for good?", "with normal ALT and AST", "500 U/L"),
        ("Does a normal TPMT result rule out azathioprine liver injury?", "does not exclude", "low thiopurine"),
        ("Above which daily dose is azathioprine liver injury more common?", "above 150 mg daily", "rapid"),
        ("Who is the intended reader of the azathioprine article?", "healthcare professionals", "advisory board"),
        ("How many mg/kg is 150 mg of azathioprine at 75 kg?", "2 mg/kg at 75 kg", "lowest of three"),
    ],
)
def test_what_settles_a_question_comes_first_and_alone(ask: Ask, question: str, first: str, never: str) -> None:
    answer = ask(question)

    assert first in answer["sections"][0]["statements"][0]["text"]
    assert never not in said(answer)


def test_counted_parts_are_answered_in_the_order_in_which_they_were_asked(ask: Ask) -> None:
    answer = ask("ALT 210 U/L (ULN 40, baseline 45), ALP 460 U/L (ULN 120), azathioprine: 1) do we hold? 2) R ratio?")
    counted = [s["heading"] for s in answer["sections"] if s["heading"][:1].isdigit()]

    assert [heading[0] for heading in counted] == ["1", "2"]


def test_a_patient_with_a_transplant_is_sent_to_the_transplant_clinic(ask: Ask) -> None:
    answer = ask(
        "I had a kidney transplant and my liver tests are high. Shall I stop azathioprine?", audience="patient"
    )

    assert "transplant clinic" in said(answer)
