"""What a receipt tells of the checks: each statement against its passage and against the rules of today."""

from __future__ import annotations

import dataclasses

import pytest
from fastapi.testclient import TestClient

from service.domain.answer import AnswerSection, AnswerStatement, CheckedStatement, Verdict
from service.domain.errors import UnknownNameError
from service.domain.replies import Checked, TextToCheck
from service.domain.wording import ModelUse
from tests.fakes import FakeEngine
from tests.widget.answers import ask, receipt, say


def test_every_statement_says_that_it_passed_and_what_stands_in_its_passage(
    client: TestClient, engine: FakeEngine
) -> None:
    ground = engine.topic.statements["G-01"][1].text
    engine.verdict = Verdict.PASS
    page = receipt(client, ask(client))

    assert "Statements checked: 2." in page.text
    assert (
        f"{ground} [1] Passed the rules when it was given. Words of the corpus. Passes the rules that are" in page.text
    )
    assert "Word for word as the passage has it." in page.text
    assert "Not in the passage" not in page.text


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (Verdict.BLOCK, "would not let it pass: hold-low-sodium It goes on where the guideline holds."),
        (Verdict.ABSTAIN, "Today it could not be read with certainty, so it would be withheld."),
    ],
)
def test_a_statement_that_would_not_pass_today_says_so_with_the_rule(
    client: TestClient, engine: FakeEngine, verdict: Verdict, told: str
) -> None:
    engine.verdict = verdict

    assert told in receipt(client, ask(client)).text


def test_statements_are_judged_together_against_the_case_they_were_given_in(
    client: TestClient, engine: FakeEngine
) -> None:
    both = tuple(AnswerStatement(text=text, citations=(1,), origin="quote") for text in ("First.", "Second."))
    say(engine, sections=(AnswerSection(heading="Now", statements=both),))
    first = ask(client, "One")
    patient = {"labs": [{"analyte": "sodium", "value": 123}]}

    receipt(client, ask(client, "Two", conversation_id=first["conversation_id"], patient=patient))

    (judged,) = engine.checked
    assert (judged.text, judged.question) == ("First.\n\nSecond.", "One\nTwo")
    assert judged.patient is not None
    assert judged.patient.labs[0].value == 123


def test_each_statement_gets_the_verdict_on_its_own_words(client: TestClient, engine: FakeEngine) -> None:
    both = tuple(AnswerStatement(text=text, citations=(1,), origin="quote") for text in ("First.", "Second one."))
    say(engine, sections=(AnswerSection(heading="Now", statements=both),))

    class Picky(FakeEngine):
        def check(self, text: TextToCheck) -> Checked:
            found = super().check(text)
            parts = (
                CheckedStatement(text="First.", span=(0, 6), verdict=Verdict.PASS),
                CheckedStatement(text="Second", span=(8, 14), verdict=Verdict.PASS),
                CheckedStatement(text="one.", span=(15, 19), verdict=Verdict.ABSTAIN),
            )
            return dataclasses.replace(found, report=dataclasses.replace(found.report, statements=parts))

    engine.check = Picky().check  # type: ignore[method-assign]
    page = receipt(client, ask(client))

    first, second = page.text.split("Second one.")
    assert "Passes the rules that are served now." in first
    assert "could not be read with certainty" not in first
    assert "could not be read with certainty" in second


def test_facts_that_the_topic_no_longer_knows_leave_a_statement_unjudged(
    client: TestClient, engine: FakeEngine
) -> None:
    answer = ask(client)
    engine.error = UnknownNameError("not known", path="patient")

    assert "It cannot be judged by what is served now." in receipt(client, answer).text


def test_a_figure_that_is_not_in_the_passage_is_pointed_at(client: TestClient, engine: FakeEngine) -> None:
    worded = AnswerStatement(text="Hold it below 77.5 mmol/L.", citations=(1,), origin="model")
    computed = AnswerStatement(text="That is 88.5 mmol/L.", citations=(1,), origin="rule")
    say(engine, sections=(AnswerSection(heading="Now", statements=(worded, computed)),))

    page = receipt(client, ask(client))

    assert "Worded by a language model, then checked." in page.text
    assert "Not in the passage: 77.5." in page.text
    assert "From the case, not from the passage: 88.5." in page.text


@pytest.mark.parametrize(("degraded", "told"), [("unreachable", True), (None, False)])
def test_a_model_that_failed_is_told_with_why(
    client: TestClient, engine: FakeEngine, degraded: str | None, told: bool
) -> None:
    say(engine, model=ModelUse(model="openai:ward-model", prompt="wording-2", calls=3, degraded=degraded))

    page = receipt(client, ask(client))

    assert ("openai:ward-model could not be used to its end (unreachable)" in page.text) is told


def test_what_the_check_changed_is_told_with_its_rule_and_reason(client: TestClient) -> None:
    page = receipt(client, ask(client))

    assert "Removed by the rule hold-low-sodium forbidden" in page.text
    assert "Go on." in page.text


def test_what_was_taken_out_is_not_shown_to_a_patient(client: TestClient) -> None:
    page = receipt(client, ask(client, audience="patient"))

    assert "Removed by the rule hold-low-sodium" in page.text
    assert "Go on." not in page.text
