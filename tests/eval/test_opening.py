"""A case is opened in a running service: its turns are asked in one conversation, and its receipt is pointed to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from cli.main import app
from corpus.model import Topic
from eval.cases import DATASETS, Case
from eval.opening import open_case, page_link
from eval.reading import read_dataset
from eval.serving import served
from service.api.app import create_app, now
from service.domain.errors import IndexNotReadyError, InputError
from service.records.store import Records
from service.settings import load
from tests.fakes import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def address(engine: FakeEngine, tmp_path: Path) -> Iterator[str]:
    held = load(data_dir=tmp_path)
    records = Records(held.records_url, retention_days=held.retention_days, clock=now)
    with served(create_app(engine, records, held)) as at:
        yield at
    records.close()


@pytest.fixture
def case(topic: Topic) -> Case:
    held = read_dataset(DATASETS / topic.id, {topic.id: topic})
    return next(case for case in held.cases if len(case.history) > 1)


def test_the_turns_are_asked_in_one_conversation(address: str, engine: FakeEngine, case: Case) -> None:
    topic = next(iter(engine.topics))

    opened = open_case(address, topic, case)

    asked = engine.asked[-1]
    assert asked.text == case.wordings[0]
    assert tuple(turn.text for turn in asked.history) == case.history
    assert opened.receipt == f"{address}/answers/{opened.answer['id']}"
    assert opened.lines()[-1].endswith(opened.receipt)


def test_a_link_carries_the_case_behind_the_mark_where_no_service_sees_it(case: Case) -> None:
    before, behind = page_link("http://127.0.0.1:8000/", "some-topic", case).split("#ask=")

    assert before == "http://127.0.0.1:8000/topics/some-topic"
    assert " " not in behind


def test_no_service_and_no_address_are_told_apart(case: Case) -> None:
    with pytest.raises(InputError, match="http://"):
        open_case("127.0.0.1:8000", "t", case)
    with pytest.raises(IndexNotReadyError, match="no service answers"):
        open_case("http://127.0.0.1:9", "t", case)


def test_a_case_that_the_service_refuses_is_told(address: str, case: Case) -> None:
    with pytest.raises(InputError, match="status 422"):
        open_case(address, "no-such-topic", case)


def test_an_unknown_case_is_named_on_the_command_line() -> None:
    told = CliRunner().invoke(app, ["eval", "open", "zzz"])

    assert told.exit_code == 2
    assert "has no case zzz" in told.output


def test_a_link_of_another_wording_carries_that_wording(case: Case) -> None:
    link = page_link("http://127.0.0.1:8000/", "some-topic", case, 2)

    assert link.endswith(quote(case.wordings[2]))
