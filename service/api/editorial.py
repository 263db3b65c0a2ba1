"""The operations of sign-off: an editor's decision on a topic, and what a reader says of an answer."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request

from corpus.model import Topic, content_hash
from corpus.snapshot import snapshot
from service.api.body import StrictRoute
from service.api.editors import HEADER
from service.api.gate import caller_of, holder_of
from service.api.library import find_topic
from service.api.present import instant, review_out
from service.api.requests import FeedbackRequest, ReviewRequest
from service.api.room import Held, Room
from service.api.shapes.editorial import DecisionOut, FeedbackOut, ReviewedOut
from service.domain.editorial import Decision, Feedback, Review, Standing
from service.domain.errors import ConflictError

router = APIRouter(prefix="/v1", route_class=StrictRoute)


@router.post("/topics/{topic_id}/review", operation_id="reviewTopic", tags=["editors"])
async def review_topic(topic_id: str, request: ReviewRequest, room: Held, http: Request) -> ReviewedOut:
    """Decide on the content of a topic, as a named editor: submit it, start its review, approve it or send it back."""
    editor = room.editors.admit(http.headers.get(HEADER, ""), caller=caller_of(http.scope))
    topic = find_topic(room.engine.topics, topic_id)
    standing = await room.workers.run(
        lambda: decide(room, topic, request.decision, editor=editor, comment=request.comment, content=request.content)
    )
    return reviewed_out(topic, standing, room.records.editorial.reviews(topic.id))


@router.post("/answers/{answer_id}/feedback", operation_id="giveFeedback", tags=["records"])
async def give_feedback(answer_id: str, request: FeedbackRequest, room: Held, http: Request) -> FeedbackOut:
    """Say what is to be made of an answer. Editors see what is marked unsafe; it is deleted with the answer."""
    by = holder_of(http.scope)

    def keep() -> Feedback:
        answer = json.loads(room.records.answer(answer_id))
        feedback = Feedback(
            answer_id=answer_id,
            topic=answer["topic"],
            content=content_hash(answer["receipt"]["corpus"], answer["receipt"]["rules"]),
            rating=request.rating,
            comment=request.comment,
            by=by,
            at=room.clock(),
        )
        room.records.editorial.add_feedback(feedback)
        return feedback

    return feedback_out(await room.workers.run(keep))


def decide(room: Room, topic: Topic, decision: Decision, *, editor: str, comment: str, content: str) -> Standing:
    """Record an editor's decision on the content that the editor has seen; return where that stands now.

    Raises:
        ConflictError: the topic's content is another by now, or the decision cannot be taken in its state.
        RecordsError: it could not be recorded.
    """
    if content != topic.content_hash:
        raise ConflictError(
            "The content that is served is not the content that was decided on: look at it again.", path="content"
        )
    review = Review(
        topic=topic.id,
        content=content,
        decision=decision,
        editor=editor,
        comment=comment.strip(),
        at=room.clock(),
    )
    return room.records.editorial.decide(review, snapshot=json.dumps(snapshot(topic), ensure_ascii=False))


def reviewed_out(topic: Topic, standing: Standing, reviews: tuple[Review, ...]) -> ReviewedOut:
    """Return the contract's body of a topic's reviews, newest first."""
    return ReviewedOut(
        topic=topic.id,
        content=standing.content,
        review=review_out(topic, standing),
        open_decisions=list(standing.open_decisions),
        decisions=[
            DecisionOut(
                decision=review.decision,
                by=review.editor,
                comment=review.comment,
                at=instant(review.at),
                content=review.content,
            )
            for review in reversed(reviews)
        ],
    )


def feedback_out(feedback: Feedback) -> FeedbackOut:
    """Return the contract's body of one entry of feedback."""
    return FeedbackOut(
        answer_id=feedback.answer_id,
        topic=feedback.topic,
        content=feedback.content,
        rating=feedback.rating,
        comment=feedback.comment,
        by=feedback.by,
        at=instant(feedback.at),
    )
