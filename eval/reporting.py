"""One self-contained page about a run: totals, trend, where the failures are, and every case to open."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.model import Topic
from eval.abstaining import abstention
from eval.case_view import CaseView
from eval.cases import Dataset
from eval.charts import between, heat_map, histogram, line_chart
from eval.checks import Checker
from eval.gating import Verdict, gathered
from eval.mutating import Caught, sums
from eval.saving import Run
from eval.scoring import Score
from eval.totals import Number, bounded, by_case, numbers, originals, retrieval, strata

TEMPLATES = Path(__file__).resolve().parent / "templates"
#: Where `groundrule serve` listens unless it is told otherwise.
ADDRESS = "http://127.0.0.1:8000"
_TREND = ("strict pass", "fact coverage", "number consistency")
#: Where the scale of a risk may end, so that a small one is seen.
_TOPS = (0.1, 0.2, 0.5, 1.0)
_SHARES = (0.5, 0.95, 0.99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a report is made of. `proof` is what `eval mutate` kept of the run, `other` a run to set beside it."""

    run: Run
    dataset: Dataset
    topic: Topic
    scores: Sequence[Score]
    baseline: Mapping[str, Any]
    verdict: Verdict
    proof: Mapping[str, Any] | None = None
    other: Run | None = None
    address: str = ADDRESS

    def html(self) -> str:
        """Return the page. It loads nothing, so that it opens from a mail or a disk."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
        script_hash = f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"
        template = environment.get_template("report.html")
        return template.render(style=style, script=script, script_hash=script_hash, **self._told(), **self._drawn())

    def _told(self) -> dict[str, Any]:
        groups = by_case(self.scores)
        view = CaseView(
            topic=self.topic.id,
            checker=Checker(self.topic, self.dataset.populations),
            run=self.run,
            baseline=self.baseline,
            other=self.other,
            address=self.address,
        )
        cases = [view.show(case, groups[case.id]) for case in self.dataset.cases]
        held = {name: originals(group) for name, group in strata(self.scores).items()}
        return {
            "dataset": self.dataset.name,
            "run": self.run.name,
            "verdict": self.verdict,
            "gathered": gathered,
            "asked": len(self.scores),
            "failing": sum(case["fail"] for case in cases),
            "cases": cases,
            "names": list(held),
            "stamp": [(name.replace("_", " "), value) for name, value in sorted(self.run.stamp.items()) if value],
            "bounded": bounded(self.scores),
            "totals": [_rate(one.name, one.good, one.all) for one in numbers(self.scores).values()],
            "strata": [_rate(name, sum(s["strict"] for s in own), len(own)) for name, own in held.items()],
            "abstention": [abstention(name, own).line().removeprefix("abstention, ") for name, own in held.items()],
            "looked_up": sum(s["ranks"] is not None for s in originals(self.scores)),
            "history": [_blessed(entry) for entry in reversed(self.baseline["history"])],
            "proof": self.proof and _proof(self.proof),
        }

    def _drawn(self) -> dict[str, Any]:
        asked = originals(self.scores)
        totals = {name: len(originals(held)) for name, held in strata(self.scores).items()}
        steps, risk = _steps(self.run), _risk(self.run, asked)
        return {
            "retrieval": [
                {"name": n, "value": m.value, "low": m.low, "high": m.high, "drawn": between(m.value, m.low, m.high)}
                for n, m in retrieval(self.scores).items()
            ],
            "trend": _trend(self.baseline["history"]),
            "heat": heat_map(_heat(asked), totals),
            "risk": line_chart(
                {"risk": risk},
                "Risk against coverage: the surest answers first, and the share of them with something amiss",
                "share of the questions answered, by the score of their best passage",
                top=next(top for top in _TOPS if top >= max((share for _, share in risk), default=0.0)),
            ),
            "histogram": histogram(steps.get("total", ()), "Time of a whole answer", "milliseconds"),
            "latency": [{"name": n, "at": [v[int(s * (len(v) - 1))] for s in _SHARES]} for n, v in steps.items()],
        }


def _rate(name: str, good: int, total: int) -> dict[str, Any]:
    number = Number(name=name, good=good, all=total)
    low, high = number.interval or (None, None)
    drawn = between(number.value or 0.0, low, high) if low is not None and high is not None else None
    return {"name": name, "good": good, "all": total, "value": number.value, "low": low, "high": high, "drawn": drawn}


def _blessed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {**entry["totals"]["strict pass"], "at": entry["at"], "reason": entry["reason"], **_revision(entry["stamp"])}


def _revision(stamp: Mapping[str, Any]) -> dict[str, str]:
    return {"revision": stamp["revision"]}


def _trend(history: Sequence[Mapping[str, Any]]) -> str:
    """A line per number that every blessed run has counted; the runs stand at equal distances."""
    series: dict[str, list[tuple[float, float]]] = {}
    for name in _TREND:
        held = [entry["totals"].get(name) for entry in history]
        shares = [one["good"] / one["all"] for one in held if one and one["all"]]
        if len(shares) == len(history):
            series[name] = [(n / max(1, len(shares) - 1), share) for n, share in enumerate(shares)]
    return line_chart(series, "Each blessed run", "blessed runs, oldest first", (history[0]["at"], history[-1]["at"]))


def _heat(asked: Sequence[Score]) -> dict[str, Counter[str]]:
    cells: dict[str, Counter[str]] = {}
    for score in asked:
        row = cells.setdefault(score["stratum"], Counter())
        row.update(f"{rule} missed" for rule in score["missed"])
        row.update(f"{rule} unexpected" for rule in score["unexpected"])
        row["vital fact not said"] += bool(score["vital_missed"])
        row["forbidden claim"] += bool(score["forbidden"])
        row["fault of citation or figure"] += bool(score["faults"])
        row["wrong status"] += not score["status_ok"]
    return {name: Counter({k: v for k, v in row.items() if v}) for name, row in cells.items()}


def _risk(run: Run, asked: Sequence[Score]) -> list[tuple[float, float]]:
    """Answer the surest questions first: the share answered, and the share of those that fail."""
    rows = run.by_key
    known = [(rows[s["key"]]["retrieved"], s) for s in asked if s["key"] in rows and rows[s["key"]]["retrieved"]]
    ordered = sorted(known, key=lambda pair: (-pair[0][0][1], pair[1]["key"]))
    points, wrong = [], 0
    for n, (_, score) in enumerate(ordered, 1):
        wrong += not score["strict"]
        points.append((n / len(ordered), wrong / n))
    return points


def _steps(run: Run) -> dict[str, list[float]]:
    steps: dict[str, list[float]] = {}
    for times in run.times.values():
        for name, value in times.items():
            steps.setdefault(name, []).append(value)
    return {name: sorted(values) for name, values in steps.items()}


def _proof(kept: Mapping[str, Any]) -> dict[str, Any]:
    caught = [Caught(**one) for one in kept["planted"]]
    return {
        "pipeline": kept["pipeline"],
        "sums": [_rate(one.kind, one.noticed, one.planted) for one in sums(caught)],
        "harmful": [_rate(one.kind, one.noticed, one.planted) for one in caught if one.harmful],
        "harmless": [_rate(one.kind, one.noticed, one.planted) for one in caught if not one.harmful],
    }
