"""The verbs on one question or text: ask, assess, check."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import Exit, one_line, stop
from cli.local import post
from cli.render import show_answer, show_assessed, show_check
from cli.terminal import screen, waiting

if TYPE_CHECKING:
    from fastapi import FastAPI

#: A text longer than this is read no further; the service refuses it anyway.
MAX_BYTES = 1_000_000


class Audience(StrEnum):
    """Whom an answer is worded for."""

    PHYSICIAN = "physician"
    PHARMACIST = "pharmacist"
    NURSE = "nurse"
    STUDENT = "student"
    PATIENT = "patient"


Topic = Annotated[str | None, typer.Option(help="Id of the topic; found from the text when absent.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the HTTP contract's JSON instead of text.")]
Patient = Annotated[
    Path | None, typer.Option(help="JSON file with the contract's patient block.", exists=True, dir_okay=False)
]


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks; - reads it from standard input.")],
    topic: Topic = None,
    audience: Annotated[Audience, typer.Option(help="Whom the answer is worded for.")] = Audience.PHYSICIAN,
    conversation: Annotated[str | None, typer.Option(help="Id of a conversation to go on with.")] = None,
    patient: Patient = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Print the words behind every citation.")] = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question: findings first, then checked statements with their citations."""
    text = _spoken(sys.stdin.buffer.read(MAX_BYTES) if question == "-" else question)
    body = {
        "question": text,
        "topic": topic,
        "audience": audience.value,
        "conversation_id": conversation,
        "patient": _patient(patient),
    }
    answer = _reply("/v1/ask", body, warm=True)
    if as_json:
        _print_json(answer)
    else:
        show_answer(screen(), answer, quotes=quotes)


def assess(
    text: Annotated[str | None, typer.Argument(help="The case in words; - reads it from standard input.")] = None,
    topic: Topic = None,
    patient: Patient = None,
    as_json: AsJson = False,
) -> None:
    """Say what the rules make of a case: facts read, findings, and what is missing. No look-up."""
    given = _patient(patient)
    if text is None and given is None:
        raise typer.BadParameter("give the case in words, or a file with --patient")
    said = None if text is None else _spoken(sys.stdin.buffer.read(MAX_BYTES) if text == "-" else text)
    assessed = _reply("/v1/assess", {"text": said, "patient": given, "topic": topic}, warm=False)
    if as_json:
        _print_json(assessed)
    else:
        show_assessed(screen(), assessed)


def check(
    text: Annotated[
        str, typer.Argument(metavar="[TEXT | FILE | -]", help="A text, a file that holds it, or - for standard input.")
    ] = "-",
    topic: Topic = None,
    as_json: AsJson = False,
) -> None:
    """Judge anybody's text by the rules, statement by statement. Exit code 1 when something is blocked."""
    if text == "-" and sys.stdin.isatty():
        raise typer.BadParameter("give a text, a file, or - with the text on standard input")
    checked = _reply("/v1/check", {"text": _text_or_file(text), "topic": topic}, warm=False)
    if as_json:
        _print_json(checked)
    else:
        show_check(screen(), checked)
    if checked["verdict"] != "pass":
        raise typer.Exit(Exit.NO)


def _reply(path: str, body: Mapping[str, Any], *, warm: bool) -> dict[str, Any]:
    with one_line(), waiting("Loading the service"):
        app = _service(warm=warm)
        if path == "/v1/assess" and body.get("topic") is None:
            body = {**body, "topic": next(iter(app.state.room.engine.topics))}
        return post(app, path, body)


def _service(*, warm: bool) -> FastAPI:
    """Build the application as `serve` would, for one request."""
    # The service's libraries take seconds to import, which `--help` and usage errors should not pay.
    from service import settings, wiring
    from service.api.app import create_app, now
    from service.records.store import Records

    held = settings.load()
    engine = wiring.build(held, warm=warm)
    records = Records(held.records_url, retention_days=held.retention_days, clock=now)
    return create_app(engine, records, held)


def _text_or_file(text: str) -> str:
    if text == "-":
        return _spoken(sys.stdin.buffer.read(MAX_BYTES))
    try:
        path = Path(text)
        found = path.is_file()
    except (OSError, ValueError):
        # Too long, or not writable as a path: then it is a text.
        found = False
    return _spoken(path.read_bytes()[:MAX_BYTES]) if found else _spoken(text)


def _spoken(raw: str | bytes) -> str:
    """Return a text that has words in it.

    Raises:
        typer.Exit: it is empty or not UTF-8.
    """
    if isinstance(raw, bytes):
        try:
            raw = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise stop("the text is not UTF-8", Exit.BAD_INPUT) from None
    if not raw.strip():
        raise stop("the text is empty", Exit.BAD_INPUT)
    return raw


def _patient(file: Path | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        held = json.loads(file.read_bytes())
    except (OSError, ValueError):
        raise stop("the file given with --patient is not JSON", Exit.BAD_INPUT) from None
    if not isinstance(held, dict):
        raise stop("the file given with --patient does not hold an object", Exit.BAD_INPUT)
    return held


def _print_json(payload: Mapping[str, Any]) -> None:
    typer.echo(json.dumps(payload, ensure_ascii=False, indent=2))
