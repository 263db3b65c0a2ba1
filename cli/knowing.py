"""The verb that shows what the service knows."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.exits import one_line
from cli.inputs import TopicsDir
from cli.terminal import screen


def topics(
    topics_dir: TopicsDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the topics with their state of review."""
    with one_line():
        # Read here, because `--help` needs none of it.
        from corpus.reader import read_topics
        from service import settings

        found = read_topics(settings.load(topics_dir=topics_dir).topics_dir)
    if as_json:
        rows = [
            {"id": t.id, "question": t.question, "source_review": t.article.source_review, "updated": t.article.updated}
            for t in found
        ]
        typer.echo(json.dumps({"topics": rows}, ensure_ascii=False, indent=2))
        return
    console = screen()
    for topic in found:
        console.print(f"{topic.id}\n  {topic.question}")
        console.print(f"  source review: {topic.article.source_review}, updated {topic.article.updated}")
        console.print(f"  {len(topic.sources)} sources, {len(topic.statements)} statements, {len(topic.rules)} rules")
