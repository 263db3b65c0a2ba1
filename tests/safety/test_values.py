"""Laboratory values, lines, symptoms and other causes in words: what a text makes of them, by class."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.safety.topic import judged, passes, rules_of

_CASES = [
    json.loads(line) for line in (Path(__file__).parent / "values.jsonl").read_text(encoding="utf-8").splitlines()
]


def _of(expect: str) -> list[Any]:
    return [pytest.param(c, id=f"{c['class']}: {c['text'][:50]}") for c in _CASES if c["expect"] == expect]


@pytest.mark.parametrize("case", _of("block"))
def test_what_plays_a_value_down_is_caught_in_any_words(case: dict[str, Any]) -> None:
    assert not passes(case["text"])


@pytest.mark.parametrize("case", _of("pass"))
def test_what_takes_a_value_seriously_passes_in_any_words(case: dict[str, Any]) -> None:
    assert rules_of(judged(case["text"])) == set()
