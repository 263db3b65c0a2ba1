"""The verbs that measure."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from cli import advising, bearing, casework, outside, proving
from cli.exits import Exit, one_line
from cli.runs import RUNS, Named, Of, a_name_or_none, advised, asked, kept, like, read, scored

app = typer.Typer(help="Measure the service.", no_args_is_help=True)


@app.callback()
def evaluate() -> None:
    """Measure the service."""


@app.command(epilog="Example: groundrule eval run today")
def run(
    name: Named,
    dataset: Of = "",
    fault: Annotated[str, typer.Option(help="Break the pipeline on purpose, to see that the suite notices.")] = "",
    workers: Annotated[int, typer.Option(min=1, max=16, help="Processes.")] = 2,
) -> None:
    """Ask every wording of every case, and save the answers. What is there already is not asked again."""
    with one_line():
        held, _, _ = read(dataset)
        asked(held, RUNS / name, fault, workers)


@app.command(epilog="Example: groundrule eval score today")
def score(name: Named, dataset: Of = "") -> None:
    """Score a saved run, and print the totals; the scores go beside the answers. Exit code 1: answers are missing."""
    with one_line():
        from eval.advice import HEADING
        from eval.totals import lines

        held, topic, _ = read(dataset)
        saved, scores = scored(name, held, topic)
        for line in (*lines(scores), f"{HEADING}:", *(f"  {line}" for line in advised(saved, held, topic))):
            typer.echo(line)
        missing = len(held.keys) - len(saved.rows)
    if missing:
        typer.echo(f"INCOMPLETE: {missing} answers are missing; `groundrule eval run {name}` goes on.")
        raise typer.Exit(Exit.NO)


@app.command(epilog="Example: groundrule eval compare yesterday today")
def compare(before: Named, after: Named, dataset: Of = "") -> None:
    """Set two runs side by side: what flipped, then paired intervals."""
    with one_line():
        from eval.comparing import compare as compared
        from eval.gating import demand_whole

        held, topic, _ = read(dataset)
        pairs = [scored(name, held, topic) for name in (before, after)]
        for saved, _scores in pairs:
            demand_whole(saved, held)
        for line in compared(pairs[0][1], pairs[1][1]):
            typer.echo(line)


@app.command(epilog="Example: groundrule eval gate today")
def gate(
    name: Annotated[
        str, typer.Argument(help="Name of a run; without one they are asked now.", callback=a_name_or_none)
    ] = "",
    dataset: Of = "",
) -> None:
    """Hold a run against the blessed baseline. Exit code 1 says which gate, and which cases."""
    with one_line(), tempfile.TemporaryDirectory() as folder:
        from eval.gating import demand_whole, read_baseline
        from eval.gating import gate as gated
        from eval.saving import read_run
        from eval.scoring import score as scores_of

        held, topic, where = read(dataset)
        baseline = read_baseline(where, held)
        if not name:
            asked(held, Path(folder))
        saved = read_run(RUNS / name if name else Path(folder))
        demand_whole(saved, held)
        verdict = gated(scores_of(saved, held, topic), baseline, held.floors)
        for line in verdict.lines():
            typer.echo(line)
    if not verdict.passed:
        raise typer.Exit(Exit.NO)


@app.command(epilog='Example: groundrule eval bless today --reason "The hold sentence is worded anew"')
def bless(name: Named, reason: Annotated[str, typer.Option(help="Why the baseline moves.")], dataset: Of = "") -> None:
    """Make a run the baseline that the gate holds others against."""
    with one_line():
        from eval.gating import bless as blessed

        held, topic, where = read(dataset)
        saved, scores = scored(name, held, topic)
        blessed(where, saved, held, scores, reason)
    typer.echo(f"{name} is the baseline of {held.name} now.")


@app.command(epilog="Example: groundrule eval report today")
def report(
    name: Named,
    beside: Annotated[
        str,
        typer.Option(
            help="Name of another run: each answer shows what differs from it; without one, the run that was blessed.",
            callback=a_name_or_none,
        ),
    ] = "",
    address: Annotated[str, typer.Option(help="Where a service runs in which the cases can be opened.")] = "",
    dataset: Of = "",
) -> None:
    """Write one self-contained page about a run, beside its answers."""
    with one_line():
        from eval.gating import gate as gated
        from eval.gating import read_baseline
        from eval.reporting import ADDRESS, Page

        held, topic, where = read(dataset)
        saved, scores = scored(name, held, topic)
        baseline = read_baseline(where, held)
        beside = beside or like(baseline["history"][-1]["stamp"])
        page = Page(
            run=saved,
            dataset=held,
            topic=topic,
            scores=scores,
            baseline=baseline,
            verdict=gated(scores, baseline, held.floors),
            proof=proving.kept(name),
            other=kept(beside, held) if beside else None,
            address=address or ADDRESS,
        )
        path = RUNS / name / "report.html"
        path.write_text(page.html(), encoding="utf-8")
    typer.echo(str(path))


app.command(epilog="Example: GROUNDRULE_JUDGE_MODEL=openai:name groundrule eval judge today")(advising.judge)
app.command(epilog="Example: groundrule eval draft --rating unsafe --into drafts.jsonl")(casework.draft)
app.command("open", epilog="Example: groundrule eval open f001 --address http://127.0.0.1:8000")(casework.open_case)
app.command(epilog="Example: groundrule eval mutate today --pipeline")(proving.mutate)
app.command(epilog="Example: groundrule eval seal")(casework.seal)
app.command(epilog="Example: groundrule eval bearing")(bearing.bearing)
app.command(epilog="Example: groundrule eval graded --cases questions.jsonl")(outside.graded)
app.command(epilog="Example: groundrule eval retrieval --cpgqa cpgQA-v1.0.json --liveqa downloads --json")(
    outside.retrieval
)
