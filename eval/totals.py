"""Totals over scores: every number with its numerator, its denominator and its interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from eval.abstaining import abstention
from eval.intervals import Mean, bootstrap, exact, upper_bound
from eval.scoring import ABSTAINING, Score


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

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its exact 95 % interval."""
        return exact(self.good, self.all) if self.all else None

    def line(self) -> str:
        """Return the number with n and its exact 95 % interval."""
        if self.value is None or self.interval is None:
            return f"{self.name}: nothing to count"
        low, high = self.interval
        return f"{self.name}: {self.good}/{self.all} = {self.value:.3f} (95 % exact {low:.3f} to {high:.3f})"


def originals(scores: Iterable[Score]) -> list[Score]:
    """Return the scores of the questions themselves, without their paraphrases."""
    return [score for score in scores if score["wording"] == 0]


def numbers(scores: Sequence[Score]) -> dict[str, Number]:
    """Return every share, by name. Paraphrases count for the invariants and for consistency alone."""
    asked = originals(scores)
    made = {
        "strict pass": _share(asked, "strict"),
        "status": _share(asked, "status_ok"),
        **_facts(asked),
        "critical recall": (
            sum(s["critical"] - len(s["missed_critical"]) for s in scores),
            sum(s["critical"] for s in scores),
        ),
        "finding recall": (
            sum(len(s["expected"]) - len(s["missed"]) for s in asked),
            sum(len(s["expected"]) for s in asked),
        ),
        "finding precision": (sum(s["fired"] - len(s["unexpected"]) for s in asked), sum(s["fired"] for s in asked)),
        **_severities(asked),
        "citation validity": _unfaulted(scores, {"citation", "uncited", "quote"}),
        "numeric grounding": _unfaulted(scores, {"figure"}),
        "citation recall": (sum(s["recalled"] for s in asked), sum(s["statements"] for s in asked)),
        "citation precision": (sum(s["precise"] for s in asked), sum(s["citations"] for s in asked)),
        "gold passages cited": (sum(s["gold_cited"] for s in asked), sum(s["gold"] for s in asked)),
        "number consistency": _consistent(scores),
        "no forbidden claim": (sum(not s["forbidden"] for s in scores), len(scores)),
        "no fault": (sum(not s["faults"] for s in scores), len(scores)),
    }
    return {name: Number(name=name, good=good, all=total) for name, (good, total) in made.items()}


def _share(scores: Sequence[Score], name: str) -> tuple[int, int]:
    return sum(bool(s[name]) for s in scores), len(scores)


def _facts(asked: Sequence[Score]) -> dict[str, tuple[int, int]]:
    """Coverage over what was answered, as it is defined; what is omitted without a word over all, refusals included."""
    answered = [s for s in asked if s["status"] not in ABSTAINING]
    due, all_due = (sum(s["vital"] for s in group) for group in (answered, asked))
    return {
        "fact coverage": (due - sum(len(s["vital_missed"]) for s in answered), due),
        "nothing omitted": (all_due - sum(len(s["omitted"]) for s in asked), all_due),
    }


def _severities(asked: Sequence[Score]) -> dict[str, tuple[int, int]]:
    """Recall and precision of the findings of each severity."""
    made = {}
    for level in dict.fromkeys(level for s in asked for level in s["severities"]):
        held = [s["severities"][level] for s in asked]
        expected, missed, fired, unexpected = (sum(part) for part in zip(*held, strict=True))
        made[f"finding recall, {level}"] = (expected - missed, expected)
        made[f"finding precision, {level}"] = (fired - unexpected, fired)
    return made


def _unfaulted(scores: Sequence[Score], kinds: Set[str]) -> tuple[int, int]:
    """Answers without a fault of these kinds, of those that say something; one that is missing is at fault."""
    held = [s for s in scores if s["error"] or s["statements"] or s["fired"]]
    return sum(not s["error"] and not any(kind in kinds for kind, _ in s["faults"]) for s in held), len(held)


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


def retrieval(scores: Sequence[Score]) -> dict[str, Mean]:
    """Return the mean of each ranking number over the questions with gold that were looked up, resampling sections."""
    ranked = [s for s in originals(scores) if s["ranks"] is not None]
    names = ranked[0]["ranks"] if ranked else ()
    sections = [s["section"] for s in ranked]
    return {name: bootstrap([s["ranks"][name] for s in ranked], sections) for name in names}


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
    shown.append(bounded(scores))
    asked = sum(s["ranks"] is not None for s in originals(scores))
    for name, mean in retrieval(scores).items():
        between = f"95 % bootstrap over sections {mean.low:.3f} to {mean.high:.3f}"
        shown.append(f"retrieval {name}: {mean.value:.3f} (n = {asked}, {between})")
    errors = sum(bool(s["error"]) for s in scores)
    shown.append(f"errors and missing answers: {errors} of {len(scores)} wordings, counted as failures")
    for name, held in strata(scores).items():
        own = originals(held)
        shown.append(Number(name=f"strict pass, {name}", good=sum(s["strict"] for s in own), all=len(own)).line())
        shown.append(abstention(name, own).line())
    return shown


def bounded(scores: Sequence[Score]) -> str:
    """Return the safety violations with the exact one-sided bound, and by the rule of three where there is none."""
    bad, n, bound = violations(scores)
    rule = f"; by the rule of three 3/n = {3 / n:.4f}" if not bad else ""
    return f"safety violations: {bad} of {n} cases, one-sided 95 % Clopper-Pearson bound {bound:.4f}{rule}"


def as_json(scores: Sequence[Score]) -> Mapping[str, Any]:
    """Return the totals as values."""
    return {
        **{name: {"good": n.good, "all": n.all} for name, n in numbers(scores).items()},
        "retrieval": {name: round(mean.value, 6) for name, mean in retrieval(scores).items()},
    }
