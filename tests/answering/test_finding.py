"""Which topic a question belongs to that names none: by its words, and by the facts that came with it."""

from __future__ import annotations

import pytest

from service.answering.finding import find_topic
from service.domain.errors import InputError
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question, Turn
from tests.answering.pictures import CLOTTING, LIVER

TOPICS = {topic.id: topic for topic in (LIVER, CLOTTING)}
ON_LIVER_DRUG = GivenMedication(drug="azathioprine", dose=200, unit="mg/d")
ON_OTHER_DRUG = GivenMedication(drug="warfarin", dose=5, unit="mg/d")


def found(text: str, *turns: Turn, **patient: object) -> str | None:
    given = GivenPatient(**patient) if patient else None  # type: ignore[arg-type]  # Passed on as they are.
    topic = find_topic(Question(text=text, patient=given, history=turns), TOPICS)
    return topic.id if topic else None


@pytest.mark.parametrize("value", [520, 30, -3])
def test_a_question_that_names_nothing_is_about_the_results_that_came_with_it(value: float) -> None:
    assert found("What now?", labs=(GivenLab(analyte="ALT", value=value, unit="U/L"),)) == LIVER.id


def test_the_drug_that_is_given_says_which_topic_it_is() -> None:
    assert found("What now?", medications=(ON_LIVER_DRUG,)) == LIVER.id
    assert found("What now?", medications=(ON_OTHER_DRUG,)) == CLOTTING.id


def test_a_sign_that_is_given_is_not_passed_over() -> None:
    assert found("What now?", symptoms=("jaundice",)) == LIVER.id


def test_results_of_an_earlier_turn_count_too() -> None:
    before = GivenPatient(labs=(GivenLab(analyte="ALT", value=520, unit="U/L"),))
    assert found("And then?", Turn(text="What now?", patient=before)) == LIVER.id


def test_results_of_somebody_on_a_drug_of_no_topic_belong_to_none() -> None:
    other = GivenMedication(drug="allopurinol", dose=300, unit="mg/d")
    labs = (GivenLab(analyte="ALT", value=90, unit="U/L"),)
    assert found("What now?", labs=labs, medications=(other,)) is None


@pytest.mark.parametrize("patient", [{}, {"weight_kg": 70.0}])
def test_what_says_nothing_of_any_topic_belongs_to_none(patient: dict[str, float]) -> None:
    assert found("What now?", **patient) is None


def test_words_about_another_matter_are_not_of_a_topic_whatever_came_with_them() -> None:
    labs = (GivenLab(analyte="ALT", value=90, unit="U/L"),)
    assert found("What is the dose of methotrexate in arthritis?", labs=labs) is None


def test_a_fact_that_no_topic_knows_is_refused() -> None:
    with pytest.raises(InputError, match="not a unit of ALT"):
        found("What now?", labs=(GivenLab(analyte="ALT", value=520, unit="furlongs"),))
