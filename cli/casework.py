"""The verbs about cases: draft one from an answer that was given, and seal a dataset."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.exits import one_line
from cli.runs import Of, found


def draft(
    answer: Annotated[str, typer.Argument(help="Id of an answer that somebody found unsafe or unhelpful.")],
) -> None:
    """Print an answer that was given as a draft case, with the turns before it."""
    with one_line():
        from eval.drafts import kept_draft
        from service import settings

        typer.echo(kept_draft(settings.load(), answer))


def seal(dataset: Of = "") -> None:
    """Read a dataset through, and write its manifest: hash and counts."""
    with one_line():
        from eval.cases import MANIFEST, manifest
        from eval.reading import read_dataset

        where, topics = found(dataset)
        held = read_dataset(where, topics, sealed=False)
        (where / MANIFEST).write_text(manifest(held), encoding="utf-8")
    typer.echo(manifest(held).rstrip())
