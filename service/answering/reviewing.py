"""Let the safety core judge a draft: what it blocks is taken out or replaced and named, what is owed is added."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from corpus.model import Topic, passage_id
from service.answering.schedule import steps_of
from service.answering.sections import HEADINGS, Place
from service.domain.answer import (
    Assessment,
    Audience,
    Change,
    CheckedStatement,
    CheckReport,
    DraftStatement,
    Verdict,
    Violation,
)
from service.domain.facts import PatientFacts
from service.safety.check import check, check_statements

UNREADABLE = Violation(rule="unread", reason="it cannot be read with certainty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The statements that may be shown, what was changed, and whether nothing safe could be made of the draft."""

    statements: tuple[DraftStatement, ...]
    changes: tuple[Change, ...]
    checked: int
    failed: bool


def review(
    drafts: Sequence[DraftStatement],
    *,
    topic: Topic,
    facts: PatientFacts,
    assessment: Assessment,
    audience: Audience,
) -> Reviewed:
    """Check each statement with those before it, then the whole; repair by the rules' own sentences, and check again.

    What may not be shown is removed and named. What the whole owes is added in the words of the rule that calls for it.
    When the repaired whole still does not pass, nothing of it is shown.
    """
    kept, changes = _without_schedule(drafts, topic, assessment)
    report = _whole(kept, topic, facts, assessment)
    # A statement that is taken out may have been the context of a later one, so that what is left is judged anew.
    while blocked := {n: s for n, s in enumerate(report.statements) if s.verdict is not Verdict.PASS}:
        changes += [_removed(kept[line], verdict) for line, verdict in blocked.items()]
        kept = [draft for line, draft in enumerate(kept) if line not in blocked]
        report = _whole(kept, topic, facts, assessment)
    for violation in report.violations:
        added = _canonical(violation, topic, audience)
        if added is not None:
            kept.append(added)
            changes.append(Change(statement=added.text, rule=violation.rule, reason=violation.reason, outcome="added"))
    repaired = _whole(kept, topic, facts, assessment) if report.violations else report
    failed = bool(drafts) and repaired.verdict is not Verdict.PASS
    return Reviewed(
        statements=() if failed else tuple(kept), changes=tuple(changes), checked=len(drafts), failed=failed
    )


def _without_schedule(
    drafts: Sequence[DraftStatement], topic: Topic, assessment: Assessment
) -> tuple[list[DraftStatement], list[Change]]:
    """Take out the steps of a schedule by their ids where a rule that fired forbids a schedule, however they read."""
    forbidding = next(
        (topic.rule[f.rule] for f in assessment.findings if "schedule" in topic.rule[f.rule].forbids), None
    )
    steps = steps_of(topic) if forbidding else frozenset()
    kept = [d for d in drafts if not steps & set(d.statement_ids)]
    if forbidding is None:
        return kept, []
    reason = forbidding.canonical or forbidding.ground.quote
    return kept, [
        Change(statement=d.text, rule=forbidding.id, reason=reason, outcome="removed")
        for d in drafts
        if steps & set(d.statement_ids)
    ]


def _whole(kept: Sequence[DraftStatement], topic: Topic, facts: PatientFacts, assessment: Assessment) -> CheckReport:
    """Judge statements together, one verdict for each.

    What is quoted or computed says by itself what it says. What a model wrote may do so only together with what stands
    around it, so that a draft with words of a model is read as one text.
    """
    if all(k.origin != "model" for k in kept):
        return check_statements(kept, topic=topic, facts=facts, assessment=assessment)
    lines = [" ".join(k.text.split()) for k in kept]
    report = check("\n".join(lines), topic=topic, facts=facts, assessment=assessment)
    # One statement a line, so that a sentence is found back by where it stands.
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    judged = {n: CheckedStatement(text=k.text, span=(0, len(k.text)), verdict=Verdict.PASS) for n, k in enumerate(kept)}
    for sentence in reversed(report.statements):
        if sentence.verdict is not Verdict.PASS:
            judged[bisect_right(starts, sentence.span[0]) - 1] = sentence
    return replace(report, statements=tuple(judged.values()))


def _removed(draft: DraftStatement, judged: CheckedStatement) -> Change:
    first = judged.violations[0] if judged.violations else UNREADABLE
    return Change(statement=draft.text, rule=first.rule, reason=first.reason, outcome="removed")


def _canonical(violation: Violation, topic: Topic, audience: Audience) -> DraftStatement | None:
    """The sentence that a rule owes; a patient is told in the rule's words for patients."""
    rule = topic.rule.get(violation.rule)
    if rule is None:
        return None
    words = rule.patient_message if audience is Audience.PATIENT else rule.canonical
    if words is None:
        return None
    return DraftStatement(
        text=words,
        passages=(passage_id(topic.id, rule.ground.statement),),
        origin="rule",
        heading=HEADINGS[Place.ACT],
        statement_ids=(rule.ground.statement,),
    )
