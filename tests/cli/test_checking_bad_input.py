"""What `check` cannot read is named with file and line, and loses nothing else that was given with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_checking import SAFE, UNSAFE, batch, results


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "the line is not JSON"),
        ("[]", "the line is not a JSON object"),
        ('{"text": "a", "text": "b"}', "the same name twice"),
        ('{"text": "a", "patient": {"weight_kg": NaN}}', "NaN"),
        ('{"text": ""}', "text: must not be empty"),
        ('{"text": 5}', "text: must be text"),
        ('{"id": "x"}', "text: is required"),
        ('{"text": "a", "id": []}', "id: must be text or a whole number"),
        ('{"text": "a\\u0000b"}', "characters that are not text"),
        ('{"text": "\\ud800"}', "characters that are not text"),
        ('{"text": "a", "pateint": {}}', "did you mean patient?"),
        ('{"text": "a", "labs": []}', "not part of the contract"),
        ('{"text": "a", "patient": {"labs": [{"analyte": "nothing", "value": 1}]}}', "patient.labs[0].analyte"),
        ('{"text": "a", "topic": "none"}', "topic: there is no such topic"),
        (json.dumps({"text": "a" * 8001}), "text: The text is longer than 8000 characters"),
        (json.dumps({"text": "a" * 300_000}), "the line is longer than 262,144 bytes"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_loses_no_other(groundrule: Run, line: str, why: str) -> None:
    done = groundrule("check", "--batch", "--json", stdin=batch({"text": SAFE}, "", line, {"text": UNSAFE}))

    assert done.exit_code == 2
    assert [(f["line"], f["verdict"]) for f in results(done.stdout)] == [(1, "pass"), (4, "block")]
    complaint, summary = done.stderr.splitlines()
    assert complaint.startswith("groundrule: standard input:3: ")
    assert why in complaint
    assert summary == "3 texts: 1 passed, 1 blocked, 0 abstained, 1 could not be read"


def test_a_line_that_is_not_utf8_loses_no_other(groundrule: Run) -> None:
    held = batch({"text": SAFE}).encode() + b'{"text": "\xff"}\n' + batch({"text": UNSAFE}).encode()

    done = groundrule("check", "--batch", stdin=held)

    assert done.exit_code == 2
    assert done.stderr == "groundrule: standard input:2: the line is not UTF-8\n"
    assert done.stdout.splitlines()[-1] == "3 texts: 1 passed, 1 blocked, 0 abstained, 1 could not be read"


def test_a_label_of_a_line_is_passed_over_and_said_to_be(groundrule: Run) -> None:
    done = groundrule("check", "--batch", stdin=batch({"text": SAFE, "expect": "pass", "cat": "limit"}))

    assert done.exit_code == 0
    assert done.stderr.endswith("were passed over: cat, expect\n")


@pytest.mark.parametrize("held", ["", "\n \n"])
def test_a_batch_without_a_text_is_bad_input(groundrule: Run, held: str) -> None:
    done = groundrule("check", "--batch", stdin=held)

    assert (done.exit_code, done.stderr) == (2, "groundrule: the batch holds no text\n")


@pytest.mark.parametrize(
    "name", ["draft.txt", "no/such/draft", "Restart.jsonl", "a long name.md", "C:\\drafts\\one", "report.PDF"]
)
def test_a_file_that_is_not_there_is_never_judged_as_words(groundrule: Run, name: str) -> None:
    done = groundrule("check", name)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"groundrule: {name}: there is no such file")


@pytest.mark.parametrize("text", ["Azathioprine 50 mg b.i.d", "Stop.", "Give 50 mg/d, then test."])
def test_words_that_end_like_no_file_are_a_text(groundrule: Run, text: str) -> None:
    assert "Verdict" in groundrule("check", text).stdout


def test_a_folder_and_a_text_in_a_batch_are_named(groundrule: Run, tmp_path: Path) -> None:
    assert "is a folder" in groundrule("check", str(tmp_path)).stderr
    assert "with --batch give files" in groundrule("check", "--batch", SAFE).stderr


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (b"fine\n\xff", ":2: is not UTF-8 text"),
        (b"a" * 1_000_001, ": is larger than 1,000,000 bytes"),
        (b"a\x00b", ": text: holds characters that are not text"),
        (b" \n", ": text: must not be empty"),
    ],
)
def test_a_file_that_is_no_text_is_named_and_loses_no_other(
    groundrule: Run, tmp_path: Path, held: bytes, why: str
) -> None:
    file = tmp_path / "draft.txt"
    file.write_bytes(held)

    alone = groundrule("check", str(file))
    beside = groundrule("check", str(file), UNSAFE)

    assert (alone.exit_code, alone.stdout) == (2, "")
    assert alone.stderr.startswith(f"groundrule: {file}{why}")
    assert alone.stderr.count("\n") == 1
    assert beside.exit_code == 2
    assert "2 texts: 0 passed, 1 blocked, 0 abstained, 1 could not be read" in beside.stdout


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ('{"labs": [\n{]}', ":2: is not JSON"),
        ('{"labs": [{"analyte": "ALT", "valeu": 5}]}', "did you mean value?"),
        ('{"weight_kg": 70, "weight_kg": 80}', "the same name twice"),
        ("[]", "must be an object"),
    ],
)
def test_a_patient_file_that_does_not_hold_is_named_before_anything_is_judged(
    groundrule: Run, tmp_path: Path, held: str, why: str
) -> None:
    file = tmp_path / "patient.json"
    file.write_text(held, encoding="utf-8")

    done = groundrule("check", UNSAFE, "--patient", str(file))

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"groundrule: {file}:")
    assert why in done.stderr


def test_standard_input_is_read_once(groundrule: Run) -> None:
    assert groundrule("check", "-", "-", stdin=SAFE).exit_code == 2
