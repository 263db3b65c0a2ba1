"""What is computed from a patient's results: the arithmetic, and that the safety check reads it as it is meant."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from corpus.model import Topic
from corpus.reader import read_topic
from service.answering.computed.formulas import computed, needed
from service.answering.computed.lines import stop_lines
from service.answering.computed.needs import what_would_change
from service.domain.answer import Audience, Verdict
from service.domain.question import GivenLab
from service.safety.check import check
from tests.answering.cases import alt, case, said
from tests.corpus.conftest import EXAMPLE

TAKEN = "He takes azathioprine."
HELD = "Hold azathioprine until liver enzymes normalise, to prevent further liver damage."


def test_a_result_stands_beside_each_line_with_its_arithmetic_and_its_distance(topic: Topic) -> None:
    text = said(stop_lines(case(topic, TAKEN, labs=(alt(223, upper_limit=40, baseline=50),))))

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
    assert words in said(stop_lines(case(topic, TAKEN, labs=(alt(value, upper_limit=40, baseline=120),))))


def test_what_is_not_known_is_never_said_to_stay_below_a_line(topic: Topic) -> None:
    text = said(stop_lines(case(topic, TAKEN, labs=(alt(223, upper_limit=40),))))

    assert "baseline," not in text
    assert "still missing: baseline ALT, bilirubin, symptoms" in text


def test_the_peak_counts_for_a_line_that_stays_met_and_the_last_result_for_the_hold(topic: Topic) -> None:
    text = said(stop_lines(case(topic, TAKEN, labs=(alt(640, upper_limit=40), alt(60, upper_limit=40)))))

    assert "640 U/L, so that the line of 500 U/L is met" in text
    assert "60 U/L / 40 = 1.5 x upper limit, below the line of 3 x" in text


def test_nothing_is_computed_where_nothing_fired_or_for_a_patient(topic: Topic) -> None:
    fine = case(topic, TAKEN, labs=(alt(30, upper_limit=40, baseline=25),), symptoms_absent=("jaundice",))

    assert stop_lines(fine) == ()
    assert stop_lines(case(topic, TAKEN, Audience.PATIENT, labs=(alt(223, upper_limit=40),))) == ()


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
    assert words in said(what_would_change(case(topic, TAKEN, audience, labs=(alt(150),))))


def test_a_limit_that_nobody_has_is_not_spoken_of(topic: Topic) -> None:
    assert "baseline" not in said(what_would_change(case(topic, TAKEN, labs=(alt(41, upper_limit=40),))))
    assert "at or below 24 U/L (120 / 5 = 24)" in said(
        what_would_change(case(topic, TAKEN, labs=(alt(120, upper_limit=40),)))
    )


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
    (sentence,) = computed([r_value], case(topic, TAKEN, labs=labs).facts, topic)

    assert sentence.text.startswith("R value: (")
    assert sentence.text.endswith(words)
    assert sentence.statements == ("E-63a", "E-63b")


def test_what_a_formula_lacks_is_asked_for_once_something_of_it_is_known(topic: Topic) -> None:
    (r_value,) = [formula for formula in topic.formulas.formulas if formula.id == "r-value"]
    known = case(topic, TAKEN, labs=(alt(223, upper_limit=40), alp(115, None)))

    assert computed([r_value], known.facts, topic) == ()
    assert [one.fact for one in needed(r_value, known.facts, topic)] == ["upper limit of normal (ULN) for ALP"]
    assert needed(r_value, case(topic, "What is the R value?").facts, topic) == ()


@pytest.mark.parametrize(
    ("baseline", "grade"),
    [(None, "with a normal baseline"), (30, "with a normal baseline"), (60, "with a raised baseline")],
)
def test_a_grade_takes_the_table_for_the_patients_baseline(topic: Topic, baseline: float | None, grade: str) -> None:
    grades = [formula for formula in topic.formulas.formulas if formula.id.startswith("ctcae-alt")]
    (sentence,) = computed(grades, case(topic, TAKEN, labs=(alt(320, upper_limit=40, baseline=baseline),)).facts, topic)

    assert grade in sentence.text
    assert "grade 3 (above 5 to 20" in sentence.text


VALUES = (41, 90, 119, 120, 121, 223, 250, 499, 500, 640)


@pytest.mark.parametrize(("value", "baseline"), list(product(VALUES, (None, 22, 50, 120))))
def test_the_check_reads_computed_figures_as_they_are_meant(topic: Topic, value: float, baseline: float | None) -> None:
    known = case(topic, TAKEN, labs=(alt(value, upper_limit=40, baseline=baseline), alp(130)))
    sentences = [*stop_lines(known), *what_would_change(known), *computed(topic.formulas.formulas, known.facts, topic)]
    stops = "ALT or AST above 500 U/L requires permanent discontinuation of azathioprine." if known.stopped else HELD
    report = check(
        "\n".join([stops, *(s.text for s in sentences)]), topic=topic, facts=known.facts, assessment=known.assessment
    )

    assert [s for s in report.statements if s.verdict is not Verdict.PASS] == []


def test_a_falling_value_of_another_topic_is_told_from_above_its_line() -> None:
    topic = read_topic(EXAMPLE.parent / "warfarin-inr")
    rules = tuple(replace(rule, stop_line=rule.stop_line or "haemoglobin" in rule.id) for rule in topic.rules)
    topic = replace(topic, rules=rules)
    text = said(stop_lines(case(topic, "Haemoglobin 7.8 g/dL, INR 5.2 on warfarin, baseline haemoglobin 9 g/dL.")))

    assert "INR 5.2, so that the line of 5 is met" in text
    assert "7.8 g/dL, so that the line of 8 g/dL is met" in text
    assert "0.87 x baseline, above the line of 0.8 x (7.8 - 0.8 x 9 = 0.6)" in text
