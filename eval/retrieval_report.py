"""What a measurement of retrieval says: a table for a reader, and the same figures as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from eval.intervals import Mean
from eval.retrieval import METRICS, RANKERS, Measured

#: The figure that settings are chosen by and that gains are told in.
DECISIVE = "nDCG@10"
_PARTS = {"all": None, "choice": "choice", "held": "held"}
_WIDTH = 24


def lines(measured: Measured) -> Iterator[str]:
    """Yield the lines of a set: all questions, the half that settings are chosen on, and the half held back."""
    counted = f"{len(measured.questions):,} questions, {measured.documents:,} passages"
    yield f"== {measured.name}: {counted}, SHA-256 {measured.sha256[:12]}…"
    yield from (f"   {note}" for note in measured.notes)
    yield f"{'':8}{'':11}" + "".join(f"{ranker:>{_WIDTH}}" for ranker in RANKERS)
    for part, half in _PARTS.items():
        count = len(measured.within(half))
        if not count:
            yield f"{part}: no question belongs here"
            continue
        for number, metric in enumerate(METRICS):
            head = f"{part if number == 0 else f'({count:,})' if number == 1 else '':8}{metric:11}"
            yield head + "".join(f"{_shown(measured.mean(ranker, metric, half)):>{_WIDTH}}" for ranker in RANKERS)
        best, gain = measured.gain(DECISIVE, half)
        yield f"{'':8}fused - {best}, {DECISIVE}: {gain.value:+.4f} (95 % {gain.low:+.4f} to {gain.high:+.4f})"


def figures(measured: Sequence[Measured]) -> dict[str, Any]:
    """Return every figure of the sets by name, half, ranker and metric."""
    return {
        one.name: {"encoder": one.encoder, "sha256": one.sha256, "notes": list(one.notes), **_figures(one)}
        for one in measured
    }


def _figures(measured: Measured) -> dict[str, Any]:
    found: dict[str, Any] = {"passages": measured.documents, "questions": len(measured.questions)}
    for part, half in _PARTS.items():
        if not measured.within(half):
            continue
        best, gain = measured.gain(DECISIVE, half)
        found[part] = {
            "questions": len(measured.within(half)),
            **{r: {metric: asdict(measured.mean(r, metric, half)) for metric in METRICS} for r in RANKERS},
            "gain": {"metric": DECISIVE, "over": best, **asdict(gain)},
        }
    return found


def _shown(mean: Mean) -> str:
    return f"{mean.value:.3f} ({mean.low:.3f} to {mean.high:.3f})"
