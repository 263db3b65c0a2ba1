"""The one line in bold before a finding: there for each rule, never against the rules, never for patients."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Rule, Topic
from corpus.reader import read_topics
from service.answering.audience import for_audience
from service.domain.answer import Audience, DraftStatement, Verdict
from service.domain.question import Question
from service.safety.check import check_statements
from service.safety.reading import read_facts
from service.safety.rules.assess import assess
from service.safety.rules.given_block import patient_block
from tests.safety.asking import judged
from tests.safety.topic import TOPIC

SHIPPED = read_topics([Path(__file__).parents[2] / "corpus" / "topics"])
RULES = [(topic, rule) for topic in SHIPPED for rule in topic.rules]


def _named(value: object) -> str:
    return str(getattr(value, "id", value))


@pytest.mark.parametrize(("topic", "rule"), RULES, ids=_named)
def test_a_headline_is_there_and_breaks_no_rule_in_any_case_in_which_its_own_fires(topic: Topic, rule: Rule) -> None:
    assert rule.headline
    said = DraftStatement(text=f"{rule.headline}.", passages=(), origin="rule", heading="")
    for test in rule.tests:
        if not test.fires:
            continue
        patient = patient_block(test.patient) if test.patient else None
        facts = read_facts(Question(text=test.text, topic=topic.id, patient=patient), topic)
        (checked,) = check_statements([said], topic=topic, facts=facts, assessment=assess(facts, topic)).statements

        assert checked.verdict is not Verdict.BLOCK, checked.violations


def test_a_step_of_a_restart_has_no_headline_for_a_patient_who_must_not_restart() -> None:
    plan = "Restart azathioprine at 75 mg?"
    free = {f.rule: f.headline for f in judged(f"ALT 30, ULN 40, all liver tests normal for 2 weeks. {plan}").findings}
    barred = {f.rule: f.headline for f in judged(f"ALT 520 three weeks ago, now ALT 30, ULN 40. {plan}").findings}

    assert free["restart-start-50"]
    assert "no-restart-after-perm" in barred
    assert barred["restart-start-50"] is None


def test_a_patient_is_told_in_words_for_patients_alone() -> None:
    found = for_audience(judged("ALT 223, ULN 40, baseline 22 on azathioprine 200 mg"), Audience.PATIENT, TOPIC)

    assert len(found.findings) > 3
    assert {finding.headline for finding in found.findings} == {None}
