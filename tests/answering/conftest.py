"""The shipped topic, and the whole service over it without an index: the rules, the check and the wording are real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import corpus
from corpus.model import Topic
from corpus.reader import read_topics
from service.answering.quoting import QuotingDrafter
from service.api.app import create_app
from service.records.store import Records
from service.settings import load
from service.wiring import Service
from tests.fakes import StandInIndex, WordRetriever

SHIPPED = Path(corpus.__path__[0]) / "topics"

Reply = dict[str, Any]
Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def topic() -> Topic:
    return read_topics([SHIPPED])[0]


@pytest.fixture(scope="session")
def client(topic: Topic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = load(data_dir=tmp_path_factory.mktemp("data"))
    index: Any = StandInIndex(WordRetriever(topic))
    engine = Service(topics={topic.id: topic}, index=index, drafter=QuotingDrafter(), settings=settings)
    records = Records(settings.records_url, retention_days=1, clock=lambda: datetime.now(tz=UTC))
    with TestClient(create_app(engine, records, settings), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def ask(client: TestClient, topic: Topic) -> Ask:
    """Ask over HTTP and return the answer."""

    def asked(question: str, **more: Any) -> Reply:
        reply = client.post("/v1/ask", json={"question": question, "topic": topic.id, **more})
        assert reply.status_code == 200, reply.text
        body: Reply = reply.json()
        return body

    return asked


def fired(answer: Reply) -> set[str]:
    """The rules that fired."""
    return {finding["rule"] for finding in answer["findings"]}


def said(answer: Reply) -> str:
    """All statements, one a line."""
    return "\n".join(s["text"] for section in answer["sections"] for s in section["statements"])


def missing(answer: Reply) -> str:
    """What is asked for, one fact a line."""
    return "\n".join(one["fact"] for one in answer["missing"])
