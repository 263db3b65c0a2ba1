"""The verb `lint`: what an editor must see of the topics, and what their examples and samples leave untried."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import Exit, one_line
from cli.inputs import TopicsDir
from cli.linted import show_coverage, show_findings
from cli.terminal import screen

if TYPE_CHECKING:
    from corpus.model import Topic


def lint(
    topics_dir: TopicsDir = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="List what no rule carries, and what no example or sample tries.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Leave out the notes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print what an editor must see. Exit code 1 when something must not be published, or is left untried."""
    with one_line():
        # Read here, because `--help` needs none of it.
        from corpus.reader import read_topics
        from service import settings

        topics = read_topics(settings.load(topics_dir=topics_dir).topics_dir)
        found = [_seen(topic, quiet=quiet) | (_covered(topic) if coverage else {}) for topic in topics]
    if as_json:
        typer.echo(json.dumps({"topics": found}, ensure_ascii=False, indent=2))
    else:
        for seen in found:
            show = show_coverage if coverage else show_findings
            show(screen(), seen)
    if any(seen["counts"]["error"] or seen.get("rules_untried") or seen.get("enforced_untried") for seen in found):
        raise typer.Exit(Exit.NO)


def _seen(topic: Topic, *, quiet: bool) -> dict[str, Any]:
    """What the lint finds, and the examples, samples and questions that fail; with the number of each severity."""
    from corpus.lint import lint as look_over
    from service.answering.self_test import misses
    from service.answering.strayed import strayed

    failing = [
        {"severity": severity, "code": code, "file": m.file, "line": m.line, "message": m.what}
        for severity, code, missed in (
            ("error", "own-example", misses(topic)),
            ("note", "own-question", strayed(topic)),
        )
        for m in missed
    ]
    findings = [
        *failing,
        *(
            {"severity": f.severity, "code": f.code, "file": f.file, "line": f.line, "message": f.message}
            for f in look_over(topic)
        ),
    ]
    counts = {s: sum(f["severity"] == s for f in findings) for s in ("error", "warning", "note")}
    shown = [f for f in findings if not (quiet and f["severity"] == "note")]
    return {"topic": topic.id, "counts": counts, "findings": shown}


def _covered(topic: Topic) -> dict[str, Any]:
    """Figures of the sources that no rule carries, rules without an example, and limits that no sample breaks."""
    from corpus.coverage import figures_without_rule
    from service.answering.coverage import enforced_without_sample, rules_without_example

    untried = {"rules_untried": rules_without_example(topic), "enforced_untried": enforced_without_sample(topic)}
    return {
        "figures_without_rule": [
            {
                "file": figure.file,
                "line": figure.line,
                "statement": figure.statement,
                "figure": figure.figure,
                "text": topic.statements[figure.statement][1].text,
            }
            for figure in figures_without_rule(topic)
        ],
        **{
            key: [{"file": "rules.yaml", "line": u.line, "rule": u.rule, "what": u.what} for u in found]
            for key, found in untried.items()
        },
    }
