"""The operations on one question: ask, assess, check, and an answer or a conversation again."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service.api.body import StrictRoute
from service.api.conversation import conversation_out, demand_length, take_turn
from service.api.library import find_topic
from service.api.present import assess_out, check_out
from service.api.requests import AskRequest, AssessRequest, CheckRequest
from service.api.room import Held
from service.api.shapes.answers import AnswerOut, AssessOut, CheckOut
from service.api.shapes.closed import Out
from service.api.shapes.kept import ConversationOut
from service.domain.errors import UnknownTopicError
from service.domain.question import Question
from service.domain.replies import TextToCheck

router = APIRouter(prefix="/v1", route_class=StrictRoute)


@router.post("/ask", operation_id="ask", response_model=AnswerOut, tags=["questions"])
async def ask(request: AskRequest, room: Held) -> Response:
    """Answer a question: findings first, then checked statements, each with its citations."""
    return _json(await take_turn(room, request))


@router.post("/assess", operation_id="assess", response_model=AssessOut, tags=["questions"])
async def assess(request: AssessRequest, room: Held) -> Response:
    """Judge a case by the rules alone: what was read, what fired, what is missing."""
    if request.topic not in room.engine.topics:
        raise UnknownTopicError("there is no such topic", path="topic")
    text = request.text or ""
    demand_length(text, room, path="text")
    patient = request.patient.given() if request.patient is not None else None
    question = Question(text=text, topic=request.topic, patient=patient)
    assessed = await room.workers.run(lambda: room.engine.assess(question))
    return _body(assess_out(assessed, find_topic(room.engine.topics, assessed.topic)))


@router.post("/check", operation_id="check", response_model=CheckOut, tags=["questions"])
async def check(request: CheckRequest, room: Held) -> Response:
    """Check anybody's text against the rules, and say what may be shown instead."""
    if request.topic is not None and request.topic not in room.engine.topics:
        raise UnknownTopicError("there is no such topic", path="topic")
    demand_length(request.text, room, path="text")
    demand_length(request.question or "", room, path="question")
    patient = request.patient.given() if request.patient is not None else None
    text = TextToCheck(text=request.text, topic=request.topic, question=request.question, patient=patient)
    checked = await room.workers.run(lambda: room.engine.check(text))
    return _body(check_out(checked, find_topic(room.engine.topics, checked.topic)))


@router.get("/answers/{answer_id}", operation_id="getAnswer", response_model=AnswerOut, tags=["records"])
async def get_answer(answer_id: str, room: Held) -> Response:
    """Return an answer again, exactly as it was given."""
    return _json(await room.workers.run(lambda: room.records.answer(answer_id)))


@router.get(
    "/conversations/{conversation_id}", operation_id="getConversation", response_model=ConversationOut, tags=["records"]
)
async def get_conversation(conversation_id: str, room: Held) -> Response:
    """Return the turns of a conversation, and when all of it is deleted."""
    return _body(conversation_out(await room.workers.run(lambda: room.records.conversation(conversation_id))))


@router.delete("/conversations/{conversation_id}", operation_id="deleteConversation", status_code=204, tags=["records"])
async def delete_conversation(conversation_id: str, room: Held) -> Response:
    """Delete a conversation with all of its turns and answers, at once and for good."""
    await room.workers.run(lambda: room.records.delete(conversation_id))
    return Response(status_code=204)


def _body(body: Out) -> Response:
    return _json(body.model_dump_json())


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
