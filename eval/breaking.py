"""Breaks the pipeline on purpose, and says whether the gate notices; a tremble that decides nothing must pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.model import Topic
from eval.cases import Dataset
from eval.faulty import FAULTS, HARMLESS_FAULTS
from eval.gating import as_baseline, gate
from eval.running import run
from eval.saving import Run, read_run
from eval.scoring import score


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
