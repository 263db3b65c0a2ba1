"""The body that shows what is kept of a conversation."""

from __future__ import annotations

from service.api.shapes.closed import Out
from service.domain.answer import Audience, Status


class TurnOut(Out):
    """One turn of a conversation. `carried` false: the service could not read it in time, so later turns ignore it."""

    question: str
    patient: dict[str, object] | None
    topic: str | None
    audience: Audience
    created: str
    answer_id: str
    status: Status
    carried: bool


class ConversationOut(Out):
    """A conversation and the moment at which all of it is deleted."""

    id: str
    created: str
    expires: str
    turns: list[TurnOut]
