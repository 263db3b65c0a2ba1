"""Doses that are told by another one, worked out and judged like any other."""

from __future__ import annotations

from collections.abc import Sequence, Set

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.claims.relative_doses import RelativeSaid, read_relatives
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.ladders import SLACK, in_mg
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits

_TELLING = frozenset(("where", "as", "what", "whatever"))
_RESTARTING = frozenset(("restart", "start", "switch"))


class RelativeJudge:
    """Works relative doses out with what the statement and the context give; `own` are the drugs of the topic."""

    def __init__(self, limits: Limits, own: Set[str]) -> None:
        self._limits = limits
        self._own = own

    def judge(self, claims: Claims, doses: Sequence[DoseSaid], context: Context, findings: Findings) -> None:
        """Add what the limits say against each dose that is told by another."""
        if claims.drugs - self._own and not claims.drugs & self._own:
            return
        for said in read_relatives(claims.tokens, doses, claims.benign):
            clause = claims.clause_at(said.place)
            if denied_at(clause, claims.tokens, said.place) or not self._advised(said, claims):
                continue
            self._one(said, claims, doses, context, findings)

    @staticmethod
    def _advised(said: RelativeSaid, claims: Claims) -> bool:
        """Whether the clause of the words advises; "where it was" does what the clause before it does."""
        n = claims.cut.index(claims.clause_at(said.place))
        told = claims.words[said.place] in _TELLING
        if told and n and claims.acts[n] is Act.REPORT:
            main = claims.cut[n - 1]
            return claims.acts[n - 1] is Act.ADVICE and not denied_at(main, claims.tokens, main.last - 1)
        return claims.acts[n] is Act.ADVICE or (told and not n)

    def _one(
        self, said: RelativeSaid, claims: Claims, doses: Sequence[DoseSaid], context: Context, findings: Findings
    ) -> None:
        base = self._base(said, doses, context)
        restarts = any(a.verb in _RESTARTING and not a.denied for a in claims.actions) or context.restart_open
        if base is None:
            if said.factor > 1 or said.plus_mg > 0 or restarts:
                findings.doubt("the dose that another is told by is not known")
            return
        high = base * said.factor + said.plus_mg + self._earlier_today(claims, context)
        cap, step = self._limits.daily, self._limits.step
        if cap is not None and high > cap.value + SLACK:
            findings.breach(cap.rule, f"{in_mg(high)} a day is above the limit of {in_mg(cap.value)}")
        elif restarts and self._limits.restart and high > self._limits.restart[0].value + SLACK:
            lowest, highest = self._limits.restart[0], self._limits.restart[-1]
            worst = highest if high > highest.value + SLACK else lowest
            findings.breach(worst.rule, f"a first dose of {in_mg(high)} a day is above {in_mg(worst.value)}")
        elif step is not None and high - base > step.value + SLACK:
            findings.breach(step.rule, f"an increase of {in_mg(high - base)} is above the step of {in_mg(step.value)}")

    @staticmethod
    def _earlier_today(claims: Claims, context: Context) -> float:
        """What the other parts of the day were given: "Morning: 100 mg. Evening: the same."."""
        parts = {t.id.removeprefix("part:") for t in claims.tokens if t.id.startswith("part:")}
        return 0.0 if not parts or parts & set(context.parts) else sum(context.parts.values())

    @staticmethod
    def _base(said: RelativeSaid, doses: Sequence[DoseSaid], context: Context) -> float | None:
        if said.base is not None:
            return doses[said.base].high
        known = (context.advised_mg, context.current_mg, context.said_mg, context.injury_mg)
        if said.than == "before":
            known = (context.injury_mg, context.said_mg, context.current_mg, context.advised_mg)
        return next((mg for mg in known if mg is not None), None)
