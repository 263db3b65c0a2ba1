"""A laboratory value or a line as said, and the most dangerous value that advice for it would hold for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import Literal

from service.domain.facts import Amount, LabFact, Read

Scale = Literal["absolute", "upper-limit", "baseline", "word"]


_READ = Read(origin="assumed")


#: What stands for "any value above" when a text advises something for an open range.
ANY_ABOVE = 1e3


#: How far under a line a value is that "below" the line allows.
JUST_BELOW = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class LabSaid:
    """What is said of an analyte: values from `low` to `high` on a scale, as a fact or as a condition (`link`)."""

    analytes: tuple[str, ...]
    scale: Scale
    low: float
    high: float
    unit: str | None
    said: Literal["normal", "raised"] | None
    compared: bool
    """True when the text names a side of a line and not a value."""
    link: str
    place: int
    upper_limit: Amount | None = None
    baseline: Amount | None = None

    def with_limits(self, *, upper_limit: Amount | None, baseline: Amount | None) -> LabSaid:
        """The same value with the limits that the text gives for it."""
        return replace(self, upper_limit=upper_limit, baseline=baseline)

    @property
    def conditional(self) -> bool:
        """Whether a line is named, or a value under a condition, and not a value that was measured."""
        # "From 24 before the increase to 132 now": what came before is the baseline, and the value is told.
        link = "main" if self.link == "before" and self.baseline is not None else self.link
        return self.compared or link in ("if", "when", "unless", "until", "while", "only", "before")


def as_facts(said: LabSaid) -> tuple[LabFact, ...]:
    """The most dangerous value for which advice to go on would hold, as facts for the rules.

    A condition under "unless" or "until" holds on the other side of its line.
    """
    low, high, word = said.low, said.high, said.said
    if said.link in ("unless", "until", "before", "without"):
        if word is not None:
            word = "normal" if word == "raised" and said.link in ("unless", "until") else "raised"
        elif high == inf:
            low, high = 0.0, low
        elif low == 0.0 and said.compared:
            low, high = high, inf
    value = _worst(said, low, high)
    read = _READ
    return tuple(
        LabFact(
            analyte=analyte,
            read=read,
            value=value if said.scale == "absolute" else None,
            times_upper_limit=value if said.scale == "upper-limit" else None,
            times_baseline=value if said.scale == "baseline" else None,
            said=word if said.scale != "baseline" or value is None or (value.high or 0) < 2 else "raised",
            upper_limit=said.upper_limit,
            baseline=said.baseline,
        )
        for analyte in said.analytes
        if analyte
    )


def _worst(said: LabSaid, low: float, high: float) -> Amount | None:
    if said.scale == "word":
        return None
    if high == inf:
        worst = max(low, 1.0) * ANY_ABOVE
    elif said.compared or said.link in ("unless", "until", "before"):
        worst = high * JUST_BELOW
    else:
        worst = high
    return Amount(low=worst, high=worst, unit=said.unit)


def as_high_as_may_be(labs: tuple[LabFact, ...]) -> tuple[LabFact, ...]:
    """Values that are only called raised, as high as they may be: after a restart every line is possible."""
    worst = Amount(low=ANY_ABOVE, high=ANY_ABOVE, unit=None)
    unknown = ("value", "times_upper_limit", "times_baseline")
    return tuple(
        replace(f, times_upper_limit=worst) if f.said == "raised" and not any(getattr(f, n) for n in unknown) else f
        for f in labs
    )
