"""Doses that follow one another against the limits: how far apart they are, and how long each is taken."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits

SLACK = 1e-6


def judge_ladder(claims: Claims, limits: Limits, findings: Findings) -> None:
    """Every rung of a ladder against the one below it, and the time spent there."""
    step = limits.step
    for below, rung in pairwise(claims.ladder):
        clause = claims.clause_at(rung.first)
        if claims.act_at(rung.first) is not Act.ADVICE or denied_at(clause, claims.tokens, rung.first):
            return
        if step is not None and rung.mg - below.mg > step.value + SLACK:
            size = in_mg(rung.mg - below.mg)
            findings.breach(step.rule, f"an increase of {size} is above the step of {in_mg(step.value)}")
        judge_spacing(below.days, limits, findings)


def judge_spacing(days: float | None, limits: Limits, findings: Findings) -> None:
    """The days between two doses, where they are known."""
    bound = limits.step_days or limits.first_step_days
    if bound is not None and days is not None and days < bound.value - SLACK:
        findings.breach(bound.rule, f"an increase after {days:g} days is sooner than {bound.value:g} days")


def judge_besides(mg: float, limits: Limits, findings: Findings) -> None:
    """An amount on top of a dose that is not told: whatever that is, it goes up by so much."""
    step = limits.step
    if step is None:
        findings.doubt("an amount is given besides one that is not known")
    elif mg > step.value + SLACK:
        findings.breach(step.rule, f"an increase of {in_mg(mg)} is above the step of {in_mg(step.value)}")


def skips_a_rung(claims: Claims, dose: DoseSaid, previous: DoseSaid | None) -> bool:
    """Whether a ladder has another dose right below this one than the dose that was read before it."""
    below = next((a.first for a, b in pairwise(claims.ladder) if b.first == dose.first), None)
    return below is not None and (previous is None or previous.first != below)


def in_mg(value: float) -> str:
    """A dose for a reason: "150 mg"."""
    return "an unlimited dose" if value == inf else f"{value:g} mg"
