"""Questions and topics with a fault, so that every later step works as it should on what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from corpus.model import Action, Days, Dose, Lab, Rule, Topic
from service.domain.answer import Audience
from service.domain.question import Question


def _each_rule(topic: Topic, change: Callable[[Rule], Rule]) -> Topic:
    return replace(topic, rules=tuple(map(change, topic.rules)))


def _no_emergency(topic: Topic) -> Topic:
    return replace(topic, rules=tuple(rule for rule in topic.rules if rule.action is not Action.EMERGENCY))


#: What becomes of a question.
QUESTIONS: dict[str, Callable[[Question], Question]] = {
    "earlier-turns-ignored": lambda question: replace(question, history=()),
    "patient-block-ignored": lambda question: replace(question, patient=None),
    "audience-ignored": lambda question: replace(question, audience=Audience.PHYSICIAN),
    "last-word-lost": lambda question: replace(question, text=question.text.rsplit(" ", 1)[0]),
}
#: What becomes of a topic.
TOPICS: dict[str, Callable[[Topic], Topic]] = {
    "emergencies-not-routed": _no_emergency,
    "check-forbids-nothing": lambda topic: _each_rule(topic, lambda rule: replace(rule, forbids=(), limits=())),
    "patient-words-lost": lambda topic: _each_rule(topic, lambda rule: replace(rule, patient_message=None)),
    "disputes-lost": lambda topic: replace(topic, disagreements=()),
    "gaps-lost": lambda topic: replace(topic, gaps=()),
    "premises-lost": lambda topic: replace(topic, premises=()),
    "aspects-lost": lambda topic: replace(topic, aspects=()),
}
_WITHOUT, _LOOSER = "without-rule-", "looser-rule-"
#: By how much a limit is moved.
_MOVED = 1.1


def falsified_question(question: Question, fault: str) -> Question:
    """Return the question with a fault, or as it is."""
    return QUESTIONS[fault](question) if fault in QUESTIONS else question


def falsified_topic(topic: Topic, fault: str) -> Topic:
    """Return the topic with a fault, or as it is."""
    if fault in TOPICS:
        return TOPICS[fault](topic)
    if fault.startswith(_WITHOUT):
        lost = fault.removeprefix(_WITHOUT)
        return replace(topic, rules=tuple(rule for rule in topic.rules if rule.id != lost))
    if fault.startswith(_LOOSER):
        moved = fault.removeprefix(_LOOSER)
        return _each_rule(topic, lambda rule: _looser(rule) if rule.id == moved else rule)
    return topic


def of_rules(topic: Topic) -> dict[str, dict[str, str]]:
    """Return, by type, the fault of each rule with a condition: that it is lost, or that its limits are a tenth off."""
    judged = [rule for rule in topic.rules if rule.when is not None]
    return {
        "rule lost": {rule.id: _WITHOUT + rule.id for rule in judged},
        "limits of a rule a tenth looser": {rule.id: _LOOSER + rule.id for rule in judged if _looser(rule) != rule},
    }


def _looser(rule: Rule) -> Rule:
    return replace(rule, when=_shifted(rule.when))


def _shifted(held: Any) -> Any:
    """A condition with every figure further from normal."""
    if isinstance(held, Lab | Dose | Days) and held.value is not None:
        factor = _MOVED if held.op in (">", ">=") else 1 / _MOVED
        return replace(held, value=held.value * factor)
    if isinstance(held, tuple):
        return tuple(map(_shifted, held))
    if is_dataclass(held) and not isinstance(held, type):
        return replace(held, **{part.name: _shifted(getattr(held, part.name)) for part in fields(held)})
    return held
