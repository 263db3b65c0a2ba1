"""The bodies of the events that tell an answer while it is made, besides those that the answer itself is made of."""

from __future__ import annotations

from service.api.shapes.answers import StatementOut
from service.api.shapes.closed import Out


class AcceptedOut(Out):
    """The first event: the ids under which the answer will be found once it is done."""

    id: str
    conversation_id: str


class SectionOpenedOut(Out):
    """A new section, to be put in at `index` among those told so far; nearly always behind the last."""

    index: int
    heading: str


class SaidOut(StatementOut):
    """A checked statement: the next one of the section at `section`, nearly always the last."""

    section: int
