"""The nouns of sign-off: who decided what on which content, what follows from it, and what readers sent in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.domain.errors import ConflictError


class TopicReview(StrEnum):
    """Our own review of a topic's content. What its source says of itself is another matter and never changes here."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under-review"
    APPROVED = "approved"


class Decision(StrEnum):
    """What an editor may do. Sending back also withdraws an approval."""

    SUBMIT = "submit"
    START_REVIEW = "start-review"
    APPROVE = "approve"
    SEND_BACK = "send-back"


_STEPS: Mapping[tuple[TopicReview, Decision], TopicReview] = {
    (TopicReview.SUBMITTED, Decision.SUBMIT): TopicReview.SUBMITTED,
    (TopicReview.SUBMITTED, Decision.START_REVIEW): TopicReview.UNDER_REVIEW,
    (TopicReview.UNDER_REVIEW, Decision.APPROVE): TopicReview.APPROVED,
    (TopicReview.UNDER_REVIEW, Decision.SEND_BACK): TopicReview.SUBMITTED,
    (TopicReview.APPROVED, Decision.SEND_BACK): TopicReview.SUBMITTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision of a named editor on one content, known by its hash."""

    topic: str
    content: str
    decision: Decision
    editor: str
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the content that is served stands.

    `approval` is the approval in force, or else the last one that any content of the topic had.
    """

    content: str
    state: TopicReview
    approval: Review | None = None

    @property
    def outdated(self) -> bool:
        """True when an approval was given and the content has changed since."""
        return self.approval is not None and self.approval.content != self.content

    @property
    def open_decisions(self) -> tuple[Decision, ...]:
        """What an editor may decide next."""
        return tuple(decision for state, decision in _STEPS if state is self.state)


class Rating(StrEnum):
    """What a reader makes of an answer."""

    HELPFUL = "helpful"
    UNHELPFUL = "unhelpful"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a reader said of an answer. `content` is what the answer was made from, `by` the key's holder, if any."""

    answer_id: str
    topic: str | None
    content: str
    rating: Rating
    comment: str | None
    by: str | None
    at: datetime


def step(state: TopicReview, decision: Decision) -> TopicReview:
    """Return the state that a decision leads to.

    Raises:
        ConflictError: the decision cannot be taken in this state.
    """
    if (state, decision) not in _STEPS:
        raise ConflictError(f"The content is {state}, where nobody can decide to {decision}: look at it again.")
    return _STEPS[state, decision]


def standing(reviews: Iterable[Review], content: str) -> Standing:
    """Return where a content stands after the reviews of its topic, oldest first.

    Only decisions on exactly this content move it, so that changed content begins at *submitted* by itself.

    Raises:
        ConflictError: the reviews hold a decision that could not have been taken.
    """
    state = TopicReview.SUBMITTED
    approvals: list[Review] = []
    for review in reviews:
        if review.content == content:
            state = step(state, review.decision)
        if review.decision is Decision.APPROVE:
            approvals.append(review)
    if state is TopicReview.APPROVED:
        approvals = [review for review in approvals if review.content == content]
    return Standing(content=content, state=state, approval=approvals[-1] if approvals else None)
