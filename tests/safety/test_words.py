"""A finding's figures as a reader checks them: each named once, and the user's own words in quotation marks."""

from __future__ import annotations

from tests.safety.asking import message


def test_a_result_given_as_a_multiple_is_shown_as_one() -> None:
    assert message("hold-3xuln", "AST 4 x ULN on azathioprine").startswith("AST 4 x upper limit.")


def test_a_line_that_is_met_to_the_figure_says_so_with_the_multiple() -> None:
    assert message("edge-at-threshold", "her alt is 3x normal on azathioprine").startswith(
        "ALT 3 x upper limit: exactly"
    )


def test_the_users_own_words_stand_in_quotation_marks() -> None:
    assert '(confusion ("muddled"))' in message("emergency", "Azathioprine, ALT 300 (ULN 40), she is muddled.")


def test_a_wrong_quotation_is_corrected_in_one_sentence() -> None:
    text = message("false-premise", "The article's cap is 200 mg azathioprine daily, so can we go to 175 mg?")

    assert text.endswith(".")
    assert ".." not in text
