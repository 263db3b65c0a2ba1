"""The verb `check`: anybody's texts against the rules, one or thousands, without index, model or database."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.exits import one_line
from cli.inputs import AsJson, Patient, Topic, patient_block
from cli.terminal import waiting

EXAMPLES = """\b
Examples:
  groundrule check draft.txt
  groundrule check draft.txt --patient patient.json --question "What now?"
  groundrule check notes/*.md answers.jsonl --json > judged.jsonl
  a-language-model | groundrule check -
  another-product | groundrule check --batch --json

\b
A batch (.jsonl, or --batch) holds one object a line:
  {"text": "...", "id": "a1", "question": "...", "patient": {...}}
Only text is required. A line that cannot be read is named with its number,
and the others are judged all the same.

\b
Exit codes: 0 every text passed, 1 one was blocked or abstained from,
2 a text, line, file or option could not be read, 3 a part is missing.
"""


def check(
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT | FILE | -]...", help="Texts, files of one text each, batches, or - for stdin."),
    ] = None,
    batch: Annotated[bool, typer.Option("--batch", help="Read files and stdin as one JSON object a line.")] = False,
    patient: Patient = None,
    question: Annotated[str | None, typer.Option(help="The question that the texts answer, for its facts.")] = None,
    topic: Topic = None,
    as_json: AsJson = False,
) -> None:
    """Judge anybody's text by the rules, statement by statement, and print what may be shown instead."""
    words = texts or ["-"]
    if words.count("-") > 1:
        raise typer.BadParameter("standard input (-) can be read once only")
    if "-" in words and sys.stdin.isatty():
        raise typer.BadParameter("give a text, a file, or - with the text on standard input")
    context = {"topic": topic, "question": question, "patient": patient_block(patient)}
    with one_line():
        with waiting("Loading the rules"):
            # The safety core takes a moment to import, which `--help` and usage errors should not pay.
            from cli.judging import Run
            from cli.texts import Texts
            from service import settings, wiring

            held = settings.load()
            run = Run(
                wiring.judge(held),
                longest=held.max_question_chars,
                context={name: value for name, value in context.items() if value is not None},
                as_json=as_json,
            )
        code = run(Texts(words, batch=batch))
    raise typer.Exit(code)
