"""Texts that were judged by hand, one a line in `judged/`: each is caught or passes, with its patient and question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from service.answering.judging import checked
from service.api.requests import CheckRequest
from service.domain.answer import Verdict
from service.domain.replies import TextToCheck
from tests.safety.topic import TOPIC

CASES = [
    pytest.param(json.loads(line), id=f"{json.loads(line)['id']}: {json.loads(line)['text'][:40]}")
    for path in sorted((Path(__file__).parent / "judged").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_judged_as_a_careful_reader_judges_it(case: Mapping[str, Any]) -> None:
    asked = CheckRequest(**{k: case[k] for k in ("text", "patient", "question") if k in case})
    patient = asked.patient.given() if asked.patient is not None else None

    found = checked(TextToCheck(text=asked.text, topic=TOPIC.id, question=asked.question, patient=patient), TOPIC)

    assert (found.report.verdict is Verdict.PASS) is (case["expect"] == "pass")
