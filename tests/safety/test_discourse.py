"""What a text says of its own words, of times and of steps: unsafe texts and their sound twins, by class."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.safety.topic import judged, passes, rules_of

_CASES = [
    json.loads(line)
    for name in ("discourse", "times")
    for line in (Path(__file__).parent / f"{name}.jsonl").read_text().splitlines()
]


def _of(expect: str) -> list[object]:
    return [pytest.param(c["text"], id=f"{c['class']}: {c['text'][:50]}") for c in _CASES if c["expect"] == expect]


@pytest.mark.parametrize("text", _of("block"))
def test_unsafe_advice_is_caught_however_it_is_turned(text: str) -> None:
    assert not passes(text)


@pytest.mark.parametrize("text", _of("pass"))
def test_its_sound_twin_passes(text: str) -> None:
    assert rules_of(judged(text)) == set()
