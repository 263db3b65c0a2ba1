"""The tables: conversations, their turns and their answers; reviews, the content they concern, and feedback."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = 1
"""Rises when a table changes; a table that is merely added leaves older services able to read the rest."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime | None:
        """Turn a moment into UTC without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime | None:
        """Put the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Tables(DeclarativeBase):
    """The declarative registry of all tables."""


class SchemaRow(Tables):
    """One row: which version of these tables the database holds."""

    __tablename__ = "schema_version"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ConversationRow(Tables):
    """A case under discussion. All of it goes when its retention, counted from `created`, ends."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    created: Mapped[datetime] = mapped_column(Instant, index=True)
    turns: Mapped[list[TurnRow]] = relationship(order_by="TurnRow.position", passive_deletes=True)


class TurnRow(Tables):
    """What the user said, and which answer it got. `carried` is false when the service ran out of time reading it."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "position"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    patient: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(String(200))
    audience: Mapped[str] = mapped_column(String(20))
    carried: Mapped[bool]
    created: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[AnswerRow] = relationship(back_populates="turn", passive_deletes=True)


class AnswerRow(Tables):
    """An answer as the bytes that were sent."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    turn_number: Mapped[int] = mapped_column(ForeignKey("turns.number", ondelete="CASCADE"), unique=True)
    topic: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20))
    receipt: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Instant, index=True)
    turn: Mapped[TurnRow] = relationship(back_populates="answer")


class ContentRow(Tables):
    """A topic's content as it stood when it was first decided on, so that a later one can be compared with it."""

    __tablename__ = "contents"

    content: Mapped[str] = mapped_column(String(80), primary_key=True)
    topic: Mapped[str] = mapped_column(String(200))
    snapshot: Mapped[str] = mapped_column(Text)


class ReviewRow(Tables):
    """One decision of one editor. Rows are only ever added, and outlive every retention: they hold no patient data."""

    __tablename__ = "reviews"

    number: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(200), index=True)
    content: Mapped[str] = mapped_column(ForeignKey("contents.content"))
    decision: Mapped[str] = mapped_column(String(20))
    editor: Mapped[str] = mapped_column(String(64))
    comment: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class FeedbackRow(Tables):
    """What a reader said of an answer. It may hold patient data and goes with the answer."""

    __tablename__ = "feedback"

    number: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str | None] = mapped_column(String(200), index=True)
    content: Mapped[str] = mapped_column(String(80))
    rating: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(Text)
    holder: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
