"""The report is one page that loads nothing, and shows every case with what it was told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.model import Topic
from eval.cases import Dataset
from eval.charts import heat_map, histogram
from eval.drafts import draft
from eval.gating import bless, gate, read_baseline
from eval.reading import read_dataset
from eval.reporting import report
from eval.running import Run
from eval.scoring import score
from service.domain.answer import Audience
from service.domain.errors import InputError, NotFoundError
from service.domain.kept import KeptAnswer, KeptTurn
from service.records.store import Records
from tests.eval.conftest import Write


def test_the_page_loads_nothing_escapes_what_was_said_and_opens_every_case(
    whole: Run, dataset: Dataset, topic: Topic, write: Write
) -> None:
    folder = write()
    bless(folder, whole, dataset, score(whole, dataset, topic), "first")
    baseline = read_baseline(folder, dataset)
    whole.rows[0]["answer"]["sections"][0]["statements"][0]["text"] = "<script>alert(1)</script>"
    scores = score(whole, dataset, topic)

    timed = replace(whole, times={"c1#0": {"total": 9.0}})
    page = report(timed, dataset, scores, baseline, gate(scores, baseline, {}), ["rouge_score: 0.5 < 1"])

    assert not re.search(r"<script|\bsrc=|href=|url\(|@import|https?://", page)
    assert "gate: FAILED" in page
    assert "<h2>ADVISORY, decides nothing and no gate reads it</h2><ul><li>rouge_score: 0.5 &lt; 1</li>" in page
    assert all(wording in page for wording in dataset.cases[0].wordings)
    assert "baseline [true, 0" in page


def test_a_chart_of_nothing_says_so() -> None:
    assert "nothing was measured" in histogram([], "Time", "ms")
    assert heat_map({"direct": {}}, {"direct": 3}) == "<p>No failure.</p>"


def test_an_answer_becomes_a_draft_that_no_dataset_takes_as_it_is(tmp_path: Path, write: Write, topic: Topic) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    records = Records(f"sqlite:///{tmp_path / 'r.db'}", retention_days=30, clock=lambda: now)
    for number, text in enumerate(("First?", "Then?")):
        body = {"conversation_id": "cnv_1", "status": "answered", "findings": [{"rule": "perm-500"}]}
        kept = KeptAnswer(id=f"ans_{number}", topic=topic.id, status="answered", receipt="{}", body=json.dumps(body))
        turn = KeptTurn(
            text=text, patient=None, topic=topic.id, audience=Audience.NURSE, created=now, carried=True, answer=kept
        )
        records.keep("cnv_1", turn, new=not number)

    row = json.loads(draft(records, "ans_1"))

    assert (row["question"], row["history"], row["audience"]) == ("Then?", ["First?"], "nurse")
    with pytest.raises(InputError, match="is a draft"):
        read_dataset(write(cases=[row]), {topic.id: topic}, sealed=False)
    with pytest.raises(NotFoundError):
        draft(records, "ans_9")
    records.close()
