"""The report is one page that loads nothing, and shows every case with what it was told."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Topic
from eval.cases import Dataset
from eval.charts import between, heat_map, histogram, line_chart
from eval.gating import bless, gate, read_baseline
from eval.mutating import mutate
from eval.reporting import Page
from eval.saving import Run
from eval.scoring import score
from tests.eval.conftest import Write


@pytest.fixture
def page(whole: Run, dataset: Dataset, topic: Topic, write: Write) -> Page:
    """The report of a run that is as good as the baseline."""
    folder: Path = write()
    stamped = replace(whole, stamp=whole.stamp | {"encoder": "some-encoder"}, times={"c1#0": {"total": 9.0}})
    scores = score(stamped, dataset, topic)
    bless(folder, stamped, dataset, scores, "first")
    baseline = read_baseline(folder, dataset)
    return Page(
        run=stamped,
        dataset=dataset,
        topic=topic,
        scores=scores,
        baseline=baseline,
        verdict=gate(scores, baseline, {}),
    )


def of(page: Page, run: Run) -> Page:
    """The same report of another run."""
    scores = score(run, page.dataset, page.topic)
    return replace(page, run=run, scores=scores, verdict=gate(scores, page.baseline, {}))


def altered(run: Run, **change: Any) -> Run:
    rows = deepcopy(run.rows)
    rows[0]["answer"]["sections"][0]["statements"][0] |= change
    return replace(run, rows=rows)


def test_the_page_loads_nothing_and_may_not(page: Page) -> None:
    html = page.html()

    assert not re.search(r"<link|<img|<iframe|\bsrc=|url\(|@import|fetch\(", html)
    assert "default-src 'none'" in html
    assert {link.split("/")[2] for link in re.findall(r'href="(http[^"]*)', html)} == {"127.0.0.1:8000"}


def test_what_was_said_is_escaped(page: Page) -> None:
    html = of(page, altered(page.run, text="<script>alert(1)</script>")).html()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_every_case_opens_to_what_was_read_found_said_checked_and_looked_up(page: Page) -> None:
    html = page.html()

    assert all(wording in html for wording in page.dataset.cases[0].wordings)
    for told in ("ALT: 520 U/L", "perm-500 (critical, ", "stands in its source", "borne by its citations"):
        assert told in html
    settling = next(p for p in page.topic.passages.values() if p.statement_id == "S-14")
    assert "<b>S-14 (x)</b> 1.0000" in html
    assert "settles it" in html
    assert settling.text[:60] in html.partition("<h3>Passages found</h3>")[2]
    assert "some-encoder" in html
    assert "The gate passed." in html


def test_what_got_worse_is_told_where_it_stands(page: Page) -> None:
    worse = of(page, altered(page.run, text="Hold it for 7 days.", origin="model"))
    html = worse.html()

    assert "The gate FAILED." in html
    assert "passed in the baseline; " in html
    assert "fault of figure: Hold it for 7 days." in html
    assert "not borne" in html


def test_another_run_is_set_beside_with_what_only_one_of_them_says(page: Page) -> None:
    other = altered(page.run, text="Other words.")
    html = replace(page, other=other).html()

    assert '<li class="old">under “Now”: Other words.</li>' in html
    assert '<li class="new">under “Now”: ' in html
    assert "Beside the run whole, which is the baseline" in html


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda a: a["facts"][0].update(value=52), "fact read: ALT: 52 U/L"),
        (lambda a: a["pictures"]["bars"][0].update(verdict="Fine"), "picture, ALT: Fine"),
        (lambda a: a["not_addressed"].append("how long"), "not addressed: how long"),
        (lambda a: a["missing"].append({"fact": "AST", "why": "decides", "path": "p"}), "asked for: AST: decides"),
    ],
)
def test_whatever_is_told_otherwise_than_in_the_run_beside_is_shown_in_words(
    page: Page, change: Any, line: str
) -> None:
    rows = deepcopy(page.run.rows)
    change(rows[0]["answer"])

    assert f'<li class="new">{line}' in replace(of(page, replace(page.run, rows=rows)), other=page.run).html()


def test_a_closed_case_says_what_is_amiss_and_that_its_wordings_differ(page: Page) -> None:
    rows = deepcopy(page.run.rows)
    rows[1]["answer"]["findings"][0]["message"] = "ALT 52 U/L: stop, no restart."
    html = of(page, replace(page.run, rows=rows)).html()

    summary = html.partition('id="c1"')[2].partition("</summary>")[0]
    assert "differ between wordings or orders of turns" in summary
    assert "amiss" in summary
    assert 'class="why"' not in page.html()


def test_the_proof_is_shown_with_its_intervals_and_its_absence_is_told(page: Page) -> None:
    assert "Not measured for this run" in page.html()

    caught = [asdict(one) for one in mutate(page.run, page.dataset, page.topic)]
    fault = {"fault": "order-turned", "harmful": True, "gates": [], "cases": 0}
    html = replace(page, proof={"planted": caught, "pipeline": [fault]}).html()

    assert "faults that bear on safety" in html
    assert "not as it should be" in html
    assert "finding: denial lost" in html


def test_an_answer_that_is_missing_is_shown_as_such(page: Page) -> None:
    html = of(page, replace(page.run, rows=page.run.rows[1:])).html()

    assert "no answer: not answered" in html
    assert "status error, not answered" in html


def test_a_chart_of_nothing_says_so() -> None:
    assert "nothing was measured" in histogram([], "Time", "ms")
    assert heat_map({"direct": {}}, {"direct": 3}) == "<p>No failure.</p>"


def test_a_small_risk_fills_its_chart_and_the_end_of_the_scale_is_written() -> None:
    drawn = line_chart({"risk": [(0.0, 0.0), (1.0, 0.1)]}, "Risk", "share", top=0.1)

    assert ">0.1</text>" in drawn
    assert "L520.0 40.0" in drawn


def test_lines_are_told_apart_without_colour_and_one_line_needs_no_key() -> None:
    two = line_chart({"a": [(0.0, 0.5), (1.0, 1.0)], "b": [(0.0, 0.1), (1.0, 0.2)]}, "Both", "runs")

    assert two.count('class="key"') == 2
    assert 'class="key"' not in line_chart({"a": [(0.0, 0.5)]}, "One", "runs")
    assert 'aria-label="0.500, 0.200 to 0.900"' in between(0.5, 0.2, 0.9)
