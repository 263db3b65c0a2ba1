"""Editors are named at the command line, in the data folder, and kept as hashes only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from service.api.keys import load_keys
from tests.cli.conftest import Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "editors"


def test_an_editors_key_is_printed_once_and_only_its_hash_is_kept(groundrule: Run, file: Path) -> None:
    made = groundrule("editor", "add", "jane.roe")

    key = made.stdout.strip()
    assert (made.exit_code, key[:4]) == (0, "gre_")
    assert load_keys(file).holder(key) == "jane.roe"
    assert key not in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_editors_are_listed_and_removed_one_by_one(groundrule: Run, file: Path) -> None:
    keys = {name: groundrule("editor", "add", name).stdout.strip() for name in ("ann", "anna", "bob")}
    with file.open("a", encoding="utf-8") as stream:
        stream.write("# a note of the operator's\n")

    assert groundrule("editor", "list").stdout.split() == ["ann", "anna", "bob"]
    assert groundrule("editor", "remove", "ann").exit_code == 0

    assert groundrule("editor", "list").stdout.split() == ["anna", "bob"]
    assert "# a note of the operator's\n" in file.read_text(encoding="utf-8")
    assert load_keys(file).holder(keys["ann"]) is None
    assert load_keys(file).holder(keys["anna"]) == "anna"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "words",
    [
        ("add", "jane roe"),
        ("add", "<b>"),
        ("add", ""),
        ("add", "taken"),
        ("remove", "nobody"),
    ],
)
def test_a_name_that_cannot_be_used_is_one_line_and_changes_nothing(
    groundrule: Run, file: Path, words: tuple[str, ...]
) -> None:
    groundrule("editor", "add", "taken")
    before = file.read_bytes()

    refused = groundrule("editor", *words)

    assert refused.exit_code == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    assert file.read_bytes() == before


def test_without_any_editor_there_is_none_to_list_or_remove(groundrule: Run, file: Path) -> None:
    assert groundrule("editor", "list").stdout == ""
    assert groundrule("editor", "remove", "ann").exit_code == 2
    assert not file.exists()


def test_a_file_that_does_not_hold_is_told_by_its_line(groundrule: Run, file: Path) -> None:
    groundrule("editor", "add", "ann")
    with file.open("a", encoding="utf-8") as stream:
        stream.write("not a key\n")

    refused = groundrule("editor", "list")

    assert refused.exit_code == 2
    assert "line 2" in refused.stderr
    assert "not a key" not in refused.stderr
