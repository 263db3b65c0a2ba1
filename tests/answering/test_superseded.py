"""A superseded source never answers as current: from the topic folder through the index to the answer over HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import ingest
from corpus.reader import read_topic
from service.answering.quoting import QuotingDrafter
from service.api.app import create_app
from service.domain.errors import IndexNotReadyError
from service.records.store import Records
from service.retrieval.retriever import BundleRetriever
from service.settings import load
from service.wiring import Service
from tests.corpus.conftest import EXAMPLE, TopicFolder
from tests.fakes import StandInIndex
from tests.retrieval.made_topics import HashEncoder

QUESTION = "Is there a reason against an evening dose of tavorexin?"
OLD_WORDS = "The product label of tavorexin gives no reason against an evening dose."
OLD_PASSAGE = "p_tavorexin-low-sodium_O-01"


@pytest.fixture
def folder(tmp_path: Path) -> TopicFolder:
    return TopicFolder(path=Path(shutil.copytree(EXAMPLE, tmp_path / "topic")))


@contextmanager
def served(folder: TopicFolder, data_dir: Path) -> Iterator[TestClient]:
    """The whole service over the index that an ingest has built from the folder."""
    topic = folder.read()
    ingest.build([topic], data_dir, HashEncoder())
    retriever = BundleRetriever.open(data_dir, [topic], HashEncoder())
    settings = load(data_dir=data_dir)
    index: Any = StandInIndex(retriever)
    engine = Service(topics={topic.id: topic}, index=index, drafter=QuotingDrafter(), settings=settings)
    records = Records(settings.records_url, retention_days=1, clock=lambda: datetime.now(tz=UTC))
    with TestClient(create_app(engine, records, settings), base_url="http://127.0.0.1:8000") as client:
        yield client
    retriever.close()


def asked(client: TestClient) -> dict[str, Any]:
    reply = client.post("/v1/ask", json={"question": QUESTION, "topic": "tavorexin-low-sodium"})
    assert reply.status_code == 200, reply.text
    body: dict[str, Any] = reply.json()
    return body


def test_while_the_source_is_current_its_words_answer(folder: TopicFolder, tmp_path: Path) -> None:
    folder.add_old_edition(status="current")

    with served(folder, tmp_path / "var") as client:
        answer = asked(client)

    assert OLD_PASSAGE in [citation["passage_id"] for citation in answer["citations"]]


def test_once_it_is_superseded_the_answer_neither_says_nor_cites_it(folder: TopicFolder, tmp_path: Path) -> None:
    folder.add_old_edition()

    with served(folder, tmp_path / "var") as client:
        answer = asked(client)
        kept = client.get(f"/v1/passages/{OLD_PASSAGE}").json()

    assert "old-label" not in [citation["source_id"] for citation in answer["citations"]]
    assert "evening dose" not in str(answer["sections"])
    # It can still be read up, and is then shown for what it is.
    assert (kept["quote"], kept["current"]) == (OLD_WORDS, False)


def test_a_source_that_is_superseded_after_the_index_was_built_stops_the_index(
    folder: TopicFolder, tmp_path: Path
) -> None:
    folder.add_old_edition(status="current")
    ingest.build([folder.read()], tmp_path / "var", HashEncoder())
    folder.add_old_edition()

    with pytest.raises(IndexNotReadyError, match="corpus has changed"):
        BundleRetriever.open(tmp_path / "var", [read_topic(folder.path)], HashEncoder())
