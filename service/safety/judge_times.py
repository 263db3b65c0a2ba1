"""Times against the rules: how far apart liver tests are, and how soon a dose goes up."""

from __future__ import annotations

from enum import StrEnum

from service.safety.claims import Claims
from service.safety.context import Context
from service.safety.evaluations import Want
from service.safety.limits import Bound, Limits
from service.safety.monitoring_said import TestSaid
from service.safety.speech import Act
from service.safety.tokens import Kind
from service.safety.verdicts import Findings
from service.safety.wordlist import words

#: A rhythm of so many tests a week may be off by half a day ("days 0, 4, 7 and 11").
_HALF_DAY = 0.51


class Phase(StrEnum):
    """When tests are to be done: the rules ask for more of them after a restart."""

    HELD = "held"
    RESTARTED = "restarted"
    LATER = "later"


def judge_tests(claims: Claims, limits: Limits, context: Context, findings: Findings) -> None:
    """Liver tests that are dropped, or further apart than the rules have them."""
    if claims.foreign:
        return
    for said in claims.tests:
        if said.act is not Act.ADVICE or context.elsewhere:
            continue
        phase = _phase(claims, said, context)
        bound = _bound(limits, phase)
        if bound is None or phase is Phase.LATER:
            continue
        longest = bound.value
        if said.days is None:
            findings.breach(bound.rule, "tests that the rules call for are dropped")
        elif said.denied:
            if said.days <= longest and said.want in (Want.ANY, Want.LAXER) and not said.counted:
                findings.breach(bound.rule, "tests that the rules call for are dropped")
        elif said.days > longest:
            findings.breach(bound.rule, f"tests {said.days:g} days apart are further apart than {longest:g} days")


def _bound(limits: Limits, phase: Phase) -> Bound | None:
    """The longest time between two tests in a phase."""
    again = limits.tests_per_week_restart
    if phase is Phase.RESTARTED and again is not None:
        return Bound(rule=again.rule, value=7 / again.value + _HALF_DAY)
    return limits.test_days_held


_LATER = words("thereafter afterwards later subsequently long-term eventually stable beyond maintenance")
_HELD = words("off withheld paused stopped held hold")


def _phase(claims: Claims, said: TestSaid, context: Context) -> Phase:
    """The phase that tests are said for: by the nearest word of one, else by what came before."""
    clause = claims.cut[said.clause]
    own = set(claims.words[clause.first : clause.last])
    if own & _LATER or ("then" in own and said.place > clause.first):
        return Phase.LATER
    marks = [(abs(i - said.place), phase) for i in range(len(claims.tokens)) if (phase := _mark(claims, i)) is not None]
    if marks:
        return min(marks)[1]
    return Phase.RESTARTED if context.restarting else Phase.HELD


def _mark(claims: Claims, i: int) -> Phase | None:
    """The phase that a word stands for."""
    token = claims.tokens[i]
    link = claims.clause_at(i).link
    if token.kind is Kind.VERB and token.id == "restart":
        return None if link in ("before", "until") else Phase.RESTARTED
    if token.kind is Kind.VERB and token.id in ("hold", "stop"):
        return Phase.HELD
    if token.text.lower() == "back" and claims.words[i + 1 : i + 2] == ("on",):
        return Phase.RESTARTED
    if token.text.lower() == "first" and any(t.kind is Kind.TIMEUNIT for t in claims.tokens[i + 1 : i + 4]):
        return Phase.RESTARTED
    return Phase.HELD if token.text.lower() == "off" else None


def judge_waits(claims: Claims, limits: Limits, findings: Findings) -> None:
    """Increases that come sooner than the rules allow."""
    bound = limits.first_step_days or limits.step_days
    if bound is None or claims.foreign:
        return
    for said in claims.waits:
        if said.act is Act.ADVICE and said.days < bound.value:
            findings.breach(bound.rule, f"an increase after {said.days:g} days is sooner than {bound.value:g} days")
