"""Sentences computed from a patient's figures, arithmetic shown.

The promise of this room: every figure comes from the patient or from the topic, every sentence names the statements it
rests on, and what is unknown is never computed with.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Topic, passage_id
from service.answering.sections import Place
from service.domain.answer import DraftStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A sentence, the statements it rests on, and the step of care that it belongs to."""

    text: str
    statements: tuple[str, ...]
    place: Place

    def under(self, heading: str, topic: Topic) -> DraftStatement:
        """Return it as a statement of a draft."""
        grounds = tuple(dict.fromkeys(self.statements))
        return DraftStatement(
            text=self.text,
            passages=tuple(passage_id(topic.id, ground) for ground in grounds),
            origin="rule",
            heading=heading,
            statement_ids=grounds,
        )
