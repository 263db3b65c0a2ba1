"""The verbs that measure on questions that are not our own: the graded ones, and public sets."""

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

    from eval.retrieval import Measured, Tell
    from eval.sets import RetrievalSet


LiveQa = Annotated[Path | None, typer.Option(help="Folder with LiveQA-Med's test questions (XML) and judged answers.")]
MedQuad = Annotated[Path | None, typer.Option(help="Folder of MedQuAD, with its collections of XML files.")]


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


def retrieval(
    cpgqa: Annotated[Path | None, typer.Option(help="The file of cpgQA.")] = None,
    pubmedqa: Annotated[Path | None, typer.Option(help="The file of PubMedQA.")] = None,
    liveqa: LiveQa = None,
    medquad: MedQuad = None,
    kqa: Annotated[Path | None, typer.Option(help="K-QA's file of questions with answers (JSON lines).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All figures, for a program.")] = False,
) -> None:
    """Measure what is found on public question sets: by vectors, by words, and by both together.

    Without a path, each set is looked for beside the checkout. One that is not there is skipped aloud.
    """
    with one_line():
        # The service's libraries take seconds to import, which `--help` should not pay.
        from eval.published import LOADERS
        from eval.retrieval_report import figures, lines
        from eval.sets import AbsentError, chosen

        there, absent = [], []
        paths = dict(zip(LOADERS, (cpgqa, pubmedqa, liveqa, medquad, kqa), strict=True))
        for loader, path in chosen(paths):
            try:
                there.append(loader.read(path))
            except AbsentError as error:
                absent.append(loader.name)
                typer.echo(f"SKIPPED: {error}; it was not measured.", err=True)
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
