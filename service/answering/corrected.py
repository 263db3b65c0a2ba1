"""What the last turn corrected, said before anything else."""

from __future__ import annotations

from corpus.model import passage_id
from service.answering.case import Case
from service.answering.sections import HEADINGS, Place
from service.domain.answer import Audience, DraftStatement
from service.domain.corrections import Corrections


def corrected(case: Case) -> tuple[DraftStatement, ...]:
    """Return the statement of what was corrected; it rests on what the rules that it changed rest on.

    A patient is told of everything but a dose.
    """
    if case.corrections is None:
        return ()
    told = [c for c in case.corrections.facts if c.of != "dose" or case.audience is not Audience.PATIENT]
    if not told:
        return ()
    grounds = _grounds(case.corrections, case)
    return (
        DraftStatement(
            text=f"Corrected: {'; '.join(f'{c.fact} {c.now}, before {c.was}' for c in told)}.",
            passages=tuple(passage_id(case.topic.id, ground) for ground in grounds),
            origin="rule",
            heading=HEADINGS[Place.CORRECTION],
            statement_ids=grounds,
        ),
    )


def _grounds(made: Corrections, case: Case) -> tuple[str, ...]:
    """The ground of the weightiest rule that came or went, else that stands, else of showing what disagrees."""
    standing = [finding.rule for finding in case.assessment.findings]
    conflict = [rule.id for rule in case.topic.rules if rule.trigger == "conflict"]
    rules = (*made.findings_new, *made.findings_gone, *standing, *conflict)
    return tuple(case.topic.rule[rule].ground.statement for rule in rules[:1])
