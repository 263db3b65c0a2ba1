"""Keeps reviews for good, and what readers said of an answer for as long as the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.domain.editorial import Decision, Feedback, Rating, Review, Standing, standing, step
from service.domain.errors import InputError, NotFoundError
from service.records.tables import AnswerRow, ContentRow, FeedbackRow, ReviewRow

MAX_FEEDBACK_PER_ANSWER = 50
UNSAFE_SHOWN = 200
"""An editor reads the newest; more than this at once is an incident and no longer a list."""


class Editorial:
    """The records of sign-off. Reviews are only ever added."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Session]],
        writing: Callable[[], AbstractContextManager[Session]],
    ) -> None:
        self._reading = reading
        self._writing = writing

    def reviews(self, topic: str) -> tuple[Review, ...]:
        """Return every review of a topic, oldest first."""
        with self._reading() as session:
            return _reviews(session, topic)

    def decide(self, review: Review, *, snapshot: str) -> Standing:
        """Add a review, with the content it concerns the first time it is decided on; return where that stands now.

        Raises:
            ConflictError: somebody else decided in the meantime, so that this decision cannot be taken any more.
        """
        with self._writing() as session:
            before = _reviews(session, review.topic)
            step(standing(before, review.content).state, review.decision)
            if session.get(ContentRow, review.content) is None:
                session.add(ContentRow(content=review.content, topic=review.topic, snapshot=snapshot))
            session.add(
                ReviewRow(
                    topic=review.topic,
                    content=review.content,
                    decision=review.decision.value,
                    editor=review.editor,
                    comment=review.comment,
                    at=review.at,
                )
            )
        return standing((*before, review), review.content)

    def snapshot(self, content: str) -> str:
        """Return the content that a review concerned, as it was written down then.

        Raises:
            NotFoundError: no review concerned it.
        """
        with self._reading() as session:
            kept = session.scalars(select(ContentRow.snapshot).where(ContentRow.content == content)).one_or_none()
        if kept is None:
            raise NotFoundError("No review concerned this content.")
        return kept

    def add_feedback(self, feedback: Feedback) -> None:
        """Keep what a reader said, beside the answer it is about.

        Raises:
            NotFoundError: there is no such answer.
            InputError: the answer has as much feedback as is kept.
        """
        with self._writing() as session:
            if session.get(AnswerRow, feedback.answer_id) is None:
                raise NotFoundError("No answer is kept under this id; answers are deleted when their retention ends.")
            kept = select(func.count()).select_from(FeedbackRow).where(FeedbackRow.answer_id == feedback.answer_id)
            if session.scalars(kept).one() >= MAX_FEEDBACK_PER_ANSWER:
                raise InputError(f"This answer has {MAX_FEEDBACK_PER_ANSWER} entries of feedback; no more are kept.")
            session.add(
                FeedbackRow(
                    answer_id=feedback.answer_id,
                    topic=feedback.topic,
                    content=feedback.content,
                    rating=feedback.rating.value,
                    comment=feedback.comment,
                    holder=feedback.by,
                    at=feedback.at,
                )
            )

    def marked(self, ratings: Collection[Rating]) -> tuple[Feedback, ...]:
        """Return what was said of the answers that are still kept, on any topic, newest first."""
        query = (
            select(FeedbackRow)
            .where(FeedbackRow.rating.in_([rating.value for rating in ratings]))
            .order_by(FeedbackRow.number.desc())
        )
        with self._reading() as session:
            return tuple(_feedback(row) for row in session.scalars(query))

    def unsafe(self, topic: str) -> tuple[Feedback, ...]:
        """Return what was marked unsafe on a topic and is still kept, newest first."""
        query = (
            select(FeedbackRow)
            .where(FeedbackRow.topic == topic, FeedbackRow.rating == Rating.UNSAFE.value)
            .order_by(FeedbackRow.number.desc())
            .limit(UNSAFE_SHOWN)
        )
        with self._reading() as session:
            return tuple(_feedback(row) for row in session.scalars(query))


def _reviews(session: Session, topic: str) -> tuple[Review, ...]:
    query = select(ReviewRow).where(ReviewRow.topic == topic).order_by(ReviewRow.number)
    return tuple(
        Review(
            topic=row.topic,
            content=row.content,
            decision=Decision(row.decision),
            editor=row.editor,
            comment=row.comment,
            at=row.at,
        )
        for row in session.scalars(query)
    )


def _feedback(row: FeedbackRow) -> Feedback:
    return Feedback(
        answer_id=row.answer_id,
        topic=row.topic,
        content=row.content,
        rating=Rating(row.rating),
        comment=row.comment,
        by=row.holder,
        at=row.at,
    )
