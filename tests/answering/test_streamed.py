"""Answers about the shipped topic, told as events: emergencies, other matters, amended drafts and disagreements."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.events import EVENTS, built, told

QUESTIONS = (
    "ALT 223 (ULN 40, baseline 50) on azathioprine 200 mg. What now?",
    "ALT is now 520 on 200 mg azathioprine, can I restart at 100 mg?",
    "I took 30 azathioprine tablets an hour ago and I don't want to be here anymore",
    "Who won the football match?",
    "Dialysis patient: which rechallenge dose of azathioprine?",
    "How often are liver tests checked after azathioprine is restarted?",
    "My ALT is 130 and I take azathioprine. Should I stop?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_built_from_the_events_is_the_answer(client: TestClient, question: str) -> None:
    events = told(client.post("/v1/ask", json={"question": question}, headers=EVENTS).text)
    done = events[-1][1]

    made = built(events)
    assert made == {name: done[name] for name in made}
    assert client.get(f"/v1/answers/{done['id']}").json() == done
