"""Where the HTTP edge keeps conversations and answers; `service.records` is one."""

from __future__ import annotations

from typing import Literal, Protocol

from service.domain.editorial import Feedback, Review, Standing
from service.domain.kept import Conversation, KeptTurn


class Editorial(Protocol):
    """Keeps reviews and feedback; raises RecordsError as the archive does."""

    def reviews(self, topic: str) -> tuple[Review, ...]:
        """Return every review of a topic, oldest first."""
        ...

    def decide(self, review: Review, *, snapshot: str) -> Standing:
        """Add a review, with the content it concerns the first time it is decided on; return where that stands now.

        Raises:
            ConflictError: the decision cannot be taken any more.
        """
        ...

    def snapshot(self, content: str) -> str:
        """Return the content that a review concerned.

        Raises:
            NotFoundError: no review concerned it.
        """
        ...

    def add_feedback(self, feedback: Feedback) -> None:
        """Keep what a reader said, beside the answer it is about.

        Raises:
            NotFoundError: there is no such answer.
            InputError: the answer has as much feedback as is kept.
        """
        ...

    def unsafe(self, topic: str) -> tuple[Feedback, ...]:
        """Return what was marked unsafe on a topic and is still kept, newest first."""
        ...


class Archive(Protocol):
    """Keeps turns with their answers, gives them back as given, and forgets whole conversations.

    Every method may raise RecordsError: what is kept cannot be read or written at the moment.
    """

    @property
    def editorial(self) -> Editorial:
        """The records of sign-off in the same store."""
        ...

    def new_id(self, prefix: Literal["ans", "cnv"]) -> str:
        """Return an id that nobody can guess."""
        ...

    def keep(self, conversation_id: str, turn: KeptTurn, *, new: bool) -> None:
        """Add a turn and its answer in one piece; `new` starts the conversation.

        Raises:
            NotFoundError: the conversation was deleted in the meantime; nothing is kept.
        """
        ...

    def answer(self, answer_id: str) -> str:
        """Return the JSON text of an answer, exactly as it was sent.

        Raises:
            NotFoundError: there is none, or its retention has ended.
        """
        ...

    def conversation(self, conversation_id: str) -> Conversation:
        """Return a conversation with all of its turns.

        Raises:
            NotFoundError: there is none, or its retention has ended.
        """
        ...

    def conversation_up_to(self, answer_id: str) -> Conversation:
        """Return the conversation of an answer, with the turns up to and including the answer's own.

        Raises:
            NotFoundError: there is none, or its retention has ended.
        """
        ...

    def delete(self, conversation_id: str) -> None:
        """Remove a conversation, its turns and its answers for good.

        Raises:
            NotFoundError: there is none.
        """
        ...

    def sweep(self) -> int:
        """Delete every conversation whose retention has ended; return how many."""
        ...

    def ping(self) -> None:
        """Return when what is kept can be read."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
