"""The verb `editor`: who may sign content off."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.exits import one_line

app = typer.Typer(help="Manage the keys of those who sign content off at /desk.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The editor, as readers will see it: letters, digits, . - and _.")]
DataDir = Annotated[Path | None, typer.Option(help="The data folder; GROUNDRULE_DATA_DIR when absent.")]


@app.command(epilog="Example: groundrule editor add jane.roe")
def add(name: Name, data_dir: DataDir = None) -> None:
    """Make a key, keep its hash in the data folder and print the key once. The first one opens the desk."""
    with one_line():
        from service.api.keys import EDITOR_PREFIX, add_key

        typer.echo(add_key(_file(data_dir), name, prefix=EDITOR_PREFIX))
    typer.echo("This key is shown once. Only its hash is kept; a running service takes it at once.", err=True)


@app.command("list", epilog="Example: groundrule editor list")
def list_(data_dir: DataDir = None) -> None:
    """Print the editors' names."""
    with one_line():
        from service.api.keys import read_digests

        file = _file(data_dir)
        for name in read_digests(file) if file.exists() else ():
            typer.echo(name)


@app.command(epilog="Example: groundrule editor remove jane.roe")
def remove(name: Name, data_dir: DataDir = None) -> None:
    """Withdraw an editor's key at once. Reviews by that name stay; without any editor the desk is closed."""
    with one_line():
        from service.api.keys import remove_key
        from service.domain.errors import SettingsError

        file = _file(data_dir)
        if not file.exists():
            raise SettingsError("There is no editor: `groundrule editor add NAME` adds one.")
        remove_key(file, name)


def _file(data_dir: Path | None) -> Path:
    from service import settings
    from service.api.editors import FILE

    return settings.load(data_dir=data_dir).data_dir / FILE
