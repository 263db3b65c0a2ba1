"""What several verbs take alike: topic, patient file, JSON output, and a text that has words in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.exits import Exit, stop

Topic = Annotated[str | None, typer.Option(help="Id of the topic; found from the text when absent.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the HTTP contract's JSON instead of text.")]
TopicsDir = Annotated[str | None, typer.Option(help="Folders of topics, separated by the path separator.")]
Patient = Annotated[
    Path | None, typer.Option(help="JSON file with the contract's patient block.", exists=True, dir_okay=False)
]


def patient_block(file: Path | None) -> dict[str, Any] | None:
    """Return the patient block that a file holds.

    Raises:
        typer.Exit: it is not JSON, or not such a block; the reason names file and line or field.
    """
    if file is None:
        return None
    # Imported here, because a command without a patient file should not pay for it.
    from pydantic import ValidationError

    from service.api import strict_json
    from service.api.complaints import complaints, in_words
    from service.api.requests import PatientIn

    try:
        held: dict[str, Any] = strict_json.parse(file.read_bytes())
        PatientIn.model_validate(held)
    except OSError:
        raise stop(f"{file}: cannot be read", Exit.BAD_INPUT) from None
    except strict_json.NotJsonError as error:
        line = "" if error.line is None else f":{error.line}"
        raise stop(f"{file}{line}: {error}", Exit.BAD_INPUT) from None
    except ValidationError as error:
        raise stop(f"{file}: {in_words(complaints(error.errors()))}", Exit.BAD_INPUT) from None
    return held


def spoken(raw: str | bytes) -> str:
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


def print_json(payload: Mapping[str, Any]) -> None:
    """Print a reply as a client would get it, indented."""
    typer.echo(json.dumps(payload, ensure_ascii=False, indent=2))
