"""A question or a topic is given the fault that is named and no other, and a limit is only ever moved from normal."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.model import Lab, Topic
from eval.falsified import QUESTIONS, TOPICS, falsified_question, falsified_topic, of_rules
from eval.faulty import FAULTS, HARMLESS_FAULTS, faulty
from service.domain.answer import Audience
from service.domain.ports import Query
from service.domain.question import GivenPatient, Question, Turn
from tests.fakes import WordRetriever


@pytest.fixture
def question(topic: Topic) -> Question:
    return Question(
        text="Which liver tests now?",
        topic=topic.id,
        audience=Audience.PATIENT,
        patient=GivenPatient(weight_kg=70),
        history=(Turn(text="He was yellow."),),
    )


def test_every_named_fault_changes_what_it_is_a_fault_of(topic: Topic, question: Question) -> None:
    assert [name for name in QUESTIONS if falsified_question(question, name) == question] == []
    assert [name for name in TOPICS if falsified_topic(topic, name) == topic] == []


@pytest.mark.parametrize("fault", ["", "top-passage-dropped", *HARMLESS_FAULTS])
def test_any_other_fault_leaves_question_and_topic_as_they_are(topic: Topic, question: Question, fault: str) -> None:
    assert falsified_question(question, fault) is question
    assert falsified_topic(topic, fault) is topic


def test_every_fault_of_a_retriever_changes_what_is_found(topic: Topic) -> None:
    query = Query(text="Which liver tests?", topic=topic.id, audience=Audience.PHYSICIAN)
    found = WordRetriever(topic).retrieve([query])
    own = [fault for fault in (*FAULTS, *HARMLESS_FAULTS) if fault not in QUESTIONS and fault not in TOPICS]

    assert [name for name in own if faulty(WordRetriever(topic), name, topic).retrieve([query]) == found] == []
    assert faulty(WordRetriever(topic), "", topic).retrieve([query]) == found


def test_each_rule_is_lost_alone(topic: Topic) -> None:
    faults = of_rules(topic)["rule lost"]

    for rule, fault in faults.items():
        left = falsified_topic(topic, fault)
        assert left.rules == tuple(one for one in topic.rules if one.id != rule)
    assert faults.keys() == {rule.id for rule in topic.rules if rule.when is not None}


def test_each_limit_is_moved_away_from_normal_and_nothing_else_is(topic: Topic) -> None:
    for rule, fault in of_rules(topic)["limits of a rule a tenth looser"].items():
        loosened = falsified_topic(topic, fault)
        assert {one.id for one in loosened.rules if one != topic.rule[one.id]} == {rule}
        pairs = list(zip(_labs(topic.rule[rule].when), _labs(loosened.rule[rule].when), strict=True))
        assert all(new.value > old.value if old.op in (">", ">=") else new.value < old.value for old, new in pairs)


def _labs(held: Any) -> list[Lab]:
    """The lines of a condition, however deep they stand."""
    if isinstance(held, Lab):
        return [held]
    parts = held if isinstance(held, tuple) else [getattr(held, name) for name in getattr(held, "__slots__", ())]
    return [line for part in parts for line in _labs(part)]
