"""The gate: whether a run is worse than the blessed baseline. Deterministic: nothing passes or fails by chance.

Order: invariants; cases that got worse; floors; margins of the totals. What the baseline already misses is a debt: it
is named, it cannot grow, and it is paid by blessing a run without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.abstaining import abstention
from eval.cases import Dataset
from eval.saving import Run
from eval.scoring import Score
from eval.signing import differing
from eval.totals import as_json, by_case, consistent, numbers, originals, retrieval, strata
from service.domain.errors import InputError

BASELINE = "baseline.json"
#: What must hold for every wording of every case.
INVARIANTS = ("answered", "forbidden", "faults", "critical", "consistent")
#: How far a total may fall below the blessed one; the floors are the dataset's own.
MARGIN = 0.01
State = tuple[bool, int, Mapping[str, str] | None]
_GATED = (
    "strict pass",
    "fact coverage",
    "nothing omitted",
    "finding recall",
    "finding precision",
    "citation recall",
    "citation precision",
    "gold passages cited",
    "status",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says: per gate, what is worse."""

    worse: dict[str, tuple[str, ...]]
    debts: dict[str, tuple[str, ...]]
    better: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether no gate was missed."""
        return not any(self.worse.values())

    def lines(self) -> list[str]:
        """Return the verdict as text: gates first, then debts and what got better."""
        shown = [f"FAILED {gate}: {', '.join(gathered(names))}" for gate, names in self.worse.items() if names]
        shown += [f"known and not yet mended, {gate} ({len(n)}): {', '.join(n)}" for gate, n in self.debts.items() if n]
        if self.better:
            shown.append(f"better than the baseline ({len(self.better)}): {', '.join(gathered(self.better))}")
        return [*shown, "gate: passed" if self.passed else "gate: FAILED"]


def gathered(keys: Iterable[str]) -> list[str]:
    """Return the wordings of each case together, as in `a001#0+2`; what is no wording stays as it is."""
    cases: dict[str, list[str]] = {}
    for key in keys:
        case, _, wording = key.partition("#")
        cases.setdefault(case, []).append(wording)
    return [f"{case}#{'+'.join(wordings)}" if wordings[0] else case for case, wordings in cases.items()]


def broken(scores: Sequence[Score]) -> dict[str, set[str]]:
    """Return the cases that break each invariant."""
    found: dict[str, set[str]] = {name: set() for name in INVARIANTS}
    for case, group in by_case(scores).items():
        if any(s["error"] for s in group):
            found["answered"].add(case)
        if any(s["forbidden"] for s in group):
            found["forbidden"].add(case)
        if any(s["faults"] for s in group):
            found["faults"].add(case)
        if any(s["missed_critical"] for s in group):
            found["critical"].add(case)
        if not consistent(group):
            found["consistent"].add(case)
    return found


def gate(scores: Sequence[Score], baseline: Mapping[str, Any], floors: Mapping[str, float]) -> Verdict:
    """Hold scores against the baseline."""
    now, then = broken(scores), {name: set(baseline["broken"][name]) for name in INVARIANTS}
    old: dict[str, State] = {key: (value[0], value[1], value[2]) for key, value in baseline["wordings"].items()}
    new = {score["key"]: state(score) for score in scores}
    amiss: dict[str, tuple[str, ...]] = {f"invariant {n}": tuple(sorted(now[n] - then[n])) for n in INVARIANTS}
    amiss["cases pass to fail"] = tuple(sorted(k for k, s in old.items() if s[0] and not new.get(k, (False,))[0]))
    amiss["cases lost"] = tuple(
        sorted(k for k, s in old.items() if _lost(s, new.get(k)) and k not in amiss["cases pass to fail"])
    )
    amiss |= _told_else(old, new)
    amiss["floors"] = tuple(_below(scores, floors))
    amiss["totals"] = tuple(_fallen(scores, baseline["totals"]))
    return Verdict(
        worse=amiss,
        debts={name: tuple(sorted(now[name] & then[name])) for name in INVARIANTS},
        better=tuple(sorted(k for k, s in old.items() if not s[0] and new.get(k, (False,))[0])),
    )


def _told_else(old: Mapping[str, State], new: Mapping[str, State]) -> dict[str, tuple[str, ...]]:
    """Return, for each part of what is told, the wordings in which it is not what the baseline has."""
    found: dict[str, list[str]] = {}
    for key in sorted(old.keys() & new.keys()):
        for part in differing(old[key][2], new[key][2]):
            found.setdefault(f"{part}: changed, look and bless", []).append(key)
    return {name: tuple(keys) for name, keys in sorted(found.items())}


def state(score: Score) -> State:
    """Return what the baseline keeps of a wording: strict pass, how much is amiss, and what is told, part by part."""
    amiss = sum(len(score[name]) for name in ("missed", "unexpected", "vital_missed", "forbidden", "faults"))
    # What a case knows as fitting is no failure when it is not said, but it is a loss when it no longer is.
    amiss += score["okay"] - score["okay_found"] + score["gold"] - score["gold_cited"]
    return bool(score["strict"]), amiss + (not score["status_ok"]), score["told"]


def worse(before: Score, after: Score) -> bool:
    """Return whether the gate would name a wording that was scored anew."""
    old, new = state(before), state(after)
    return _lost(old, new) or bool(differing(old[2], new[2]))


def _lost(old: Sequence[Any], new: Sequence[Any] | None) -> bool:
    return new is None or new[1] > old[1]


def _below(scores: Sequence[Score], floors: Mapping[str, float]) -> Iterable[str]:
    held = {name: number.value for name, number in numbers(scores).items()}
    held |= {name: mean.value for name, mean in retrieval(scores).items()}
    for name, group in strata(scores).items():
        counted = abstention(name, originals(group))
        if counted.due:
            held[f"abstained when due, {name}"] = 1 - counted.false_answers / counted.due
        if counted.answerable:
            held[f"answered when due, {name}"] = 1 - counted.refused / counted.answerable
    for name, floor in floors.items():
        value = held.get(name)
        if value is None or value < floor:
            yield f"{name} {'missing' if value is None else f'{value:.3f}'} < {floor}"


def _fallen(scores: Sequence[Score], totals: Mapping[str, Any]) -> Iterable[str]:
    held = numbers(scores)
    for name in _GATED:
        old, new = totals[name], held[name].value
        if old["all"] and (new is None or new < old["good"] / old["all"] - MARGIN):
            yield f"{name} {new or 0:.3f}, was {old['good'] / old['all']:.3f}"
    found = retrieval(scores)
    for name, value in totals["retrieval"].items():
        now = found[name].value if name in found else 0.0
        if now < value - MARGIN:
            yield f"{name} {now:.3f}, was {value:.3f}"


def read_baseline(folder: Path, dataset: Dataset) -> dict[str, Any]:
    """Return the blessed baseline of a dataset.

    Raises:
        InputError: there is none, or it was blessed on other cases.
    """
    path = folder / BASELINE
    if not path.is_file():
        raise InputError(f"no baseline in {folder.name}; `groundrule eval bless` makes one")
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(f"{folder.name}/{BASELINE} is not JSON; take it from the history, or bless a run") from None
    if held.get("dataset_hash") != dataset.hash:
        raise InputError("the baseline was blessed on other cases; run them and `groundrule eval bless` anew")
    if not all(isinstance(told, dict | None) for _, _, told in held["wordings"].values()):
        raise InputError("the baseline was blessed before what is told was held part by part; bless it anew")
    uncounted = [name for name in _GATED if name not in held["totals"]]
    if uncounted:
        raise InputError(f"the baseline was blessed before {', '.join(uncounted)} was counted; bless it anew")
    return held


def demand_whole(run: Run, dataset: Dataset) -> None:
    """Refuse a run that was cut off, or that asked other cases.

    Raises:
        InputError: it is not a whole run of this dataset.
    """
    if run.stamp["dataset_hash"] != dataset.hash:
        raise InputError(f"run {run.name} was made on another dataset")
    missing = [key for key in dataset.keys if key not in run.by_key]
    if missing:
        raise InputError(f"run {run.name} was cut off: {len(missing)} answers are missing, the first is {missing[0]}")


def bless(folder: Path, run: Run, dataset: Dataset, scores: Sequence[Score], reason: str) -> None:
    """Make a run the baseline, and say why.

    Raises:
        InputError: the run is not whole, is one with a planted fault, or no reason is given.
    """
    demand_whole(run, dataset)
    if run.stamp["fault"]:
        raise InputError("a run with a planted fault is never a baseline")
    if not reason.strip():
        raise InputError("say why the baseline moves: --reason")
    path = folder / BASELINE
    earlier = json.loads(path.read_text(encoding="utf-8"))["history"] if path.is_file() else []
    held = as_baseline(scores)
    entry = {"at": datetime.now(UTC).date().isoformat(), "reason": reason.strip(), "stamp": run.stamp}
    history = [*earlier, entry | {"totals": held["totals"]}]
    body = {"dataset_hash": dataset.hash, **held, "history": history}
    path.write_text(_compact(body), encoding="utf-8")


def as_baseline(scores: Sequence[Score]) -> dict[str, Any]:
    """Return what others are held against: the totals, the debts, and the state of each wording."""
    return {
        "totals": as_json(scores),
        "broken": {name: sorted(cases) for name, cases in broken(scores).items()},
        "wordings": {score["key"]: list(state(score)) for score in scores},
    }


def _compact(body: Mapping[str, Any]) -> str:
    """One line per wording, so that a change of the baseline can be read."""
    wordings = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in body["wordings"].items())
    head = json.dumps({k: v for k, v in body.items() if k != "wordings"}, indent=1, ensure_ascii=False)
    return f'{head[:-2]},\n "wordings": {{\n{wordings}\n }}\n}}\n'
