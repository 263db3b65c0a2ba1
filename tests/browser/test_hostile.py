"""Hostile text in every field that reaches a page: shown as text, kept within the page, run by nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from service.domain.question import Question
from tests.browser.acts import widest
from tests.browser.conftest import HOSTILE, Service, ask, demand_browser
from tests.browser.test_desk import come_in, sheet

demand_browser()

pytestmark = pytest.mark.usefixtures("refusals")

# What a program reads, not a person: ids, addresses of files, and words of a closed list.
NOT_SHOWN = frozenset(
    "id rule rules statements passages topic kind severity action origin outcome verdict status file source_id article"
    " lead_source bottom_line supersedes superseded_by published corpus_hash rules_hash path conversation_id encoder"
    " generator audience fact_ids source_review updated when ground says limits forbids quiets tests trigger terms"
    " positions passage_id".split()
)


def hostile(value: Any, name: str = "") -> Any:
    """Put hostile text into every text of a value that a person would read."""
    if isinstance(value, tuple):
        return tuple(hostile(item, name) for item in value)
    if isinstance(value, str) and not isinstance(value, Enum):
        return value if name in NOT_SHOWN else HOSTILE
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.init}
        return dataclasses.replace(value, **{field: hostile(held, field) for field, held in fields.items()})
    return value


def topic_with_hostile_texts(service: Service) -> None:
    topic = service.engine.topic
    changed = {
        "question": HOSTILE,
        "disclaimer": HOSTILE,
        "notice": HOSTILE,
        "suggested_questions": (HOSTILE,),
        "article": dataclasses.replace(topic.article, editorial_policy=HOSTILE, audience_note=HOSTILE),
        "sources": tuple(hostile(source) for source in topic.sources),
        "rules": tuple(
            dataclasses.replace(rule, message=HOSTILE, headline=HOSTILE, canonical=HOSTILE, patient_message=HOSTILE)
            for rule in topic.rules
        ),
        "disagreements": tuple(dataclasses.replace(d, about=HOSTILE, note=HOSTILE) for d in topic.disagreements),
    }
    bad = dataclasses.replace(topic, **changed)
    service.engine.topics = {bad.id: bad}


def assert_only_text(page: Page, *, at_least: int) -> None:
    """What was put in stands there as text, and nothing of it became an element, ran, or runs out of the page."""
    assert page.content().count("&lt;script&gt;alert(2)&lt;/script&gt;{{7*7}}") >= at_least
    assert page.locator("img, script:not([src]), iframe, object").count() == 0
    assert widest(page) <= (page.viewport_size or {"width": 0})["width"]


@pytest.fixture(autouse=True)
def nothing_runs(page: Page) -> None:
    def alarm(dialog: Any) -> None:
        raise AssertionError(f"a script ran: {dialog.message}")

    page.on("dialog", alarm)
    page.set_viewport_size({"width": 320, "height": 640})


def test_every_text_of_a_topic_is_text_on_the_article_its_sources_and_the_index(page: Page, service: Service) -> None:
    topic_with_hostile_texts(service)
    source = f"/topics/{service.engine.topic.id}/sources/{service.engine.topic.article.lead_source}"
    for path, at_least in (("/", 12), ("/?plain=true", 6), (source, 12), ("/topics?q=alert", 7)):
        page.goto(path)
        if path.startswith("/?") or path == "/":
            expect(page.locator(".examples .suggestion").first).to_be_visible()
        assert_only_text(page, at_least=at_least)


def test_every_text_of_an_answer_is_text_in_the_box_and_on_its_receipt(page: Page, service: Service) -> None:
    topic_with_hostile_texts(service)
    usual = service.engine.reply

    def reply(question: Question) -> Any:
        return hostile(usual(question))

    service.engine.reply = reply
    page.goto("/")
    turn = ask(page, HOSTILE[:7000])
    for folded in turn.locator("details").all():
        folded.evaluate("(details) => { details.open = true; }")
    assert turn.inner_text().count("<script>alert(2)</script>{{7*7}}") >= 12
    assert turn.locator("img, script, iframe").count() == 0
    assert widest(page) <= 320
    turn.locator("button.cite").first.click()
    panel = page.get_by_role("dialog")
    assert panel.inner_text().count("<script>alert(2)</script>{{7*7}}") >= 2
    assert (panel.bounding_box() or {"width": 999})["width"] <= 320
    page.keyboard.press("Escape")

    page.goto(str(turn.get_by_role("link", name="Receipt").get_attribute("href")))
    assert_only_text(page, at_least=12)


def test_every_text_at_the_desk_is_text(page: Page, service: Service, editor: str) -> None:
    answer = page.request.post("/v1/ask", data={"question": HOSTILE[:7000]}).json()["id"]
    page.request.post(f"/v1/answers/{answer}/feedback", data={"rating": "unsafe", "comment": HOSTILE[:2000]})
    come_in(page, editor, sheet(service))
    for label in ("Start the review", "Approve this content"):
        page.get_by_label("Comment, kept with the decision").fill(HOSTILE[:2000])
        page.get_by_role("button", name=label).click()
        page.get_by_text("Decisions so far").wait_for()
    topic_with_hostile_texts(service)
    edited = dataclasses.replace(service.engine.topic, corpus_hash="sha256:" + "0" * 64)
    service.engine.topics = {edited.id: edited}
    seen: Mapping[str, int] = {
        sheet(service): 12,
        f"{sheet(service)}/rules": 12,
        "/desk": 1,
        f"/desk/answers/{answer}": 1,
    }
    for path, at_least in seen.items():
        page.goto(path)
        assert_only_text(page, at_least=at_least)
