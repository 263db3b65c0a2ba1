"""What is kept survives a restart, comes back as given, and is gone when its time is over."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.domain.editorial import Decision, Feedback, Rating, Review
from service.domain.errors import ConflictError, NotFoundError, RecordsError
from service.domain.kept import KeptAnswer, KeptTurn
from service.records.ids import new_id
from service.records.store import Records

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WORDS = "a sentence that must not outlive its retention"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


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


def test_an_answer_comes_back_exactly_as_it_was_sent(records: Records) -> None:
    body = '{"text": "5 × ULN, \\u00b5kat",  "n": 1.50}'
    records.keep("cnv_1", turn(body=body), new=True)

    assert records.answer("ans_1") == body


def test_what_is_kept_survives_a_restart(records: Records, url: str, clock: Clock) -> None:
    records.keep("cnv_1", turn("ans_1"), new=True)
    records.keep("cnv_1", turn("ans_2", text="second"), new=False)
    records.close()

    reopened = Records(url, retention_days=30, clock=clock)
    found = reopened.conversation("cnv_1")
    reopened.close()

    assert [t.text for t in found.turns] == [WORDS, "second"]
    assert [t.answer.id for t in found.turns] == ["ans_1", "ans_2"]
    assert found.created == NOW
    assert found.expires == NOW + timedelta(days=30)


def test_deleting_a_conversation_leaves_nothing_of_it_on_the_disk(records: Records, url: str) -> None:
    records.keep("cnv_1", turn(body='{"kept": "' + WORDS + '"}'), new=True)
    assert WORDS.encode() in file_bytes(url)

    records.delete("cnv_1")

    with pytest.raises(NotFoundError):
        records.conversation("cnv_1")
    with pytest.raises(NotFoundError):
        records.answer("ans_1")
    assert WORDS.encode() not in file_bytes(url)


def test_deleting_one_conversation_leaves_the_others(records: Records) -> None:
    records.keep("cnv_1", turn("ans_1"), new=True)
    records.keep("cnv_2", turn("ans_2"), new=True)

    records.delete("cnv_1")

    assert records.answer("ans_2")


def test_deleting_what_is_not_there_says_so(records: Records) -> None:
    with pytest.raises(NotFoundError):
        records.delete("cnv_none")


@pytest.mark.parametrize(("later", "kept"), [(timedelta(days=30, seconds=-1), True), (timedelta(days=30), False)])
def test_retention_ends_with_the_last_second_of_its_last_day(
    records: Records, clock: Clock, later: timedelta, kept: bool
) -> None:
    records.keep("cnv_1", turn(), new=True)

    clock.now = NOW + later

    assert records.sweep() == (0 if kept else 1)
    assert records.sweep() == 0


def test_what_is_past_its_retention_is_not_shown_even_before_the_sweep(records: Records, clock: Clock) -> None:
    records.keep("cnv_1", turn(), new=True)

    clock.now = NOW + timedelta(days=31)

    with pytest.raises(NotFoundError):
        records.answer("ans_1")
    with pytest.raises(NotFoundError):
        records.conversation("cnv_1")


def test_a_conversation_ends_as_a_whole_so_that_no_early_fact_is_forgotten_in_silence(
    records: Records, clock: Clock
) -> None:
    records.keep("cnv_1", turn("ans_1"), new=True)
    records.keep("cnv_1", turn("ans_2", at=NOW + timedelta(days=29)), new=False)

    clock.now = NOW + timedelta(days=30)
    records.sweep()

    with pytest.raises(NotFoundError):
        records.answer("ans_2")


def test_a_turn_of_a_deleted_conversation_is_not_kept(records: Records) -> None:
    with pytest.raises(NotFoundError):
        records.keep("cnv_gone", turn(), new=False)
    with pytest.raises(NotFoundError):
        records.answer("ans_1")


def test_turns_written_at_the_same_time_all_arrive(records: Records) -> None:
    records.keep("cnv_1", turn("ans_first"), new=True)

    def add(n: int) -> None:
        records.keep("cnv_1", turn(f"ans_{n}"), new=False)

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(add, range(18)))

    assert len(records.conversation("cnv_1").turns) == 19


def test_the_database_is_readable_by_its_owner_alone(records: Records, url: str) -> None:
    records.keep("cnv_1", turn(), new=True)
    folder = Path(url.removeprefix("sqlite:///")).parent

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

    assert set(modes.values()) == {0o600}, modes


def test_a_database_of_another_version_is_refused(url: str, clock: Clock, records: Records) -> None:
    records.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    connection.close()

    with pytest.raises(RecordsError, match="schema version 99"):
        Records(url, retention_days=30, clock=clock)


def test_a_file_that_is_no_database_is_refused_without_touching_it(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"not a database, but somebody's notes" * 40)
    before = path.read_bytes()

    with pytest.raises(RecordsError):
        Records(f"sqlite:///{path}", retention_days=30, clock=clock)

    assert path.read_bytes() == before


@pytest.mark.parametrize("address", ["nonsense", "sqlite://", "sqlite:///:memory:", "nosuchdb://host/name"])
def test_an_address_that_keeps_nothing_is_refused(address: str, clock: Clock) -> None:
    with pytest.raises(RecordsError):
        Records(address, retention_days=30, clock=clock)


def test_a_database_error_never_repeats_what_was_to_be_kept(records: Records) -> None:
    records.keep("cnv_1", turn("ans_1"), new=True)

    with pytest.raises(RecordsError) as caught:
        records.keep("cnv_2", turn("ans_1"), new=True)

    assert WORDS not in str(caught.value)
    assert WORDS not in str(caught.value.__cause__)


def test_ids_sort_by_time_and_carry_at_least_128_random_bits() -> None:
    earlier = new_id("ans", NOW)
    later = new_id("ans", NOW + timedelta(milliseconds=1))

    assert earlier < later
    assert len(earlier) == len("ans_") + 10 + 26
    assert len({new_id("ans", NOW) for _ in range(1000)}) == 1000


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "in-the-way").write_text("a file", encoding="utf-8")

    with pytest.raises(RecordsError, match="GROUNDRULE_DATA_DIR"):
        Records(f"sqlite:///{tmp_path / 'in-the-way' / 'records.db'}", retention_days=30, clock=clock)


def test_a_database_that_is_locked_is_told_and_works_again_later(
    records: Records, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.ping()
    with sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None) as other:
        monkeypatch.setattr("service.records.database.BUSY_TIMEOUT_MS", 50)
        impatient = Records(url, retention_days=30, clock=Clock())
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordsError):
            impatient.keep("cnv_1", turn(), new=True)
        other.execute("ROLLBACK")
    other.close()

    impatient.keep("cnv_1", turn(), new=True)
    impatient.close()

    assert records.answer("ans_1")


# ------------------------------------------------------------------------------------------------ sign-off


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
