"""The verbs that measure."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import Exit, one_line

app = typer.Typer(help="Measure the service.", no_args_is_help=True)


@app.callback()
def evaluate() -> None:
    """Measure the service."""


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
