"""The bodies of sign-off: reviews of a topic's content, and feedback on an answer."""

from __future__ import annotations

from service.api.shapes.answers import ReviewOut
from service.api.shapes.closed import Out, Sha256
from service.domain.editorial import Decision, Rating


class DecisionOut(Out):
    """What an editor decided, when, and on which content."""

    decision: Decision
    by: str
    comment: str
    at: str
    content: Sha256


class ReviewedOut(Out):
    """Where the content of a topic stands, what may be decided next, and every decision so far, newest first."""

    topic: str
    content: Sha256
    review: ReviewOut
    open_decisions: list[Decision]
    decisions: list[DecisionOut]


class FeedbackOut(Out):
    """What a reader said of an answer. `by` is the holder of the API key, where keys are configured."""

    answer_id: str
    topic: str | None
    content: Sha256
    rating: Rating
    comment: str | None
    by: str | None
    at: str
