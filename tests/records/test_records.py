"""What is kept survives a restart, comes back as given, and is gone when its time is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from service.domain.errors import NotFoundError
from service.records.ids import new_id
from service.records.store import Records
from tests.clock import NOW, Clock
from tests.records.conftest import WORDS, file_bytes, turn


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


def test_ids_sort_by_time_and_carry_at_least_128_random_bits() -> None:
    earlier = new_id("ans", NOW)
    later = new_id("ans", NOW + timedelta(milliseconds=1))

    assert earlier < later
    assert len(earlier) == len("ans_") + 10 + 26
    assert len({new_id("ans", NOW) for _ in range(1000)}) == 1000
