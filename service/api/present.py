"""Turns the domain's values into the contract's bodies; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from corpus.model import Topic
from service.api.numbering import Numbering, shown
from service.api.shapes.answers import (
    AnswerOut,
    ApprovalOut,
    AssessOut,
    ChangeOut,
    CheckedStatementOut,
    CheckOut,
    DisagreementOut,
    FactOut,
    MissingOut,
    ModelUseOut,
    PositionOut,
    ReceiptOut,
    ReviewOut,
    SafetyOut,
    SectionOut,
    StatementOut,
    ViolationOut,
)
from service.api.shapes.corrections import CorrectionOut, CorrectionsOut
from service.domain.answer import Answer, AnswerStatement, Audience, Missing, Safety, Violation
from service.domain.corrections import Corrections
from service.domain.editorial import Standing, TopicReview
from service.domain.facts import ReadFact
from service.domain.replies import Assessed, Checked, Provenance
from service.domain.wording import ModelUse

NO_TOPIC_NOTICE = "No topic of this service covers the question, so nothing here has been reviewed for it."
NO_TOPIC_DISCLAIMER = (
    "This service answers from a small set of topics, for healthcare professionals. "
    "It does not replace clinical judgement."
)


def statement_out(statement: AnswerStatement) -> StatementOut:
    """Return the contract's body of one checked statement."""
    return StatementOut(text=statement.text, citations=list(statement.citations), origin=statement.origin)


def answer_out(
    answer: Answer,
    *,
    topics: Mapping[str, Topic],
    standing: Standing | None,
    provenance: Provenance,
    answer_id: str,
    conversation_id: str,
    created: datetime,
    total_ms: float,
) -> AnswerOut:
    """Return the contract's body of an answer, stamped with its ids, receipt and times.

    `standing` is that of the answer's topic; None where it has none.
    """
    topic = topics[answer.topic] if answer.topic is not None else None
    numbering = Numbering(answer.citations, topics=topics, topic=topic, audience=answer.audience)
    findings = [numbering.finding(finding) for finding in answer.findings]
    return AnswerOut(
        id=answer_id,
        conversation_id=conversation_id,
        topic=answer.topic,
        audience=answer.audience,
        status=answer.status,
        findings=findings,
        facts=[_fact(fact) for fact in answer.facts],
        missing=[missing_out(missing) for missing in answer.missing],
        sections=[
            SectionOut(
                heading=section.heading,
                statements=[statement_out(s) for s in section.statements],
            )
            for section in answer.sections
        ],
        not_addressed=list(answer.not_addressed),
        disagreements=[
            DisagreementOut(
                about=d.about,
                positions=[PositionOut(text=p.text, citations=list(p.citations)) for p in d.positions],
            )
            for d in answer.disagreements
        ],
        citations=numbering.citations,
        safety=_safety(answer.safety),
        review=review_out(topic, standing),
        disclaimer=topic.disclaimer if topic is not None else NO_TOPIC_DISCLAIMER,
        suggestions=list(answer.suggestions),
        corrections=_corrections(answer.corrections),
        receipt=ReceiptOut(
            corpus=provenance.corpus,
            rules=provenance.rules,
            generator=_generator(answer) or provenance.generator,
            encoder=provenance.encoder,
            created=instant(created),
            model=_model(answer.model),
        ),
        pictures=answer.pictures,
        timings_ms={"total": round(total_ms, 2)} | {name: round(ms, 2) for name, ms in answer.timings_ms.items()},
    )


def assess_out(assessed: Assessed, topic: Topic) -> AssessOut:
    """Return the contract's body of an assessment."""
    numbering = Numbering((), topics={topic.id: topic}, topic=topic, audience=Audience.PHYSICIAN)
    findings = [numbering.finding(finding) for finding in assessed.findings]
    return AssessOut(
        topic=assessed.topic,
        facts=[_fact(fact) for fact in assessed.facts],
        findings=findings,
        missing=[missing_out(missing) for missing in assessed.missing],
        citations=numbering.citations,
    )


def check_out(checked: Checked, topic: Topic) -> CheckOut:
    """Return the contract's body of a checked text."""
    numbering = Numbering((), topics={topic.id: topic}, topic=topic, audience=Audience.PHYSICIAN)
    findings = [numbering.finding(finding) for finding in checked.findings]
    return CheckOut(
        topic=checked.topic,
        verdict=checked.report.verdict,
        statements=[
            CheckedStatementOut(text=s.text, verdict=s.verdict, violations=_violations(s.violations))
            for s in checked.report.statements
        ],
        violations=_violations(checked.report.violations),
        findings=findings,
        citations=numbering.citations,
        safe_text=checked.safe_text,
    )


def review_out(topic: Topic | None, standing: Standing | None) -> ReviewOut:
    """Return the state of review: what the source says of itself, and ours."""
    if topic is None or standing is None:
        return ReviewOut(source_review=None, topic_review=None, updated=None, notice=NO_TOPIC_NOTICE, approval=None)
    approval = standing.approval
    return ReviewOut(
        source_review=topic.article.source_review,
        topic_review=standing.state,
        updated=topic.article.updated,
        notice=_notice(topic, standing),
        approval=approval
        and ApprovalOut(
            by=approval.editor, at=instant(approval.at), content=approval.content, current=not standing.outdated
        ),
    )


def _notice(topic: Topic, standing: Standing) -> str:
    """The topic's own words of caution until its content is approved, and what has become of an approval."""
    if standing.approval is None:
        return topic.notice
    by, day = standing.approval.editor, standing.approval.at.date().isoformat()
    if standing.outdated:
        return f"{topic.notice} The content has changed since {by} approved it on {day}: that approval no longer holds."
    if standing.state is TopicReview.APPROVED:
        source = topic.article.source_review.replace("-", " ")
        caution = "" if source == "approved" else " Use with caution while that is pending."
        return (
            f"Our editor {by} approved exactly this content on {day}. "
            f"The source's own review of itself stands apart from that: {source}.{caution}"
        )
    return f"{topic.notice} An approval by {by} on {day} has been withdrawn."


def instant(moment: datetime) -> str:
    """Return a moment as RFC 3339 in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _generator(answer: Answer) -> str | None:
    """The model that worded the answer; None where no word of it is a model's."""
    words = any(s.origin == "model" for section in answer.sections for s in section.statements)
    return answer.model.generator if answer.model is not None and words else None


def _corrections(made: Corrections | None) -> CorrectionsOut | None:
    if made is None:
        return None
    return CorrectionsOut(
        facts=[CorrectionOut(fact=one.fact, was=one.was, now=one.now) for one in made.facts],
        findings_gone=list(made.findings_gone),
        findings_new=list(made.findings_new),
    )


def _model(use: ModelUse | None) -> ModelUseOut | None:
    if use is None:
        return None
    return ModelUseOut(
        name=use.model,
        prompt=use.prompt,
        calls=use.calls,
        tokens_in=use.tokens_in,
        tokens_out=use.tokens_out,
        ms=round(use.ms, 2),
        cached=use.cached,
        degraded=use.degraded,
    )


def _fact(fact: ReadFact) -> FactOut:
    return FactOut(
        fact=fact.fact,
        value=shown(fact.value),
        unit=fact.unit,
        as_given=fact.as_given,
        origin=fact.origin,
        span=fact.span,
        converted=fact.converted,
        path=fact.path,
    )


def missing_out(missing: Missing) -> MissingOut:
    """Return the contract's body of a fact that is asked for."""
    return MissingOut(fact=missing.fact, why=missing.why, path=missing.path)


def _safety(safety: Safety) -> SafetyOut:
    return SafetyOut(
        verdict=safety.verdict,
        checked=safety.checked,
        changes=[
            ChangeOut(statement=c.statement, rule=c.rule, reason=c.reason, outcome=c.outcome) for c in safety.changes
        ],
    )


def _violations(violations: Iterable[Violation]) -> list[ViolationOut]:
    return [ViolationOut(rule=v.rule, reason=v.reason) for v in violations]
