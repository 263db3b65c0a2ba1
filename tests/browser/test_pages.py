"""The pages in a browser: everybody can use them, on every width, in light and dark, and they never jump."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Service, ask, axe, demand_browser

demand_browser()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_article_an_answer_and_a_citation(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/")
    turn = ask(page)
    for part in turn.locator("details:not(.need details)").all():
        part.locator("summary").click()
    assert axe(page) == []
    turn.locator("button.cite").first.click()
    assert axe(page) == []


def test_axe_finds_nothing_wrong_with_a_source_the_plain_article_and_the_index(page: Page, service: Service) -> None:
    topic = service.engine.topic
    for path in (f"/topics/{topic.id}/sources/{topic.article.lead_source}", "/?plain=true", "/topics?q=sodium"):
        page.goto(path)
        assert axe(page) == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_runs_out_of_the_page_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    ask(page)

    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_everything_can_be_reached_and_pressed_with_a_finger(page: Page) -> None:
    page.goto("/")
    ask(page)

    for button in page.locator("button:visible, select:visible, input:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_the_page_does_not_jump_while_it_loads_and_an_answer_comes(page: Page) -> None:
    page.add_init_script(
        "globalThis.shifted = 0; new PerformanceObserver((list) => { for (const e of list.getEntries())"
        " if (!e.hadRecentInput) globalThis.shifted += e.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto("/")
    expect(page.locator(".examples .suggestion").first).to_be_visible()
    ask(page)
    page.wait_for_timeout(200)

    assert page.evaluate("() => globalThis.shifted") < 0.05


def test_the_article_is_light_and_asks_nobody_else(page: Page) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto("/")
    expect(page.locator(".examples .suggestion").first).to_be_visible()

    assert 3 <= len(sizes) <= 6
    assert sum(sizes) < 60 * 1024


def test_the_reader_is_kept_on_the_device_and_patients_get_plain_words(page: Page, service: Service) -> None:
    page.goto("/")
    page.locator("#reader").select_option("nurse")
    page.reload()
    expect(page.locator("#reader")).to_have_value("nurse")
    ask(page)
    page.locator("#reader").select_option("patient")
    page.wait_for_url("**plain=true")
    page.goto("/")
    page.wait_for_url("**plain=true")
    ask(page)

    assert [q.audience.value for q in service.engine.asked] == ["nurse", "patient"]
    lead = next(s for s in service.engine.topic.sources if s.id == service.engine.topic.article.lead_source)
    for statement in lead.statements:
        expect(page.locator("section[aria-labelledby=article]").get_by_text(statement.text)).to_have_count(0)


def test_the_article_is_printed_without_the_box(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")

    expect(page.locator("guideline-chat")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_article_can_be_read_where_scripts_are_switched_off(browser: Browser, service: Service) -> None:
    with browser.new_context(base_url=service.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")

        expect(page.locator("section[aria-labelledby=article] li")).not_to_have_count(0)
        expect(page.get_by_text("Bottom line")).to_be_visible()


def test_it_can_be_read_at_twice_the_size(page: Page) -> None:
    # A page at 200 % on a screen of 640 points has the room of one of 320.
    page.set_viewport_size({"width": 320, "height": 400})
    page.goto("/")
    turn = ask(page)
    turn.locator("button.cite").first.click()
    panel = page.get_by_role("dialog").bounding_box()

    assert panel is not None
    assert panel["width"] <= 320
    assert panel["height"] <= 400
