"""The operations on one question: ask, assess, check, and an answer or a conversation again."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.api.body import StrictRoute
from service.api.conversation import conversation_out, open_turn, take_turn
from service.api.judged import judge_case, judge_text
from service.api.replaying import replay
from service.api.requests import AskRequest, AssessRequest, CheckRequest
from service.api.room import Held
from service.api.shapes.answers import AnswerOut, AssessOut, CheckOut
from service.api.shapes.closed import Out
from service.api.shapes.kept import ConversationOut
from service.api.shapes.replay import ReplayOut
from service.api.streaming import EVENT_STREAM, begun, wants_events

router = APIRouter(prefix="/v1", route_class=StrictRoute)


@router.post(
    "/ask",
    operation_id="ask",
    response_model=AnswerOut,
    tags=["questions"],
    responses={200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}},
)
async def ask(request: AskRequest, room: Held, asked: Request) -> Response:
    """Answer a question: findings first, then checked statements, each with its citations.

    With `Accept: text/event-stream` the same answer comes as server-sent events while it is made: `accepted` (ids),
    each `finding` and `missing`, each `section` and checked `statement`, each `disagreement` and `citation`, and `done`
    with the whole answer, or `error` with a problem.
    """
    if wants_events(asked.headers.get("accept", "")):
        return await begun(room, await open_turn(room, request))
    return _json(await take_turn(room, request))


@router.post("/assess", operation_id="assess", response_model=AssessOut, tags=["questions"])
async def assess(request: AssessRequest, room: Held) -> Response:
    """Judge a case by the rules alone: what was read, what fired, what is missing."""
    longest = room.settings.max_question_chars
    return _body(await room.workers.run(lambda: judge_case(room.engine, request, longest=longest)))


@router.post("/check", operation_id="check", response_model=CheckOut, tags=["questions"])
async def check(request: CheckRequest, room: Held) -> Response:
    """Check anybody's text against the rules, and say what may be shown instead."""
    longest = room.settings.max_question_chars
    return _body(await room.workers.run(lambda: judge_text(room.engine, request, longest=longest)))


@router.get("/answers/{answer_id}", operation_id="getAnswer", response_model=AnswerOut, tags=["records"])
async def get_answer(answer_id: str, room: Held) -> Response:
    """Return an answer again, exactly as it was given."""
    return _json(await room.workers.run(lambda: room.records.answer(answer_id)))


@router.post("/answers/{answer_id}/replay", operation_id="replayAnswer", response_model=ReplayOut, tags=["records"])
async def replay_answer(answer_id: str, room: Held) -> Response:
    """Ask an answer's question again and say what differs now. Nothing of it is kept."""
    return _body(await room.workers.run(lambda: replay(room, answer_id)))


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
