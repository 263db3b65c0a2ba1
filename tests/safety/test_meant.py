"""Plans, histories and denials of a question, in the words that people use for them."""

from __future__ import annotations

import pytest

from tests.safety.asking import fired


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("After her liver injury I plan azathioprine 175 mg daily. Is it allowed?", "cap-150"),
        ("At 90 kg my plan is 225 mg of azathioprine after the liver injury.", "cap-150"),
        ("Azathioprine 250 mg daily after the liver injury is the plan.", "cap-150"),
        ("I plan to restart azathioprine; ALT is 2 x ULN.", "restart-needs-normal"),
        ("ALT 90 U/L, ULN 40, baseline 45. Restart azathioprine 150 mg now.", "restart-needs-normal"),
        ("So I restart azathioprine: ALT 90 U/L, ULN 40.", "restart-needs-normal"),
        ("After the azathioprine restart at 50 mg ALT rose to 160 U/L, ULN 40, baseline 40.", "perm-recurrence"),
        ("Without a blood count: fever and rigors in a patient on azathioprine.", "emergency"),
    ],
)
def test_what_is_meant_fires_its_rule(text: str, rule: str) -> None:
    assert rule in fired(text)


@pytest.mark.parametrize("text", ["Denies: fever, rigors; on azathioprine.", "No fever or rigors on azathioprine."])
def test_what_is_denied_fires_none(text: str) -> None:
    assert "emergency" not in fired(text)
