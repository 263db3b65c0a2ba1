"""Where sources disagree and the question or a finding calls for it: both are shown, the followed one first."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Disagreement, Topic, passage_id
from service.answering.asking import disputed_in
from service.answering.case import Case
from service.answering.unsettled import floor
from service.domain.answer import Audience, DisagreementShown, DraftStatement, Status
from service.safety.rules.words import finding_of


def disputes(case: Case) -> tuple[DisagreementShown, ...]:
    """Return the disagreements that the question names, or that a finding about the sources carries.

    Patients are shown none: weighing sources against each other is not theirs to do with their own treatment.
    """
    if case.audience is Audience.PATIENT:
        return ()
    # Of what nothing here settles, nothing is disputed here.
    named = () if floor(case) is Status.NOT_COVERED else disputed_in(case.question.text, case.topic)
    about_sources = {f.rule for f in case.assessment.findings if f.kind == "sources"}
    return tuple(
        _shown(one, case.topic) for one in case.topic.disagreements if one in named or about_sources & set(one.rules)
    )


def with_conflict(case: Case) -> Case:
    """Add the finding that says that sources disagree, when the question itself names a matter on which they do."""
    rule = next((r for r in case.topic.rules if r.trigger == "sources-disagree"), None)
    if rule is None or case.emergency or case.elsewhere or rule.id in case.assessment.fired or not disputes(case):
        return case
    finding = finding_of(rule)
    return replace(case, assessment=replace(case.assessment, findings=(*case.assessment.findings, finding)))


def _shown(one: Disagreement, topic: Topic) -> DisagreementShown:
    return DisagreementShown(
        about=one.about if one.note is None else f"{one.about}: {one.note}",
        positions=tuple(
            DraftStatement(
                text=topic.statements[statement][1].text,
                passages=(passage_id(topic.id, statement),),
                origin="quote",
                heading=one.about,
                statement_ids=(statement,),
            )
            for statement in one.positions
        ),
    )
