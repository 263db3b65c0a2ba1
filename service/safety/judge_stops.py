"""Holds and stops against the stop lines: strict enough for the values, and at the line's own figure."""

from __future__ import annotations

from math import isclose

from corpus.model import Action, Topic
from service.safety.actions_said import ActionSaid
from service.safety.claims import Claims
from service.safety.context import Context
from service.safety.lab_regions import LabSaid
from service.safety.limits import Limits, StopLine
from service.safety.situation import Situation
from service.safety.speech import attributed, permanent
from service.safety.units import convert
from service.safety.verdicts import Findings


class StopJudge:
    """Judges what is said to hold or stop the drug, and from which value on."""

    def __init__(self, topic: Topic, limits: Limits, situation: Situation) -> None:
        self._limits = limits
        self._situation = situation
        self._analytes = {a.id: a for a in topic.vocabulary.analytes}

    def strict_enough(
        self, said: ActionSaid, claims: Claims, context: Context, findings: Findings, *, stops: bool
    ) -> None:
        """A hold is not enough where the values said call for a permanent stop."""
        if (
            said.kind != "hold"
            or stops
            or said.mention
            or permanent(claims.tokens)
            or attributed(claims.tokens, claims.words)
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

    def threshold(self, said: ActionSaid, claims: Claims, findings: Findings) -> None:
        """A stop line that is restated must be restated with its own figure, or a lower one."""
        if attributed(claims.tokens, claims.words):
            return
        for lab in claims.labs.said:
            if not lab.compared or lab.low <= 0 or lab.link in ("until", "before", "despite"):
                continue
            lines = [line for line in self._limits.lines if line.of == lab.scale and line.analytes & set(lab.analytes)]
            strict = [line for line in lines if self._weight(line) >= self._needed(said, claims)]
            values = [v for v in (self._on_line(lab, line) for line in strict) if v is not None]
            lowest = any(self._weight(line) == 0 for line in strict) or self._needed(said, claims) == 1
            if any(isclose(lab.low, v, rel_tol=0.02) for v in values) or (lowest and values and lab.low < min(values)):
                continue
            if not values and not lines:
                findings.doubt("a line is given on a scale on which no rule has one")
                continue
            reference = (strict or lines)[0]
            findings.breach(reference.rule, f"a stop line is restated with another figure ({lab.low:g})")

    @staticmethod
    def _weight(line: StopLine) -> int:
        return 1 if line.action is Action.STOP_PERMANENTLY else 0

    @staticmethod
    def _needed(said: ActionSaid, claims: Claims) -> int:
        """A permanent stop is restated with a permanent line; a hold or a plain stop with any."""
        return 1 if said.kind == "stop" and permanent(claims.tokens) else 0

    def _on_line(self, lab: LabSaid, line: StopLine) -> float | None:
        if lab.scale != "absolute" or line.unit is None:
            return line.value
        analyte = self._analytes[lab.analytes[0]]
        return convert(analyte, line.value, line.unit, lab.unit or analyte.unit)
