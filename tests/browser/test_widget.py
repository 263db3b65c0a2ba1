"""The widget in a browser: every flow of a reader, by pointer and by key, whole and when something fails."""

from __future__ import annotations

import dataclasses
import json
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from corpus.model import Action
from service.domain.answer import Answer, Missing, Status
from service.domain.question import Question
from tests.browser.conftest import Seen, Service, ask, demand_browser

demand_browser()

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}\u202e" + "w" * 10_000


def replying(service: Service, **changed: Any) -> Callable[[Question], Answer]:
    """Make the engine answer as it does, but for what is changed."""
    usual = service.engine.reply

    def reply(question: Question) -> Answer:
        return dataclasses.replace(usual(question), **changed)

    service.engine.reply = reply
    return reply


# ------------------------------------------------------------------------------------------------ asking


def test_findings_come_first_with_their_arithmetic_and_then_what_the_sources_say(page: Page) -> None:
    page.goto("/")
    turn = ask(page)

    text = turn.inner_text()
    order = [
        "Answered from the sources",
        "What the rules find",
        "below the 125 mmol/L line",
        "123 < 125",
        "Still needed",
        "When to hold",
        "Where the sources disagree",
        "Not addressed",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    expect(page.locator("#question")).to_have_value("")


def test_one_hidden_region_announces_the_finished_answer_once(page: Page) -> None:
    page.goto("/")
    status = page.get_by_role("status")
    status.evaluate(
        "(region) => { globalThis.told = []; new MutationObserver(() => told.push(region.textContent))"
        ".observe(region, {childList: true, characterData: true, subtree: true}); }"
    )
    ask(page)

    assert page.get_by_role("status").count() == 1
    (told,) = page.evaluate("() => globalThis.told")
    assert told.startswith("Answered from the sources. 1 finding, 1 fact still needed, ")
    assert (status.bounding_box() or {})["width"] <= 1


def test_an_answer_is_asked_for_by_a_suggested_question_and_by_the_keyboard_alone(page: Page, service: Service) -> None:
    page.goto("/")
    page.locator(".examples .suggestion").first.click()
    page.locator(".turn .actions").wait_for()
    page.get_by_label("Your question").focus()
    page.keyboard.type("Sodium is 123.")
    page.keyboard.press("Control+Enter")
    page.locator(".turn .actions").nth(1).wait_for()

    assert [q.text for q in service.engine.asked] == [service.engine.topic.suggested_questions[0], "Sodium is 123."]
    assert len(service.engine.asked[1].history) == 1


def test_an_empty_question_asks_nothing(page: Page, service: Service) -> None:
    page.goto("/")
    page.locator("#question").fill("   ")
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.locator("#question")).to_be_focused()
    assert service.engine.asked == []


def test_the_first_finding_is_on_the_screen_before_the_answer_is_whole(
    page: Page, service: Service, seen: Seen
) -> None:
    service.faults.cut_after = 2
    page.goto("/")
    page.locator("#question").fill("Sodium is 123.")
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.locator(".turn .finding.high")).to_contain_text("below the 125 mmol/L line")
    page.locator(".turn .problem").wait_for()
    seen.errors.clear()


@pytest.mark.parametrize("named", ["physician", "patient"])
def test_a_fixed_audience_is_asked_for_and_cannot_be_chosen(page: Page, service: Service, named: str) -> None:
    service.faults.attributes = f'topic="{service.engine.topic.id}" audience="{named}"'
    page.goto(f"{service.elsewhere}/elsewhere.html")
    ask(page)

    expect(page.locator("#audience")).to_be_hidden()
    assert [q.audience.value for q in service.engine.asked] == [named]


# ------------------------------------------------------------------------------------------------ missing facts


def lab(path: str, fact: str = "sodium") -> Missing:
    return Missing(fact=fact, why="decides it", path=path, rules=("r",))


def test_a_missing_result_is_filled_in_with_unit_and_limit_and_asked_again(page: Page, service: Service) -> None:
    replying(service, missing=(lab("patient.labs[0].value", "potassium"),))
    page.goto("/")
    turn = ask(page)
    need = turn.get_by_role("group", name="potassium")
    need.get_by_label("Value").fill("5.2")
    need.get_by_label("Unit").fill("mmol/L")
    need.get_by_label("Upper limit").fill("5.0")
    turn.get_by_role("button", name="Ask again with these").click()
    page.locator(".turn .actions").nth(1).wait_for()

    asked = service.engine.asked[1]
    assert asked.text == "Sodium is 123, what now?"
    assert asked.patient is not None
    (given,) = asked.patient.labs
    assert (given.analyte, given.value, given.unit, given.upper_limit) == ("potassium", 5.2, "mmol/L", 5.0)


@pytest.mark.parametrize("field", ["upper_limit", "baseline"])
def test_a_missing_limit_is_sent_with_the_result_that_it_belongs_to(page: Page, service: Service, field: str) -> None:
    replying(service, missing=(lab(f"patient.labs[0].{field}", "what it was for sodium"),))
    page.goto("/")
    turn = ask(page)
    expect(turn.get_by_label("Unit")).to_have_value("mmol/L")
    turn.locator(".need input").first.fill("145")
    turn.get_by_role("button", name="Ask again with these").click()
    page.locator(".turn .actions").nth(1).wait_for()

    patient = service.engine.asked[1].patient
    assert patient is not None
    (given,) = patient.labs
    assert (given.analyte, given.value, given.unit) == ("sodium", 123.0, "mmol/L")
    assert getattr(given, field) == 145.0


def test_what_is_not_a_result_is_said_in_words(page: Page, service: Service) -> None:
    replying(service, missing=(lab("patient.medications[0].dose", "current dose"), lab("patient.symptoms", "symptoms")))
    page.goto("/")
    turn = ask(page, "Sodium is 123.")
    turn.get_by_role("group", name="current dose").get_by_label("Value").fill("20")
    turn.get_by_role("group", name="current dose").get_by_label("Unit").fill("mg/day")
    turn.get_by_role("group", name="symptoms").get_by_role("combobox").select_option("none")
    turn.get_by_role("button", name="Ask again with these").click()
    page.locator(".turn .actions").nth(1).wait_for()

    assert service.engine.asked[1].text == "Sodium is 123.\ncurrent dose: 20 mg/day.\nNo symptoms."


@pytest.mark.parametrize("entered", ["", "abc", "1,200"])
def test_a_figure_that_is_none_is_not_sent(page: Page, service: Service, entered: str) -> None:
    replying(service, missing=(lab("patient.labs[0].value", "potassium"),))
    page.goto("/")
    turn = ask(page)
    turn.get_by_label("Value").fill(entered)
    turn.get_by_role("button", name="Ask again with these").click()
    page.wait_for_timeout(150)

    assert len(service.engine.asked) == 1


def test_only_the_last_answer_can_be_asked_further(page: Page) -> None:
    page.goto("/")
    ask(page)
    ask(page)

    assert page.locator("form.needs").first.evaluate("(form) => form.inert") is True
    assert page.locator("form.needs").last.evaluate("(form) => form.inert") is False


# ------------------------------------------------------------------------------------------------ citations, actions


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
        "High: Sodium 123 mmol/L",
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


# ------------------------------------------------------------------------------------------------ the case


def test_the_case_survives_a_reload_and_goes_on(page: Page, service: Service) -> None:
    page.goto("/")
    ask(page, "Sodium is 123.")
    page.reload()
    page.locator(".turn .actions").wait_for()
    expect(page.locator(".asked")).to_contain_text("Sodium is 123.")
    ask(page, "And now?")

    expect(page.locator(".turn")).to_have_count(2)
    assert [turn.text for turn in service.engine.asked[1].history] == ["Sodium is 123."]


def test_two_tabs_have_a_case_each(page: Page, context: BrowserContext, service: Service) -> None:
    page.goto("/")
    ask(page, "Sodium is 123.")
    other = context.new_page()
    other.goto("/")
    ask(other, "Sodium is 124.")

    assert service.engine.asked[1].history == ()


def test_a_case_is_deleted_here_and_at_the_service(page: Page) -> None:
    page.goto("/")
    ask(page)
    with page.expect_response("**/v1/conversations/*") as deleted:
        page.get_by_role("button", name="Delete this case").click()
    expect(page.locator(".turn")).to_have_count(0)

    assert deleted.value.status == 204
    page.reload()
    expect(page.locator(".examples .suggestion").first).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_new_case_carries_nothing_on(page: Page, service: Service) -> None:
    page.goto("/")
    ask(page)
    page.get_by_role("button", name="New case").click()
    ask(page)

    assert service.engine.asked[1].history == ()


# ------------------------------------------------------------------------------------------------ when it fails


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

    expect(page.locator(".turn .problem")).to_contain_text("longer than 8000 characters")
    seen.errors.clear()


def test_a_topic_that_is_not_served_is_told_to_whoever_runs_the_page(page: Page, service: Service) -> None:
    service.faults.attributes = 'topic="none"'
    page.goto(f"{service.elsewhere}/elsewhere.html")

    expect(page.locator(".problem")).to_contain_text("not served")


# ------------------------------------------------------------------------------------------------ safe anywhere


def test_it_works_in_a_strict_page_of_another_origin(page: Page, service: Service) -> None:
    service.faults.attributes = f'topic="{service.engine.topic.id}"'
    page.goto(f"{service.elsewhere}/elsewhere.html")
    expect(page.locator(".examples .suggestion").first).to_be_visible()
    ask(page).locator("button.cite").first.click()

    expect(page.get_by_role("dialog")).to_be_visible()


def test_hostile_content_is_text_wherever_it_stands(page: Page, service: Service) -> None:
    answer = service.engine.reply(Question(text="x"))
    found = dataclasses.replace(
        answer.findings[0],
        message=HOSTILE,
        because=(dataclasses.replace(answer.findings[0].because[0], fact=HOSTILE, unit=HOSTILE, computed=HOSTILE),),
    )
    replying(
        service,
        findings=(found,),
        facts=(dataclasses.replace(answer.facts[0], fact=HOSTILE, converted=HOSTILE),),
        missing=(lab("patient.labs[0].value", HOSTILE),),
        not_addressed=(HOSTILE,),
        suggestions=(HOSTILE,),
    )
    page.goto("/")
    turn = ask(page, HOSTILE[:7000])

    assert turn.locator("img, script").count() == 0
    assert turn.inner_text().count("<script>alert(2)</script>{{7*7}}") >= 6
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_an_emergency_comes_before_all_else(page: Page, service: Service) -> None:
    answer = service.engine.reply(Question(text="x"))
    urgent = dataclasses.replace(answer.findings[0], action=Action.EMERGENCY, severity="critical")
    replying(service, status=Status.EMERGENCY, findings=(urgent,), missing=(), suggestions=(), disagreements=())
    page.goto("/")
    text = ask(page).inner_text()

    assert text.index("This may be an emergency") < text.index("When to hold") < text.index("What the rules find")


def test_no_finding_is_not_called_a_good_sign(page: Page, service: Service) -> None:
    replying(service, findings=(), missing=())
    page.goto("/")

    expect(ask(page)).to_contain_text("That is not a sign that nothing is wrong.")


def test_what_the_check_removed_is_struck_through_and_not_shown_to_patients(page: Page) -> None:
    page.goto("/")
    turn = ask(page)
    turn.get_by_text("Changed by the safety check").click()
    expect(turn.locator("s")).to_have_text("Go on.")
    page.locator("#reader").select_option("patient")
    page.wait_for_url("**plain=true")
    expect(page.locator(".turn .actions")).to_have_count(1)
    again = ask(page)

    expect(again.locator("s")).to_have_count(0)


def test_its_own_words_follow_the_language(page: Page, service: Service) -> None:
    service.faults.attributes = f'topic="{service.engine.topic.id}" language="de-CH" audience="nurse"'
    page.goto(f"{service.elsewhere}/elsewhere.html")
    page.get_by_label("Ihre Frage").fill("Natrium 123?")
    page.get_by_role("button", name="Fragen", exact=True).click()

    expect(page.locator(".turn h3")).to_have_text("Aus den Quellen beantwortet")
