"""Asks over HTTP, opens the receipt of an answer, and lets the engine say something else."""

from __future__ import annotations

import dataclasses
from typing import Any

from fastapi.testclient import TestClient

from service.domain.answer import Answer
from service.domain.question import Question
from tests.fakes import FakeEngine
from tests.widget.conftest import Page, assert_private

QUESTION = "Sodium is 123 on 10 mg, what now?"


def ask(client: TestClient, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/v1/ask", json={"question": question, **more}).json()
    return answer


def receipt(client: TestClient, answer: dict[str, Any]) -> Page:
    reply = client.get(f"/answers/{answer['id']}")
    assert reply.status_code == 200
    assert_private(reply)
    return Page(reply.text)


def say(engine: FakeEngine, **changed: Any) -> Answer:
    """Let the engine say something else."""
    said = dataclasses.replace(FakeEngine().reply(Question(text="")), **changed)
    engine.reply = lambda question: dataclasses.replace(said, audience=question.audience)
    return said
