"""Records on a disk of their own, a clock that a test moves, and a turn to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from service.domain.kept import KeptAnswer, KeptTurn
from service.records.store import Records
from tests.clock import NOW, Clock

WORDS = "a sentence that must not outlive its retention"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'records.db'}"


@pytest.fixture
def records(url: str, clock: Clock) -> Iterator[Records]:
    store = Records(url, retention_days=30, clock=clock)
    yield store
    store.close()


def turn(answer_id: str = "ans_1", *, text: str = WORDS, body: str = '{"a":1}', at: datetime = NOW) -> KeptTurn:
    answer = KeptAnswer(id=answer_id, topic="topic", status="answered", receipt="{}", body=body)
    return KeptTurn(text=text, patient=None, topic=None, audience="physician", created=at, answer=answer)


def file_bytes(url: str) -> bytes:
    folder = Path(url.removeprefix("sqlite:///")).parent
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
