"""The verbs that show what the service knows and what an editor must see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import Exit, one_line
from cli.terminal import screen

if TYPE_CHECKING:
    from corpus.lint import LintFinding

TopicsDir = Annotated[str | None, typer.Option(help="Folders of topics, separated by the path separator.")]


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


def lint(
    topics_dir: TopicsDir = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Leave out the notes.")] = False,
) -> None:
    """Print what an editor must see. Exit code 1 when something must not be published."""
    with one_line():
        # Read here, because `--help` needs none of it.
        from corpus.lint import lint as look_over
        from corpus.reader import read_topics
        from service import settings
        from service.answering.self_test import misses

        found = read_topics(settings.load(topics_dir=topics_dir).topics_dir)
        seen = {topic.id: (look_over(topic), misses(topic)) for topic in found}
    console = screen()
    errors = 0
    for topic_id, (findings, missed) in seen.items():
        shown = [f for f in findings if not (quiet and f.severity == "note")]
        for finding in shown:
            where = finding.file if finding.line is None else f"{finding.file}:{finding.line}"
            console.print(f"{finding.severity} {topic_id}/{where} {finding.code}: {finding.message}", soft_wrap=True)
        for miss in missed:
            where = miss.file if miss.line is None else f"{miss.file}:{miss.line}"
            console.print(f"error {topic_id}/{where} own-example: {miss.what}", soft_wrap=True)
        errors += len(missed) + sum(f.severity == "error" for f in findings)
        console.print(f"{topic_id}: {_count(findings)}, {len(missed)} own examples missed")
    if errors:
        raise typer.Exit(Exit.NO)


def _count(findings: Sequence[LintFinding]) -> str:
    return ", ".join(
        f"{sum(f.severity == severity for f in findings)} {severity}s" for severity in ("error", "warning", "note")
    )
