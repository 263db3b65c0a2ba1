"""The editors' desk in a browser: the whole way of a review by the keyboard alone, and nothing for axe-core to find."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import scheme, tab_to, widest
from tests.browser.conftest import Service, axe, demand_browser

demand_browser()

pytestmark = pytest.mark.usefixtures("refusals")

SCHEMES = pytest.mark.parametrize("named", ["light", "dark"])


def come_in(page: Page, key: str, path: str = "/desk") -> None:
    page.goto(path)
    expect(page.get_by_label("Editor’s key")).to_be_focused()
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Leave").wait_for()


def sheet(service: Service) -> str:
    return f"/desk/topics/{service.engine.topic.id}"


def decide(page: Page, label: str, comment: str) -> None:
    """Decide by key, as an editor does who uses no pointer."""
    tab_to(page, page.get_by_label("Comment, kept with the decision"))
    page.keyboard.type(comment)
    tab_to(page, page.get_by_role("button", name=label))
    page.keyboard.press("Enter")
    page.get_by_text(comment, exact=True).first.wait_for()


def change(service: Service, **changed: Any) -> None:
    """Serve the topic as it is after somebody has edited its files."""
    edited = dataclasses.replace(service.engine.topic, corpus_hash="sha256:" + "0" * 64, **changed)
    service.engine.topics = {edited.id: edited}


def state(page: Page) -> str:
    return page.locator(".steps [aria-current=step]").inner_text()


def test_a_topic_is_signed_off_by_the_keyboard_alone_and_submitted_again_when_it_changes(
    page: Page, service: Service, editor: str
) -> None:
    come_in(page, editor)
    tab_to(page, page.get_by_role("link", name=service.engine.topic.question))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{sheet(service)}")
    seen = [state(page)]
    for label, comment in (
        ("Submit", "Please look at the rules."),
        ("Start the review", "I look at it."),
        ("Send back", "The figure in G-01."),
        ("Start the review", "Mended, once more."),
        ("Approve this content", "Every rule read beside its sentence."),
    ):
        decide(page, label, comment)
        seen.append(state(page))
    assert seen == ["Submitted", "Submitted", "Under review", "Submitted", "Under review", "Approved"]

    change(service, notice="Another notice.")
    page.goto("/")
    expect(page.get_by_text("The content has changed since jane.roe approved it")).to_be_visible()
    page.goto(sheet(service))
    assert state(page) == "Submitted"
    expect(page.locator("ins")).not_to_have_count(0)
    tab_to(page, page.get_by_role("button", name="Leave"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Editor’s key")).to_be_focused()


def test_two_editors_at_once_do_not_decide_on_what_they_have_not_seen(
    page: Page, service: Service, editor: str
) -> None:
    come_in(page, editor, sheet(service))
    other = page.context.new_page()
    other.goto(sheet(service))
    decide(other, "Start the review", "Mine.")
    page.get_by_label("Comment, kept with the decision").fill("Mine too.")
    page.get_by_role("button", name="Start the review").click()

    expect(page.get_by_role("alert")).to_contain_text("Not recorded.")
    expect(page.get_by_label("Comment, kept with the decision")).to_have_value("Mine too.")


@SCHEMES
def test_axe_finds_nothing_wrong_where_nobody_is_let_in(page: Page, editor: str, named: str) -> None:
    scheme(page, named)
    page.goto("/desk")
    assert axe(page) == []
    expect(page.get_by_label("Editor’s key")).to_be_focused()
    page.keyboard.type(f"{editor}wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []


@SCHEMES
def test_axe_finds_nothing_wrong_with_a_desk_without_editors(page: Page, named: str) -> None:
    scheme(page, named)
    page.goto("/desk")

    expect(page.get_by_text("groundrule editor add NAME")).to_be_visible()
    assert axe(page) == []


@SCHEMES
def test_axe_finds_nothing_wrong_in_any_state_of_a_review(
    page: Page, service: Service, editor: str, named: str
) -> None:
    scheme(page, named)
    answer = page.request.post("/v1/ask", data={"question": "Sodium is 123."}).json()["id"]
    page.request.post(f"/v1/answers/{answer}/feedback", data={"rating": "unsafe", "comment": "It says too little."})
    come_in(page, editor)
    assert axe(page) == []
    page.goto(f"{sheet(service)}/rules")
    for folded in page.locator("details").all():
        folded.locator("summary").click()
    assert axe(page) == []
    page.goto(sheet(service))
    assert axe(page) == []
    for label in ("Start the review", "Approve this content"):
        decide(page, label, f"{label}, says jane.")
        assert axe(page) == []
    change(service, notice="Another notice.")
    page.goto(sheet(service))
    expect(page.locator("ins")).not_to_have_count(0)
    assert axe(page) == []
    page.goto("/desk")
    assert axe(page) == []
    page.goto("/desk/topics/none")
    assert axe(page) == []
    page.goto(f"/desk/answers/{answer}")
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_runs_out_of_the_desk_at_any_width(page: Page, service: Service, editor: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    come_in(page, editor)
    for path in ("/desk", sheet(service), f"{sheet(service)}/rules"):
        page.goto(path)
        assert widest(page) <= width, path
