"""The report is one page that loads nothing, and shows every case with what it was told."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Topic
from eval.cases import Dataset
from eval.charts import heat_map, histogram
from eval.gating import bless, gate, read_baseline
from eval.reporting import report
from eval.running import Run
from eval.scoring import score
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
