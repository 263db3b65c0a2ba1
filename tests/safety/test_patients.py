"""Results of more than one patient are told apart, and a name alone makes nobody a second one."""

from __future__ import annotations

import pytest

from tests.safety.asking import fired


@pytest.mark.parametrize(
    "text",
    [
        "Quick one about two of ours. One has ALT 88, the other ALT 410, both on azathioprine.",
        "Mrs A: ALT 88 (ULN 40), azathioprine 100. Mr B: ALT 410 (ULN 40), azathioprine 150. Who stops?",
        "Mr. Brown ALT 50, azathioprine; Mr. Green ALT 300, azathioprine",
        "Bed 4: ALT 130, ULN 40, azathioprine. Bed 9: ALT 22. Who is held?",
        "First pt ALT 30, second pt ALT 400, both azathioprine",
    ],
)
def test_two_who_each_have_results_are_two_patients(text: str) -> None:
    assert "two-patients" in fired(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Smith, seen by Mr Jones. ALT 130 (ULN 40), azathioprine 100 mg",
        "Mrs A has ALT 130 (ULN 40) on azathioprine. Mrs A's AST is 90.",
        "In bed 4, case 12: ALT 130 on azathioprine",
        "First ALT 30, second ALT 400, on azathioprine",
    ],
)
def test_one_who_has_all_results_is_one_patient(text: str) -> None:
    assert "two-patients" not in fired(text)


@pytest.mark.parametrize(
    "text",
    [
        "Grandchild of four has swallowed about twenty of grandad's 50 mg azathioprine, seems fine",
        "toddler swallowed one azathioprine 50 mg tablet",
        "My grandson got into my Imuran bottle",
        "she swallowed a dozen of her mother's azathioprine 50 mg",
        "took six of the 50 mg azathioprine tablets by mistake this morning",
        "He took 30 of his wife's 50 mg Imuran tablets an hour ago, feels ok",
    ],
)
def test_what_was_not_prescribed_and_is_swallowed_is_an_emergency(text: str) -> None:
    assert "emergency" in fired(text)


@pytest.mark.parametrize(
    "text",
    [
        "He took 2 of his 50 mg azathioprine tablets today, ALT 30",
        "Can I take my azathioprine tablets with food? I swallowed them with milk",
        "she takes her husband's advice and 3 x 50 mg azathioprine",
        "Is azathioprine safe in a child? ALT 40",
    ],
)
def test_what_was_prescribed_is_none(text: str) -> None:
    assert "emergency" not in fired(text)
