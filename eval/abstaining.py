"""Abstention per stratum, never pooled: what was answered though nothing settles it, what was refused though it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.intervals import Mean, exact, ratio
from eval.scoring import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """The questions of one stratum. Those that may be answered or refused count on neither side."""

    stratum: str
    false_answers: int
    due: int
    """Questions that nothing in the corpus settles."""
    refused: int
    answerable: int
    f1: Mean | None
    """Of abstaining within the stratum, by a bootstrap over its questions; None where nothing is to be refused."""

    def line(self) -> str:
        """Return the rates with their exact 95 % intervals."""
        told = [_rate("answered though not settled", self.false_answers, self.due)]
        told.append(_rate("refused though settled", self.refused, self.answerable))
        if self.f1 is not None:
            told.append(f"F1 {self.f1.value:.3f} (95 % bootstrap {self.f1.low:.3f} to {self.f1.high:.3f})")
        return f"abstention, {self.stratum}: {'; '.join(filter(None, told))}"


def abstention(stratum: str, asked: Sequence[Score]) -> Abstention:
    """Count one stratum. An answer that is missing is a fault on whichever side it stands."""
    closed = [s for s in asked if not s["open"]]
    due = [s for s in closed if s["abstain"]]
    settled = [s for s in closed if not s["abstain"]]
    refused = [bool(s["abstained"] or s["error"]) for s in settled]
    right = [bool(s["abstained"]) for s in due]
    parts = [(2.0 * one, 1.0 + one) for one in right] + [(0.0, float(one)) for one in refused]
    return Abstention(
        stratum=stratum,
        false_answers=right.count(False),
        due=len(due),
        refused=sum(refused),
        answerable=len(settled),
        f1=ratio(parts) if due else None,
    )


def _rate(name: str, count: int, total: int) -> str:
    if not total:
        return ""
    low, high = exact(count, total)
    return f"{name} {count}/{total} (95 % exact {low:.3f} to {high:.3f})"
