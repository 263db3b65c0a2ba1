"""The length of an answer fits its question: at most twelve statements for a single one."""

from __future__ import annotations

import json
from pathlib import Path

from service.answering.parts import split
from tests.answering.conftest import Ask

DATASETS = Path(__file__).parents[2] / "eval" / "datasets"
#: Every so many of the wordings is asked: of a case in three wordings the first, of the next one the second, and so on.
EVERY = 4


def _wordings() -> list[str]:
    rows = (json.loads(line) for path in sorted(DATASETS.glob("*/cases/*.jsonl")) for line in _lines(path))
    return [text for row in rows for text in (row["question"], *row["paraphrases"])][::EVERY]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_single_question_gets_at_most_twelve_statements(ask: Ask) -> None:
    asked = [text for text in _wordings() if len(split(text)) == 1]
    long = {text: count for text in asked if (count := _statements(ask, text)) > 12}

    assert len(asked) > 180
    assert long == {}


def _statements(ask: Ask, text: str) -> int:
    return sum(len(section["statements"]) for section in ask(text)["sections"])
