"""Two runs side by side: the cases that flipped first, then paired intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.intervals import holm, mcnemar, paired_bootstrap
from eval.scoring import Score
from eval.totals import originals

#: What is compared as passed or not, per question.
_BINARY: dict[str, Callable[[Score], bool]] = {
    "strict pass": lambda s: bool(s["strict"]),
    "status": lambda s: bool(s["status_ok"]),
    "all weighty findings": lambda s: not s["missed_weighty"],
    "no unexpected finding": lambda s: not s["unexpected"],
    "nothing forbidden": lambda s: not s["forbidden"],
    "no fault": lambda s: not s["faults"],
}
_SHARES: dict[str, Callable[[Score], float | None]] = {
    "fact coverage": lambda s: 1 - len(s["vital_missed"]) / s["vital"] if s["vital"] else None,
    "statements": lambda s: float(s["statements"]),
    "nDCG@10": lambda s: s["ranks"]["ndcg@10"] if s["ranks"] else None,
}


def compare(before: Sequence[Score], after: Sequence[Score]) -> list[str]:
    """Return the comparison as lines; the runs are of one dataset."""
    old = {score["key"]: score for score in before}
    new = {score["key"]: score for score in after}
    worse = [key for key in old if old[key]["strict"] and not new[key]["strict"]]
    better = [key for key in old if not old[key]["strict"] and new[key]["strict"]]
    shown = [f"pass to fail ({len(worse)}): {', '.join(worse) or 'none'}"]
    shown += [f"  {key}: {_why(new[key])}" for key in worse]
    shown.append(f"fail to pass ({len(better)}): {', '.join(better) or 'none'}")
    pairs = [(old[score["key"]], score) for score in originals(after)]
    raw = {}
    counts = {}
    for name, holds in _BINARY.items():
        lost = sum(holds(a) and not holds(b) for a, b in pairs)
        won = sum(holds(b) and not holds(a) for a, b in pairs)
        raw[name], counts[name] = mcnemar(lost, won), (lost, won)
    for name, value in holm(raw).items():
        lost, won = counts[name]
        shown.append(f"{name}: {lost} lost, {won} won, exact McNemar p = {raw[name]:.4f}, Holm {value:.4f}")
    for name, measured in _SHARES.items():
        grouped: dict[str, list[float]] = {}
        for a, b in pairs:
            one, other = measured(a), measured(b)
            if one is not None and other is not None:
                grouped.setdefault(a["section"], []).append(other - one)
        if grouped:
            mean, low, high = paired_bootstrap(grouped)
            shown.append(
                f"{name}: {mean:+.4f} (95 % paired bootstrap {low:+.4f} to {high:+.4f}, {len(grouped)} sections)"
            )
    return shown


def _why(score: Score) -> str:
    told = [
        f"{name} {score[name]}"
        for name in ("missed", "unexpected", "vital_missed", "forbidden", "faults")
        if score[name]
    ]
    if not score["status_ok"]:
        told.append(f"status {score['status']}")
    return "; ".join(told)
