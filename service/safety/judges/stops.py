"""Holds and stops against the stop lines: strict enough for the values that are said."""

from __future__ import annotations

from corpus.model import Action
from service.safety.claims.actions_said import ActionSaid
from service.safety.claims.claims import Claims
from service.safety.claims.stops_told import for_a_time
from service.safety.grammar.issuers import attributed
from service.safety.grammar.speech import permanent
from service.safety.judges.context import Context
from service.safety.judges.situation import Situation
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits


class StopJudge:
    """Judges what is said to hold or stop the drug."""

    def __init__(self, limits: Limits, situation: Situation) -> None:
        self._limits = limits
        self._situation = situation

    def strict_enough(
        self, said: ActionSaid, claims: Claims, context: Context, findings: Findings, *, stops: bool
    ) -> None:
        """A hold is not enough where the values said call for a permanent stop."""
        if (
            not ((said.kind == "hold" and not stops) or (said.kind == "stop" and for_a_time(claims)))
            or said.mention
            or permanent(claims.tokens)
            or attributed(claims.tokens)
        ):
            return
        for rule in self._situation.stops_for_good(claims, context)[:1]:
            findings.breach(rule.id, "a hold is less than the permanent stop that the values call for")

    def only_from(self, claims: Claims, findings: Findings) -> None:
        """A line that is the only one to act on ("only worry when") must be a stop line."""
        if "only" not in claims.words or any(a.kind in ("hold", "stop") for a in claims.actions):
            return
        lines = [line for line in self._limits.lines if line.action is Action.HOLD]
        for lab in claims.labs.said:
            near = [line for line in lines if line.of == lab.scale and line.analytes & set(lab.analytes)]
            if lab.compared and lab.low > 0 and near and lab.low > min(line.value for line in near) * 1.02:
                findings.breach(near[0].rule, f"a stop line is restated with another figure ({lab.low:g})")
