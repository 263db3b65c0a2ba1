"""The report of an evaluation in a browser: on every width, in light and dark, printed, and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.model import Topic
from eval.cases import Dataset
from eval.gating import bless, gate, read_baseline
from eval.reporting import Page as Report
from eval.saving import Run
from eval.scoring import score
from tests.browser.conftest import axe, demand_browser
from tests.eval.conftest import Write, answer, dataset, topic, whole, write  # noqa: F401 - fixtures

demand_browser()


@pytest.fixture
def report(whole: Run, dataset: Dataset, topic: Topic, write: Write, tmp_path: Path) -> str:  # noqa: F811 - fixtures
    """The address of a report on disk, of a run with something amiss."""
    folder = write()
    bless(folder, whole, dataset, score(whole, dataset, topic), "first")
    baseline = read_baseline(folder, dataset)
    whole.rows[1]["answer"]["findings"].clear()
    scores = score(whole, dataset, topic)
    verdict = gate(scores, baseline, {})
    page = Report(run=whole, dataset=dataset, topic=topic, scores=scores, baseline=baseline, verdict=verdict)
    path = tmp_path / "report.html"
    path.write_text(page.html(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser: Browser, report: str) -> Iterator[Page]:
    """The report in a browser without a network, of which no test may leave a complaint behind."""
    with browser.new_context(offline=True, viewport={"width": 375, "height": 740}) as context:
        page = context.new_page()
        complaints: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(report)
        yield page
        assert complaints == []
        assert {address.partition("#")[0] for address in asked} == {report}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_it(opened: Page, scheme: Any) -> None:
    opened.emulate_media(color_scheme=scheme)
    for part in opened.locator("details.case, details.wording").all():
        part.evaluate("(one) => { one.open = true; }")

    assert axe(opened) == []


@pytest.mark.parametrize("width", [320, 375, 1440])
def test_nothing_runs_out_of_it_at_any_width(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 800})

    assert opened.evaluate("() => document.documentElement.scrollWidth") <= width


def test_an_address_opens_a_case_and_the_list_can_be_narrowed(opened: Page) -> None:
    case = opened.locator("#c1")
    expect(opened.locator("#shown")).to_have_text("1 of 1 cases")
    opened.evaluate("() => { location.hash = 'c1'; }")
    expect(case).to_have_attribute("open", "")

    opened.locator("[name=words]").fill("nowhere said")
    expect(case).to_be_hidden()
    opened.locator("[name=words]").fill("")
    opened.locator("[name=which]").select_option("fail")
    expect(case).to_be_visible()


def test_a_printed_report_has_the_totals_and_leaves_out_what_only_a_screen_can_use(opened: Page) -> None:
    opened.emulate_media(media="print")

    expect(opened.locator("#totals")).to_be_visible()
    expect(opened.locator("#filter")).to_be_hidden()
    expect(opened.locator("nav")).to_be_hidden()
