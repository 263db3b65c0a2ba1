"""The tables: conversations, their turns and their answers."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = 1


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
