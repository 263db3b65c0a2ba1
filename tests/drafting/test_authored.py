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
from tests.drafting.authored import Fate, authored, fates
from tests.fakes import StandInIndex, WordRetriever

#: Known to pass: who acts is put in, or what changed places is an action.
PASSING = (
    "patients monitor liver enzymes weekly",
    "After rechallenge azathioprine hypersensitivity can be life-threatening",
)


@pytest.fixture
def service(topic: Topic, tmp_path: Path) -> Service:
    index: Any = StandInIndex(WordRetriever(topic))
    return Service(topics={topic.id: topic}, index=index, drafter=QuotingDrafter(), settings=load(data_dir=tmp_path))


def shown(found: Sequence[Fate]) -> list[str]:
    return [fate.wrote.text for fate in found if fate.shown]


@pytest.mark.parametrize(
    "name",
    [
        "wrong",
        "rearranged",
        "rearranged_last",
        "worded_wrong",
        "worded_later_wrong",
        "worded_last_wrong",
        "pressed_wrong",
    ],
)
def test_a_statement_that_is_subtly_wrong_is_not_shown(service: Service, topic: Topic, name: str) -> None:
    statements = authored(name)

    assert len(statements) >= 40
    assert [text for text in shown(fates(service, topic, statements)) if not any(p in text for p in PASSING)] == []


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("sound", 0.3),
        ("sound_later", 0.58),
        ("sound_last", 0.63),
        ("worded", 0.36),
        ("worded_later", 0.5),
        ("worded_last", 0.45),
    ],
)
def test_sound_statements_in_other_words_are_shown_in_part(
    service: Service, topic: Topic, name: str, least: float
) -> None:
    statements = authored(name)

    assert len(shown(fates(service, topic, statements))) >= least * len(statements)
