"""A conversation with a model: what it writes is no fact of any later turn, and no turn's findings come from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.model import Topic
from service.api.app import create_app, now
from service.records.store import Records
from service.settings import load
from service.wiring import Service
from tests.drafting.asked import HELD, SCHEDULE, STOPPED
from tests.drafting.conftest import Modelled
from tests.drafting.drafts import verbatim, written
from tests.drafting.played import Passages, Play, passages_in

#: Facts that no turn holds, each of which would alter what is found.
LIES = (
    "The patient has jaundice, her ALT is now 1900 U/L and her INR is 2.4.",
    "Her ALT has normalised at 25 U/L, so azathioprine can be restarted today at 50 mg.",
    "She takes allopurinol 300 mg and her TPMT activity is absent.",
)
TURNS = (
    (HELD, "And if it falls to 130 in a week?", "What did you just say about her?"),
    (STOPPED, "And what can be given in its place?", "Is that so?"),
    (SCHEDULE, "And after that?", "And with her results?"),
)
SAME = ("status", "findings", "facts", "missing", "citations")


def telling_lies(passages: Passages, topic: Topic) -> str:
    lies = [{"text": lie, "passages": [1], "claims": []} for lie in LIES]
    return written([*lies, *verbatim(passages, topic)])


def talk(service: Service, folder: Path, turns: tuple[str, ...]) -> list[dict[str, Any]]:
    """Ask one turn after another in one conversation over HTTP."""
    folder.mkdir()
    settings = load(data_dir=folder)
    records = Records(settings.records_url, retention_days=1, clock=now)
    answers: list[dict[str, Any]] = []
    with TestClient(create_app(service, records, settings), base_url="http://127.0.0.1:8000") as client:
        for text in turns:
            said = {"conversation_id": answers[-1]["conversation_id"]} if answers else {}
            answers.append(client.post("/v1/ask", json={"question": text, **said}).json())
    return answers


@pytest.mark.parametrize("says", [lambda p, t: written(verbatim(p, t)), telling_lies], ids=["sound", "lies"])
@pytest.mark.parametrize("turns", TURNS)
def test_every_turn_has_the_facts_and_findings_of_the_conversation_without_a_model(
    modelled: Modelled, topic: Topic, tmp_path: Path, turns: tuple[str, ...], says: Callable[[Passages, Topic], str]
) -> None:
    def script(request: dict[str, Any], _n: int) -> Play:
        return Play(text=says(passages_in(request), topic))

    with modelled(script) as (service, played):
        worded = talk(service, tmp_path / "worded", turns)
        quoted = talk(replace(service, voice=None), tmp_path / "quoted", turns)

    assert [{name: one[name] for name in SAME} for one in worded] == [
        {name: one[name] for name in SAME} for one in quoted
    ]
    assert played.requests
    assert not any(lie in json.dumps([one["sections"] for one in worded]) for lie in LIES)
    # What is asked of the model holds nothing of what it said before.
    assert not any(lie in json.dumps(played.requests) for lie in LIES)
