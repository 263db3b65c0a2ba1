"""The widget in any page: strict policies, hostile content, other languages, and what must not be misread."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from corpus.model import Action
from service import widget
from service.domain.answer import Because, Status
from service.domain.question import Question
from tests.browser.acts import lab, replying
from tests.browser.conftest import HOSTILE, Service, ask, demand_browser

demand_browser()


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
        headline=HOSTILE,
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


def test_what_is_all_that_was_found_is_not_folded_away(page: Page, service: Service) -> None:
    found = service.engine.reply(Question(text="x")).findings[0]
    replying(service, findings=(dataclasses.replace(found, severity="info"),))
    page.goto("/")

    expect(ask(page).locator(".finding").get_by_text("below the 125 mmol/L line")).to_be_visible()


def test_where_no_line_says_what_is_called_for_the_message_comes_before_the_figures(
    page: Page, service: Service
) -> None:
    found = service.engine.reply(Question(text="x")).findings[0]
    replying(service, findings=(dataclasses.replace(found, headline=None, message="Contact your prescriber today."),))
    page.goto("/")
    text = ask(page).locator(".finding").inner_text()

    assert text.index("Contact your prescriber today.") < text.index("123 < 125")


def test_what_the_message_says_and_no_line_is_held_against_is_not_said_twice(page: Page, service: Service) -> None:
    found = service.engine.reply(Question(text="x")).findings[0]
    belief = Because(fact="a wrong belief", value=None, unit=None, limit=None, origin="question", computed="- so")
    replying(service, findings=(dataclasses.replace(found, message="First: a wrong belief - so.", because=(belief,)),))
    page.goto("/")

    assert ask(page).locator(".finding").inner_text().count("a wrong belief - so") == 1


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


def test_every_word_of_the_widget_is_there_in_every_language(browser: Browser) -> None:
    code = (Path(widget.__file__).parent / "assets" / "chat-words.js").read_text(encoding="utf-8")
    with browser.new_context() as context:
        leaves = context.new_page().evaluate(
            "(code) => { const [words, languages] = new Function(`${code}; return [WORDS, LANGUAGES]`)();"
            " const leaves = (held) => Object.values(held).flatMap((v) => (Array.isArray(v) ? [v] : leaves(v)));"
            " return leaves(words).map((v) => v.length === languages.length"
            " && v.every((w) => w.length > 0 && typeof w === typeof v[0])); }",
            code.replace("export function", "function"),
        )

    assert len(leaves) > 80
    assert all(leaves)
