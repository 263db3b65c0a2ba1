"""Turns an answer that was given into a draft case, for somebody to say what it should have been."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from service.domain.errors import NotFoundError
from service.records.store import Records
from service.settings import Settings


def kept_draft(settings: Settings, answer_id: str) -> str:
    """Return the draft of an answer in the service's own records; see `draft`."""
    records = Records(settings.records_url, retention_days=settings.retention_days, clock=lambda: datetime.now(UTC))
    try:
        return draft(records, answer_id)
    finally:
        records.close()


def draft(records: Records, answer_id: str) -> str:
    """Return a draft case as a line of JSON; a dataset refuses it until it is filled in and the mark is taken away.

    Raises:
        NotFoundError: the answer is not there, or past its retention.
    """
    body = json.loads(records.answer(answer_id))
    turns = records.conversation(body["conversation_id"]).turns
    place = next((n for n, turn in enumerate(turns) if turn.answer.id == answer_id), None)
    if place is None:
        raise NotFoundError("The conversation does not hold this answer.")
    row = {
        "draft": True,
        "id": f"from-{answer_id}",
        "stratum": "",
        "audience": str(turns[place].audience),
        "history": [turn.text for turn in turns[:place]],
        "question": turns[place].text,
        "paraphrases": [],
        "status": [body["status"]],
        "fires": [finding["rule"] for finding in body["findings"]],
        "vital": [],
        "forbid": [],
        "note": "Drafted from an answer: its status and findings stand here as they were given, not as they should be.",
    }
    return json.dumps(row, ensure_ascii=False)
