"""Statements written by hand: what is subtly wrong is not shown, and a part of what is sound is, as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Topic
from service.answering.quoting import QuotingDrafter
from service.settings import load
from service.wiring import Service
from tests.drafting.authored import SOUND, WRONG, Fate, authored, fates
from tests.fakes import StandInIndex, WordRetriever


@pytest.fixture
def service(topic: Topic, tmp_path: Path) -> Service:
    index: Any = StandInIndex(WordRetriever(topic))
    return Service(topics={topic.id: topic}, index=index, drafter=QuotingDrafter(), settings=load(data_dir=tmp_path))


def shown(found: Sequence[Fate]) -> list[str]:
    return [fate.wrote.text for fate in found if fate.shown]


@pytest.mark.parametrize(("name", "held"), WRONG.items())
def test_a_statement_that_is_subtly_wrong_is_not_shown(service: Service, topic: Topic, name: str, held: int) -> None:
    statements = authored(name)

    assert len(statements) >= held
    assert shown(fates(service, topic, statements)) == []


@pytest.mark.parametrize(("name", "least"), SOUND.items())
def test_sound_statements_in_other_words_are_shown_in_part(
    service: Service, topic: Topic, name: str, least: float
) -> None:
    statements = authored(name)

    assert len(shown(fates(service, topic, statements))) >= least * len(statements)
