"""The command `groundrule`: each verb loads what it needs, asks the service and shows what it says."""

from __future__ import annotations

from typing import Annotated

import typer

from cli import checking, editors, evaluating, keys, knowing, linting, replaying, running
from cli.asking import ask, assess

app = typer.Typer(
    name="groundrule",
    help="Answers clinical questions from a small, rule-checked corpus: rules decide, passages support.",
    epilog="Exit codes: 0 done, 1 the answer is no (blocked, gate failed), 2 bad input or usage, 3 a part is missing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        # Imported here, because nothing else needs it.
        from importlib.metadata import version as installed

        typer.echo(f"groundrule {installed('groundrule')}")
        raise typer.Exit


@app.callback()
def groundrule(
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Hold the options that come before a verb."""


app.command(epilog='Example: groundrule ask "When must the drug be stopped for good?" --audience nurse')(ask)
app.command(epilog=checking.EXAMPLES)(checking.check)
app.command(epilog='Example: groundrule assess "your case in words, with values, limits and doses" --json')(assess)
app.command(epilog="Example: groundrule replay ans_01KE6Z5V5G00000000000000000000000001")(replaying.replay)
app.command(epilog="Example: groundrule lint --topics-dir corpus/topics --coverage")(linting.lint)
app.command(epilog="Example: groundrule topics --json")(knowing.topics)
app.command(epilog="Example: GROUNDRULE_DATA_DIR=var groundrule ingest")(running.ingest)
app.command(epilog="Example: groundrule serve --port 8080")(running.serve)
app.add_typer(editors.app, name="editor")
app.add_typer(evaluating.app, name="eval")
app.add_typer(keys.app, name="keys")
