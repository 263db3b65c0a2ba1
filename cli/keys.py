"""The verb `keys`: who may use a service that listens beyond this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.exits import one_line

app = typer.Typer(help="Manage the keys of a service that listens beyond this machine.", no_args_is_help=True)


@app.callback()
def keys() -> None:
    """Hold the verbs on keys."""


@app.command(epilog="Example: groundrule keys add ward-7 --file keys.txt")
def add(
    name: Annotated[str, typer.Argument(help="Whose key it is: letters, digits, dots, dashes, underscores.")],
    file: Annotated[Path | None, typer.Option(help="The keys file; GROUNDRULE_API_KEYS_FILE when absent.")] = None,
) -> None:
    """Make a key, keep its hash in the keys file and print the key once."""
    with one_line():
        from service import settings
        from service.api.keys import add_key
        from service.domain.errors import SettingsError

        where = file or settings.load().api_keys_file
        if where is None:
            raise SettingsError("There is no keys file: give --file, or set GROUNDRULE_API_KEYS_FILE.")
        typer.echo(add_key(where, name))
    typer.echo("This key is shown once. Only its hash is kept; to withdraw it, remove its line and restart.", err=True)
