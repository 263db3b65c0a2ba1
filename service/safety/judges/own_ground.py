"""The statement that a rule rests on, quoted to a patient for whom the rule has fired."""

from __future__ import annotations

from collections.abc import Set

from corpus.model import Topic
from service.domain.answer import DraftStatement


def answered_for(draft: DraftStatement, topic: Topic, fired: Set[str]) -> frozenset[str]:
    """The rules that a statement is not held to break, because it is a fired rule's own, to the letter.

    These are that rule, and those that have not fired for this patient. What breaks another rule that has fired, or a
    figure that limits every text, stays a breach; so does anything where one letter is another.
    """
    if draft.origin != "quote":
        return frozenset()
    passages = (topic.passages.get(name) for name in draft.passages)
    quoted = {p.statement_id for p in passages if p is not None and p.text == draft.text}
    own = {r.id for r in topic.rules if r.id in fired and r.ground.statement in quoted}
    others = {r.id for r in topic.rules if r.id not in fired and not r.limits}
    return frozenset(own | others) if own else frozenset()
