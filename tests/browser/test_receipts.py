"""The receipt in a browser: in each of its states, by key, on every width, on paper, nothing for axe-core to find."""

from __future__ import annotations

import dataclasses

import pytest
from playwright.sync_api import Page, expect

from service.domain.answer import Verdict
from tests.browser.acts import replying, scheme, tab_to, widest
from tests.browser.conftest import Service, axe, demand_browser

demand_browser()

pytestmark = pytest.mark.usefixtures("refusals")

SCHEMES = pytest.mark.parametrize("named", ["light", "dark"])


def asked(page: Page, **more: str) -> str:
    """Ask over HTTP and return the address of the receipt."""
    answer = page.request.post("/v1/ask", data={"question": "Sodium is 123 on 10 mg, what now?", **more}).json()
    return f"/answers/{answer['id']}"


def replay(page: Page) -> None:
    tab_to(page, page.get_by_role("button", name="Ask the same question again"))
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    # Its words are there before its style is.
    page.wait_for_load_state()


@SCHEMES
def test_axe_finds_nothing_wrong_with_a_receipt_and_with_a_replay_that_is_the_same(page: Page, named: str) -> None:
    scheme(page, named)
    page.goto(asked(page))
    for folded in page.locator("details").all():
        folded.locator("summary").click()
    assert axe(page) == []
    replay(page)
    expect(page.get_by_role("status")).to_contain_text("the question gets the same answer")
    assert axe(page) == []


@SCHEMES
@pytest.mark.parametrize("verdict", [Verdict.BLOCK, Verdict.ABSTAIN])
def test_axe_finds_nothing_wrong_where_an_answer_would_be_another_today(
    page: Page, service: Service, named: str, verdict: Verdict
) -> None:
    scheme(page, named)
    address = asked(page)
    service.engine.verdict = verdict
    replying(service, not_addressed=("something else",))
    topic = dataclasses.replace(service.engine.topic, rules_hash="sha256:" + "0" * 64)
    service.engine.topics = {topic.id: topic}
    page.goto(address)
    assert axe(page) == []
    replay(page)
    expect(page.get_by_role("status")).to_contain_text("the answer differs in 1 place")
    assert axe(page) == []


@SCHEMES
def test_axe_finds_nothing_wrong_with_a_patients_receipt_and_one_that_is_gone(page: Page, named: str) -> None:
    scheme(page, named)
    page.goto(asked(page, audience="patient"))
    assert axe(page) == []
    page.goto("/answers/ans_none")
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_runs_out_of_a_receipt_at_any_width(page: Page, service: Service, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(asked(page))
    replying(service, not_addressed=("w" * 500,))
    assert widest(page) <= width
    replay(page)
    assert widest(page) <= width


def test_a_receipt_is_printed_without_its_buttons_and_in_ink(page: Page) -> None:
    page.goto(asked(page))
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.get_by_role("button", name="Ask the same question again")).to_be_hidden()
    expect(page.get_by_role("heading", name="The answer, statement by statement")).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
