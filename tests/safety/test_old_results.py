"""Results out of older papers are what the patient had before the case, where they can be; the present ones stay."""

from __future__ import annotations

import pytest

from tests.safety.asking import fired, read


def figures(text: str, *earlier: str) -> dict[str, tuple[float | None, float | None]]:
    """Return the last value and the baseline of each analyte."""
    found: dict[str, tuple[float | None, float | None]] = {}
    for lab in read(text, history=earlier).labs:
        value, baseline = found.get(lab.analyte, (None, None))
        found[lab.analyte] = (lab.value.high if lab.value else value, lab.baseline.high if lab.baseline else baseline)
    return found


@pytest.mark.parametrize(
    ("text", "alt"),
    [
        ("On azathioprine. Her old bloods show ALT 30; today it is 164 (ULN 40).", (164, 30)),
        ("Last year's bloods: ALT 24, AST 20. This week ALT 130, AST 60, ULN 40 on azathioprine.", (130, 24)),
        ("ALT 210 (ULN 40) on azathioprine. The previous results were ALT 35 and bilirubin 12.", (210, 35)),
        ("ALT 210 (ULN 40) on azathioprine. Previous bloods AST 35 and ALT 22 and bilirubin 12.", (210, 22)),
    ],
)
def test_results_of_older_papers_are_the_baseline(text: str, alt: tuple[float, float]) -> None:
    assert figures(text)["ALT"] == alt


def test_the_lower_of_two_old_results_holds_and_they_do_not_conflict() -> None:
    first = "Azathioprine 125 mg, ALT 164, ULN 40. Hold and restart later?"
    later = "found her old bloods: ALT 30 in March, 32 in May"

    assert figures(later, first)["ALT"] == (164, 30)
    rules = fired(later, history=(first,))
    assert {"hold-3xuln", "perm-5x-baseline"} <= rules
    assert "input-conflict" not in rules


def test_an_old_result_above_its_limit_is_an_earlier_one_of_the_course() -> None:
    assert figures("ALT 210 (ULN 40) on azathioprine. From the old notes: ALT 90 in hospital.")["ALT"][1] is None


def test_an_old_result_of_what_has_no_baseline_is_not_that_of_another() -> None:
    assert figures("ALT 210 (ULN 40) on azathioprine. The previous results were bilirubin 12.")["ALT"] == (210, None)


@pytest.mark.parametrize("test", ["ALT", "AST"])
def test_a_high_result_of_months_ago_stays_a_result(test: str) -> None:
    text = f"{test} was 540 U/L in March and is 28 now on azathioprine. Can I restart at 50 mg?"

    assert "perm-500" in fired(text)


def test_how_many_times_normal_is_not_said_of_what_was_called_normal() -> None:
    text = "Now ALT 100, lab ULN 45, bilirubin normal, azathioprine 100 mg. Only 2.2 x normal so not even a hold?"

    assert "perm-bili-2xuln" not in fired(text)
