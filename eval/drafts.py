"""Turns answers that were given into draft cases, for somebody to say what they should have been."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.domain.editorial import Feedback, Rating
from service.domain.errors import InputError, NotFoundError
from service.domain.kept import KeptTurn
from service.records.store import Records
from service.settings import Settings

#: What a reader may say of an answer that makes it worth a case.
BAD = (Rating.UNSAFE, Rating.UNHELPFUL)
_NOTE = (
    "Drafted from an answer: its status and findings stand here as they were given, not as they should be. "
    "Take out what could tell who the patient is."
)


@contextmanager
def kept(settings: Settings) -> Iterator[Records]:
    """Open the service's own records."""
    records = Records(settings.records_url, retention_days=settings.retention_days, clock=lambda: datetime.now(UTC))
    try:
        yield records
    finally:
        records.close()


def drafts(records: Records, ratings: Sequence[Rating] = BAD) -> Iterator[dict[str, Any]]:
    """Yield a draft case for every answer that was marked so, once however often; newest mark first.

    What is past its retention is gone and makes no draft.
    """
    said: dict[str, list[Feedback]] = {}
    for feedback in records.editorial.marked(ratings):
        said.setdefault(feedback.answer_id, []).append(feedback)
    for answer_id, marks in said.items():
        try:
            yield draft(records, answer_id, marks)
        except NotFoundError:
            continue


def draft(records: Records, answer_id: str, marks: Sequence[Feedback] = ()) -> dict[str, Any]:
    """Return a draft case; a dataset refuses it until it is filled in and the mark is taken away.

    Raises:
        NotFoundError: the answer is not there, or past its retention.
    """
    *before, turn = records.conversation_up_to(answer_id).turns
    body = json.loads(turn.answer.body)
    return {
        "draft": True,
        "id": f"from-{answer_id}",
        "stratum": "",
        "audience": str(turn.audience),
        "history": [earlier.text for earlier in before],
        "question": turn.text,
        "paraphrases": [],
        **_patient(turn),
        "status": [body["status"]],
        "fires": [finding["rule"] for finding in body["findings"]],
        "vital": [],
        "forbid": [],
        "note": " ".join((_NOTE, *_said(marks), *_left_out(before))),
    }


def add(rows: Sequence[dict[str, Any]], path: Path) -> int:
    """Append the drafts whose answers a file does not hold yet; return how many.

    Raises:
        InputError: the file is not one of cases.
    """
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    try:
        known = {json.loads(line)["id"] for line in lines if line.strip()}
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{path.name} is not a file of cases") from None
    new = [row for row in rows if row["id"] not in known]
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in new)
    return len(new)


def _patient(turn: KeptTurn) -> dict[str, Any]:
    return {"patient": json.loads(turn.patient)} if turn.patient else {}


def _said(marks: Sequence[Feedback]) -> Iterator[str]:
    for mark in marks:
        comment = f": {mark.comment}" if mark.comment else ""
        yield f"Marked {mark.rating.value} on {mark.at.date().isoformat()}{comment}."


def _left_out(before: Sequence[KeptTurn]) -> Iterator[str]:
    if any(turn.patient for turn in before):
        yield "An earlier turn gave facts in a form that a case does not hold: say them in its words."
