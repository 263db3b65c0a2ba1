"""Nothing unsupported reaches the reader, over drafts of which one statement says what its passage does not say."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from corpus.model import Topic
from service.wiring import Service
from tests.drafting.conftest import service_of
from tests.drafting.played import Play, PlayedModel
from tests.drafting.trial import Case, cases, run

DRAFTS = 2100
SHARDS = 6


@pytest.fixture(scope="module")
def played(topic: Topic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, PlayedModel]]:
    logging.getLogger("groundrule.model").setLevel(logging.ERROR)
    model = PlayedModel(lambda _request, _n: Play(text=""))
    with model.serving():
        yield service_of(topic, model, tmp_path_factory.mktemp("data")), model


@pytest.fixture(scope="module")
def drafts(played: tuple[Service, PlayedModel], topic: Topic) -> list[Case]:
    return cases(*played, topic, most=DRAFTS)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_unsupported_statement_is_shown_and_sound_ones_are_left_alone(
    played: tuple[Service, PlayedModel], drafts: list[Case], topic: Topic, shard: int
) -> None:
    assert len(drafts) >= 2000
    assert len({case.kind for case in drafts}) == 16
    tally = run(*played, topic, drafts[shard::SHARDS])

    assert tally.missed == []
    assert tally.noticed == tally.sent
    assert tally.untouched >= 0.97 * tally.sound
