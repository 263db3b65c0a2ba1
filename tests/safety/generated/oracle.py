"""The limits that decide, read from the topic's data, and nothing else of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from corpus.model import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Oracle:
    """The figures of the active rules: mg a day, mg, days, tests a week, multiples."""

    cap: Fraction
    first_dose: Fraction
    first_dose_band: Fraction
    step: Fraction
    step_days: Fraction
    first_step_days: Fraction
    test_days_held: Fraction
    tests_per_week: Fraction
    hold_times_upper_limit: Fraction
    stop_times_baseline: Fraction
    stop_absolute: Fraction
    stop_bilirubin_times: Fraction
    relative_factor: Fraction
    """How many mg of the governed drug one mg of its relative stands for."""


def oracle_of(topic: Topic) -> Oracle:
    """Collect the figures; an error when the topic has not exactly those that this generator speaks of."""
    found: dict[tuple[str, str, str], list[Fraction]] = {}
    for rule in topic.rules:
        for limit in rule.limits if rule.status == "active" else ():
            key = (limit.claim, limit.unit, rule.action.value if limit.claim == "stop-line" else "")
            found.setdefault(key, []).append(Fraction(str(limit.value)))
    first, band = sorted(found[("restart-dose", "mg/day", "")])
    [relative] = [d for d in topic.vocabulary.drugs if d.relation == "relative" and d.equivalent_factor]
    return Oracle(
        cap=_only(found, "daily-dose", "mg/day"),
        first_dose=first,
        first_dose_band=band,
        step=_only(found, "step", "mg"),
        step_days=_only(found, "step-interval", "days"),
        first_step_days=_only(found, "first-step", "days"),
        test_days_held=_only(found, "test-interval-held", "days"),
        tests_per_week=_only(found, "tests-per-week-restart", "per week"),
        hold_times_upper_limit=_only(found, "stop-line", "x upper limit", "hold"),
        stop_times_baseline=_only(found, "stop-line", "x baseline", "stop-permanently"),
        stop_absolute=_only(found, "stop-line", "U/L", "stop-permanently"),
        stop_bilirubin_times=_only(found, "stop-line", "x upper limit", "stop-permanently"),
        relative_factor=Fraction(str(relative.equivalent_factor)),
    )


def _only(found: dict[tuple[str, str, str], list[Fraction]], claim: str, unit: str, action: str = "") -> Fraction:
    [value] = found[(claim, unit, action)]
    return value
