"""One turn: what is asked with all that came before, and the answer stamped and kept as it is sent."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.api.present import answer_out, instant
from service.api.requests import AskRequest, PatientIn, demand_length
from service.api.room import Room
from service.api.shapes.answers import AnswerOut
from service.api.shapes.kept import ConversationOut, TurnOut
from service.domain.answer import Answer, Audience, Safety, Status
from service.domain.errors import InputError, TimeLimitError
from service.domain.kept import Conversation, KeptAnswer, KeptTurn
from service.domain.question import Question, Turn

MAX_TURNS = 100
"""Every answer reads the whole conversation again, so that its length is bounded."""

OUT_OF_TIME = (
    "The whole question: it could not be read within the time limit, so no rule was judged. That no finding is listed "
    "does not mean that nothing is wrong. This turn is not carried into the next one: ask again in fewer words, with "
    "the figures as structured facts."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A conversation as the next question finds it."""

    id: str
    new: bool
    topic: str | None
    history: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTurn:
    """A question that is about to be answered: its ids and all that it is answered from."""

    answer_id: str
    conversation_id: str
    question: Question
    request: AskRequest
    created: datetime
    new: bool
    """Whether it starts its conversation."""
    began: float
    """On the clock that only counts on, in seconds."""


async def open_turn(room: Room, request: AskRequest) -> OpenTurn:
    """Return the question with its conversation so far.

    Raises:
        TooLongError: the question is longer than the settings allow.
        NotFoundError: the conversation is not there.
        GroundruleError: what the records raise.
    """
    demand_length(request.question, room.settings.max_question_chars, path="question")
    created = room.clock()
    case = await room.workers.run(lambda: _case(room, request))
    patient = request.patient.given() if request.patient is not None else None
    return OpenTurn(
        answer_id=room.records.new_id("ans"),
        conversation_id=case.id,
        question=Question(
            text=request.question, topic=case.topic, audience=request.audience, patient=patient, history=case.history
        ),
        request=request,
        created=created,
        new=case.new,
        began=time.perf_counter(),
    )


async def take_turn(room: Room, request: AskRequest) -> str:
    """Answer one question within its conversation; return the JSON text, which is also what is kept.

    Raises:
        GroundruleError: what `open_turn`, the engine and the records raise.
    """
    turn = await open_turn(room, request)
    try:
        answer = await room.workers.run(lambda: room.engine.ask(turn.question))
    except TimeLimitError:
        return (await close_turn(room, turn, None)).model_dump_json()
    return (await close_turn(room, turn, answer)).model_dump_json()


async def close_turn(room: Room, turn: OpenTurn, answer: Answer | None) -> AnswerOut:
    """Stamp an answer and keep it; None: it did not come in time, so that it is withheld and not carried on.

    Raises:
        NotFoundError: the conversation was deleted in the meantime; nothing is kept.
        GroundruleError: what the engine and the records raise.
    """
    total_ms = (time.perf_counter() - turn.began) * 1000
    known = turn.question.topic if turn.question.topic in room.engine.topics else None
    made = answer if answer is not None else _withheld(known, turn.question.audience)
    provenance = await room.workers.run(lambda: room.engine.provenance(made.topic))
    topic = room.engine.topics[made.topic] if made.topic is not None else None
    standing = await room.workers.run(lambda: room.standing(topic)) if topic is not None else None
    body = answer_out(
        made,
        topics=room.engine.topics,
        standing=standing,
        provenance=provenance,
        answer_id=turn.answer_id,
        conversation_id=turn.conversation_id,
        created=turn.created,
        total_ms=total_ms,
    )
    kept = _kept(turn.request, body, turn.created, carried=answer is not None)
    await room.workers.run(lambda: room.records.keep(turn.conversation_id, kept, new=turn.new))
    return body


def _kept(request: AskRequest, body: AnswerOut, now: datetime, *, carried: bool) -> KeptTurn:
    return KeptTurn(
        text=request.question,
        patient=_patient_json(request.patient),
        topic=request.topic,
        audience=request.audience,
        created=now,
        carried=carried,
        answer=KeptAnswer(
            id=body.id,
            topic=body.topic,
            status=body.status,
            receipt=body.receipt.model_dump_json(),
            body=body.model_dump_json(),
        ),
    )


def conversation_out(conversation: Conversation) -> ConversationOut:
    """Return the contract's body of a kept conversation."""
    return ConversationOut(
        id=conversation.id,
        created=instant(conversation.created),
        expires=instant(conversation.expires),
        turns=[
            TurnOut(
                question=turn.text,
                patient=_patient(turn).model_dump(mode="json", by_alias=True, exclude_unset=True)
                if turn.patient is not None
                else None,
                topic=turn.topic,
                audience=Audience(turn.audience),
                created=instant(turn.created),
                answer_id=turn.answer.id,
                status=Status(turn.answer.status),
                carried=turn.carried,
            )
            for turn in conversation.turns
        ],
    )


def _case(room: Room, request: AskRequest) -> _Case:
    if request.conversation_id is None:
        return _Case(id=room.records.new_id("cnv"), new=True, topic=request.topic, history=())
    conversation = room.records.conversation(request.conversation_id)
    if len(conversation.turns) >= MAX_TURNS:
        raise InputError(
            f"The conversation has reached {MAX_TURNS} turns: start a new one and give the facts again.",
            path="conversation_id",
        )
    named = _topic_named(conversation.turns)
    if request.topic is not None and named not in (None, request.topic):
        raise InputError(
            f"The conversation is about the topic {named}: start a new one for another topic.", path="conversation_id"
        )
    return _Case(
        id=conversation.id,
        new=False,
        topic=request.topic or named,
        history=_history(conversation.turns),
    )


def question_of(conversation: Conversation) -> Question:
    """Return the question of the last turn, as it was asked then."""
    last, earlier = conversation.turns[-1], conversation.turns[:-1]
    return Question(
        text=last.text,
        topic=_topic_named(conversation.turns),
        audience=Audience(last.audience),
        patient=_patient(last).given() if last.patient is not None else None,
        history=_history(earlier),
    )


def _topic_named(turns: Sequence[KeptTurn]) -> str | None:
    """A topic that the caller once named holds for the conversation."""
    return next((turn.topic for turn in reversed(turns) if turn.topic is not None), None)


def _history(turns: Sequence[KeptTurn]) -> tuple[Turn, ...]:
    return tuple(_turn(turn) for turn in turns if turn.carried)


def _turn(kept: KeptTurn) -> Turn:
    return Turn(text=kept.text, patient=_patient(kept).given() if kept.patient is not None else None)


def _patient(kept: KeptTurn) -> PatientIn:
    return PatientIn.model_validate_json(kept.patient or "{}")


def _patient_json(patient: PatientIn | None) -> str | None:
    return patient.model_dump_json(by_alias=True, exclude_unset=True) if patient is not None else None


def _withheld(topic: str | None, audience: Audience) -> Answer:
    """Return the answer to a question that could not be read in time: nothing was judged, and it says so."""
    return Answer(
        topic=topic,
        audience=audience,
        status=Status.WITHHELD,
        findings=(),
        facts=(),
        missing=(),
        sections=(),
        not_addressed=(OUT_OF_TIME,),
        disagreements=(),
        citations=(),
        safety=Safety(verdict="withheld", checked=0),
        suggestions=(),
    )
