"""What an emergency is told: the urgent instruction alone, with the sentence each emergency rests on."""

from __future__ import annotations

from corpus.model import Action, passage_id
from service.answering.case import Case
from service.answering.sections import HEADINGS, Place
from service.domain.answer import Audience, Draft, DraftStatement


def urgent(case: Case) -> Draft:
    """Return the topic's emergency instruction and the grounds.

    Every statement cites what the emergency findings rest on. Grounds beyond the first are shown in the topic's words
    for the audience; a ground without words for patients is not shown to one.
    """
    grounds = dict.fromkeys(
        statement for f in case.assessment.findings if f.action is Action.EMERGENCY for statement in f.statements
    )
    passages = tuple(passage_id(case.topic.id, statement) for statement in grounds)
    statements = [said(case.topic.emergency, passages[:1])] if passages else []
    for passage in passages:
        held = case.topic.passages[passage]
        words = held.patient_text if case.audience is Audience.PATIENT else held.text
        if words:
            statements.append(
                DraftStatement(
                    text=words,
                    passages=(passage,),
                    origin="quote",
                    heading=HEADINGS[Place.ACT],
                    statement_ids=(held.statement_id,),
                )
            )
    return Draft(statements=tuple(statements))


def said(text: str, passages: tuple[str, ...]) -> DraftStatement:
    """Return a sentence of the topic or the operator that rests on these passages."""
    return DraftStatement(text=text, passages=passages, origin="rule", heading=HEADINGS[Place.ACT])
