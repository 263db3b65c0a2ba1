"""A dose that somebody wishes for is planned, and one that is planned while none is taken is one to restart with."""

from __future__ import annotations

import pytest

from tests.safety.asking import fired, read


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("Her hepatitis happened on 100 mg. Now ALT 25 (ULN 40). I'd like to go with azathioprine 50 mg BD", 100),
        ("ALT 25, off azathioprine 3 weeks. Thinking of 75 mg daily", 75),
        ("ALT 25, off azathioprine 3 weeks. Happy to go with 100 mg?", 100),
        ("Azathioprine held, ALT 29. Restart with two 50s a day?", 100),
        ("Azathioprine held, ALT 29. Restart on 2 x 50s?", 100),
    ],
)
def test_a_wished_dose_is_planned_and_held_against_the_restart(text: str, mg: float) -> None:
    doses = read(text).doses

    assert [dose.high_mg_per_day for dose in doses if dose.status == "planned"] == [mg]
    assert "restart-start-50" in fired(text)


@pytest.mark.parametrize(
    "text",
    [
        "She is happy on azathioprine 100 mg, ALT 30",
        "She takes three 50s of azathioprine a day, ALT 30",
        "The reaction was on 150 mg. She is back on azathioprine 75 mg, ALT 30",
        "Azathioprine held, ALT 29. Thinking of 50 mg daily",
    ],
)
def test_what_is_taken_or_allowed_is_no_restart_above_its_line(text: str) -> None:
    assert "restart-start-50" not in fired(text)
