"""Find the topic of a question that names none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corpus.model import Topic
from service.answering.assembly import suggest
from service.answering.case import Case, open_case
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Answer, Safety, Status
from service.domain.question import Question


def find_topic(question: Question, topics: Mapping[str, Topic]) -> Topic | None:
    """Return the topic that a question is about, or that its case is an emergency in; None when there is none.

    A follow-up that names nothing belongs to the topic of the latest turn that names something.

    Raises:
        InputError: the patient block cannot be used with any topic.
    """
    turns = [question.text, *(turn.text for turn in reversed(question.history))]
    for text in turns:
        for topic in topics.values():
            if not _open(replace(question, text=text, patient=None, history=()), topic).elsewhere:
                return topic
    return next((topic for topic in topics.values() if _open(question, topic).emergency), None)


def nowhere(question: Question, topics: Mapping[str, Topic]) -> Answer:
    """Return the answer to a question that no topic covers: nothing invented, the nearest covered questions offered."""
    return Answer(
        topic=None,
        audience=question.audience,
        status=Status.NOT_COVERED,
        findings=(),
        facts=(),
        missing=(),
        sections=(),
        not_addressed=(),
        disagreements=(),
        citations=(),
        safety=Safety(verdict="pass", checked=0),
        suggestions=tuple(dict.fromkeys(s for topic in topics.values() for s in suggest(question.text, topic)))[:3],
    )


def _open(question: Question, topic: Topic) -> Case:
    return open_case(question, topic, Stopwatch())
