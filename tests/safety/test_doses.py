"""Doses in words: every way in which prose gives a daily dose, and what only looks like one, by class."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.domain.facts import PatientFacts
from tests.safety.topic import dose, judged, passes, rules_of

_CASES = [json.loads(line) for line in (Path(__file__).parent / "doses.jsonl").read_text(encoding="utf-8").splitlines()]


def _of(expect: str) -> list[Any]:
    return [pytest.param(c, id=f"{c['class']}: {c['text'][:50]}") for c in _CASES if c["expect"] == expect]


def _facts(case: dict[str, Any]) -> PatientFacts:
    return PatientFacts(doses=(dose(*case["dose"]),)) if "dose" in case else PatientFacts()


@pytest.mark.parametrize("case", _of("block"))
def test_an_unsafe_dose_is_caught_in_any_words(case: dict[str, Any]) -> None:
    assert not passes(case["text"], _facts(case))


@pytest.mark.parametrize("case", _of("pass"))
def test_a_sound_dose_passes_in_any_words(case: dict[str, Any]) -> None:
    assert rules_of(judged(case["text"], _facts(case))) == set()
