"""The verbs on one question: ask and assess."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import Exit, one_line, stop
from cli.inputs import AsJson, Patient, Topic, patient_block, print_json, spoken
from cli.render import show_answer, show_assessed
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
    text = spoken(sys.stdin.buffer.read(MAX_BYTES) if question == "-" else question)
    body = {
        "question": text,
        "topic": topic,
        "audience": audience.value,
        "conversation_id": conversation,
        "patient": patient_block(patient),
    }
    with one_line(), waiting("Loading the service"):
        # Imported here, because only this verb asks the service as a whole.
        from cli.local import post

        answer = post(service(), "/v1/ask", body)
    if as_json:
        print_json(answer)
    else:
        show_answer(screen(), answer, quotes=quotes)


def assess(
    text: Annotated[str | None, typer.Argument(help="The case in words; - reads it from standard input.")] = None,
    topic: Topic = None,
    patient: Patient = None,
    as_json: AsJson = False,
) -> None:
    """Say what the rules make of a case: facts read, findings, and what is missing. No look-up."""
    given = patient_block(patient)
    if text is None and given is None:
        raise typer.BadParameter("give the case in words, or a file with --patient")
    said = None if text is None else spoken(sys.stdin.buffer.read(MAX_BYTES) if text == "-" else text)
    with one_line(), waiting("Loading the rules"):
        assessed = _assessed(said, given, topic)
    if as_json:
        print_json(assessed)
    else:
        show_assessed(screen(), assessed)


def _assessed(text: str | None, patient: dict[str, Any] | None, topic: str | None) -> dict[str, Any]:
    # The safety core takes a moment to import, which `--help` and usage errors should not pay.
    from pydantic import ValidationError

    from service import settings, wiring
    from service.api.complaints import complaints, in_words
    from service.api.judged import judge_case
    from service.api.requests import AssessRequest
    from service.domain.question import Question

    held = settings.load()
    judge = wiring.judge(held)
    chosen = topic or judge.topic_of(Question(text=text or "")).id
    try:
        request = AssessRequest.model_validate({"text": text, "patient": patient, "topic": chosen})
    except ValidationError as error:
        raise stop(in_words(complaints(error.errors())), Exit.BAD_INPUT) from None
    return judge_case(judge, request, longest=held.max_question_chars).model_dump(mode="json", by_alias=True)


def service() -> FastAPI:
    """Build the application as `serve` would, for one request."""
    # The service's libraries take seconds to import, which `--help` and usage errors should not pay.
    from service import settings, wiring
    from service.api.app import create_app, now
    from service.records.store import Records

    held = settings.load()
    engine = wiring.build(held)
    records = Records(held.records_url, retention_days=held.retention_days, clock=now)
    return create_app(engine, records, held)
