"""Sentences that the safety core computed from the patient's figures, arithmetic shown: the lines that are not met.

The lines that are met are findings and say so themselves. What is unknown is asked for and never called "not met".
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Action, All, Any, Condition, ForAny, Lab, Rule, passage_id
from service.answering.case import Case
from service.answering.sections import HEADINGS, Place, grounded_rules, place_of
from service.domain.answer import Audience, DraftStatement
from service.safety.labs import course, judge
from service.safety.truth import Truth

NONE_MET = "The values given stay below the lines for permanent discontinuation"


def lines_not_met(case: Case) -> tuple[DraftStatement, ...]:
    """Return the stop lines that results stay below, with the arithmetic; the lines of one section in one statement.

    Said only where something fired on a figure, so that a distance to a line is never read as an all-clear, and not to
    patients, for whom figures beside lines are no help.
    """
    figured = any(f.kind in ("threshold", "input") and f.because for f in case.assessment.findings)
    if case.audience is Audience.PATIENT or not figured:
        return ()
    grounded = grounded_rules(case.topic)
    by_place: dict[Place, list[tuple[Rule, str]]] = {}
    for rule in case.topic.rules:
        if rule.stop_line and rule.id not in case.assessment.fired:
            for text in dict.fromkeys(_below(rule, case)):
                by_place.setdefault(place_of(rule.ground.statement, case.topic, grounded), []).append((rule, text))
    return tuple(_said(place, lines, case) for place, lines in by_place.items())


def _said(place: Place, lines: list[tuple[Rule, str]], case: Case) -> DraftStatement:
    sentences = [text for _, text in lines]
    permanent = any(rule.action is Action.STOP_PERMANENTLY for rule, _ in lines)
    if permanent and not case.stopped:
        missing = ", ".join(dict.fromkeys(m.fact for m in case.assessment.missing))
        sentences.append(f"{NONE_MET}{f'; still missing: {missing}' if missing else ''}.")
    grounds = tuple(dict.fromkeys(rule.ground.statement for rule, _ in lines))
    return DraftStatement(
        text=" ".join(sentences),
        passages=tuple(passage_id(case.topic.id, ground) for ground in grounds),
        origin="rule",
        heading=HEADINGS[place],
        statement_ids=grounds,
    )


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
