"""Asking in a browser: the answer as it comes, what is missing filled in, the case that goes on."""

from __future__ import annotations

import dataclasses

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from service.domain.question import Question
from tests.browser.acts import lab, replying
from tests.browser.conftest import Seen, Service, ask, demand_browser

demand_browser()


def test_findings_come_first_with_their_arithmetic_and_then_what_the_sources_say(page: Page) -> None:
    page.goto("/")
    turn = ask(page)

    text = turn.inner_text()
    order = [
        "Answered from the sources",
        "What the rules find",
        "Hold tavorexin now",
        "123 < 125",
        "below the 125 mmol/L line",
        "Still needed",
        "When to hold",
        "Where the sources disagree",
        "Not addressed",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    expect(page.locator("#question")).to_have_value("")


def test_what_a_finding_calls_for_stands_in_bold_on_the_first_screen_of_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto("/")
    ask(page)
    lead = page.locator(".finding .lead").first

    expect(lead).to_be_in_viewport(ratio=1)
    assert int(lead.evaluate("(line) => getComputedStyle(line).fontWeight")) >= 600


def test_what_can_wait_is_one_line_until_it_is_opened(page: Page, service: Service) -> None:
    found = service.engine.reply(Question(text="x")).findings[0]
    facts = (dataclasses.replace(found.because[0], computed="123 = 0.9 x"),)
    words = "Sodium 123 = 0.9 x: a risk factor in this case."
    risk = dataclasses.replace(found, severity="info", headline="Risk factor", message=words, because=facts)
    replying(service, findings=(found, risk))
    page.goto("/")
    line = ask(page).locator("details.finding")
    line.get_by_text("A risk factor in this case.").wait_for(state="hidden")
    line.locator("summary").press("Enter")

    expect(line.get_by_text("A risk factor in this case.")).to_be_visible()
    # The arithmetic is said once.
    assert line.inner_text().count("0.9 x") == 1


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


def test_a_link_brings_a_question_along_and_sends_nothing(page: Page, service: Service) -> None:
    page.goto(f"/topics/{service.engine.topic.id}#ask=First%20line.%0ASodium%20is%20123%2C%20what%20now%3F")

    expect(page.locator("#question")).to_have_value("First line.\nSodium is 123, what now?")
    assert service.engine.asked == []
