"""What is computed of doses: ceiling, next step and time, and that the safety check reads it as it is meant."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Topic
from service.answering.computed.doses import ceiling, daily_dose, next_step, time_to_ceiling
from service.domain.answer import Verdict
from service.domain.question import GivenMedication
from service.safety.check import check
from tests.answering.cases import case, said


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


@pytest.mark.parametrize("dose", [50, 75, 100, 115, 125, 150])
@pytest.mark.parametrize("weight", [None, 48, 70, 110])
def test_the_check_reads_computed_doses_as_they_are_meant(topic: Topic, dose: int, weight: int | None) -> None:
    text = f"Restarted azathioprine, now on {dose} mg, the injury was at 200 mg. Day 9 of the rechallenge."
    known = case(topic, text if weight is None else f"{text} {weight} kg.")
    for sentences in (ceiling(known), next_step(known), time_to_ceiling(known)):
        report = check(said(sentences), topic=topic, facts=known.facts, assessment=known.assessment)
        assert report.verdict is Verdict.PASS, report


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (100, "100 mg of azathioprine daily is the highest step for this patient"),
        (115, "One more step would pass this patient's ceiling: no further increase"),
        (125, "The dose that is taken now is above this patient's ceiling: no further increase"),
    ],
)
def test_who_takes_more_than_the_ceiling_of_the_weight_is_told_so(topic: Topic, dose: int, words: str) -> None:
    text = f"Restarted azathioprine, now on {dose} mg, the injury was at 200 mg. 48 kg."

    assert words in said(next_step(case(topic, text)))
