"""The shipped topic answered with a played model behind the real client, without an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus.model import Topic
from corpus.reader import read_topics
from service.answering.gradually import Voice
from service.answering.quoting import QuotingDrafter
from service.domain.ports import Entailment
from service.drafting.chat import open_chat
from service.drafting.wording import ModelWording
from service.settings import load
from service.wiring import Service
from tests.drafting.played import PlayedModel, Script
from tests.drafting.spoken import SpokenModel
from tests.fakes import StandInIndex, WordRetriever

SHIPPED = Path(corpus.__path__[0]) / "topics"
Modelled = Callable[..., AbstractContextManager[tuple[Service, PlayedModel]]]


@pytest.fixture(scope="session")
def topic() -> Topic:
    return read_topics([SHIPPED])[0]


@pytest.fixture
def modelled(topic: Topic, tmp_path: Path) -> Modelled:
    """Start a service whose model plays a script."""

    @contextmanager
    def start(script: Script, **options: Any) -> Iterator[tuple[Service, PlayedModel]]:
        played = PlayedModel(script)
        with played.serving():
            yield service_of(topic, played, tmp_path, **options), played

    return start


def service_of(
    topic: Topic,
    played: PlayedModel | SpokenModel,
    data: Path,
    *,
    model: str = "openai:played",
    timeout_s: float = 5.0,
    concurrency: int = 50,
    entailment: Entailment | None = None,
) -> Service:
    chat = open_chat(model, base_url=played.address, key="none", timeout_s=timeout_s, max_tokens=500)
    wording = ModelWording(chat, model=model, address=played.address, timeout_s=timeout_s, concurrency=concurrency)
    index: Any = StandInIndex(WordRetriever(topic))
    return Service(
        topics={topic.id: topic},
        index=index,
        drafter=QuotingDrafter(),
        settings=load(data_dir=data),
        voice=Voice(wording=wording, entailment=entailment),
    )
