"""What the last turn corrected, said before anything else."""

from __future__ import annotations

from corpus.model import passage_id
from service.answering.case import Case
from service.answering.sections import HEADINGS, Place
from service.domain.answer import Audience, DraftStatement
from service.domain.corrections import Corrections


def corrected(case: Case) -> tuple[DraftStatement, ...]:
    """Return the statements of what was corrected; they rest on what the rules that it changed rest on.

    A patient is told of everything but a dose.
    """
    if case.corrections is None:
        return ()
    made = case.corrections
    rest = [f"{c.fact} {c.now}, before {c.was}" for c in made.facts if c.of != "dose"]
    told = [f"Corrected: {'; '.join(rest)}."] if rest else []
    if case.audience is not Audience.PATIENT:
        # A dose is said as what was told, alone: the check reads it as a report and not as advice to give it.
        told += [
            f"Corrected: the question gives the {c.fact} as {c.now}, before as {c.was}."
            for c in made.facts
            if c.of == "dose"
        ]
    grounds = _grounds(made, case)
    return tuple(
        DraftStatement(
            text=text,
            passages=tuple(passage_id(case.topic.id, ground) for ground in grounds),
            origin="rule",
            heading=HEADINGS[Place.CORRECTION],
            statement_ids=grounds,
        )
        for text in told
    )


def _grounds(made: Corrections, case: Case) -> tuple[str, ...]:
    """The ground of the weightiest rule that came or went, else that stands, else of showing what disagrees."""
    standing = [finding.rule for finding in case.assessment.findings]
    conflict = [rule.id for rule in case.topic.rules if rule.trigger == "conflict"]
    rules = (*made.findings_new, *made.findings_gone, *standing, *conflict)
    return tuple(case.topic.rule[rule].ground.statement for rule in rules[:1])
