"""What is computed from a patient's figures: the arithmetic, and that the safety check reads it as it is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from corpus.model import Topic
from corpus.reader import read_topic
from service.answering.case import Case, open_case
from service.answering.computed import Computed
from service.answering.computed.doses import ceiling, daily_dose, next_step, time_to_ceiling
from service.answering.computed.formulas import computed, needed
from service.answering.computed.lines import stop_lines
from service.answering.computed.needs import what_would_change
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Audience, Verdict
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question
from service.safety.check import check
from tests.corpus.conftest import EXAMPLE

HELD = "Hold azathioprine until liver enzymes normalise, to prevent further liver damage."


def case(
    topic: Topic, text: str = "He takes azathioprine.", audience: Audience = Audience.PHYSICIAN, **given: Any
) -> Case:
    patient = GivenPatient(**given) if given else None
    question = Question(text=text, topic=topic.id, audience=audience, patient=patient)
    return open_case(question, topic, Stopwatch())


def alt(value: float, **more: Any) -> GivenLab:
    return GivenLab(analyte="ALT", value=value, unit="U/L", **more)


def said(sentences: tuple[Computed, ...]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def test_a_result_stands_beside_each_line_with_its_arithmetic_and_its_distance(topic: Topic) -> None:
    text = said(stop_lines(case(topic, labs=(alt(223, upper_limit=40, baseline=50),))))

    assert "ALT 223 U/L / 40 = 5.58 x upper limit, so that the line of 3 x is met" in text
    assert "223 U/L / 50 = 4.46 x baseline, below the line of 5 x (5 x 50 - 223 = 27)" in text
    assert "The values given stay below the lines for permanent discontinuation" in text
    assert "500" not in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (499, "499 U/L, below the line of 500 U/L (500 - 499 = 1)"),
        (500, "500 U/L, exactly on the line of 500 U/L, which is treated as met"),
        (501, "501 U/L, so that the line of 500 U/L is met"),
    ],
)
def test_a_fixed_line_is_told_below_on_and_above_it(topic: Topic, value: float, words: str) -> None:
    assert words in said(stop_lines(case(topic, labs=(alt(value, upper_limit=40, baseline=120),))))


def test_what_is_not_known_is_never_said_to_stay_below_a_line(topic: Topic) -> None:
    text = said(stop_lines(case(topic, labs=(alt(223, upper_limit=40),))))

    assert "baseline," not in text
    assert "still missing: baseline ALT, bilirubin, symptoms" in text


def test_the_peak_counts_for_a_line_that_stays_met_and_the_last_result_for_the_hold(topic: Topic) -> None:
    text = said(stop_lines(case(topic, labs=(alt(640, upper_limit=40), alt(60, upper_limit=40)))))

    assert "640 U/L, so that the line of 500 U/L is met" in text
    assert "60 U/L / 40 = 1.5 x upper limit, below the line of 3 x" in text


def test_nothing_is_computed_where_nothing_fired_or_for_a_patient(topic: Topic) -> None:
    fine = case(topic, labs=(alt(30, upper_limit=40, baseline=25),), symptoms_absent=("jaundice",))

    assert stop_lines(fine) == ()
    assert stop_lines(case(topic, audience=Audience.PATIENT, labs=(alt(223, upper_limit=40),))) == ()


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience.NURSE, "ALT 150 U/L reaches the line of 3 x the upper limit where that limit is at or below 50 U/L"),
        (
            Audience.PATIENT,
            "is 3 times the top of your laboratory's normal range or more where that is 50 U/L or lower",
        ),
    ],
)
def test_what_a_missing_limit_would_change_is_said(topic: Topic, audience: Audience, words: str) -> None:
    assert words in said(what_would_change(case(topic, audience=audience, labs=(alt(150),))))


def test_a_limit_that_nobody_has_is_not_spoken_of(topic: Topic) -> None:
    assert "baseline" not in said(what_would_change(case(topic, labs=(alt(41, upper_limit=40),))))
    assert "at or below 24 U/L (120 / 5 = 24)" in said(what_would_change(case(topic, labs=(alt(120, upper_limit=40),))))


def alp(value: float, upper_limit: float | None = 120) -> GivenLab:
    return GivenLab(analyte="ALP", value=value, unit="U/L", upper_limit=upper_limit)


@pytest.mark.parametrize(
    ("labs", "words"),
    [
        ((alt(223, upper_limit=40), alp(115)), "= 5.82, hepatocellular (5 or more)."),
        ((alt(210, upper_limit=40), alp(460)), "= 1.37, cholestatic (2 or less)."),
        ((alt(120, upper_limit=40), alp(120)), "= 3, mixed (above 2 and below 5)."),
    ],
)
def test_a_quotient_is_computed_with_what_it_means(topic: Topic, labs: tuple[GivenLab, ...], words: str) -> None:
    (r_value,) = [formula for formula in topic.formulas.formulas if formula.id == "r-value"]
    (sentence,) = computed([r_value], case(topic, labs=labs).facts, topic)

    assert sentence.text.startswith("R value: (")
    assert sentence.text.endswith(words)
    assert sentence.statements == ("E-63a", "E-63b")


def test_what_a_formula_lacks_is_asked_for_once_something_of_it_is_known(topic: Topic) -> None:
    (r_value,) = [formula for formula in topic.formulas.formulas if formula.id == "r-value"]
    known = case(topic, labs=(alt(223, upper_limit=40), alp(115, None)))

    assert computed([r_value], known.facts, topic) == ()
    assert [one.fact for one in needed(r_value, known.facts, topic)] == ["upper limit of normal (ULN) for ALP"]
    assert needed(r_value, case(topic, "What is the R value?").facts, topic) == ()


@pytest.mark.parametrize(
    ("baseline", "grade"),
    [(None, "with a normal baseline"), (30, "with a normal baseline"), (60, "with a raised baseline")],
)
def test_a_grade_takes_the_table_for_the_patients_baseline(topic: Topic, baseline: float | None, grade: str) -> None:
    grades = [formula for formula in topic.formulas.formulas if formula.id.startswith("ctcae-alt")]
    (sentence,) = computed(grades, case(topic, labs=(alt(320, upper_limit=40, baseline=baseline),)).facts, topic)

    assert grade in sentence.text
    assert "grade 3 (above 5 to 20" in sentence.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "90 kg, hepatotoxicity at 200 mg of azathioprine.",
            ["exceed 150 mg", "2.5 mg/kg x 90 kg = 225 mg/day does not lift the ceiling", "stay below 200 mg/day"],
        ),
        (
            "48 kg, takes azathioprine 100 mg daily.",
            ["exceed 120 mg", "2.5 mg/kg x 48 kg = 120 mg/day, and the dose must stay below 100 mg/day"],
        ),
        (
            "Azathioprine 125 mg was the dose at which the liver injury occurred.",
            ["exceed 150 mg", "in this patient: the dose must stay below 125 mg/day, at which the injury occurred."],
        ),
    ],
)
def test_the_ceiling_is_the_lowest_that_applies_to_the_patient(topic: Topic, text: str, words: list[str]) -> None:
    text = said(ceiling(case(topic, text)))

    assert [word for word in words if word not in text] == []


def test_without_weight_and_dose_the_ceiling_is_nobodys_own(topic: Topic) -> None:
    assert ceiling(case(topic, "What is the ceiling?")) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Day 9 of azathioprine 50 mg rechallenge.", "is 50 mg + 25 mg = 75 mg/day, one step."),
        (
            "Day 9 of azathioprine 50 mg rechallenge.",
            "before day 14 after the restart: 9 days have passed, 5 days are left.",
        ),
        ("Day 14 of azathioprine 50 mg rechallenge.", "before day 14 after the restart: 14 days have passed."),
        (
            "Restarted, now on 75 mg of azathioprine.",
            "After 75 mg/day the next dose of the schedule is 75 mg + 25 mg = 100 mg/day",
        ),
        ("Restarted, now on 125 mg of azathioprine.", "comes 150 mg/day, the last dose of the schedule."),
        ("Restarted, now on 150 mg of azathioprine.", "150 mg of azathioprine daily is the highest step"),
        (
            "Injury at 100 mg. Restarted, now on 75 mg of azathioprine.",
            "75 mg of azathioprine daily is the highest step",
        ),
        (
            "48 kg. Restarted, now on 100 mg of azathioprine.",
            "Do not exceed 120 mg of azathioprine daily in this patient",
        ),
    ],
)
def test_the_next_step_is_named_with_what_is_left_to_wait(topic: Topic, text: str, words: str) -> None:
    assert words in said(next_step(case(topic, text)))


def test_the_day_of_the_next_step_is_a_date_when_the_days_are_known(topic: Topic) -> None:
    restarted = GivenMedication(drug="azathioprine", dose=50, unit="mg/d", status="active", since=date(2026, 11, 11))
    known = case(topic, "Restarted azathioprine.", medications=(restarted,), as_of=date(2026, 11, 20))

    assert "9 days have passed, 5 days are left, until 2026-11-25" in said(next_step(known))


@pytest.mark.parametrize(
    "text", ["On azathioprine 50 mg.", "Day 9 of azathioprine 50 mg rechallenge, ALT 130 (ULN 40)."]
)
def test_no_next_step_is_named_for_whom_none_is_due(topic: Topic, text: str) -> None:
    assert next_step(case(topic, text)) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The injury was at 150 mg of azathioprine.", "3 steps of 25 mg, with azathioprine at 75, 100 and 125 mg/day."),
        (
            "The injury was at 150 mg of azathioprine.",
            "they take 6 weeks, with 4 weeks between the steps 10 weeks, or 12",
        ),
        ("Restarted, now on 100 mg of azathioprine.", "2 steps of 25 mg, with azathioprine at 125 and 150 mg/day."),
        ("Restarted, now on 100 mg of azathioprine.", "they take 4 weeks, with 4 weeks between the steps 8 weeks."),
        (
            "Restarted, now on 125 mg of azathioprine.",
            "comes 150 mg/day, the last dose of the schedule. At the fastest they take 2 weeks",
        ),
    ],
)
def test_the_time_of_the_steps_is_counted_from_where_the_patient_stands(topic: Topic, text: str, words: str) -> None:
    assert words in said(time_to_ceiling(case(topic, text)))


def test_the_time_of_anybodys_steps_is_left_to_the_topics_own_statement(topic: Topic) -> None:
    assert time_to_ceiling(case(topic, "Restarted, now on 50 mg of azathioprine. The injury was at 200 mg.")) == ()


def test_doses_of_a_day_are_added_up(topic: Topic) -> None:
    assert (
        said(daily_dose(case(topic, "She takes azathioprine 50 mg twice daily."))) == "50 mg twice daily = 100 mg/day."
    )
    assert daily_dose(case(topic, "She takes azathioprine 50 mg daily.")) == ()


VALUES = (41, 90, 119, 120, 121, 223, 250, 499, 500, 640)


@pytest.mark.parametrize(("value", "baseline"), list(product(VALUES, (None, 22, 50, 120))))
def test_the_check_reads_computed_figures_as_they_are_meant(topic: Topic, value: float, baseline: float | None) -> None:
    known = case(topic, labs=(alt(value, upper_limit=40, baseline=baseline), alp(130)))
    sentences = [*stop_lines(known), *what_would_change(known), *computed(topic.formulas.formulas, known.facts, topic)]
    stops = "ALT or AST above 500 U/L requires permanent discontinuation of azathioprine." if known.stopped else HELD
    report = check(
        "\n".join([stops, *(s.text for s in sentences)]), topic=topic, facts=known.facts, assessment=known.assessment
    )

    assert [s for s in report.statements if s.verdict is not Verdict.PASS] == []


@pytest.mark.parametrize("dose", [50, 75, 100, 125, 150])
@pytest.mark.parametrize("weight", [None, 48, 70, 110])
def test_the_check_reads_computed_doses_as_they_are_meant(topic: Topic, dose: int, weight: int | None) -> None:
    text = f"Restarted azathioprine, now on {dose} mg, the injury was at 200 mg. Day 9 of the rechallenge."
    known = case(topic, text if weight is None else f"{text} {weight} kg.")
    for sentences in (ceiling(known), next_step(known), time_to_ceiling(known)):
        report = check(said(sentences), topic=topic, facts=known.facts, assessment=known.assessment)
        assert report.verdict is Verdict.PASS, report


def test_a_falling_value_of_another_topic_is_told_from_above_its_line() -> None:
    topic = read_topic(EXAMPLE.parent / "warfarin-inr")
    rules = tuple(replace(rule, stop_line=rule.stop_line or "haemoglobin" in rule.id) for rule in topic.rules)
    topic = replace(topic, rules=rules)
    text = said(stop_lines(case(topic, "Haemoglobin 7.8 g/dL, INR 5.2 on warfarin, baseline haemoglobin 9 g/dL.")))

    assert "INR 5.2, so that the line of 5 is met" in text
    assert "7.8 g/dL, so that the line of 8 g/dL is met" in text
    assert "0.87 x baseline, above the line of 0.8 x (7.8 - 0.8 x 9 = 0.6)" in text
