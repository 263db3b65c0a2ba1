"""How an answer is put together: what settles the question first, each part under its heading, nothing twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.answering.conftest import Ask, fired, missing, said

CASE = "ALT 223 (ULN 40, baseline 50), bilirubin normal, no symptoms, on azathioprine 200 mg."


def headings(answer: dict[str, Any]) -> list[str]:
    return [section["heading"] for section in answer["sections"]]


def under(answer: dict[str, Any], heading: str) -> str:
    return "\n".join(
        s["text"] for section in answer["sections"] if section["heading"] == heading for s in section["statements"]
    )


def texts(answer: dict[str, Any]) -> list[str]:
    return [s["text"] for section in answer["sections"] for s in section["statements"]]


def test_a_question_of_knowledge_is_settled_first_and_in_the_editors_order(ask: Ask) -> None:
    answer = ask("When do we stop azathioprine for good?")

    assert headings(answer)[0] == "In short"
    settled = under(answer, "In short")
    for line in ("5 times baseline", "500 U/L", "2 times ULN or more", "Symptoms such as", "recurs despite"):
        assert line in settled


def test_a_case_is_settled_by_its_figures_and_by_what_the_strictest_finding_says(ask: Ask) -> None:
    first = ask(f"{CASE} What now?")["sections"][0]

    assert first["heading"] == "In short"
    assert [s["origin"] for s in first["statements"]] == ["rule", "quote"]
    assert "5.58 x upper limit" in first["statements"][0]["text"]
    assert first["statements"][1]["text"].startswith("Hold azathioprine until liver enzymes normalise")


def test_a_permanent_stop_is_said_before_all_else_and_no_hold_softens_it(ask: Ask) -> None:
    answer = ask("ALT 640 (ULN 40) on azathioprine. What now?")

    assert "is a sign of severe hepatotoxicity requiring permanent discontinuation" in under(answer, "In short")
    assert "is not restarted on the advice of this service" in under(answer, "In short")
    assert "Hold azathioprine until" not in said(answer)
    assert "repeat liver tests with INR within 48 to 72 hours" in said(answer)


def test_the_steps_of_care_follow_in_their_order(ask: Ask) -> None:
    order = ["In short", "What to do now", "What to find out", "What to monitor", "Restarting, and on what conditions"]
    shown = headings(ask(f"{CASE} What is the plan?"))

    assert shown == [heading for heading in order if heading in shown]
    assert {"What to find out", "What to monitor", "Restarting, and on what conditions"} <= set(shown)


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("(1) hold? (2) which labs (3) when recheck", ["1. Holding azathioprine", "2. Which tests", "3. Tests while"]),
        ("azathioprine: a) which tests b) which other causes", ["1. Which tests", "2. Other causes"]),
        ("Which tests on azathioprine? Which other causes?", ["1. Which tests", "2. Other causes"]),
        (
            "azathioprine liver injury: mechanism, risk factors, reversibility",
            ["How the injury", "Risk factors", "Whether the injury"],
        ),
        ("which labs and what starting dose", ["Which tests", "How a restart begins"]),
    ],
)
def test_each_part_of_a_question_is_answered_under_its_own_heading(ask: Ask, question: str, about: list[str]) -> None:
    shown = headings(ask(f"{question}?" if not question.endswith("?") else question))

    assert [heading for heading, part in zip(shown, about, strict=False) if not heading.startswith(part)] == []
    assert len(shown) >= len(about)


def test_two_parts_with_one_answer_share_a_heading(ask: Ask) -> None:
    answer = ask("1) do I need a coag? 2) GGT? 3) what cut-offs for those?")

    assert headings(answer)[:2] == ["1, 2. Which tests", "3. Cut-offs for GGT, ALP and coagulation"]


def test_what_to_do_about_a_case_comes_before_what_else_is_asked(ask: Ask) -> None:
    answer = ask(f"{CASE} What now, and which alternatives are there?")

    assert "Hold azathioprine until" in under(answer, "What to do now")
    assert "mycophenolate, tacrolimus or cyclosporine" in under(answer, "Alternatives to azathioprine")


@pytest.mark.parametrize(
    "question",
    [
        f"{CASE} Plan?",
        "ALT 640 (ULN 40, baseline 30), bilirubin 3 (ULN 1.2), jaundiced, on azathioprine 200 mg. Restart at 100?",
        "How is the whole restart done, step by step?",
        "Day 5 of rechallenge 50 mg: ALT 130 (ULN 40, baseline 35). What now?",
        "Which tests, which causes, when restart, what dose, how fast, when stop for good, and which alternatives?",
    ],
)
def test_no_statement_stands_twice_and_the_length_fits_the_question(ask: Ask, question: str) -> None:
    answer = ask(question)
    parts = sum(heading not in _STEPS for heading in headings(answer))

    assert [text for text, count in Counter(texts(answer)).items() if count > 1] == []
    assert len(texts(answer)) <= 12 + 2 * max(parts - 1, 0)


_STEPS = {
    "A correction first",
    "In short",
    "What to do now",
    "What to find out",
    "What to monitor",
    "Restarting, and on what conditions",
    "When to stop for good",
    "Background",
    "What the sources do not settle",
}


def test_a_schedule_never_comes_without_the_blood_counts(ask: Ask) -> None:
    for question in (f"{CASE} Plan?", "What is the restart schedule?"):
        answer = said(ask(question))
        assert "25 mg increments" in answer
        assert "Blood counts continue" in answer


def test_who_asks_for_one_piece_of_the_schedule_gets_that_piece(ask: Ask) -> None:
    answer = ask("By how much is it increased after a restart?")

    assert "25 mg increments" in said(answer)
    assert [len(section["statements"]) for section in answer["sections"]] == [1]


def test_a_line_for_those_restarted_is_not_said_of_one_who_was_not(ask: Ask) -> None:
    asked = "Is azathioprine stopped for good?"
    recurrence = "If hepatotoxicity recurs despite a reduced dose"

    assert recurrence in said(ask("When is azathioprine stopped for good?"))
    assert recurrence not in said(ask(f"ALT 95 U/L, ULN 40. {asked}"))


def test_a_patient_whose_question_is_answered_is_not_told_besides_that_no_dose_is_given(ask: Ask) -> None:
    dose = "cannot tell you how much"

    assert dose not in said(ask("I take azathioprine: has this article been approved by doctors?"))
    assert dose in said(ask("How much azathioprine can I take when I start again?"))
    assert dose in said(ask("My eyes are yellow and I take azathioprine."))


def test_what_is_asked_for_first_is_what_could_stop_the_drug_for_good(ask: Ask) -> None:
    answer = ask("ALT 223 on azathioprine. What now?")

    assert missing(answer).splitlines()[0] == "baseline ALT"
    assert missing(answer).splitlines()[-1].startswith("upper limit of normal")


def test_what_a_formula_lacks_is_asked_for(ask: Ask) -> None:
    answer = ask("ALT 223 (ULN 40), ALP 115 on azathioprine. R value?")

    assert "upper limit of normal (ULN) for ALP" in missing(answer)


def test_a_value_between_normal_and_the_hold_line_is_told_what_the_article_sets_for_it(ask: Ask) -> None:
    answer = ask("ALT 80 (ULN 56, baseline 30) on azathioprine 150 mg.")

    assert "sets no action for ALT or AST below 3 times" in under(answer, "In short")
    assert "hold-3xuln" not in fired(answer)


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("I take azathioprine and have terrible belly pain that goes to my back.", "Severe belly pain"),
        ("I swallowed 30 azathioprine tablets.", "even if you feel well"),
        ("I take azathioprine and feel like ending my life.", "You deserve help right now"),
        ("I take azathioprine and have a fever of 39.", "can be a serious infection"),
    ],
)
def test_an_emergency_is_told_what_speaks_of_it_and_nothing_else(ask: Ask, question: str, sign: str) -> None:
    answer = ask(question, audience="patient")

    assert answer["status"] == "emergency"
    assert sign in said(answer)
    assert len(texts(answer)) <= 3


def test_what_a_disagreement_shows_is_not_said_again(ask: Ask) -> None:
    answer = ask("Does other guidance agree with holding at 3x ULN?")
    positions = {position["text"] for one in answer["disagreements"] for position in one["positions"]}

    assert positions
    assert [text for text in texts(answer)[1:] if text in positions] == []


def test_a_patient_is_told_what_to_do_in_plain_words(ask: Ask) -> None:
    answer = ask("My ALT is 150 on Imuran and the app shows no normal range. Should I worry?", audience="patient")

    assert "Contact your prescriber today" in under(answer, "In short")
    assert "50 U/L or lower" in said(answer)
