"""The verb that tells what readers said of statements: how many bear on their question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.exits import one_line

KEPT = Path("eval/judgements")


def bearing(
    folder: Annotated[Path, typer.Argument(help="Folder of judgement files.")] = KEPT,
) -> None:
    """Tell for each file of judgements how many statements bear on their question, and which do not."""
    with one_line():
        from eval.bearing import lines, read
        from service.domain.errors import InputError

        files = sorted(folder.glob("*.jsonl"))
        if not files:
            raise InputError(f"{folder} holds no judgements")
        for path in files:
            typer.echo(f"== {path.stem}")
            for line in lines(read(path)):
                typer.echo(line)
