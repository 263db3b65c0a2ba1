"""Whoever quotes a teacher or a team asks as a learner or a clinician, and about nobody's own treatment."""

from __future__ import annotations

import pytest

from tests.safety.asking import routed


@pytest.mark.parametrize(
    "text",
    [
        "my tutor says azathioprine is held at 3x the upper limit, why",
        "writing my essay on azathioprine and the liver, what are the risk factors",
        "my team wonders when azathioprine can be restarted",
        "my lecturer told us azathioprine liver injury reverses, is that so",
    ],
)
def test_a_learner_or_a_team_is_no_patient(text: str) -> None:
    assert not routed(text).patient


@pytest.mark.parametrize("text", ["my boss says I should stop my azathioprine", "my tutor noticed my azathioprine box"])
def test_somebody_who_speaks_of_their_own_drug_stays_a_patient(text: str) -> None:
    assert routed(text).patient
