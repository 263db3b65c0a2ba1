"""The verbs about cases: draft them from answers that were given, open one in a running service, seal a dataset."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import one_line
from cli.runs import Of, found, read


class Mark(StrEnum):
    """What a reader may have said of an answer."""

    UNSAFE = "unsafe"
    UNHELPFUL = "unhelpful"


def draft(
    answer: Annotated[
        str, typer.Argument(help="Id of an answer; without one, every answer marked unsafe or unhelpful.")
    ] = "",
    rating: Annotated[Mark | None, typer.Option(help="Only the answers that were marked so.")] = None,
    into: Annotated[
        Path | None, typer.Option(help="File to append to; a draft that it holds already is not added again.")
    ] = None,
) -> None:
    """Turn answers that were given into draft cases, with the turns before them. Printed, or appended to a file."""
    with one_line():
        from eval.drafts import BAD, add, drafts, kept
        from eval.drafts import draft as drafted
        from service import settings
        from service.domain.editorial import Rating

        with kept(settings.load()) as records:
            ratings = (Rating(rating.value),) if rating else BAD
            rows = [drafted(records, answer)] if answer else list(drafts(records, ratings))
        added = add(rows, into) if into else 0
    if into:
        typer.echo(f"{added} of {len(rows)} added to {into}; the rest stood there already.")
        return
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))
    if not rows:
        typer.echo("No answer that is still kept was marked so.", err=True)


def open_case(
    case: Annotated[str, typer.Argument(help="Id of a case, or of one of its wordings: f001, f001#2.")],
    address: Annotated[str, typer.Option(help="Where the service runs.")] = "http://127.0.0.1:8000",
    key_file: Annotated[
        Path | None,
        typer.Option(help="File with an API key.", exists=True, dir_okay=False),
    ] = None,
    dataset: Of = "",
) -> None:
    """Ask a running service a case, with its earlier turns, and print where its answer can be looked at."""
    with one_line():
        from eval.opening import open_case as opened
        from eval.opening import page_link
        from service.domain.errors import InputError

        held, topic, _ = read(dataset)
        places = {name: (one, n) for one in held.cases for n, name in enumerate(one.keys)}
        if (place := places.get(case if "#" in case else f"{case}#0")) is None:
            raise InputError(f"{held.name} has no case {case}")
        key = key_file.read_text(encoding="utf-8").strip() if key_file else None
        for line in opened(address, topic.id, *place, key=key).lines():
            typer.echo(line)
        typer.echo(f"page: {page_link(address, topic.id, *place)}")


def seal(dataset: Of = "") -> None:
    """Read a dataset through, and write its manifest: hash and counts."""
    with one_line():
        from eval.cases import MANIFEST, manifest
        from eval.reading import read_dataset

        where, topics = found(dataset)
        held = read_dataset(where, topics, sealed=False)
        (where / MANIFEST).write_text(manifest(held), encoding="utf-8")
    typer.echo(manifest(held).rstrip())
