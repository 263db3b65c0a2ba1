"""What a topic's examples and samples leave untried is found by leaving it out and judging again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Rule, Sample, SelfTest, Topic
from service.answering.coverage import enforced_without_sample, rules_without_example
from tests.fakes import invented_topic


def untried(topic: Topic) -> set[tuple[str, str]]:
    return {(one.rule, one.what) for one in enforced_without_sample(topic)}


def with_samples(*samples: Sample) -> Topic:
    return replace(invented_topic(), self_test=SelfTest(must_block=samples))


def with_rule(topic: Topic, rule: Rule) -> Topic:
    return replace(topic, rules=tuple(rule if one.id == rule.id else one for one in topic.rules))


def test_the_shipped_topic_leaves_nothing_untried(topic: Topic) -> None:
    assert rules_without_example(topic) == ()
    assert enforced_without_sample(topic) == ()


def test_the_topic_that_the_page_shows_leaves_nothing_untried() -> None:
    assert rules_without_example(invented_topic()) == ()
    assert enforced_without_sample(invented_topic()) == ()


def test_without_samples_everything_that_is_enforced_is_untried() -> None:
    assert untried(with_samples()) == {
        ("hold-low-sodium", "forbids: continue"),
        ("hold-low-sodium", "forbids: restart"),
        ("hold-low-sodium", "forbids by its action: raise"),
        ("stop-kidney", "limit: stop-line > 2 x baseline"),
        ("stop-kidney", "forbids by its action: continue, reduce, restart, raise"),
        ("restart-too-early", "forbids: restart"),
        ("restart-dose", "limit: restart-dose <= 5 mg/day"),
        ("emergency", "forbids: continue"),
        ("emergency", "forbids: reduce"),
        ("emergency", "forbids: restart"),
        ("emergency", "forbids: raise"),
    }


@pytest.mark.parametrize(
    ("sample", "tried"),
    [
        (Sample(text=("Restart tavorexin at 20 mg daily.",)), {("restart-dose", "limit: restart-dose <= 5 mg/day")}),
        (Sample(text=("Restart tavorexin at 5 mg daily.",)), set()),
        (
            Sample(text=("Continue tavorexin.",), question="Sodium is 120 mmol/L on tavorexin."),
            {("hold-low-sodium", "forbids: continue"), ("hold-low-sodium", "forbids by its action: raise")},
        ),
        (Sample(text=("Continue tavorexin.",), question="Sodium is 130 mmol/L on tavorexin."), set()),
        (
            Sample(
                text=("Continue tavorexin.",),
                patient={"labs": [{"analyte": "creatinine", "value": 200, "unit": "µmol/L", "baseline": 80}]},
            ),
            {("stop-kidney", "forbids by its action: continue, reduce, restart, raise")},
        ),
    ],
)
def test_a_sample_tries_what_it_would_be_judged_otherwise_without(sample: Sample, tried: set[tuple[str, str]]) -> None:
    assert untried(with_samples()) - untried(with_samples(sample)) == tried


def test_a_rule_that_fires_in_no_example_is_named_with_its_line() -> None:
    topic = invented_topic()
    silent = replace(topic.rule["restart-dose"], tests=())

    (found,) = rules_without_example(with_rule(replace(topic, suggested_questions=()), silent))

    assert (found.rule, found.line) == ("restart-dose", silent.line)


def test_a_draft_is_not_asked_for() -> None:
    draft = replace(invented_topic().rule["restart-dose"], status="draft", tests=())

    assert rules_without_example(with_rule(invented_topic(), draft)) == ()
    assert "restart-dose" not in {rule for rule, _ in untried(with_rule(with_samples(), draft))}


def test_an_example_that_names_what_the_topic_does_not_know_tries_nothing() -> None:
    wrong = Sample(text=("Continue tavorexin.",), patient={"labs": [{"analyte": "zinc", "value": 1}]})

    assert untried(with_samples(wrong)) == untried(with_samples())
