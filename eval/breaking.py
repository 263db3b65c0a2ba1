"""Breaks the pipeline on purpose, and says whether the gate notices; a tremble that decides nothing must pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.model import Topic
from eval.cases import Dataset
from eval.checks import Checker
from eval.falsified import of_rules
from eval.faulty import FAULTS, HARMLESS_FAULTS
from eval.gating import as_baseline, gate, worse
from eval.mutating import Caught
from eval.running import ask, run
from eval.saving import Run, read_run
from eval.scoring import score, score_row
from service import settings
from service.wiring import build


@dataclass(frozen=True, slots=True, kw_only=True)
class Broke:
    """What the gate said of one fault: the gates missed, and how many cases they name."""

    fault: str
    harmful: bool
    gates: tuple[str, ...]
    cases: int

    def line(self) -> str:
        """Return the verdict in words."""
        told = f"{', '.join(self.gates)} ({self.cases} cases)" if self.gates else "the gate passed"
        as_due = bool(self.gates) is self.harmful
        return f"pipeline, {self.fault}: {told}{'' if as_due else ': NOT AS IT SHOULD BE'}"


def break_pipeline(
    whole: Run, dataset: Dataset, topic: Topic, folder: Path, tick: Callable[[int], None] = lambda _: None
) -> list[Broke]:
    """Ask each case's question anew with each fault, and hold the answers against those of a whole run."""
    asked = replace(
        dataset, cases=tuple(replace(case, wordings=case.wordings[:1], orders=()) for case in dataset.cases)
    )
    sound = as_baseline(score(whole, asked, topic))
    found = []
    for fault in (*FAULTS, *HARMLESS_FAULTS):
        run(asked, folder / fault, fault=fault, tick=tick)
        verdict = gate(score(read_run(folder / fault), asked, topic), sound, {})
        missed = {name: cases for name, cases in verdict.worse.items() if cases}
        named = {case.partition("#")[0] for name, cases in missed.items() for case in cases if name != "totals"}
        found.append(Broke(fault=fault, harmful=fault in FAULTS, gates=tuple(missed), cases=len(named)))
    return found


def break_rules(
    whole: Run, dataset: Dataset, topic: Topic, tick: Callable[[int], None] = lambda _: None
) -> list[Caught]:
    """Lose each rule, and loosen its limits, one at a time, and ask the cases anew in which it fired.

    A rule is noticed when one of these cases is; one that fires in no case is missed, because nothing would be.
    """
    service = build(settings.load())
    checker = Checker(topic, dataset.populations)
    rows = whole.by_key

    def noticed(rule: str, fault: str) -> bool:
        fired = (case for case in dataset.cases if rule in _fired(rows.get(case.keys[0])))
        for case in fired:
            before, after = rows[case.keys[0]], ask(service, topic.id, case, 0, fault)[0]
            if worse(*(score_row(case, 0, row, dataset, checker) for row in (before, after))):
                return True
        return False

    found = []
    for kind, faults in of_rules(topic).items():
        missed = []
        for rule, fault in faults.items():
            if not noticed(rule, fault):
                missed.append(rule)
            tick(1)
        found.append(
            Caught(
                kind=kind, harmful=True, noticed=len(faults) - len(missed), planted=len(faults), missed=tuple(missed)
            )
        )
    return found


def _fired(row: Mapping[str, Any] | None) -> frozenset[str]:
    return frozenset(finding["rule"] for finding in row["answer"]["findings"]) if row and row["answer"] else frozenset()
