"""What a topic's own examples and samples reach of its rules, and what they leave untried."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.model import Limit, Rule, Sample, Topic
from service.answering.case import Case, open_case
from service.answering.disputes import with_conflict
from service.answering.judging import report
from service.answering.self_test import situation_of
from service.answering.stopwatch import Stopwatch
from service.domain.answer import CheckReport, Violation
from service.domain.errors import InputError
from service.domain.question import Question
from service.safety.judges.situation import WeakKind
from service.safety.rules.given_block import patient_block
from service.safety.rules.ruling import forbids


@dataclass(frozen=True, slots=True, kw_only=True)
class Untried:
    """A rule, or one thing that it enforces on texts, that nothing in the topic tries."""

    rule: str
    line: int
    what: str


def rules_without_example(topic: Topic) -> tuple[Untried, ...]:
    """Every active rule with a condition that fires in no example, no sample and no suggested question.

    The occasions on which rules with a trigger fire are built in, and tried by the service's own tests.
    """
    fired = {rule for question in _questions(topic) for rule in _fired(question, topic)}
    return tuple(
        Untried(rule=rule.id, line=rule.line, what="fires in no example")
        for rule in topic.rules
        if rule.status == "active" and rule.when is not None and rule.id not in fired
    )


def enforced_without_sample(topic: Topic) -> tuple[Untried, ...]:
    """Every limit and every advice forbidden by an active rule that no text of `must_block` breaks.

    A text breaks it when it is judged otherwise without it. Advice that the rule's action forbids anyway cannot be
    left out: there it is enough that some text breaks the rule.
    """
    samples = tuple(_judged(topic))
    return tuple(
        Untried(rule=rule.id, line=rule.line, what=what)
        for rule in topic.rules
        if rule.status == "active"
        for what, without in _things_enforced(rule)
        if not any(_broken(sample, text, found, rule, without, topic) for sample, text, found in samples)
    )


def _questions(topic: Topic) -> Iterator[Question]:
    for rule in topic.rules:
        for test in rule.tests if rule.status == "active" else ():
            try:
                patient = patient_block(test.patient) if test.patient else None
            except InputError:
                # The rule's own examples are tried elsewhere, where this is told.
                continue
            yield Question(text=test.text, topic=topic.id, patient=patient)
    for text in (*topic.self_test.must_fire, *topic.suggested_questions):
        yield Question(text=text, topic=topic.id)


def _fired(question: Question, topic: Topic) -> frozenset[str]:
    try:
        case: Case = with_conflict(open_case(question, topic, Stopwatch()))
    except InputError:
        return frozenset()
    return case.assessment.fired


def _judged(topic: Topic) -> Iterator[tuple[Sample, str, frozenset[Violation]]]:
    for sample in topic.self_test.must_block:
        try:
            against = situation_of(sample, topic)
        except InputError:
            continue
        yield from ((sample, text, _violations(report(text, topic, against))) for text in sample.text)


def _violations(found: CheckReport) -> frozenset[Violation]:
    return frozenset((*found.violations, *(v for s in found.statements for v in s.violations)))


def _things_enforced(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    """What a rule enforces on texts, in words, each with the rule as it is without it; None: it cannot be without."""
    for limit in rule.limits:
        yield f"limit: {_shown(limit)}", replace(rule, limits=tuple(kept for kept in rule.limits if kept is not limit))
    implied: list[str] = []
    for advice in (word for word in rule.forbids if word in typing.get_args(WeakKind)):
        without = replace(rule, forbids=tuple(kept for kept in rule.forbids if kept != advice))
        if forbids(without, advice):
            implied.append(advice)
        else:
            yield f"forbids: {advice}", without
    if implied:
        yield f"forbids by its action: {', '.join(implied)}", None


def _broken(
    sample: Sample, text: str, found: frozenset[Violation], rule: Rule, without: Rule | None, topic: Topic
) -> bool:
    if rule.id not in {violation.rule for violation in found}:
        return False
    if without is None:
        return True
    weaker = replace(topic, rules=tuple(without if one.id == rule.id else one for one in topic.rules))
    return _violations(report(text, weaker, situation_of(sample, weaker))) != found


def _shown(limit: Limit) -> str:
    return f"{limit.claim} {limit.op} {limit.value:g} {limit.unit}".strip()
