"""Sentences that the safety core computed from the patient's figures, arithmetic shown: the lines that are not met.

The lines that are met are findings and say so themselves. What is unknown is asked for and never called "not met".
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Action, All, Any, Condition, ForAny, Lab, Rule, passage_id
from service.answering.case import Case
from service.answering.sections import HEADINGS, grounded_rules, place_of
from service.domain.answer import Audience, DraftStatement
from service.safety.labs import course, judge
from service.safety.truth import Truth

NONE_MET = "On the values given, no line for permanent discontinuation is met"


def lines_not_met(case: Case) -> tuple[DraftStatement, ...]:
    """Return one sentence per result and stop line that it stays below, with the arithmetic.

    Said only where something fired on a figure, so that a distance to a line is never read as an all-clear, and not to
    patients, for whom figures beside lines are no help.
    """
    figured = any(f.kind in ("threshold", "input") and f.because for f in case.assessment.findings)
    if case.audience is Audience.PATIENT or not figured:
        return ()
    lines = [rule for rule in case.topic.rules if rule.stop_line and rule.id not in case.assessment.fired]
    below = {rule.id: tuple(dict.fromkeys(_below(rule, case))) for rule in lines}
    statements = [_said(text, rule, case) for rule in lines for text in below[rule.id]]
    permanent = [r for r in lines if r.action is Action.STOP_PERMANENTLY and below[r.id]]
    if permanent and not any(f.action is Action.STOP_PERMANENTLY for f in case.assessment.findings):
        missing = ", ".join(dict.fromkeys(m.fact for m in case.assessment.missing))
        statements.append(_said(f"{NONE_MET}{f'; still missing: {missing}' if missing else ''}.", permanent[0], case))
    return tuple(statements)


def _below(rule: Rule, case: Case) -> Iterator[str]:
    """One sentence for each result that was compared with the rule's line and stays below it."""
    stop_lines = {limit.value for limit in rule.limits if limit.claim == "stop-line"}
    for lab, group in _labs(rule.when, None) if rule.when else ():
        if lab.value not in stop_lines:
            continue
        for analyte in case.topic.vocabulary.analytes:
            if group not in (analyte.id, *analyte.groups):
                continue
            judged = judge(lab, course(case.facts, analyte, case.topic.vocabulary))
            if judged.truth is Truth.NO:
                for because in judged.because:
                    if because.computed:
                        text = f"{because.fact} {because.computed}: below the line, {because.limit}, which is not met."
                        yield text[:1].upper() + text[1:]


def _labs(condition: Condition, bound: str | None) -> Iterator[tuple[Lab, str]]:
    """Every comparison in a condition with the analyte or group that it is about."""
    match condition:
        case Lab():
            yield condition, bound if condition.lab == "it" and bound else condition.lab
        case ForAny():
            yield from _labs(condition.then, condition.for_any)
        case All():
            for part in condition.all:
                yield from _labs(part, bound)
        case Any():
            for part in condition.any:
                yield from _labs(part, bound)
        case _:
            return


def _said(text: str, rule: Rule, case: Case) -> DraftStatement:
    ground = rule.ground.statement
    return DraftStatement(
        text=text,
        passages=(passage_id(case.topic.id, ground),),
        origin="rule",
        heading=HEADINGS[place_of(ground, case.topic, grounded_rules(case.topic))],
        statement_ids=(ground,),
    )
