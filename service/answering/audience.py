"""What a patient is told of the same findings: the topic's words for patients, never a dose or a schedule."""

from __future__ import annotations

from dataclasses import replace

from corpus.figures import figures
from corpus.model import Rule, Topic, passage_id
from service.domain.answer import Assessment, Audience, Because, Finding
from service.safety.rules.words import message

#: Said to a patient where the topic has no words of its own for a finding.
ASK_PRESCRIBER = "Something in what you wrote needs a doctor's eye. Contact your prescriber today."
ASK_WHY = "your prescriber needs it to judge this"
_DOSE_UNITS = ("mg", "g", "µg", "mcg")


def for_audience(assessment: Assessment, audience: Audience, topic: Topic) -> Assessment:
    """Return the same findings, worded for whom they are shown to. Rules, severities and actions never change."""
    if audience is not Audience.PATIENT:
        return assessment
    asked = ", ".join(dict.fromkeys(m.fact for m in assessment.missing))
    return replace(
        assessment,
        findings=tuple(_for_patient(finding, topic, asked) for finding in assessment.findings),
        missing=tuple(replace(m, why=ASK_WHY) for m in assessment.missing),
    )


def _for_patient(finding: Finding, topic: Topic, asked: str) -> Finding:
    rule = topic.rule.get(finding.rule)
    shown = tuple(s for s in finding.statements if topic.passages[passage_id(topic.id, s)].patient_text)
    because = tuple(_without_limit(b) for b in finding.because)
    words = _words(rule, because, shown, topic, asked)
    return replace(finding, headline=None, message=words, statements=shown, because=because)


def _words(rule: Rule | None, because: tuple[Because, ...], shown: tuple[str, ...], topic: Topic, asked: str) -> str:
    """The rule's own words for patients, else its ground's, else that a doctor is to be asked."""
    if rule is not None and rule.patient_message:
        return message(rule.patient_message, because, missing=asked)
    first = topic.passages[passage_id(topic.id, shown[0])].patient_text if shown else None
    return first or ASK_PRESCRIBER


def _without_limit(because: Because) -> Because:
    """A limit or a sum in mg would be read as an instruction; a laboratory line would not."""
    figured = figures(" ".join(text for text in (because.limit, because.computed) if text))
    if any(figure.unit.split("/")[0] in _DOSE_UNITS for figure in figured):
        return replace(because, limit=None, computed=None)
    return because
