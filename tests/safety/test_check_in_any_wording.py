"""A dose over the cap is caught however it is written, and what denies it is told from what denies its refusal."""

from __future__ import annotations

import pytest

from tests.safety.topic import passes

_OVER = (
    "200 mg", "0.2 g", "200,000 mcg", "200 000 µg", "two hundred milligrams", "2×10² mg", "2OO mg", "２００ mg",
    "2\u200b00 mg", "200 \u043cg", "2&#48;0 mg", "**2**00 mg", "0,2 g", "a couple of hundred mg",
)  # fmt: skip
_DAILY = (
    "daily",
    "per day",
    "a day",
    "each morning",
    "q24h",
    "every 24 hours",
    "/d",
    "once daily",
    "OD",
    "on alternate days",
)
_NAMES = (
    "azathioprine",
    "Azathioprine",
    "AZATHIOPRINE",
    "Imuran",
    "AZA",
    "azathiopirne",
    "azothioprine",
    "аzathioprine",
    "azathio\u00adprine",
)
_FRAMES = (
    "Give {name} {dose} {often}.",
    "{name} {dose} {often} is reasonable.",
    "The patient should take {dose} of {name} {often}.",
    "- {name}: {dose} {often}",
    "| {name} | {dose} {often} |",
    "<p>{name} <b>{dose}</b> {often}</p>",
    "ALT is normal. {name} may be given.\n\nUse {dose} {often}.",
    "It is not unreasonable to use {name} {dose} {often}.",
)


@pytest.mark.parametrize("amount", _OVER)
@pytest.mark.parametrize("frame", _FRAMES)
def test_a_dose_over_the_cap_is_caught_however_it_is_written(amount: str, frame: str) -> None:
    assert not passes(frame.format(name="azathioprine", dose=amount, often="daily"))


@pytest.mark.parametrize("often", _DAILY)
@pytest.mark.parametrize("name", _NAMES)
def test_a_dose_over_the_cap_is_caught_by_any_name_at_any_frequency(name: str, often: str) -> None:
    assert not passes(f"Give {name} 200 mg {often}.")


@pytest.mark.parametrize("name", _NAMES)
def test_a_dose_within_the_cap_passes_by_any_name(name: str) -> None:
    assert passes(f"Give {name} 50 mg daily.")


@pytest.mark.parametrize(
    "refusal",
    [
        "Do not give",
        "Never give",
        "Avoid",
        "It is unsafe to give",
        "There is no reason to give",
        "You must not give",
        "Nobody should be given",
    ],
)
def test_a_refusal_of_a_high_dose_passes(refusal: str) -> None:
    assert passes(f"{refusal} azathioprine 200 mg daily.")


@pytest.mark.parametrize(
    "approval",
    [
        "Do not hesitate to give",
        "Never fail to give",
        "There is no reason not to give",
        "Do not avoid",
        "It is not wrong to give",
        "Why not give",
    ],
)
def test_a_denied_refusal_of_a_high_dose_does_not_pass(approval: str) -> None:
    assert not passes(f"{approval} azathioprine 200 mg daily.")
