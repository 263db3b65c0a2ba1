"""Run the tests that the rules of a topic carry with them: at the line, beside it, in two unit systems, unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Rule, RuleTest, Topic
from service.domain.errors import InputError
from service.domain.question import Question
from service.safety.reading import read_facts
from service.safety.rules.assess import assess
from service.safety.rules.given_block import patient_block


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTestFailure:
    """A test of a rule that does not hold: which one, counted from 1, and what happened instead."""

    rule: str
    number: int
    what: str


def run_rule_tests(topic: Topic) -> tuple[RuleTestFailure, ...]:
    """Run every active rule's own tests; an empty result means that all of them hold."""
    return tuple(f for rule in topic.rules if rule.status == "active" for f in _failures(rule, topic))


def _failures(rule: Rule, topic: Topic) -> Iterator[RuleTestFailure]:
    for number, test in enumerate(rule.tests, start=1):
        what = _failure(rule, test, topic)
        if what is not None:
            yield RuleTestFailure(rule=rule.id, number=number, what=what)


def _failure(rule: Rule, test: RuleTest, topic: Topic) -> str | None:
    try:
        patient = patient_block(test.patient) if test.patient else None
        facts = read_facts(Question(text=test.text, topic=topic.id, patient=patient), topic)
    except InputError as error:
        return error.placed
    assessment = assess(facts, topic)
    fires = rule.id in assessment.fired
    if fires != test.fires:
        return "fires, and should not" if fires else "does not fire, and should"
    if test.missing and not assessment.missing:
        return "nothing is asked for, and something should be"
    return None
