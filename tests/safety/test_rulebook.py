"""The truth of a condition, its reasons and the findings are one judgement, asked for in three ways."""

from __future__ import annotations

from functools import partial

from hypothesis import given, settings

from corpus.model import Rule
from service.domain.facts import PatientFacts
from service.domain.question import Question
from service.safety.reading import read_facts
from service.safety.rules.assess import assess, firing
from service.safety.rules.ruling import ruled
from tests.safety.test_laws import patients, structured
from tests.safety.topic import TOPIC
from tests.safety.wording import Patient

CASES = tuple(test.text for rule in TOPIC.rules for test in rule.tests if test.text)


def facts_of(text: str = "", patient: Patient | None = None) -> PatientFacts:
    given_patient = None if patient is None else structured(patient)
    return read_facts(Question(text=text, topic=TOPIC.id, patient=given_patient), TOPIC)


def agree(facts: PatientFacts) -> None:
    ruling = ruled(facts, TOPIC)
    findings = [f.rule for f in assess(facts, TOPIC).findings]

    assert all(ruling.reasons(rule).truth is truth for rule, truth in ruling.truths.items())
    assert [rule.id for rule in firing(facts, TOPIC, lambda rule: True)] == findings
    for wanted in findings:
        assert [rule.id for rule in firing(facts, TOPIC, partial(named, wanted))] == [wanted]


def named(name: str, rule: Rule) -> bool:
    return rule.id == name


def test_the_truth_the_reasons_and_the_findings_agree_on_the_cases_of_the_rules() -> None:
    for text in CASES:
        agree(facts_of(text))


@given(patients())
@settings(max_examples=100)
def test_the_truth_the_reasons_and_the_findings_agree_on_any_values(patient: Patient) -> None:
    agree(facts_of(patient=patient))
