"""An answer in a browser: citations by key and pointer, what can be done with it, and when it fails."""

from __future__ import annotations

import json
import re
import threading

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Seen, Service, ask, axe, demand_browser

demand_browser()


def test_a_citation_opens_and_closes_by_key_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/")
    cite = ask(page).locator("button.cite").first
    cite.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("As summarised from")
    assert not re.search("[“”«»]", panel.inner_text())
    page.keyboard.press("Escape")

    expect(panel).to_be_hidden()
    expect(cite).to_be_focused()


def test_a_citation_opens_and_closes_by_touch(browser: Browser, service: Service) -> None:
    with browser.new_context(
        base_url=service.address, viewport={"width": 375, "height": 740}, has_touch=True
    ) as context:
        page = context.new_page()
        page.goto("/")
        ask(page).locator("button.cite").first.tap()
        panel = page.get_by_role("dialog")
        expect(panel).to_be_visible()
        # Beside the panel.
        page.touchscreen.tap(10, 10)
        expect(panel).to_be_hidden()


def test_a_citation_leads_to_the_marked_passage_in_its_source(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    ask(page).locator("button.cite").first.click()
    with context.expect_page() as opened:
        page.get_by_role("link", name="Open it in its context").click()
    source = opened.value
    source.wait_for_load_state()

    assert source.locator("li:target").count() == 1


def test_an_answer_is_copied_with_its_citations(page: Page, context: BrowserContext, service: Service) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=service.address)
    page.goto("/")
    turn = ask(page)
    turn.get_by_role("button", name="Copy with citations").click()
    expect(turn.locator(".told")).to_have_text("Copied.")

    copied = page.evaluate("() => navigator.clipboard.readText()")
    for part in (
        "Sodium is 123, what now?",
        "High: Hold tavorexin now. Sodium 123 mmol/L",
        "123 < 125",
        "[1]",
        "As summarised from",
        "/answers/ans_",
    ):
        assert part in copied


def test_where_copying_is_not_allowed_the_text_is_shown_to_be_copied_by_hand(page: Page) -> None:
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page.goto("/")
    ask(page).get_by_role("button", name="Copy link").click()

    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value(re.compile("/answers/ans_"))


def test_the_link_of_an_answer_opens_its_receipt(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    turn = ask(page)
    with context.expect_page() as opened:
        turn.get_by_role("link", name="Receipt").click()

    expect(opened.value.get_by_role("heading", name="Receipt of an answer")).to_be_visible()


def test_unsafe_asks_why_and_keeps_the_reason(page: Page) -> None:
    page.goto("/")
    turn = ask(page)
    turn.get_by_role("button", name="Unsafe").click()
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator("form.why")).to_be_visible()
    turn.get_by_label("What is unsafe about it?").fill("It says too little.")
    with page.expect_request("**/feedback") as sent:
        turn.get_by_role("button", name="Send").click()

    expect(turn.locator(".told")).to_contain_text("Thank you")
    assert json.loads(sent.value.post_data or "") == {"rating": "unsafe", "comment": "It says too little."}


@pytest.mark.parametrize(("label", "rating"), [("Helpful", "helpful"), ("Not helpful", "unhelpful")])
def test_helpful_or_not_is_one_press(page: Page, label: str, rating: str) -> None:
    page.goto("/")
    turn = ask(page)
    with page.expect_request("**/feedback") as sent:
        turn.get_by_role("button", name=label, exact=True).click()

    expect(turn.locator(".told")).to_contain_text("Thank you")
    assert json.loads(sent.value.post_data or "") == {"rating": rating}


def test_an_answer_that_breaks_off_is_marked_as_incomplete_and_asked_again(
    page: Page, service: Service, seen: Seen
) -> None:
    service.faults.cut_after = 3
    page.goto("/")
    page.locator("#question").fill("Sodium is 123.")
    page.get_by_role("button", name="Ask", exact=True).click()
    problem = page.locator(".turn .problem")
    expect(problem).to_contain_text("This answer is not complete.")
    expect(page.locator(".turn .finding")).to_have_count(1)
    service.faults.cut_after = None
    problem.get_by_role("button", name="Ask again").click()
    page.locator(".turn .actions").wait_for()

    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".problem")).to_have_count(0)
    seen.errors.clear()


def test_an_answer_can_be_stopped(page: Page, service: Service) -> None:
    service.engine.hold = threading.Event()
    page.goto("/")
    page.locator("#question").fill("Sodium is 123.")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("button", name="Stop").click()

    expect(page.locator(".turn .problem")).to_contain_text("You stopped it.")
    expect(page.locator("#question")).to_have_value("Sodium is 123.")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()


def test_a_service_that_is_away_is_told_with_what_to_do(page: Page, context: BrowserContext, seen: Seen) -> None:
    page.goto("/")
    expect(page.locator(".examples .suggestion").first).to_be_visible()
    context.set_offline(True)
    page.locator("#question").fill("Sodium is 123.")
    page.get_by_role("button", name="Ask", exact=True).click()
    problem = page.locator(".turn .problem")
    expect(problem).to_contain_text("You are offline")
    context.set_offline(False)
    problem.get_by_role("button", name="Ask again").click()

    page.locator(".turn .actions").wait_for()
    seen.errors.clear()


def test_a_refusal_of_the_service_is_told_in_its_own_words(page: Page, seen: Seen) -> None:
    page.goto("/")
    page.locator("#question").fill("word " * 3000)
    page.get_by_role("button", name="Ask", exact=True).click()

    problem = page.locator(".turn .problem")
    expect(problem).to_be_in_viewport()
    assert problem.inner_text().count("longer than 8000 characters") == 1
    assert axe(page) == []
    seen.errors.clear()


def test_a_topic_that_is_not_served_is_told_to_whoever_runs_the_page(page: Page, service: Service) -> None:
    service.faults.attributes = 'topic="none"'
    page.goto(f"{service.elsewhere}/elsewhere.html")

    expect(page.locator(".problem")).to_contain_text("not served")
