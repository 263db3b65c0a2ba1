"""What an emergency is told: the urgent instruction alone, with the sentences that speak of this emergency."""

from __future__ import annotations

from corpus.model import Action, passage_id
from service.answering.calls import Called
from service.answering.case import Case
from service.answering.page import quoted
from service.answering.sections import HEADINGS, Place
from service.domain.answer import Audience, Draft, DraftStatement

#: How many sentences besides the instruction: an emergency is no time to read.
MOST = 2


def urgent(case: Case) -> Draft:
    """Return the topic's emergency instruction and what the rules that fired say of this emergency.

    Every statement cites what the emergency findings rest on, in words for the audience; what has no words for patients
    is not shown to one.
    """
    emergencies = [f for f in case.assessment.findings if f.action is Action.EMERGENCY]
    ground = case.topic.rule[emergencies[0].rule].ground.statement
    instruction = said(case.topic.emergency, (passage_id(case.topic.id, ground),))
    called = Called(topic=case.topic, facts=case.facts, assessment=case.assessment)
    statements = dict.fromkeys(s for f in emergencies for s in called.said_by(case.topic.rule[f.rule]) if s != ground)
    passages = [case.topic.passages[passage_id(case.topic.id, statement)] for statement in statements]
    spoken = [p for p in passages if case.audience is not Audience.PATIENT or p.patient_text]
    return Draft(statements=(instruction, *(quoted(p, HEADINGS[Place.ACT], case.audience) for p in spoken[:MOST])))


def said(text: str, passages: tuple[str, ...]) -> DraftStatement:
    """Return a sentence of the topic or the operator that rests on these passages."""
    return DraftStatement(text=text, passages=passages, origin="rule", heading=HEADINGS[Place.ACT])
