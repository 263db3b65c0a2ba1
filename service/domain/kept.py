"""The nouns of what is kept: a conversation, its turns, and each turn's answer as it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it was sent: `body` is the exact JSON text, `receipt` the JSON of its receipt."""

    id: str
    topic: str | None
    status: str
    receipt: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTurn:
    """One turn of a conversation: the user's words, the patient block as JSON text, and the answer.

    `carried` says whether later turns build on it; `topic` is the topic that the caller named, if any.
    """

    text: str
    patient: str | None
    topic: str | None
    audience: str
    created: datetime
    answer: KeptAnswer
    carried: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation with its turns, oldest first. It is gone at `expires`."""

    id: str
    created: datetime
    expires: datetime
    turns: tuple[KeptTurn, ...]
