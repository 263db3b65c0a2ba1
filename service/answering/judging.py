"""Judges a case or a text by the rules alone: no retrieval, no drafting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.model import Rule, Topic
from service.answering.case import open_case
from service.answering.finding import find_topic
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Assessment, CheckReport
from service.domain.errors import UnknownTopicError
from service.domain.facts import PatientFacts
from service.domain.question import GivenPatient, Question, Turn
from service.domain.replies import Assessed, Checked, TextToCheck
from service.safety.check import check
from service.safety.repair import repair
from service.safety.route import ROUTED
from service.safety.rules.shown import shown


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Judges cases and texts by the rules of its topics; needs no index, no model and no database."""

    topics: Mapping[str, Topic]

    def assess(self, question: Question) -> Assessed:
        """Return facts, findings and missing facts; see `service.api.engine.Judge`."""
        return assessed(question, self.topic_of(question))

    def check(self, text: TextToCheck) -> Checked:
        """Judge a text; see `service.api.engine.Judge`."""
        # What the text itself is about decides; the question it answers is asked where the text names nothing.
        before = (Turn(text=text.question),) if text.question else ()
        return checked(text, self.topic_of(Question(text=text.text, topic=text.topic, history=before)))

    def topic_of(self, question: Question) -> Topic:
        """Return the topic named or found; without either the first, so that its rules judge rather than none.

        Raises:
            UnknownTopicError: the topic named is none.
        """
        if question.topic:
            return self._named(question.topic)
        return find_topic(question, self.topics) or next(iter(self.topics.values()))

    def _named(self, topic: str) -> Topic:
        if topic not in self.topics:
            raise UnknownTopicError("There is no such topic; `groundrule topics` lists those there are.", path="topic")
        return self.topics[topic]


def assessed(question: Question, topic: Topic) -> Assessed:
    """Return the facts read, the findings and the missing facts of a case.

    Raises:
        InputError: the patient block cannot be used as it is.
    """
    case = open_case(question, topic, Stopwatch())
    return Assessed(
        topic=topic.id,
        facts=shown(case.facts, topic),
        findings=case.assessment.findings,
        missing=case.assessment.missing,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Whom a text is about: the facts of its question and patient, and what the rules say of them."""

    facts: PatientFacts
    assessment: Assessment
    question: str = ""
    """What the text answers, as it was asked."""


def situation(topic: Topic, *, question: str = "", patient: GivenPatient | None = None) -> Situation:
    """Read what a text is judged against; with neither question nor patient that is the topic's own situation.

    Of what routing finds in the question, only what forbids advice counts, such as that a patient asks.

    Raises:
        InputError: the patient block cannot be used as it is.
    """
    case = open_case(Question(text=question, topic=topic.id, patient=patient), topic, Stopwatch())
    binding = tuple(f for f in case.assessment.findings if _binds(topic.rule[f.rule]))
    return Situation(facts=case.facts, assessment=replace(case.assessment, findings=binding), question=question)


def _binds(rule: Rule) -> bool:
    return rule.trigger not in ROUTED or bool(rule.forbids)


def report(text: str, topic: Topic, against: Situation) -> CheckReport:
    """Judge a text by the rules of a topic."""
    return check(text, topic=topic, facts=against.facts, assessment=against.assessment, question=against.question)


def checked(text: TextToCheck, topic: Topic) -> Checked:
    """Judge anybody's text by the rules of a topic, and make of it what may be shown instead.

    Raises:
        InputError: the patient block cannot be used as it is.
    """
    case = situation(topic, question=text.question or "", patient=text.patient)
    judged = report(text.text, topic, case)
    repaired = repair(
        text.text, judged, topic=topic, facts=case.facts, assessment=case.assessment, question=case.question
    )
    return Checked(topic=topic.id, report=judged, findings=case.assessment.findings, safe_text=repaired.safe_text or "")
