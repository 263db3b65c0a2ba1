"""What editors decide and what readers report is kept apart from the conversations, and goes where it must."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from service.domain.editorial import Decision, Feedback, Rating, Review
from service.domain.errors import ConflictError, NotFoundError
from service.records.store import Records
from tests.clock import NOW, Clock
from tests.records.conftest import file_bytes, turn


def review(decision: Decision, *, content: str = "sha256:a", editor: str = "jane.roe") -> Review:
    return Review(topic="topic", content=content, decision=decision, editor=editor, comment="why", at=NOW)


def test_reviews_come_back_as_they_were_given_whatever_ends_around_them(records: Records, clock: Clock) -> None:
    given = (review(Decision.START_REVIEW), review(Decision.APPROVE, editor="john.doe"))
    for one in given:
        records.editorial.decide(one, snapshot='{"rule": {}}')
    clock.now = NOW + timedelta(days=4000)
    records.sweep()

    assert records.editorial.reviews("topic") == given
    assert records.editorial.reviews("another") == ()
    assert records.editorial.snapshot("sha256:a") == '{"rule": {}}'
    with pytest.raises(NotFoundError):
        records.editorial.snapshot("sha256:b")


def test_of_many_editors_at_once_one_starts_the_review(records: Records) -> None:
    def start(number: int) -> bool:
        try:
            records.editorial.decide(review(Decision.START_REVIEW, editor=f"editor-{number}"), snapshot="{}")
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(start, range(8))) == [False] * 7 + [True]
    assert len(records.editorial.reviews("topic")) == 1


def test_nothing_of_a_comment_is_left_on_the_disk_when_its_answer_goes(records: Records, url: str) -> None:
    words = "words about a patient in a comment"
    records.keep("cnv_1", turn(), new=True)
    feedback = Feedback(
        answer_id="ans_1", topic="topic", content="sha256:a", rating=Rating.UNSAFE, comment=words, by=None, at=NOW
    )
    records.editorial.add_feedback(feedback)
    assert records.editorial.unsafe("topic") == (feedback,)
    assert words.encode() in file_bytes(url)

    records.delete("cnv_1")

    assert records.editorial.unsafe("topic") == ()
    assert words.encode() not in file_bytes(url)


def test_a_database_from_before_sign_off_takes_it_on(url: str, clock: Clock) -> None:
    older = Records(url, retention_days=30, clock=clock)
    older.keep("cnv_1", turn(), new=True)
    older.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        for table in ("feedback", "reviews", "contents"):
            database.execute(f"DROP TABLE {table}")
    database.close()

    store = Records(url, retention_days=30, clock=clock)
    store.editorial.decide(review(Decision.START_REVIEW), snapshot="{}")

    assert store.answer("ans_1")
    assert len(store.editorial.reviews("topic")) == 1
    store.close()
