"""Keys are made at the command line and kept as hashes only."""

from __future__ import annotations

from pathlib import Path

from service.api.keys import load_keys
from tests.cli.conftest import Run


def test_a_new_key_is_printed_once_and_only_its_hash_is_kept(groundrule: Run, tmp_path: Path) -> None:
    file = tmp_path / "keys.txt"

    made = groundrule("keys", "add", "ward-7", "--file", str(file))

    key = made.stdout.strip()
    assert made.exit_code == 0
    assert load_keys(file).holder(key) == "ward-7"
    assert key not in file.read_text(encoding="utf-8")


def test_a_name_can_be_given_once_only(groundrule: Run, tmp_path: Path) -> None:
    file = tmp_path / "keys.txt"
    groundrule("keys", "add", "ward-7", "--file", str(file))

    again = groundrule("keys", "add", "ward-7", "--file", str(file))

    assert again.exit_code == 2
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_without_a_keys_file_it_says_which_setting_is_missing(groundrule: Run) -> None:
    refused = groundrule("keys", "add", "ward-7")

    assert refused.exit_code == 2
    assert "GROUNDRULE_API_KEYS_FILE" in refused.stderr
