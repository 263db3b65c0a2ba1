"""One small topic, a dataset of it, and an answer that its case accepts."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Topic
from corpus.reader import read_topics
from eval.cases import Dataset
from eval.checks import as_told
from eval.reading import read_dataset
from eval.saving import Run

TOPICS = Path(__file__).parents[2] / "corpus" / "topics"
Write = Callable[..., Path]


@pytest.fixture(scope="session")
def topic() -> Topic:
    return read_topics((TOPICS,))[0]


@pytest.fixture
def write(tmp_path: Path, topic: Topic) -> Write:
    """Write a dataset; what is given replaces what holds."""

    def written(
        *, case: dict[str, Any] | None = None, cases: list[dict[str, Any]] | None = None, facts: list[Any] | None = None
    ) -> Path:
        settings = {
            "schema": 1,
            "topic": topic.id,
            "strata": ["direct"],
            "always": [],
            "forbid": ["never"],
            "populations": [["children"]],
        }
        (tmp_path / "dataset.json").write_text(json.dumps(settings))
        held = facts if facts is not None else FACTS
        (tmp_path / "facts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in held))
        (tmp_path / "cases").mkdir(exist_ok=True)
        rows = cases if cases is not None else [CASE | (case or {})]
        (tmp_path / "cases" / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        return tmp_path

    return written


FACTS = [
    {"id": "hold", "words": [["hold"], ["until"]], "gold": ["S-14"]},
    {"id": "never", "words": [["carry on"]], "denied": False},
]
CASE = {
    "id": "c1",
    "stratum": "direct",
    "question": "What now?",
    "paraphrases": ["And now?", "What is next?"],
    "fires": ["perm-500"],
    "vital": ["hold"],
}


@pytest.fixture
def dataset(write: Write, topic: Topic) -> Dataset:
    return read_dataset(write(), {topic.id: topic}, sealed=False)


@pytest.fixture
def answer(topic: Topic) -> dict[str, Any]:
    """An answer that passes its case."""
    passage = next(p for p in topic.passages.values() if p.statement_id == "S-14")
    source = topic.statements["S-14"][0]
    rule = topic.rule["perm-500"]
    return {
        "status": "answered",
        "topic": topic.id,
        "audience": "physician",
        "disclaimer": topic.disclaimer,
        "suggestions": ["Which liver tests?", "How often?"],
        "corrections": None,
        "findings": [
            {
                "rule": rule.id,
                "severity": str(rule.severity),
                "action": str(rule.action),
                "kind": rule.kind,
                "headline": rule.headline,
                "because": [
                    {
                        "fact": "ALT",
                        "value": 520,
                        "unit": "U/L",
                        "limit": "> 500 U/L",
                        "computed": None,
                        "from": "question",
                    }
                ],
                "message": "ALT 520 U/L is above 500 U/L: stop, no restart.",
                "citations": [1],
            }
        ],
        "facts": [
            {
                "fact": "ALT",
                "value": 520,
                "unit": "U/L",
                "as_given": "520",
                "from": "question",
                "converted": None,
                "span": [4, 7],
                "path": "patient.labs[0]",
            }
        ],
        "missing": [],
        "pictures": {"bars": [{"analyte": "ALT", "low": 520.0, "verdict": "Above the stop line", "marks": []}]},
        "sections": [{"heading": "Now", "statements": [{"text": passage.text, "citations": [1], "origin": "quote"}]}],
        "not_addressed": [],
        "disagreements": [],
        "citations": [
            {
                "n": 1,
                "passage_id": passage.id,
                "source_id": passage.source_id,
                "quote": passage.text,
                **as_told(source, passage),
            }
        ],
        "safety": {"verdict": "pass", "checked": 1, "changes": []},
    }


@pytest.fixture
def whole(dataset: Dataset, answer: dict[str, Any]) -> Run:
    """A run that answers every wording so."""
    rows = [
        {
            "key": f"c1#{n}",
            "case": "c1",
            "wording": n,
            "error": None,
            "answer": deepcopy(answer),
            "retrieved": [["S-14", 1.0, "x"]],
        }
        for n in range(3)
    ]
    stamp = {"dataset_hash": dataset.hash, "fault": "", "revision": "r"}
    return Run(name="whole", stamp=stamp, rows=tuple(rows))
