"""Find the topic of a question that names none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corpus.model import Topic
from service.answering.assembly import suggest
from service.answering.case import Case, open_case
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Answer, Safety, Status
from service.domain.errors import InputError
from service.domain.question import Question


def find_topic(question: Question, topics: Mapping[str, Topic]) -> Topic | None:
    """Return the topic that a question is about, or that its case is an emergency in; None when there is none.

    A follow-up that names nothing belongs to the topic of the latest turn that names something. Where no turn names
    anything, the facts that were given with them do: "What now?" is asked of the patient whose results came with it.

    Raises:
        InputError: the patient block cannot be used with any topic.
    """
    turns = [question.text, *(turn.text for turn in reversed(question.history))]
    for text in turns:
        for topic in topics.values():
            if not _open(replace(question, text=text, patient=None, history=()), topic).elsewhere:
                return topic
    cases = _usable(question, topics)
    return next((case.topic for named in (_emergency, _given) for case in cases if named(case)), None)


def _usable(question: Question, topics: Mapping[str, Topic]) -> list[Case]:
    """Return the question within each topic that knows all that its patient block names."""
    cases: list[Case] = []
    refused: InputError | None = None
    for topic in topics.values():
        try:
            cases.append(_open(question, topic))
        except InputError as error:
            refused = refused or error
    if refused and not cases:
        raise refused
    return cases


def _emergency(case: Case) -> bool:
    return case.emergency


def _given(case: Case) -> bool:
    """Whether the facts that were given are of this topic: its drug, or results and signs of nobody on another drug."""
    if case.elsewhere:
        return False
    blocks = [b for b in (case.question.patient, *(turn.patient for turn in case.question.history)) if b is not None]
    if any(block.medications for block in blocks):
        return any(dose.governed for dose in case.facts.doses)
    return any(block.labs or block.symptoms or block.conditions for block in blocks)


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
