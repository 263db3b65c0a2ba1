"""Number consistency: the same case in other words must give the same findings and the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.figures import figures
from eval.intervals import wilson

#: A paraphrase carries the id of its case with this suffix.
SUFFIX = "-p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """How many of `pairs` agree; a pair of which one answer is missing counts as a disagreement."""

    pairs: int
    same_findings: int
    same_figures: int
    differing: tuple[str, ...]
    """Ids of the cases whose pair differs in findings or figures."""

    def lines(self) -> tuple[str, ...]:
        """Return one line per number, with n and its 95 % Wilson interval."""
        if not self.pairs:
            return ("number consistency: no case stands in both files",)
        rows = (
            ("same findings", self.same_findings),
            ("same figures of findings", self.same_figures),
        )
        shown = []
        for name, count in rows:
            low, high = wilson(count, self.pairs)
            shown.append(
                f"number consistency, {name}: {count}/{self.pairs} = {count / self.pairs:.3f} "
                f"(95 % Wilson {low:.3f} to {high:.3f})"
            )
        if self.differing:
            shown.append(f"  differing: {', '.join(self.differing)}")
        return tuple(shown)


def compare(cases: Iterable[Mapping[str, Any]], paraphrases: Iterable[Mapping[str, Any]]) -> Consistency:
    """Compare each graded case with its paraphrase, as `grade.py --out` wrote them."""
    others = {str(case["id"]).removesuffix(SUFFIX): case for case in paraphrases}
    pairs = [(str(case["id"]), case, others[str(case["id"])]) for case in cases if str(case["id"]) in others]
    found = [(case_id, _agree(_findings, a, b), _agree(_figures, a, b)) for case_id, a, b in pairs]
    return Consistency(
        pairs=len(found),
        same_findings=sum(same for _, same, _ in found),
        same_figures=sum(same for _, _, same in found),
        differing=tuple(case_id for case_id, findings, numbers in found if not (findings and numbers)),
    )


def _agree(of: Any, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if not one.get("answer") or not other.get("answer"):
        return False
    return bool(of(one["answer"]) == of(other["answer"]))


def _findings(answer: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(finding["rule"] for finding in answer["findings"])


def _figures(answer: Mapping[str, Any]) -> frozenset[tuple[float, str]]:
    """Every figure with its unit that the findings state: values, limits and what was computed from them."""
    return frozenset(
        (figure.value, figure.unit.lower()) for finding in answer["findings"] for figure in figures(finding["message"])
    )
