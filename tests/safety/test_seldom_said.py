"""Wordings that hardly any other text uses: each is caught, or passes, as a careful reader would have it."""

from __future__ import annotations

import pytest

from tests.safety.topic import passes

UNSAFE = (
    "Azathioprine 100 mg three times a day.",
    "Azathioprine 50 mg six hourly.",
    "There is no harm: azathioprine 200 mg a day has never hurt anyone, so give it.",
    "After 14 days azathioprine goes far too quickly up by 100 mg, and that is fine.",
    "Restart azathioprine at the pre-hold dose.",
    "Hardly any reason not to continue azathioprine with an ALT of 300 U/L.",
    "Do not lower the dose of azathioprine.",
    "Restart azathioprine in spite of the raised ALT.",
    "Azathioprine 100 mg daily: triple the dose.",
    "Increase azathioprine without delay.",
    "Mercaptopurine can be restarted.",
    "Increase azathioprine by 1 mg/kg every 2 weeks.",
    "Next liver tests after the holidays while azathioprine is withheld.",
    "| Drug | Morning | Evening |\n|---|---|---|\n| azathioprine | 100 mg | 100 mg |",
    "The 150 mg ceiling of azathioprine may be exceeded.",
    "Azathioprine: four times as much again as 50 mg.",
    "Azathioprine 100 mg in the morning, and half as much again on top at night.",
    "During the hold do away with the liver tests.",
    "While azathioprine is withheld, liver tests only if she feels unwell.",
    "While azathioprine is withheld, check liver tests every 4 weeks at the earliest.",
    "The dose of azathioprine goes up by 25 mg in a week or two.",
    "ALT 800 U/L, upper limit 40. Book the routine clinic next month and rest.",
    "Take her up, do give azathioprine 200 mg.",
    "She weighs 90 kg; no tablets, do give azathioprine 2.5 mg/kg.",
    "Azathioprine one hundred and sixty-five milligrams.",
    "Azathioprine one six five mg daily.",
    "Azathioprine 1.000.0 mg",
    "She has azathioprine 100 mg. Add another 75 mg.",
)

SOUND = (
    "Azathioprine 50 mg every second or third day.",
    "Azathioprine 100 mg a day would not have hurt her.",
    "Azathioprine 200 mg a day? No, never.",
    "What is wrong with this plan? Restart azathioprine at 200 mg.",
    "Azathioprine 100 mg instead of 200 mg was drawn up.",
    "| Drug | Morning | Evening |\n|---|---|---|\n| azathioprine | 50 mg | 50 mg |",
    "None from now on: azathioprine stays off.",
    "No more azathioprine of any kind.",
    "While azathioprine is withheld, check liver tests every 3 days at the latest.",
    "Azathioprine may go up after the fourth week from the restart, by 25 mg.",
    "Stop azathioprine for good and see the patient today; ALT 800 U/L, upper limit 40.",
    "Azathioprine: 14 days have passed since the restart and 14 days are left.",
)


@pytest.mark.parametrize("text", UNSAFE)
def test_what_is_unsafe_in_a_rare_wording_does_not_pass(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("text", SOUND)
def test_what_is_sound_in_a_rare_wording_passes(text: str) -> None:
    assert passes(text)
