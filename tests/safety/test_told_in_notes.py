"""Cases in notes, in lay words and in several turns fire what they call for, and nothing that they only resemble."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.safety.asking import fired, read, routed

CASES = [json.loads(line) for line in (Path(__file__).parent / "told_in_notes.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " / ".join(case["turns"])[:60])
def test_notes_fire_what_they_call_for_and_not_what_they_resemble(case: dict[str, Any]) -> None:
    *history, text = case["turns"]

    found = fired(text, history=history)

    assert set(case["fires"]) <= found
    assert not set(case["not"]) & found


@pytest.mark.parametrize(
    "text",
    [
        "9 y old, 26 kg, on azathioprine",
        "a 12-year-old on azathioprine",
        "13 y/o on azathioprine",
        "azathioprine, pt 17 y.o.",
        "14F on azathioprine",
        "azathioprine, age: 16",
        "a 18-month-old on azathioprine",
    ],
)
def test_whoever_is_too_young_is_in_the_condition_that_the_vocabulary_names(text: str) -> None:
    assert [sign.id for sign in read(text).signs if sign.present] == ["child"]
    assert any(gap.not_covered for gap in routed(f"{text}: which restart dose?").gaps)


def test_an_age_above_the_line_is_no_such_condition_whatever_the_patient_is_called() -> None:
    assert not read("34 yo girl on azathioprine").signs
    assert not read("5 years on azathioprine, old notes").signs
