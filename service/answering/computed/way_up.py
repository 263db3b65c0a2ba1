"""The way up after a restart as the rules limit it, for this patient: where it starts, its steps, how high it goes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.model import Limit
from service.answering.case import Case
from service.answering.schedule import strictest_limits
from service.safety.rules.doses import dose_interval

#: So that a whole number of steps is counted as one.
_NEARLY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class WayUp:
    """The limits of the schedule, each with the statement it rests on, and what is known of the patient's doses."""

    limits: Mapping[str, tuple[Limit, str]]
    start: float
    step: float
    ceiling: float
    """The rules' highest daily dose, whoever the patient is."""
    by_weight: float
    """What the weight allows; infinite when it is not known or does not count."""
    injury: float
    """The dose at which the injury occurred, to stay below; infinite when it is not known or does not count."""
    current: float | None
    """The dose that is taken after the restart; None when there was none or it is not known."""

    @property
    def highest(self) -> float:
        """The highest step that this patient may reach, counted from the start."""
        steps = self._steps_to(min(self.ceiling, self.by_weight))
        if not math.isinf(self.injury):
            steps = min(steps, math.ceil((self.injury - self.start) / self.step - _NEARLY) - 1)
        return self.start + self.step * steps

    @property
    def own(self) -> bool:
        """Whether the patient's dose, injury or weight makes it another way than that of anybody."""
        begun = self.current is not None and self.current > self.start
        return begun or self.highest < self.start + self.step * self._steps_to(self.ceiling)

    def _steps_to(self, most: float) -> int:
        """How many whole steps lead from the start to a dose, at most."""
        return math.floor((most - self.start) / self.step + _NEARLY)

    def days(self, claim: str) -> float | None:
        """The days that a limit sets."""
        held = self.limits.get(claim)
        return held[0].value if held else None

    def grounds(self, *claims: str) -> tuple[str, ...]:
        """The statements that these limits rest on."""
        return tuple(self.limits[claim][1] for claim in claims if claim in self.limits)


def way_up(case: Case) -> WayUp | None:
    """Return the way up; None where the topic's rules limit no start, no step or no highest dose."""
    limits = strictest_limits(case.topic)
    if not {"restart-dose", "step", "daily-dose"} <= limits.keys():
        return None
    held = case.topic.formulas.ceiling
    injury = dose_interval("injury", case.facts) if held is not None and held.below_injury_dose else None
    per_kg, weight = held.mg_per_kg if held is not None else None, case.facts.weight_kg
    restarted = bool(case.facts.phases) and case.facts.phases[-1].phase == "restarted"
    taken = dose_interval("current", case.facts) if restarted else None
    return WayUp(
        limits=limits,
        start=limits["restart-dose"][0].value,
        step=limits["step"][0].value,
        ceiling=limits["daily-dose"][0].value,
        by_weight=per_kg * weight if per_kg is not None and weight is not None else math.inf,
        injury=injury[1] if injury is not None else math.inf,
        current=taken[1] if taken is not None and taken[1] > 0 else None,
    )
