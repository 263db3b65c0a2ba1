"""Tie each statement to its passages: words that are quoted stand there, figures stand there or were computed."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.figures import figures, numbers
from corpus.model import Topic
from service.domain.answer import Assessment, Change, DraftStatement

#: The name under which a change made here is reported; it is no rule of the topic.
GROUNDING = "grounding"


def ground(
    statements: Iterable[DraftStatement], topic: Topic, assessment: Assessment
) -> tuple[tuple[DraftStatement, ...], tuple[Change, ...]]:
    """Keep the statements that rest on what they cite; report the others as removed.

    A quotation must be the passage word for word, in its wording for professionals or for patients. What the rules say
    (`rule`) is made by the safety core alone, from its own judgement of the figures. Any other statement may hold only
    figures (number and unit) that stand in a cited passage, or that a finding resting on one computed.
    """
    kept: list[DraftStatement] = []
    changes: list[Change] = []
    for statement in statements:
        reason = _ungrounded(statement, topic, assessment)
        if reason is None:
            kept.append(statement)
        else:
            changes.append(Change(statement=statement.text, rule=GROUNDING, reason=reason, outcome="removed"))
    return tuple(kept), tuple(changes)


def _ungrounded(statement: DraftStatement, topic: Topic, assessment: Assessment) -> str | None:
    """Why a statement does not rest on what it cites; None when it does."""
    passages = [topic.passages[p] for p in statement.passages if p in topic.passages]
    if not passages or len(passages) != len(statement.passages):
        return "it cites no passage of this topic"
    if statement.origin == "quote":
        words = {text for p in passages for text in (p.text, p.patient_text) if text}
        return None if statement.text in words else "the words are not those of the passage it cites"
    if statement.origin == "rule":
        return None
    cited = {p.statement_id for p in passages}
    computed = [f.message for f in assessment.findings if cited & set(f.statements)]
    allowed = _figures([*(text for p in passages for text in (p.text, p.patient_text) if text), *computed])
    # "Two" in a passage may be 2 in the statement.
    spelt = frozenset(number for p in passages for number in numbers(p.text)) - {value for value, _ in allowed}
    found = sorted(f for f in _figures([statement.text]) - allowed if f[0] not in spelt)
    loose = [f"{value:g} {unit}".strip() for value, unit in found]
    return f"these figures stand in no passage it cites: {', '.join(loose)}" if loose else None


def _figures(texts: Iterable[str]) -> set[tuple[float, str]]:
    return {(figure.value, figure.unit.lower()) for text in texts for figure in figures(text)}
