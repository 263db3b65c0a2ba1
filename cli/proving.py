"""The verb that proves the suite: planted faults that it must notice, and edits that it must let pass."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.exits import one_line
from cli.runs import RUNS, Named, Of, read, scored
from cli.terminal import progress_bar

MUTATIONS = "mutations.json"


def mutate(
    name: Named,
    pipeline: Annotated[bool, typer.Option("--pipeline", help="Break the pipeline too; asks every case anew.")] = False,
    dataset: Of = "",
) -> None:
    """Plant faults of known types in a run's answers, and count those that the suite notices, and its false alarms.

    The figures go beside the answers, where the report finds them.
    """
    with one_line():
        from eval.breaking import Broke, break_pipeline, break_rules
        from eval.falsified import of_rules
        from eval.faulty import FAULTS, HARMLESS_FAULTS
        from eval.gating import demand_whole
        from eval.mutating import Caught, sums
        from eval.mutating import mutate as planted
        from eval.offline import stay_offline

        held, topic, _ = read(dataset)
        saved, _scores = scored(name, held, topic)
        demand_whole(saved, held)
        caught = planted(saved, held, topic)
        broke: list[Broke] = []
        rules: list[Caught] = []
        if pipeline:
            stay_offline()
            with tempfile.TemporaryDirectory() as folder, progress_bar() as bar:
                task = bar.add_task("asking", total=len(held.cases) * len((*FAULTS, *HARMLESS_FAULTS)))
                broke = break_pipeline(saved, held, topic, Path(folder), lambda n: bar.advance(task, n))
                losing = bar.add_task("rules", total=sum(map(len, of_rules(topic).values())))
                rules = break_rules(saved, held, topic, lambda n: bar.advance(losing, n))
        proof = (*caught, *rules)
        told = [one.line() for one in caught] + [one.line() for one in broke]
        told += [one.line() for one in (*rules, *sums(proof))]
        kept = {"planted": [asdict(one) for one in proof], "pipeline": [asdict(one) for one in broke]}
        (RUNS / name / MUTATIONS).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    for line in told:
        typer.echo(line)


def kept(name: str) -> dict[str, Any] | None:
    """Return what was measured of a run, or nothing where it was not."""
    path = RUNS / name / MUTATIONS
    if not path.is_file():
        return None
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held
