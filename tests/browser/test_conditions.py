"""The pages as they are met: slow or no network, a service that goes away, two tabs, enlarged, at rest, on paper."""

from __future__ import annotations

import threading
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.acts import scheme, tab_to, widest
from tests.browser.conftest import Seen, Service, ask, axe, demand_browser

demand_browser()

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
SHIFTS = (
    "globalThis.shifted = 0; new PerformanceObserver((list) => { for (const e of list.getEntries())"
    " if (!e.hadRecentInput) globalThis.shifted += e.value; }).observe({type: 'layout-shift', buffered: true});"
)


def press_ask(page: Page, question: str = "Sodium is 123.") -> None:
    page.locator("#question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


# ------------------------------------------------------------------------------------------------ the network


def test_on_a_slow_network_the_page_reads_does_not_jump_and_answers(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(SHIFTS)
    page.goto("/", wait_until="commit")
    # The article is there before the box is.
    expect(page.get_by_role("heading", name="Bottom line")).to_be_visible()
    expect(page.locator(".examples .suggestion").first).to_be_visible()
    ask(page)

    assert page.evaluate("() => globalThis.shifted") < 0.05


def test_an_answer_that_takes_long_says_so_and_still_comes(page: Page, service: Service) -> None:
    service.engine.hold = threading.Event()
    page.goto("/")
    press_ask(page)
    expect(page.locator(".pending")).to_have_text("Still at work. The network or the service is slow.", timeout=8_000)
    service.engine.hold.set()

    page.locator(".turn .actions").wait_for()


def test_offline_is_told_at_once_and_the_article_can_still_be_read(
    page: Page, context: BrowserContext, seen: Seen
) -> None:
    page.goto("/")
    expect(page.locator(".examples .suggestion").first).to_be_visible()
    context.set_offline(True)
    press_ask(page)

    expect(page.locator(".turn .problem")).to_contain_text("You are offline")
    expect(page.locator("#question")).to_have_value("Sodium is 123.")
    expect(page.locator("section[aria-labelledby=article] li")).not_to_have_count(0)
    assert axe(page) == []
    seen.errors.clear()


def test_a_service_that_is_gone_in_the_middle_of_an_answer_leaves_what_it_had_said(
    page: Page, service: Service, seen: Seen
) -> None:
    service.faults.cut_after = 2
    page.goto("/")
    press_ask(page)
    problem = page.locator(".turn .problem")
    expect(problem).to_contain_text("This answer is not complete.")
    service.server.should_exit = True
    while service.server.started and any(server.is_serving() for server in service.server.servers):
        time.sleep(0.05)
    problem.get_by_role("button", name="Ask again").click()

    expect(page.locator(".turn .problem")).to_contain_text("The service cannot be reached")
    expect(page.locator("#question")).to_have_value("Sodium is 123.")
    seen.errors.clear()


# ------------------------------------------------------------------------------------------------ two tabs


def test_two_tabs_ask_at_the_same_time_and_each_gets_its_own_answer(
    page: Page, context: BrowserContext, service: Service
) -> None:
    service.engine.hold = threading.Event()
    other = context.new_page()
    for tab, question in ((page, "Sodium is 123."), (other, "Sodium is 124.")):
        tab.goto("/")
        press_ask(tab, question)
    service.engine.hold.set()
    for tab, question in ((page, "Sodium is 123."), (other, "Sodium is 124.")):
        tab.locator(".turn .actions").wait_for()
        expect(tab.locator(".asked")).to_contain_text(question)

    assert {q.text for q in service.engine.asked} == {"Sodium is 123.", "Sodium is 124."}
    assert all(q.history == () for q in service.engine.asked)


def test_a_case_that_was_deleted_in_another_tab_has_ended_here_too(page: Page, seen: Seen) -> None:
    page.goto("/")
    ask(page)
    with page.expect_popup() as opened:
        page.evaluate("() => void window.open('/')")
    # A tab that is opened from a tab takes its case along.
    opened.value.locator(".turn .actions").wait_for()
    opened.value.get_by_role("button", name="Delete this case").click()
    expect(opened.value.locator(".turn")).to_have_count(0)
    press_ask(page, "And now?")
    problem = page.locator(".turn .problem")
    problem.get_by_role("button", name="Ask again").click()
    page.locator(".turn").last.locator(".actions").wait_for()
    seen.errors.clear()

    expect(page.locator(".turn").last.locator(".asked")).to_contain_text("And now?")


# ------------------------------------------------------------------------------------------------ enlarged


@pytest.mark.parametrize(("zoom", "width"), [(2, 1280), (2, 640), (4, 1280)])
def test_a_browsers_zoom_leaves_everything_on_the_page_and_in_reach(page: Page, zoom: int, width: int) -> None:
    session = page.context.new_cdp_session(page)
    # What a browser does at this zoom: fewer points across, each of them drawn larger.
    room = {"width": width // zoom, "height": 800 // zoom, "deviceScaleFactor": zoom, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", room)
    page.goto("/")
    assert page.evaluate("() => [innerWidth, devicePixelRatio]") == [width // zoom, zoom]
    turn = ask(page)
    assert widest(page) <= width // zoom
    turn.locator("button.cite").first.click()
    panel = page.get_by_role("dialog").bounding_box()

    assert panel is not None
    assert panel["width"] <= width // zoom
    assert panel["height"] <= 800 // zoom


@pytest.mark.parametrize("path", ["/", "/topics"])
def test_letters_of_twice_the_size_run_out_of_nothing(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(path)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    if path == "/":
        ask(page)
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).fontSize") >= "40px"

    assert widest(page) <= 640


# ------------------------------------------------------------------------------------------------ at rest, on paper


def test_nothing_moves_for_who_wants_it_at_rest(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    page.evaluate(
        "() => { globalThis.moved = 0; for (const kind of ['animationstart', 'transitionrun'])"
        " addEventListener(kind, () => { globalThis.moved += 1; }, true); }"
    )
    turn = ask(page)
    turn.locator("button.cite").first.click()
    page.keyboard.press("Escape")

    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("() => globalThis.moved") == 0
    assert page.evaluate("() => document.getAnimations().length") == 0


@pytest.mark.parametrize("named", ["light", "dark"])
def test_the_article_is_printed_whole_in_ink(page: Page, service: Service, named: str) -> None:
    scheme(page, named)
    page.goto("/")
    page.emulate_media(media="print", color_scheme="dark" if named == "dark" else "light")
    colours = page.evaluate(
        "() => [document.body, document.querySelector('h1')].map((e) => getComputedStyle(e))"
        ".map((s, i) => (i ? s.color : s.backgroundColor))"
    )

    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    topic = service.engine.topic
    lead = next(source for source in topic.sources if source.id == topic.article.lead_source)
    for statement in lead.statements:
        expect(page.locator("section[aria-labelledby=article]").get_by_text(statement.text)).to_be_visible()
    for unprinted in ("guideline-chat", "#reader-row", ".bar"):
        expect(page.locator(unprinted)).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")


# ------------------------------------------------------------------------------------------------ by key alone


def test_a_reader_does_everything_by_the_tabulator_key_alone(page: Page, service: Service) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, page.get_by_label("Which best describes you?"))
    page.keyboard.type("Nurse")
    tab_to(page, page.locator("#question"))
    page.keyboard.type("Sodium is 123.")
    tab_to(page, page.get_by_role("button", name="Ask", exact=True))
    page.keyboard.press("Enter")
    turn = page.locator(".turn")
    turn.locator(".actions").wait_for()
    cite = turn.locator("button.cite").first
    page.locator("body").focus()
    tab_to(page, cite)
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Close"))
    page.keyboard.press("Enter")
    expect(cite).to_be_focused()
    tab_to(page, turn.get_by_role("button", name="Unsafe"))
    page.keyboard.press("Enter")
    page.keyboard.type("It says too little.")
    tab_to(page, turn.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    expect(turn.locator(".told")).to_contain_text("Thank you")
    tab_to(page, page.get_by_role("button", name="New case"))
    page.keyboard.press("Enter")

    expect(page.locator(".turn")).to_have_count(0)
    assert [q.audience.value for q in service.engine.asked] == ["nurse"]
