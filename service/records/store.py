"""Keeps turns with their answers, gives them back as given, and forgets whole conversations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, joinedload, selectinload

from service.domain.errors import NotFoundError, RecordsError
from service.domain.kept import Conversation, KeptAnswer, KeptTurn
from service.records.database import IMMEDIATE, connect, truncate_log
from service.records.editorial import Editorial
from service.records.ids import new_id
from service.records.tables import AnswerRow, ConversationRow, TurnRow


class Records:
    """The store of conversations and answers. Safe to use from several threads and processes."""

    def __init__(self, url: str, *, retention_days: int, clock: Callable[[], datetime]) -> None:
        """Open the store at a database address.

        Raises:
            RecordsError: the database cannot be opened, or another version wrote it.
        """
        self._engine: Engine = connect(url)
        self._writing: Engine = self._engine.execution_options(**{IMMEDIATE: True})
        self._retention = timedelta(days=retention_days)
        self._clock = clock
        self.editorial = Editorial(lambda: self._session(self._engine), lambda: self._session(self._writing))

    def new_id(self, prefix: Literal["ans", "cnv"]) -> str:
        """Return an id that nobody can guess."""
        return new_id(prefix, self._clock())

    def keep(self, conversation_id: str, turn: KeptTurn, *, new: bool) -> None:
        """Add a turn and its answer in one piece; `new` starts the conversation.

        Raises:
            NotFoundError: the conversation was deleted in the meantime; nothing is kept.
            RecordsError: the database cannot be written.
        """
        with self._session(self._writing) as session:
            if new:
                session.add(ConversationRow(id=conversation_id, created=turn.created))
            else:
                self._live(session, conversation_id)
            taken = select(func.count()).select_from(TurnRow).where(TurnRow.conversation_id == conversation_id)
            row = _turn_row(conversation_id, session.scalars(taken).one(), turn)
            session.add(row)

    def answer(self, answer_id: str) -> str:
        """Return the JSON text of an answer, exactly as it was sent.

        Raises:
            NotFoundError: there is none, or its retention has ended.
        """
        query = (
            select(AnswerRow.body)
            .join(TurnRow, AnswerRow.turn_number == TurnRow.number)
            .join(ConversationRow, TurnRow.conversation_id == ConversationRow.id)
            .where(AnswerRow.id == answer_id, ConversationRow.created > self._cutoff())
        )
        with self._session(self._engine) as session:
            body = session.scalars(query).one_or_none()
        if body is None:
            raise NotFoundError("No answer is kept under this id; answers are deleted when their retention ends.")
        return body

    def conversation(self, conversation_id: str) -> Conversation:
        """Return a conversation with all of its turns.

        Raises:
            NotFoundError: there is none, or its retention has ended.
        """
        with self._session(self._engine) as session:
            row = self._live(session, conversation_id)
            return Conversation(
                id=row.id,
                created=row.created,
                expires=row.created + self._retention,
                turns=tuple(_kept(turn) for turn in row.turns),
            )

    def conversation_up_to(self, answer_id: str) -> Conversation:
        """Return the conversation of an answer, with the turns up to and including the answer's own.

        Raises:
            NotFoundError: there is none, or its retention has ended.
        """
        self.answer(answer_id)
        query = select(TurnRow.conversation_id).join(AnswerRow).where(AnswerRow.id == answer_id)
        with self._session(self._engine) as session:
            found = session.scalars(query).one_or_none()
        whole = self.conversation(found or "")
        last = next(n for n, turn in enumerate(whole.turns, start=1) if turn.answer.id == answer_id)
        return replace(whole, turns=whole.turns[:last])

    def delete(self, conversation_id: str) -> None:
        """Remove a conversation, its turns and its answers for good.

        Raises:
            NotFoundError: there is none.
        """
        with self._session(self._writing) as session:
            self._live(session, conversation_id)
            session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
        self._scrub()

    def ping(self) -> None:
        """Return when the database answers.

        Raises:
            RecordsError: it does not.
        """
        with self._session(self._engine) as session:
            session.execute(select(1))

    def sweep(self) -> int:
        """Delete every conversation whose retention has ended; return how many."""
        with self._session(self._writing) as session:
            gone = session.scalars(
                delete(ConversationRow).where(ConversationRow.created <= self._cutoff()).returning(ConversationRow.id)
            ).all()
        if gone:
            self._scrub()
        return len(gone)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _cutoff(self) -> datetime:
        return self._clock() - self._retention

    def _live(self, session: Session, conversation_id: str) -> ConversationRow:
        turns = selectinload(ConversationRow.turns).options(joinedload(TurnRow.answer))
        query = (
            select(ConversationRow)
            .options(turns)
            .where(ConversationRow.id == conversation_id, ConversationRow.created > self._cutoff())
        )
        row = session.scalars(query).one_or_none()
        if row is None:
            raise NotFoundError(
                "No conversation is kept under this id; it was deleted, is past its retention, or never was."
            )
        return row

    def _scrub(self) -> None:
        try:
            truncate_log(self._engine)
        except SQLAlchemyError as error:
            raise RecordsError("The database cannot be written at the moment.") from error

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise RecordsError("Conversations and answers cannot be read or written at the moment.") from error


def _turn_row(conversation_id: str, position: int, turn: KeptTurn) -> TurnRow:
    answer = turn.answer
    return TurnRow(
        conversation_id=conversation_id,
        position=position,
        text=turn.text,
        patient=turn.patient,
        topic=turn.topic,
        audience=turn.audience,
        carried=turn.carried,
        created=turn.created,
        answer=AnswerRow(
            id=answer.id,
            topic=answer.topic,
            status=answer.status,
            receipt=answer.receipt,
            body=answer.body,
            created=turn.created,
        ),
    )


def _kept(row: TurnRow) -> KeptTurn:
    answer = row.answer
    return KeptTurn(
        text=row.text,
        patient=row.patient,
        topic=row.topic,
        audience=row.audience,
        created=row.created,
        carried=row.carried,
        answer=KeptAnswer(
            id=answer.id, topic=answer.topic, status=answer.status, receipt=answer.receipt, body=answer.body
        ),
    )
