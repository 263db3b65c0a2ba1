"""The verbs that measure."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import Exit, one_line
from cli.terminal import progress_bar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from corpus.model import Topic
    from eval.cases import Dataset
    from eval.retrieval import Measured, Tell
    from eval.running import Run
    from eval.scoring import Score
    from eval.sets import RetrievalSet

app = typer.Typer(help="Measure the service.", no_args_is_help=True)

RUNS = Path("reports/eval")

Named = Annotated[str, typer.Argument(help="Name of a run, a folder under reports/eval.")]
Of = Annotated[str, typer.Option("--dataset", help="A dataset's name under eval/datasets, or its folder.")]


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
        held, _, _ = _dataset(dataset)
        _run(held, RUNS / name, fault, workers)


@app.command(epilog="Example: groundrule eval score today")
def score(name: Named, dataset: Of = "") -> None:
    """Score a saved run, and print the totals; the scores go beside the answers. Exit code 1: answers are missing."""
    with one_line():
        from eval.totals import lines

        held, topic, _ = _dataset(dataset)
        saved, scores = _scored(name, held, topic)
        for line in lines(scores):
            typer.echo(line)
        missing = sum(len(case.wordings) for case in held.cases) - len(saved.rows)
    if missing:
        typer.echo(f"INCOMPLETE: {missing} answers are missing; `groundrule eval run {name}` goes on.")
        raise typer.Exit(Exit.NO)


@app.command(epilog="Example: groundrule eval compare yesterday today")
def compare(before: Named, after: Named, dataset: Of = "") -> None:
    """Set two runs side by side: what flipped, then paired intervals."""
    with one_line():
        from eval.comparing import compare as compared
        from eval.gating import demand_whole

        held, topic, _ = _dataset(dataset)
        pairs = [_scored(name, held, topic) for name in (before, after)]
        for saved, _scores in pairs:
            demand_whole(saved, held)
        for line in compared(pairs[0][1], pairs[1][1]):
            typer.echo(line)


@app.command(epilog="Example: groundrule eval gate today")
def gate(
    name: Annotated[str, typer.Argument(help="Name of a run; without one the cases are asked now.")] = "",
    dataset: Of = "",
) -> None:
    """Hold a run against the blessed baseline. Exit code 1 says which gate, and which cases."""
    with one_line(), tempfile.TemporaryDirectory() as folder:
        from eval.gating import demand_whole, read_baseline
        from eval.gating import gate as gated
        from eval.running import read_run
        from eval.scoring import score as scored

        held, topic, where = _dataset(dataset)
        baseline = read_baseline(where, held)
        if not name:
            _run(held, Path(folder), "", 2)
        saved = read_run(RUNS / name if name else Path(folder))
        demand_whole(saved, held)
        verdict = gated(scored(saved, held, topic), baseline, held.floors)
        for line in verdict.lines():
            typer.echo(line)
    if not verdict.passed:
        raise typer.Exit(Exit.NO)


@app.command(epilog='Example: groundrule eval bless today --reason "The hold sentence is worded anew"')
def bless(name: Named, reason: Annotated[str, typer.Option(help="Why the baseline moves.")], dataset: Of = "") -> None:
    """Make a run the baseline that the gate holds others against."""
    with one_line():
        from eval.gating import bless as blessed

        held, topic, where = _dataset(dataset)
        saved, scores = _scored(name, held, topic)
        blessed(where, saved, held, scores, reason)
    typer.echo(f"{name} is the baseline of {held.name} now.")


@app.command(epilog="Example: groundrule eval mutate today")
def mutate(name: Named, dataset: Of = "") -> None:
    """Plant faults of known types in a run's answers, and count those that the suite notices, and its false alarms."""
    with one_line():
        from eval.mutating import mutate as planted
        from eval.mutating import summary

        held, topic, _ = _dataset(dataset)
        saved, _scores = _scored(name, held, topic)
        for line in summary(planted(saved, held, topic)):
            typer.echo(line)


@app.command(epilog="Example: groundrule eval report today")
def report(name: Named, dataset: Of = "") -> None:
    """Write one self-contained page about a run, beside its answers."""
    with one_line():
        from eval.gating import gate as gated
        from eval.gating import read_baseline
        from eval.reporting import report as reported

        held, topic, where = _dataset(dataset)
        saved, scores = _scored(name, held, topic)
        baseline = read_baseline(where, held)
        page = reported(saved, held, scores, baseline, gated(scores, baseline, held.floors))
        path = RUNS / name / "report.html"
        path.write_text(page, encoding="utf-8")
    typer.echo(str(path))


@app.command(epilog="Example: groundrule eval draft ans_01J... >> drafts.jsonl")
def draft(
    answer: Annotated[str, typer.Argument(help="Id of an answer that somebody found unsafe or unhelpful.")],
) -> None:
    """Print an answer that was given as a draft case, with the turns before it."""
    with one_line():
        from eval.drafts import kept_draft
        from service import settings

        typer.echo(kept_draft(settings.load(), answer))


@app.command(epilog="Example: groundrule eval seal")
def seal(dataset: Of = "") -> None:
    """Read a dataset through, and write its manifest: hash and counts."""
    with one_line():
        from eval.cases import MANIFEST, manifest, read_dataset

        where, topics = _found(dataset)
        held = read_dataset(where, topics, sealed=False)
        (where / MANIFEST).write_text(manifest(held), encoding="utf-8")
    typer.echo(manifest(held).rstrip())


@app.command(epilog="Example: groundrule eval graded --cases questions.jsonl")
def graded(
    cases: Annotated[list[Path] | None, typer.Option(help="Case files, each with its grade.py beside it.")] = None,
    base_url: Annotated[str | None, typer.Option(help="A service that runs already; else one is started.")] = None,
) -> None:
    """Replay graded questions and print their table, and how consistent paraphrases are."""
    with one_line():
        # The service's libraries take seconds to import, which `--help` should not pay.
        from eval.graded import default_cases, grade

        chosen = tuple(cases or default_cases())
        if not chosen:
            typer.echo("SKIPPED: no graded questions beside this checkout (../shared/clinical); nothing was measured.")
            return
        status = grade(base_url, chosen, typer.echo) if base_url else _in_process(chosen)
    if status:
        raise typer.Exit(Exit.MISSING)


def _in_process(cases: tuple[Path, ...]) -> int:
    from eval.graded import grade
    from eval.serving import served
    from service import settings
    from service.main import application

    with tempfile.TemporaryDirectory() as folder:
        # The records of a measurement are nobody's conversations: they go with it.
        held = settings.load(database_url=f"sqlite:///{Path(folder, 'records.db').as_posix()}")
        with served(application(held)) as base_url:
            return grade(base_url, cases, typer.echo)


def _found(dataset: str) -> tuple[Path, dict[str, Topic]]:
    from corpus.reader import read_topics
    from eval.cases import DATASETS
    from service import settings

    topics = {topic.id: topic for topic in read_topics(settings.load().topics_dir)}
    inside = DATASETS / (dataset or next(iter(topics)))
    return (inside if inside.is_dir() else Path(dataset)), topics


def _dataset(dataset: str) -> tuple[Dataset, Topic, Path]:
    from eval.cases import read_dataset

    where, topics = _found(dataset)
    held = read_dataset(where, topics)
    return held, topics[held.topic], where


def _run(dataset: Dataset, folder: Path, fault: str, workers: int) -> None:
    from rich.progress import Progress

    from eval.faulty import FAULTS
    from eval.running import keys
    from eval.running import run as asked
    from service.domain.errors import InputError

    if fault and fault not in FAULTS:
        raise InputError(f"unknown fault; there are {', '.join(FAULTS)}")
    with Progress(transient=True) as bar:
        task = bar.add_task("asking", total=len(keys(dataset.cases)))
        asked(dataset, folder, fault=fault, workers=workers, tick=lambda n: bar.advance(task, n))


def _scored(name: str, dataset: Dataset, topic: Topic) -> tuple[Run, list[Score]]:
    import json

    from eval.running import read_run
    from eval.scoring import score as scored
    from service.domain.errors import InputError

    saved = read_run(RUNS / name)
    if saved.stamp["dataset_hash"] != dataset.hash:
        raise InputError(f"run {name} was made on another dataset, or on other cases of it")
    scores = scored(saved, dataset, topic)
    text = "".join(json.dumps(s, ensure_ascii=False, sort_keys=True) + "\n" for s in scores)
    (RUNS / name / "scores.jsonl").write_text(text, encoding="utf-8")
    return saved, scores


@app.command(epilog="Example: groundrule eval retrieval --cpgqa cpgQA-v1.0.json --pubmedqa ori_pqal.json --json")
def retrieval(
    cpgqa: Annotated[Path | None, typer.Option(help="The file of cpgQA.")] = None,
    pubmedqa: Annotated[Path | None, typer.Option(help="The file of PubMedQA.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All figures, for a program.")] = False,
) -> None:
    """Measure what is found on public question sets: by vectors, by words, and by both together."""
    with one_line():
        # The service's libraries take seconds to import, which `--help` should not pay.
        from eval.retrieval_report import figures, lines
        from eval.sets import CPGQA, PUBMEDQA, chosen

        there, absent = [], []
        for loader, path in chosen({CPGQA: cpgqa, PUBMEDQA: pubmedqa}):
            if path.is_file():
                there.append(loader.read(path))
            else:
                absent.append(loader.name)
                typer.echo(f"SKIPPED: {loader.name}: there is no file {path.name}; it was not measured.", err=True)
        measured = _measured(there)
    if as_json:
        typer.echo(json.dumps({"sets": figures(measured), "skipped": absent}, indent=2))
        return
    for one in measured:
        for line in lines(one):
            typer.echo(line)


def _measured(sets: Sequence[RetrievalSet]) -> list[Measured]:
    from eval.retrieval import measure
    from service import settings
    from service.retrieval.choice import load_encoder

    if not sets:
        return []
    held = settings.load()
    encoder = load_encoder(held.encoder, held.data_dir)
    measured = []
    with progress_bar() as shown:
        for one in sets:
            task = shown.add_task(one.name, total=None)
            measured.append(measure(one, encoder, held.data_dir, _teller(shown, task, one.name)))
    return measured


def _teller(shown: Progress, task: TaskID, name: str) -> Tell:
    return lambda stage, done, total: shown.update(task, description=f"{name}, {stage}", completed=done, total=total)
