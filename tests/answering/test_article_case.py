"""The article's own case over HTTP: what is advised as more of it becomes known."""

from __future__ import annotations

import re
from typing import Any

from tests.answering.conftest import Ask, fired, missing, said

CASE = "ALT 223 six days after azathioprine went from 150 to 200 mg"
SCHEDULE = re.compile(r"begin with 50 mg|25 mg increments|every 2-4 weeks")


def labs(**more: Any) -> dict[str, Any]:
    known = {"analyte": "ALT", "value": 223, "unit": "U/L", "upper_limit": 40}
    return {"labs": [{**known, **more}, {"analyte": "bilirubin", "value": 0.8, "unit": "mg/dL", "upper_limit": 1.2}]}


NO_SYMPTOMS = "She has no symptoms."


def test_the_drug_is_held_and_what_decides_is_asked_for(ask: Ask) -> None:
    answer = ask(f"{CASE}. What now?")

    assert answer["status"] == "answered"
    assert "hold-3xuln" in fired(answer)
    assert "Hold azathioprine until liver enzymes normalise" in said(answer)
    for fact in ("baseline ALT", "upper limit", "bilirubin", "symptoms"):
        assert fact in missing(answer)


def test_no_restart_is_this_patients_next_step_before_the_deciding_facts_are_known(ask: Ask) -> None:
    assert not SCHEDULE.search(said(ask(f"{CASE}. What now?")))


def test_every_statement_is_cited_and_every_citation_resolves(ask: Ask) -> None:
    answer = ask(f"{CASE}. What now?")

    numbers = {citation["n"] for citation in answer["citations"]}
    for section in answer["sections"]:
        for statement in section["statements"]:
            assert statement["citations"]
            assert set(statement["citations"]) <= numbers


def test_the_schedule_is_stated_conditionally_to_a_professional_who_asks_for_it(ask: Ask) -> None:
    answer = ask(
        f"{CASE}. Which daily dose begins a restart after liver enzymes normalise, and which increments follow?"
    )

    assert SCHEDULE.search(said(answer))
    assert "after liver enzymes have normalised" in said(answer)
    assert "Blood counts continue" in said(answer)
    assert "baseline ALT" in missing(answer)


def test_a_low_baseline_refuses_the_restart_and_shows_the_articles_contradiction(ask: Ask) -> None:
    answer = ask(f"{CASE}. Can it be restarted?", patient=labs(baseline=22))

    assert {"perm-5x-baseline", "no-restart-after-perm", "tension-5x-baseline"} <= fired(answer)
    assert not SCHEDULE.search(said(answer))
    assert any("disagrees with itself" in one["about"] for one in answer["disagreements"])
    first = answer["sections"][0]
    assert first["heading"] == "In short"
    assert "azathioprine is not restarted" in " ".join(statement["text"] for statement in first["statements"])


def test_what_a_permanent_stop_takes_out_of_the_answer_is_named(ask: Ask) -> None:
    question = f"{CASE}. Which daily dose begins a restart after liver enzymes normalise, and which increments follow?"
    changes = ask(question, patient=labs(baseline=22))["safety"]["changes"]

    assert any("in 25 mg increments" in change["statement"] and change["outcome"] == "removed" for change in changes)
    assert all(change["reason"] for change in changes)


def test_an_open_case_gets_the_whole_plan(ask: Ask) -> None:
    answer = ask(f"{CASE}. {NO_SYMPTOMS} What is the plan?", patient=labs(baseline=50))

    assert not {rule for rule in fired(answer) if rule.startswith("perm-")}
    plan = said(answer)
    for step in (
        "begin with 50 mg daily",
        "twice weekly",
        "first 2 weeks",
        "25 mg increments",
        "every 2-4 weeks",
        "Do not exceed 150 mg",
        "Blood counts continue",
    ):
        assert step in plan


def test_the_line_that_is_not_met_is_shown_with_its_arithmetic(ask: Ask) -> None:
    answer = ask(f"{CASE}. {NO_SYMPTOMS} What is the plan?", patient=labs(baseline=50))

    assert "223 U/L / 50 = 4.46 x baseline" in said(answer)
    assert "stay below the lines for permanent discontinuation" in said(answer)


def test_a_corrected_baseline_overturns_the_plan_of_the_turn_before(ask: Ask) -> None:
    first = ask(f"{CASE}. {NO_SYMPTOMS} What is the plan?", patient=labs(baseline=50))
    then = ask("her baseline was 25 btw", conversation_id=first["conversation_id"])

    assert {"perm-5x-baseline", "no-restart-after-perm"} <= fired(then)
    assert not SCHEDULE.search(said(then))


def test_a_patient_is_given_no_dose_and_no_schedule(ask: Ask) -> None:
    answer = ask(f"My {CASE}. Can I start again?", audience="patient")

    assert "patient-route" in fired(answer)
    shown = said(answer) + " ".join(finding["message"] for finding in answer["findings"])
    assert not re.search(r"\d\s*mg", shown)
    assert not re.search(r"\d\s*mg", " ".join(citation["quote"] for citation in answer["citations"]))
