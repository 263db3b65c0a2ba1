"""What the records stand in: a database for its owner alone, and every way in which one is refused."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from service.domain.errors import RecordsError
from service.records.store import Records
from tests.clock import Clock
from tests.records.conftest import WORDS, turn


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
