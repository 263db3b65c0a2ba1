"""Pictures in a browser: in the widget under a strict policy, on the receipt, on paper, and for everybody."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from service.domain.pictures import Bar, Pictures
from tests.answering.cases import alt
from tests.answering.pictures import LIVER, drawn
from tests.answering.test_restarts_pictured import ALL_KNOWN, ASKED, COUNTS, NORMAL
from tests.browser.conftest import Seen, Service, ask, axe, demand_browser
from tests.browser.test_conditions import SHIFTS, SLOW

demand_browser()

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\u202e" + "w" * 10_000


def pictured(service: Service, pictures: Pictures | None) -> None:
    usual = service.engine.reply
    service.engine.reply = lambda question: dataclasses.replace(usual(question), pictures=pictures)


def everything() -> Pictures:
    """Results that are normal again after a rise, with their course and the schedule of a restart."""
    days = (50, 43, 36, 22, 1)
    course = tuple(
        alt(value, upper_limit=40, baseline=50, at=date(2026, 11, 20) - timedelta(days=ago))
        for value, ago in zip((223, 140, 90, 52, 30), days, strict=True)
    )
    rest: dict[str, Any] = {**ALL_KNOWN, "labs": (*course, *NORMAL[1:], *COUNTS)}
    pictures = drawn(LIVER, ASKED, **rest)
    assert pictures.schedule is not None
    return pictures


def high() -> Pictures:
    """A result past the line to hold, its baseline not given."""
    return drawn(LIVER, labs=(alt(223, upper_limit=40),))


def earlier() -> Pictures:
    """A result below the lines that one before it met, and one of which nothing can be told."""
    course = [alt(value, upper_limit=40, baseline=22, at=date(2026, 11, day)) for value, day in ((223, 1), (38, 20))]
    return drawn(LIVER, labs=(*course, dataclasses.replace(alt(140), analyte="AST")))


def opened(page: Page) -> Locator:
    turn = ask(page)
    turn.locator("summary", has_text="In pictures").click()
    turn.locator("svg.picture").first.wait_for()
    return turn


def receipt(page: Page) -> None:
    turn = ask(page)
    href = turn.get_by_role("link", name="Receipt (new tab)").get_attribute("href")
    page.goto(str(href))


def keep(page: Page, name: str) -> None:
    """Keep what is seen where somebody wants to look at it: in the folder that SHOTS names."""
    if os.environ.get("SHOTS"):
        page.screenshot(path=Path(os.environ["SHOTS"]) / f"{name}.png", full_page=True)


def test_the_widget_shows_pictures_with_their_tables_under_a_strict_policy(page: Page, service: Service) -> None:
    pictured(service, everything())
    page.goto(f"{service.elsewhere}/elsewhere.html")
    turn = opened(page)

    expect(turn.locator("svg.picture")).to_have_count(3)
    expect(turn.get_by_role("img", name="Results against the lines of the rules")).to_be_visible()
    expect(turn.locator("table")).to_have_count(6)
    turn.locator("summary", has_text="As a table").first.click()
    expect(turn.get_by_role("row", name="hold: 3 x upper limit or more 120 U/L")).to_have_count(2)
    link = turn.get_by_role("link", name="calendar")
    assert (link.get_attribute("href") or "").endswith("#picture-schedule")


def test_pictures_come_with_the_answer_once_and_are_opened_by_key(page: Page, service: Service) -> None:
    pictured(service, high())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/pictures") else None)
    page.goto("/")
    turn = ask(page)
    summary = turn.locator("summary", has_text="In pictures")
    expect(turn.locator("svg.picture")).to_be_hidden()
    for _ in range(3):
        summary.press("Enter")

    expect(turn.locator("svg.picture")).to_be_visible()
    assert len(asked) == 1


def test_a_failure_is_told_and_they_are_asked_for_again(page: Page, service: Service, seen: Seen) -> None:
    pictured(service, high())
    failing = re.compile("/pictures$")
    page.route(failing, lambda route: route.abort("internetdisconnected"))
    page.goto("/")
    turn = ask(page)
    summary = turn.locator("summary", has_text="In pictures")
    summary.click()
    expect(turn.get_by_text("The service cannot be reached")).to_be_visible()
    page.unroute(failing)
    summary.click()
    summary.click()

    expect(turn.locator("svg.picture")).to_be_visible()
    assert [error for error in seen.errors if "ERR_INTERNET_DISCONNECTED" not in error] == []
    seen.errors.clear()


def test_the_page_does_not_jump_where_pictures_are_offered_or_come(page: Page, service: Service) -> None:
    pictured(service, everything())
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(SHIFTS)
    page.goto("/")
    expect(page.locator(".examples .suggestion").first).to_be_visible()
    turn = ask(page)
    turn.locator("svg.picture").first.wait_for(state="attached")
    turn.locator("summary", has_text="In pictures").click()
    page.wait_for_timeout(200)

    assert page.evaluate("() => globalThis.shifted") < 0.05


def test_an_answer_without_figures_offers_none(page: Page) -> None:
    page.goto("/")

    expect(ask(page).locator("summary", has_text="In pictures")).to_have_count(0)


def test_hostile_names_stay_text(page: Page, service: Service) -> None:
    bar = high().bars[0]
    marks = tuple(dataclasses.replace(mark, line=HOSTILE, told=HOSTILE) for mark in bar.marks)
    hostile: Bar = dataclasses.replace(bar, analyte=HOSTILE, unit=HOSTILE, verdict=HOSTILE, marks=marks)
    pictured(service, Pictures(bars=(hostile,)))
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/")
    turn = opened(page)
    expect(turn.locator("details img, details script")).to_have_count(0)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    receipt(page)

    expect(page.locator(".pictured img, .pictured script")).to_have_count(0)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_everybody_can_read_them_on_every_width_in_light_and_dark(
    page: Page, service: Service, width: int, scheme: str
) -> None:
    pictured(service, everything())
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    turn = opened(page)
    for fold in turn.locator("summary", has_text="As a table").all():
        fold.click()
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    keep(page, f"widget-{width}-{scheme}")
    receipt(page)
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    keep(page, f"receipt-{width}-{scheme}")


@pytest.mark.parametrize("shown", [everything, high, earlier])
def test_no_word_on_a_picture_is_smaller_than_ten_points_on_a_phone_or_runs_out(
    page: Page, service: Service, shown: Callable[[], Pictures]
) -> None:
    pictured(service, shown())
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/")
    opened(page)
    found = page.locator("svg.picture text").evaluate_all(
        "(texts) => texts.map((text) => { const own = text.getBoundingClientRect(),"
        " box = text.ownerSVGElement.getBoundingClientRect();"
        " return [text.textContent, own.height, own.left - box.left, box.right - own.right]; })"
    )

    assert len(found) > 4
    for text, height, left, right in found:
        assert height >= 12, text
        assert left >= -1, text
        assert right >= -1, text


def test_no_figure_is_broken_over_lines(page: Page, service: Service) -> None:
    pictured(service, everything())
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/")
    turn = opened(page)
    turn.locator("summary", has_text="As a table").first.click()
    broken = turn.locator("td").evaluate_all(
        "(cells) => cells.flatMap((cell) => [...cell.textContent.matchAll(/[0-9.]+/g)].filter((found) => {"
        " const range = document.createRange(); range.setStart(cell.firstChild, found.index);"
        " range.setEnd(cell.firstChild, found.index + found[0].length); return range.getClientRects().length > 1; })"
        ".map((found) => cell.textContent))"
    )

    assert broken == []


def test_the_receipt_is_printed_with_its_pictures_and_gives_the_calendar(page: Page, service: Service) -> None:
    pictured(service, everything())
    page.goto("/")
    receipt(page)
    page.get_by_label("Day of the restart").fill("2026-12-01")
    with page.expect_download() as taken:
        page.get_by_role("button", name="calendar").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8")
    page.emulate_media(media="print")
    keep(page, "receipt-print")

    assert taken.value.suggested_filename == "restart-schedule.ics"
    assert "DTSTART;VALUE=DATE:20261215" in text
    expect(page.locator("svg.picture")).to_have_count(3)
    expect(page.locator("svg.picture").first).to_be_visible()
    expect(page.get_by_role("button", name="calendar")).to_be_hidden()
