"""The verbs that build the index and run the service."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import one_line
from cli.terminal import progress_bar, screen

if TYPE_CHECKING:
    from ingest import BundleInfo, Step
    from service.settings import Settings


def ingest(
    topics_dir: Annotated[str | None, typer.Option(help="Folders of topics, separated by the path separator.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where the index is kept.")] = None,
) -> None:
    """Build the index of the topics; do nothing when it is up to date."""
    with one_line():
        # The libraries take seconds to import, which `--help` should not pay.
        from corpus.reader import read_topics
        from service import settings

        held = settings.load(topics_dir=topics_dir, data_dir=data_dir)
        topics = read_topics(held.topics_dir)
        from ingest import build
        from service.retrieval.choice import load_encoder

        encoder = load_encoder(held.encoder, held.data_dir)
        with progress_bar() as shown:
            task = shown.add_task("starting", total=None)

            def tell(step: Step) -> None:
                shown.update(task, description=step.stage, completed=step.done, total=step.total)

            made = build(topics, held.data_dir, encoder, tell)
    _say(made)


def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen; beyond loopback only with API keys.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535)] = None,
) -> None:
    """Serve the topics over HTTP until told to stop."""
    with one_line():
        # The service's libraries take seconds to import, which `--help` should not pay.
        from corpus.reader import read_topics
        from service import settings
        from service.main import serve as listen

        held = settings.load(host=host, port=port)
        first = read_topics(held.topics_dir)[0]
        _announce(held, next(iter(first.suggested_questions), first.question))
        code = listen(held)
    raise typer.Exit(code)


def _say(made: BundleInfo) -> None:
    state = "built and in use" if made.changed else "up to date, nothing done"
    screen().print(
        f"Index {made.name}: {state}. {len(made.topics)} topic(s), {made.passages} passages, {made.windows} windows, "
        f"encoder {made.encoder}."
    )


def _announce(held: Settings, question: str) -> None:
    address = f"http://{held.host if ':' not in held.host else f'[{held.host}]'}:{held.port}"
    example = shlex.quote(json.dumps({"question": question}))
    typer.echo(f"Groundrule is starting on {address}\nA page is at {address}/ and an example is:")
    typer.echo(f"  curl -s {address}/v1/ask -H 'Content-Type: application/json' -d {example}")
