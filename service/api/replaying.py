"""Asks an answer's question again, from what was kept of it, and says what differs now. Nothing of it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from service.api.conversation import question_of
from service.api.present import answer_out
from service.api.room import Room
from service.api.shapes.answers import AnswerOut
from service.api.shapes.replay import DifferenceOut, ReplayOut
from service.domain.question import Question

_NOT_COMPARED = ("id", "conversation_id", "timings_ms")
"""New each time by contract, as is the moment in the receipt."""
_MADE_FROM = ("receipt", "review")
"""What the answer stands on, told apart from what it says."""


def replay(room: Room, answer_id: str) -> ReplayOut:
    """Ask again with the same words, facts, reader and earlier turns.

    Raises:
        NotFoundError: no such answer is kept.
        UnknownTopicError: its topic is no longer served.
        GroundruleError: what the engine and the records raise.
    """
    conversation = room.records.conversation_up_to(answer_id)
    given = json.loads(conversation.turns[-1].answer.body)
    again = _asked_again(room, answer_id, conversation.id, question_of(conversation))
    found = list(_differences("", _compared(given), _compared(again.model_dump(mode="json", by_alias=True))))
    made_from = [d for d in found if d.path.partition(".")[0] in _MADE_FROM]
    said = [d for d in found if d not in made_from]
    return ReplayOut(
        answer_id=answer_id,
        same=not said,
        differences=said,
        made_from=made_from,
        given_at=given["receipt"]["created"],
        replayed_at=again.receipt.created,
    )


def _asked_again(room: Room, answer_id: str, conversation_id: str, question: Question) -> AnswerOut:
    answer = room.engine.ask(question)
    topic = room.engine.topics[answer.topic] if answer.topic is not None else None
    return answer_out(
        answer,
        topics=room.engine.topics,
        standing=room.standing(topic) if topic is not None else None,
        provenance=room.engine.provenance(answer.topic),
        answer_id=answer_id,
        conversation_id=conversation_id,
        created=room.clock(),
        total_ms=0.0,
    )


def _compared(answer: dict[str, Any]) -> dict[str, Any]:
    held = {name: part for name, part in answer.items() if name not in _NOT_COMPARED}
    receipt = {name: part for name, part in held["receipt"].items() if name != "created"}
    # What a model took differs each time; which one it was, and why it was left, does not.
    used = receipt.get("model") or {}
    receipt["model"] = {name: used[name] for name in ("name", "prompt", "degraded") if name in used}
    return {**held, "receipt": receipt}


def _differences(path: str, given: Any, now: Any) -> Iterator[DifferenceOut]:
    """Walk both in step; a field that only one has is told with null on the other side."""
    if isinstance(given, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*given, *now]):
            yield from _differences(f"{path}.{name}".removeprefix("."), given.get(name), now.get(name))
    elif isinstance(given, list) and isinstance(now, list):
        for n in range(max(len(given), len(now))):
            yield from _differences(f"{path}[{n}]", *(part[n] if n < len(part) else None for part in (given, now)))
    elif given != now:
        yield DifferenceOut(path=path, given=given, now=now)
