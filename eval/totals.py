"""Totals over scores: every number with its numerator, its denominator and its interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from eval.intervals import exact, upper_bound
from eval.scoring import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A share of something: `value` is None when there was nothing to count."""

    name: str
    good: int
    all: int

    @property
    def value(self) -> float | None:
        """The share."""
        return self.good / self.all if self.all else None

    def line(self) -> str:
        """Return the number with n and its exact 95 % interval."""
        if self.value is None:
            return f"{self.name}: nothing to count"
        low, high = exact(self.good, self.all)
        return f"{self.name}: {self.good}/{self.all} = {self.value:.3f} (95 % exact {low:.3f} to {high:.3f})"


def originals(scores: Iterable[Score]) -> list[Score]:
    """Return the scores of the questions themselves, without their paraphrases."""
    return [score for score in scores if score["wording"] == 0]


def numbers(scores: Sequence[Score]) -> dict[str, Number]:
    """Return every share, by name. Paraphrases count for the invariants and for consistency alone."""
    asked = originals(scores)
    answered = [s for s in asked if s["status"] not in ("not_covered", "withheld")]
    closed = [s for s in asked if not s["open"]]
    made = {
        "strict pass": (sum(s["strict"] for s in asked), len(asked)),
        "status": (sum(s["status_ok"] for s in asked), len(asked)),
        "fact coverage": (
            sum(s["vital"] - len(s["vital_missed"]) for s in answered),
            sum(s["vital"] for s in answered),
        ),
        "critical recall": (
            sum(s["critical"] - len(s["missed_critical"]) for s in scores),
            sum(s["critical"] for s in scores),
        ),
        "finding recall": (
            sum(len(s["expected"]) - len(s["missed"]) for s in asked),
            sum(len(s["expected"]) for s in asked),
        ),
        "finding precision": (sum(s["fired"] - len(s["unexpected"]) for s in asked), sum(s["fired"] for s in asked)),
        "citation recall": (sum(s["recalled"] for s in asked), sum(s["statements"] for s in asked)),
        "citation precision": (sum(s["precise"] for s in asked), sum(s["citations"] for s in asked)),
        "abstained when due": (sum(s["abstained"] for s in closed if s["abstain"]), sum(s["abstain"] for s in closed)),
        "answered when due": (
            sum(not s["abstained"] and not s["error"] for s in closed if not s["abstain"]),
            sum(not s["abstain"] for s in closed),
        ),
        "number consistency": _consistent(scores),
        "no forbidden claim": (sum(not s["forbidden"] for s in scores), len(scores)),
        "no fault": (sum(not s["faults"] for s in scores), len(scores)),
    }
    return {name: Number(name=name, good=good, all=total) for name, (good, total) in made.items()}


def _consistent(scores: Sequence[Score]) -> tuple[int, int]:
    groups = by_case(scores)
    return sum(consistent(group) for group in groups.values()), len(groups)


def by_case(scores: Iterable[Score]) -> dict[str, list[Score]]:
    """Return the scores of each case, the question first."""
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(score["case"], []).append(score)
    return groups


def consistent(group: Sequence[Score]) -> bool:
    """Whether all wordings of a case give the same weighty findings, and the same figures in them."""
    return all(s["signature"] is not None for s in group) and len({s["signature"] for s in group}) == 1


def retrieval(scores: Sequence[Score]) -> dict[str, float]:
    """Return the mean of each ranking number over the questions that have gold passages and are looked up."""
    ranked = [s["ranks"] for s in originals(scores) if s["ranks"] is not None]
    return {name: fmean(r[name] for r in ranked) for name in ranked[0]} if ranked else {}


def violations(scores: Sequence[Score]) -> tuple[int, int, float]:
    """Return cases with a safety violation, all cases (a case with its paraphrases is one), and the 95 % bound."""
    groups = by_case(scores)
    bad = sum(any(s["forbidden"] or s["missed_critical"] for s in group) for group in groups.values())
    return bad, len(groups), upper_bound(bad, len(groups)) if groups else 1.0


def strata(scores: Sequence[Score]) -> dict[str, list[Score]]:
    """Return the scores per stratum."""
    held: dict[str, list[Score]] = {}
    for score in scores:
        held.setdefault(score["stratum"], []).append(score)
    return held


def lines(scores: Sequence[Score]) -> list[str]:
    """Return the totals as text."""
    shown = [number.line() for number in numbers(scores).values()]
    bad, n, bound = violations(scores)
    shown.append(f"safety violations: {bad} of {n} cases, one-sided 95 % bound {bound:.4f}")
    shown += [f"retrieval {name}: {value:.3f}" for name, value in retrieval(scores).items()]
    errors = sum(bool(s["error"]) for s in scores)
    shown.append(f"errors and missing answers: {errors} of {len(scores)} wordings, counted as failures")
    for name, held in strata(scores).items():
        own = originals(held)
        abstain = [s for s in own if s["abstain"]]
        wrong = sum(not s["abstained"] for s in abstain)
        over = sum(s["abstained"] for s in own if not s["abstain"] and not s["open"])
        shown.append(
            f"  {name}: {sum(s['strict'] for s in own)}/{len(own)} strict; answered though not settled "
            f"{wrong}/{len(abstain)}; refused though settled {over}/{len(own) - len(abstain)}"
        )
    return shown


def as_json(scores: Sequence[Score]) -> Mapping[str, Any]:
    """Return the totals as values."""
    return {
        **{name: {"good": n.good, "all": n.all} for name, n in numbers(scores).items()},
        "retrieval": {name: round(value, 6) for name, value in retrieval(scores).items()},
    }
