"""Run the examples that the rules of a topic carry: the `tests` of rules.yaml, in the shape of the HTTP contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from corpus.model import Rule, RuleTest, Topic
from service.domain.errors import InputError
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question
from service.safety.assess import assess
from service.safety.reading import read_facts

_LISTS = ("labs", "medications", "symptoms", "symptoms_absent", "conditions")
_SPELT = {"from": "since", "to": "until"}


def failed_examples(topic: Topic) -> Iterator[str]:
    """Yield in words each example that does not hold, with its rule and its number counted from 1."""
    for rule in topic.rules:
        if rule.status != "active":
            continue
        for number, example in enumerate(rule.tests, start=1):
            reason = _failure(rule, example, topic)
            if reason is not None:
                yield f"rule {rule.id}, example {number}: {reason}"


def _failure(rule: Rule, example: RuleTest, topic: Topic) -> str | None:
    try:
        patient = patient_block(example.patient) if example.patient else None
        assessment = assess(read_facts(Question(text=example.text, topic=topic.id, patient=patient), topic), topic)
    except InputError as error:
        return f"its patient block cannot be used: {error.path or ''} {error}"
    fires = rule.id in assessment.fired
    if fires != example.fires:
        return "it fires and should not" if fires else "it does not fire and should"
    if example.missing and not assessment.missing:
        return "nothing is asked for and something should be"
    return None


def patient_block(data: Mapping[str, Any]) -> GivenPatient:
    """Return the patient block of an example as values.

    Raises:
        InputError: it holds a field that the contract does not have, or a date that is none.
    """
    try:
        return GivenPatient(
            labs=tuple(GivenLab(**_dated(lab)) for lab in data.get("labs", ())),
            medications=tuple(GivenMedication(**_dated(drug)) for drug in data.get("medications", ())),
            symptoms=tuple(data.get("symptoms", ())),
            symptoms_absent=tuple(data.get("symptoms_absent", ())),
            conditions=tuple(data.get("conditions", ())),
            **_dated({key: value for key, value in data.items() if key not in _LISTS}),
        )
    except (TypeError, ValueError) as error:
        raise InputError(f"it is not the patient block of the HTTP contract: {error}", path="patient") from None


def _dated(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Spell `from` and `to` as the domain does, and read dates that YAML left as text."""
    dates = ("at", "from", "to", "as_of")
    return {
        _SPELT.get(key, key): date.fromisoformat(value) if key in dates and isinstance(value, str) else value
        for key, value in entry.items()
    }
