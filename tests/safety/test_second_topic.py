"""The safety core judges a topic that it was not written for: another drug, a ratio, a value that falls, two units."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from corpus.model import RuleTest, Topic
from corpus.reader import read_topic
from service.answering.self_test import misses
from service.domain.answer import Assessment, Verdict
from service.domain.facts import PatientFacts
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question
from service.safety.check import check
from service.safety.reading import read_facts
from service.safety.rule_tests import run_rule_tests
from service.safety.rules.assess import assess

SECOND = Path(__file__).parents[1] / "fixtures" / "topics" / "warfarin-inr"


@cache
def topic() -> Topic:
    return read_topic(SECOND)


def facts_of(text: str, patient: GivenPatient | None = None) -> PatientFacts:
    return read_facts(Question(text=text, patient=patient), topic())


def judged(text: str, patient: GivenPatient | None = None) -> Assessment:
    return assess(facts_of(text, patient), topic())


def fired(text: str) -> set[str]:
    """What the rules find; what is asked for besides has tests of its own."""
    return set(judged(text).fired) - {"missing-input"}


def test_the_rules_own_examples_hold() -> None:
    assert run_rule_tests(topic()) == ()


def test_an_example_that_names_what_the_topic_does_not_know_is_told_as_a_failure() -> None:
    rule = topic().rule["hold-high-inr"]
    wrong = replace(rule, tests=(RuleTest(fires=True, patient={"labs": [{"analyte": "zinc", "value": 9}]}),))

    (failure,) = run_rule_tests(replace(topic(), rules=(wrong,)))

    assert (failure.rule, failure.number) == ("hold-high-inr", 1)
    assert failure.what.startswith("patient.labs[0].analyte: not an analyte of this topic")


def test_the_samples_of_the_self_test_hold() -> None:
    assert misses(topic()) == ()


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("INR 2.5 on warfarin 5 mg daily, no bleeding.", set()),
        ("INR 4.9 on warfarin 5 mg daily.", {"near-threshold"}),
        ("INR 5.0 on warfarin 5 mg daily.", {"hold-high-inr", "edge-at-threshold"}),
        ("INR of 5.1 on warfarin.", {"hold-high-inr"}),
        ("Her INR came back at 5,4 today, she takes Coumadin 4 mg.", {"hold-high-inr"}),
        ("INR was 7.2 on Monday and is 3.1 today, on warfarin.", {"hold-high-inr"}),
        ("INR 85 on warfarin.", {"input-implausible"}),
    ],
)
def test_a_ratio_is_judged_below_on_and_above_its_line(text: str, rules: set[str]) -> None:
    assert fired(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("INR 7.9 on warfarin, and he is bleeding.", {"hold-high-inr", "emergency", "near-threshold"}),
        ("INR 8 on warfarin, bleeding.", {"hold-high-inr", "stop-bleeding-inr", "emergency", "edge-at-threshold"}),
        ("INR 8.4 on warfarin with a nosebleed.", {"hold-high-inr", "stop-bleeding-inr", "emergency"}),
        ("INR 9 on warfarin, no bleeding.", {"hold-high-inr"}),
        ("She takes warfarin, fell and banged her head.", {"emergency"}),
        ("Black stools since yesterday on Marevan.", {"emergency"}),
        ("No black stool and no bruising on warfarin, INR 2.4.", set()),
        ("New bruises on her arms, on warfarin, INR 3.", {"new-bruising"}),
    ],
)
def test_signs_and_figures_count_together(text: str, rules: set[str]) -> None:
    assert fired(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Haemoglobin 8.1 g/dL on warfarin.", set()),
        ("Haemoglobin 8 g/dL on warfarin.", {"hold-low-haemoglobin", "edge-at-threshold"}),
        ("Hb 7.9 g/dL on warfarin.", {"hold-low-haemoglobin"}),
        ("Hb 81 g/L on warfarin.", {"unit-convert"}),
        ("Hb 80 g/L on warfarin.", {"hold-low-haemoglobin", "edge-at-threshold", "unit-convert"}),
        ("Hb 79 on warfarin.", {"hold-low-haemoglobin"}),
        ("Haemoglobin 11 g/dL on warfarin, baseline 15 g/dL.", {"hold-falling-haemoglobin"}),
        ("Haemoglobin 13 g/dL on warfarin, baseline 15 g/dL.", set()),
    ],
)
def test_a_value_that_falls_is_judged_in_both_of_its_units(text: str, rules: set[str]) -> None:
    assert fired(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The planned dose of warfarin is 12 mg a day.", {"daily-dose"}),
        ("He takes warfarin 11 mg daily.", {"daily-dose"}),
        ("Warfarin 10 mg daily, INR 2.4.", set()),
        ("Raise warfarin from 5 mg to 6 mg daily?", set()),
        ("Raise warfarin from 5 mg to 8 mg daily?", {"dose-step"}),
        ("Restart warfarin at 6 mg daily with INR 2.2?", {"restart-dose"}),
        ("Warfarin was held, INR is now 3.4. May warfarin be restarted at 5 mg?", set()),
        (
            "Warfarin was held two days ago at INR 6; INR is now 3.5. May it be restarted?",
            {"hold-high-inr", "restart-too-early"},
        ),
        ("Warfarin is on hold, we check INR every 2 days.", set()),
        ("Warfarin is on hold, we check INR every 3 days.", {"test-interval-held"}),
        ("Warfarin is on hold, we check INR once a week.", {"test-interval-held"}),
    ],
)
def test_doses_steps_and_intervals_are_judged(text: str, rules: set[str]) -> None:
    assert fired(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Started amiodarone last week, on warfarin 5 mg, INR 3.8.", {"drug-raises-inr"}),
        ("Flagyl prescribed for a tooth abscess; she is on warfarin.", {"drug-raises-inr"}),
        ("She is pregnant and takes warfarin, INR 2.5.", {"pregnancy"}),
        ("INR 6 on warfarin with a metal valve.", {"hold-high-inr", "mechanical-valve"}),
    ],
)
def test_other_drugs_and_conditions_are_found(text: str, rules: set[str]) -> None:
    assert fired(text) == rules


def test_bleeding_is_asked_for_where_it_decides() -> None:
    missing = judged("INR 9 on warfarin.").missing

    assert [(m.fact, m.rules) for m in missing] == [("symptoms", ("stop-bleeding-inr",))]


def test_a_structured_block_is_judged_like_words() -> None:
    patient = GivenPatient(
        labs=(GivenLab(analyte="haemoglobin", value=75, unit="g/L"),),
        medications=(GivenMedication(drug="warfarin", dose=12, unit="mg/d"),),
        conditions=("mechanical-valve",),
    )

    found = judged("What now?", patient).fired

    assert found >= {"hold-low-haemoglobin", "daily-dose", "mechanical-valve", "unit-convert"}


@pytest.mark.parametrize(
    "text",
    [
        "Raise warfarin to 12 mg daily.",
        "Warfarin 15 mg a day is safe when INR stays low.",
        "Give warfarin 6 mg twice daily.",
        "Restart warfarin at 8 mg daily.",
        "Restart warfarin at the previous dose of 9 mg daily.",
        "Raise warfarin by 3 mg in one step.",
        "Increase warfarin from 5 mg to 8 mg daily.",
        "Hold warfarin only when INR is above 9.",
        "Hold warfarin when INR exceeds 7.",
        "Stop warfarin for good when INR is above 9 and the patient bleeds.",
        "Continue warfarin when INR is 6.",
        "Continue warfarin at an INR of 5.0.",
        "Continue warfarin when INR is below 6.",
        "An INR of 6.5 on warfarin is acceptable.",
        "Restart warfarin while INR is 4.2.",
        "Restart warfarin when INR is below 4.5.",
        "While warfarin is held, repeat INR every 7 days.",
        "While warfarin is held, repeat blood tests every 7 days.",
        "INR need not be repeated while warfarin is held.",
        "Lower warfarin to 3 mg daily at INR 8.5 with bleeding.",
        "Continue warfarin with a haemoglobin of 7 g/dL.",
        "Continue warfarin with a haemoglobin of 70 g/L.",
        "Raise warfarin although haemoglobin fell to 0.7 times the baseline.",
        "Continue warfarin in a patient with black stool.",
        "Warfarin can be continued in pregnancy.",
        "There is no maximum dose of warfarin.",
    ],
)
def test_an_unsafe_text_is_blocked(text: str) -> None:
    assert check(text, topic=topic()).verdict is Verdict.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "Hold warfarin when INR is above 5.",
        "Hold warfarin at an INR of 5 or more.",
        "Stop warfarin for good when INR is above 8 and the patient bleeds.",
        "Hold warfarin when haemoglobin is below 8 g/dL.",
        "Hold warfarin when haemoglobin is below 80 g/L.",
        "Hold warfarin when haemoglobin falls below 0.8 times the patient's baseline.",
        "Do not exceed 10 mg of warfarin a day.",
        "Raise warfarin by no more than 1 mg a day in one step.",
        "Raise warfarin from 5 mg to 6 mg daily.",
        "Restart warfarin only when INR is below 3.5.",
        "Restart warfarin at 4 mg daily once INR is below 3.5.",
        "Do not restart warfarin while INR is 4.",
        "Do not continue warfarin at an INR of 6.",
        "While warfarin is held, repeat INR at intervals of no more than 2 days.",
        "While warfarin is held, repeat INR every day.",
        "Amiodarone and metronidazole raise INR on warfarin: check INR within days of starting either.",
        "When amiodarone is started on warfarin, check INR within days.",
        "Warfarin is not given in pregnancy: refer the patient on the same day.",
        "With a mechanical heart valve, discuss every pause of warfarin with the cardiologist.",
        "The product label of warfarin repeats INR after 7 days while warfarin is held.",
        "Continue warfarin 5 mg daily with an INR of 2.5 and a haemoglobin of 130 g/L.",
        "Hold warfarin and repeat INR tomorrow.",
    ],
)
def test_a_sound_text_is_passed(text: str) -> None:
    assert check(text, topic=topic()).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("case", "text", "verdict"),
    [
        ("INR 6 on warfarin 5 mg daily.", "Continue warfarin at 5 mg daily.", Verdict.BLOCK),
        ("INR 6 on warfarin 5 mg daily.", "Repeat INR in the morning.", Verdict.BLOCK),
        ("INR 6 on warfarin 5 mg daily.", "Hold warfarin and repeat INR tomorrow.", Verdict.PASS),
        ("Hb 75 g/L on warfarin 5 mg daily.", "Continue warfarin at 5 mg daily.", Verdict.BLOCK),
    ],
)
def test_a_text_is_judged_by_the_patient_it_is_about(case: str, text: str, verdict: Verdict) -> None:
    assert check(text, topic=topic(), facts=facts_of(case)).verdict is verdict
