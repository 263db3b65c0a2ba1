"""One case or text judged by the HTTP contract: what the HTTP edge answers and what a command prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corpus.model import Topic
from service.api.engine import Judge
from service.api.present import assess_out, check_out
from service.api.requests import AssessRequest, CheckRequest, demand_length
from service.api.shapes.answers import AssessOut, CheckOut
from service.domain.errors import UnknownTopicError
from service.domain.question import Question
from service.domain.replies import TextToCheck


def judge_case(judge: Judge, request: AssessRequest, *, longest: int) -> AssessOut:
    """Judge a case by the rules alone.

    Args:
        judge: who judges.
        request: the case.
        longest: the most characters that a text may have.

    Raises:
        InputError: an unknown topic or name, a text that is too long, or a patient block that cannot be used.
    """
    _demand_topic(judge.topics, request.topic)
    text = request.text or ""
    demand_length(text, longest, path="text")
    patient = request.patient.given() if request.patient is not None else None
    assessed = judge.assess(Question(text=text, topic=request.topic, patient=patient))
    return assess_out(assessed, judge.topics[assessed.topic])


def judge_text(judge: Judge, request: CheckRequest, *, longest: int) -> CheckOut:
    """Check a text against the rules; `longest` as for a case.

    Raises:
        InputError: as for a case.
    """
    if request.topic is not None:
        _demand_topic(judge.topics, request.topic)
    demand_length(request.text, longest, path="text")
    demand_length(request.question or "", longest, path="question")
    patient = request.patient.given() if request.patient is not None else None
    text = TextToCheck(text=request.text, topic=request.topic, question=request.question, patient=patient)
    checked = judge.check(text)
    if len(checked.safe_text) > longest:
        # It could not be checked again, which is what is promised of it.
        checked = replace(checked, safe_text="")
    return check_out(checked, judge.topics[checked.topic])


def _demand_topic(topics: Mapping[str, Topic], topic: str) -> None:
    if topic not in topics:
        raise UnknownTopicError("there is no such topic", path="topic")
