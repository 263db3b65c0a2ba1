"""Draws the document's examples out of the served topics: the code knows none of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from corpus.model import Sample, Topic
from service.api.conversation import conversation_out
from service.api.editorial import feedback_out, reviewed_out
from service.api.engine import Engine
from service.api.judged import judge_text
from service.api.library import article_out, passage_out, rules_out, source_out, topics_out
from service.api.picturing import pictures_out
from service.api.present import answer_out, assess_out, instant
from service.api.requests import MAX_BODY_BYTES, CheckRequest, PatientIn
from service.api.shapes.closed import HealthOut, Out
from service.api.shapes.replay import DifferenceOut, ReplayOut
from service.domain.editorial import Decision, Feedback, Rating, Review, Standing, standing
from service.domain.errors import IndexNotReadyError
from service.domain.kept import Conversation, KeptAnswer, KeptTurn
from service.domain.pictures import Bar, DoseStep, Mark, Pictures, Schedule
from service.domain.question import Question
from service.pictures.calendar import calendar

_AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
_ANSWER_ID = "ans_01KE6Z5V5G" + "0" * 25 + "1"
_CONVERSATION_ID = "cnv_01KE6Z5V5G" + "0" * 25 + "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A request, its parameters and the response it gets."""

    request: Mapping[str, Any] | None = None
    response: Mapping[str, Any] | str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


def of(engine: Engine) -> Mapping[str, Example]:
    """Return an example for every operation, by operation id; none of a topic's where no topic is served."""
    health = {name: Example(response=_json(HealthOut(status=name))) for name in ("live", "ready")}
    topic = next(iter(engine.topics.values()), None)
    if topic is None:
        return health
    return health | _of_library(engine, topic) | _of_questions(engine, topic) | _of_sign_off(topic)


def _of_library(engine: Engine, topic: Topic) -> dict[str, Example]:
    passage = next(iter(topic.passages.values()))
    topics = engine.topics
    return {
        "listTopics": Example(response=_json(topics_out(topics, _unreviewed))),
        "getTopic": Example(response=_json(article_out(topic, _unreviewed(topic))), parameters={"topic_id": topic.id}),
        "getRules": Example(response=_json(rules_out(topic)), parameters={"topic_id": topic.id}),
        "getSource": Example(
            response=_json(source_out(topics, passage.source_id, topic.id)),
            parameters={"source_id": passage.source_id, "topic": topic.id},
        ),
        "getPassage": Example(response=_json(passage_out(topics, passage.id)), parameters={"passage_id": passage.id}),
    }


def _of_questions(engine: Engine, topic: Topic) -> dict[str, Example]:
    asked = _question(topic)
    patient = _patient(topic)
    given = PatientIn.model_validate(patient).given() if patient else None
    optional: dict[str, Any] = {"patient": patient} if patient else {}
    assessed = engine.assess(Question(text="" if patient else asked, topic=topic.id, patient=given))
    answer = _answer(engine, Question(text=asked, topic=topic.id, patient=given))
    return {
        "ask": Example(
            request={"question": asked, "topic": topic.id, "audience": "physician", **optional}, response=answer
        ),
        "assess": Example(
            request={"topic": topic.id, **(optional or {"text": asked})}, response=_json(assess_out(assessed, topic))
        ),
        "check": _check(engine, topic, otherwise=asked),
        "getAnswer": Example(response=answer, parameters={"answer_id": _ANSWER_ID}),
        "getPictures": Example(response=_json(_pictured()), parameters={"answer_id": _ANSWER_ID}),
        "getSchedule": Example(response=_calendar(), parameters={"answer_id": _ANSWER_ID, "start": "2026-01-05"}),
        "replayAnswer": Example(response=_json(_replayed()), parameters={"answer_id": _ANSWER_ID}),
        "getConversation": Example(
            response=_json(_conversation(asked, topic)), parameters={"conversation_id": _CONVERSATION_ID}
        ),
        "deleteConversation": Example(parameters={"conversation_id": _CONVERSATION_ID}),
    }


def _of_sign_off(topic: Topic) -> dict[str, Example]:
    request: dict[str, Any] = {
        "decision": "start-review",
        "comment": "I take this one: rules first, then the wording.",
        "content": topic.content_hash,
    }
    review = Review(
        topic=topic.id,
        content=topic.content_hash,
        decision=Decision.START_REVIEW,
        editor="jane.roe",
        comment=request["comment"],
        at=_AT,
    )
    feedback = Feedback(
        answer_id=_ANSWER_ID,
        topic=topic.id,
        content=topic.content_hash,
        rating=Rating.UNSAFE,
        comment="The finding on the rise from baseline is missing.",
        by="ward-7",
        at=_AT,
    )
    reviewed = reviewed_out(topic, standing((review,), topic.content_hash), (review,))
    return {
        "reviewTopic": Example(request=request, response=_json(reviewed), parameters={"topic_id": topic.id}),
        "giveFeedback": Example(
            request={"rating": feedback.rating.value, "comment": feedback.comment},
            response=_json(feedback_out(feedback)),
            parameters={"answer_id": _ANSWER_ID},
        ),
    }


def _replayed() -> Out:
    """An answer that is still given, although its topic has been approved since."""
    reviewed = DifferenceOut(path="review.topic_review", given="submitted", now="approved")
    given, now = instant(_AT), instant(_AT + timedelta(days=2))
    return ReplayOut(
        answer_id=_ANSWER_ID, same=True, differences=[], made_from=[reviewed], given_at=given, replayed_at=now
    )


def _pictured() -> Out:
    """A result just short of a line, at which its rule stops."""
    line = Mark(kind="stop", state="near", line="8 or more", at=8, falling=False, told="", rule="stop-at-8")
    bar = Bar(analyte="result", unit="", low=7.9, high=7.9, worst=None, marks=(line,), verdict="Just short of the stop "
              "line", following="0.1 below the stop line of 8 (8 - 7.9 = 0.1).")  # fmt: skip
    return pictures_out(_ANSWER_ID, Pictures(bars=(bar,)))


def _calendar() -> str:
    """A schedule of one dose, from the day of the answer on."""
    schedule = Schedule(drug="the drug", steps=(DoseStep(mg_per_day=1, day=0),), tests=(), gaps=(),
                        ceiling_mg_per_day=1, ceiling_because="", start=None, not_before=None, grounds=(),
                        besides=())  # fmt: skip
    return calendar(schedule, start=_AT.date(), answer_id=_ANSWER_ID, made=_AT)


def _unreviewed(topic: Topic) -> Standing:
    return standing((), topic.content_hash)


def _check(engine: Engine, topic: Topic, *, otherwise: str) -> Example:
    """Return the first text that the topic wants caught; where it names none, a question as a text."""
    sample = next(iter(topic.self_test.must_block), Sample(text=(otherwise,)))
    request: dict[str, Any] = {"text": sample.text[0], "topic": topic.id}
    request |= {"question": sample.question} if sample.question else {}
    request |= {"patient": dict(sample.patient)} if sample.patient else {}
    reply = judge_text(engine, CheckRequest.model_validate(request), longest=MAX_BODY_BYTES)
    return Example(request=request, response=_json(reply))


def _question(topic: Topic) -> str:
    return topic.suggested_questions[0] if topic.suggested_questions else topic.question


def _patient(topic: Topic) -> Mapping[str, Any]:
    """Return the patient block of the topic's first rule test that has one."""
    tests = (test for rule in topic.rules for test in rule.tests)
    return next((dict(test.patient) for test in tests if test.patient and test.fires), {})


def _answer(engine: Engine, question: Question) -> Mapping[str, Any] | None:
    try:
        answer = engine.ask(question)
    except IndexNotReadyError:
        # The document must not depend on the index: without one it shows the shape alone.
        return None
    return _json(
        answer_out(
            answer,
            topics=engine.topics,
            standing=_unreviewed(engine.topics[answer.topic]) if answer.topic is not None else None,
            provenance=engine.provenance(answer.topic),
            answer_id=_ANSWER_ID,
            conversation_id=_CONVERSATION_ID,
            created=_AT,
            total_ms=8.9,
        )
    )


def _conversation(asked: str, topic: Topic) -> Out:
    answer = KeptAnswer(id=_ANSWER_ID, topic=topic.id, status="answered", receipt="{}", body="{}")
    turn = KeptTurn(text=asked, patient=None, topic=topic.id, audience="physician", created=_AT, answer=answer)
    return conversation_out(
        Conversation(id=_CONVERSATION_ID, created=_AT, expires=_AT + timedelta(days=30), turns=(turn,))
    )


def _json(body: Out) -> Mapping[str, Any]:
    return body.model_dump(mode="json", by_alias=True)
