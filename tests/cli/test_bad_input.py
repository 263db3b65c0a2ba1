"""Bad input at the command line: one clear line on stderr, the right exit code, no traceback and no echo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ask", "  "), 2),
        (("assess", "ALT 223", "--topic", "no-such-topic"), 2),
        (("check", "Some text.", "--topic", "no-such-topic"), 2),
        (("check", "azathioprine " * 2000), 2),
        (("ask", "Which tests are needed on azathioprine?"), 3),
    ],
)
def test_what_cannot_be_done_is_one_line_on_stderr(groundrule: Run, words: tuple[str, ...], code: int) -> None:
    done = groundrule(*words)

    assert done.exit_code == code
    assert done.stdout == ""
    assert done.stderr.startswith("groundrule: ")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 400


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", ""), "groundrule: text 1: is empty\n"),
        (
            ("ask", "azathioprine " * 700),
            "groundrule: question: The text is longer than 8000 characters; leave out what does not bear on it.\n",
        ),
    ],
)
def test_what_is_wrong_is_said_once(groundrule: Run, words: tuple[str, ...], said: str) -> None:
    assert groundrule(*words).stderr == said


@pytest.mark.parametrize(
    "words",
    [
        ("ask",),
        ("ask", "ALT?", "--audience", "vet"),
        ("assess",),
        ("serve", "--port", "70000"),
        ("no-such-verb",),
    ],
)
def test_wrong_usage_is_exit_code_2_and_no_traceback(groundrule: Run, words: tuple[str, ...]) -> None:
    done = groundrule(*words)

    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


def test_a_text_that_is_not_utf8_is_refused(groundrule: Run, tmp_path: Path) -> None:
    file = tmp_path / "binary.txt"
    file.write_bytes(b"\xff\xfe\x00ALT")

    done = groundrule("check", str(file))

    assert done.exit_code == 2
    assert "UTF-8" in done.stderr


@pytest.mark.parametrize("held", ["not json", "[]", '{"labs": [{"analyte": "ALT", "valeu": 5}]}'])
def test_a_patient_file_that_does_not_hold_is_refused(groundrule: Run, tmp_path: Path, held: str) -> None:
    file = tmp_path / "patient.json"
    file.write_text(held, encoding="utf-8")

    done = groundrule("assess", "--patient", str(file))

    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_a_misspelt_setting_is_named(groundrule: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDRULE_DATADIR", "x")

    done = groundrule("topics")

    assert done.exit_code == 2
    assert "GROUNDRULE_DATA_DIR" in done.stderr


def test_a_broken_topic_file_is_named_with_its_line(groundrule: Run, tmp_path: Path) -> None:
    broken = tmp_path / "topics" / "broken"
    broken.mkdir(parents=True)
    for name in ("topic.yaml", "vocabulary.yaml", "rules.yaml"):
        (broken / name).write_text("a: [", encoding="utf-8")

    done = groundrule("topics", "--topics-dir", str(tmp_path / "topics"))

    assert done.exit_code == 2
    assert "broken/" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "🙂" * 50,
        "مرحبا كيف حالك",
        "Was tun bei Leberwerten?",
        "ALT -5 U/L on azathioprine",
        "ALT 40000000 on azathioprine",
    ],
)
def test_odd_text_is_assessed_with_care_and_without_a_traceback(groundrule: Run, text: str) -> None:
    assert groundrule("assess", text).exit_code == 0


def test_a_question_set_that_is_not_there_is_skipped_aloud(groundrule: Run, tmp_path: Path) -> None:
    done = groundrule("eval", "retrieval", "--cpgqa", str(tmp_path / "nowhere.json"), "--json")

    assert done.exit_code == 0
    assert done.stderr == "SKIPPED: cpgQA: there is no file nowhere.json; it was not measured.\n"
    assert json.loads(done.stdout) == {"sets": {}, "skipped": ["cpgQA"]}


def test_another_file_than_the_published_set_is_bad_input(groundrule: Run, tmp_path: Path) -> None:
    other = tmp_path / "set.json"
    other.write_text("{}", encoding="utf-8")

    done = groundrule("eval", "retrieval", "--pubmedqa", str(other))

    assert done.exit_code == 2
    assert done.stderr.startswith("groundrule: PubMedQA: set.json is not the published file")
    assert done.stderr.count("\n") == 1


def test_a_set_with_a_broken_line_is_bad_input_that_names_the_line(groundrule: Run, tmp_path: Path) -> None:
    broken = tmp_path / "questions_w_answers.jsonl"
    broken.write_text('{"Question": "Q?", "Free_form_answer": "A."}\n{"Question": 3}\n', encoding="utf-8")

    done = groundrule("eval", "retrieval", "--kqa", str(broken))

    assert done.exit_code == 2
    assert done.stderr == "groundrule: K-QA: questions_w_answers.jsonl:2: no text under Question\n"


def test_sets_that_are_folders_are_skipped_aloud_too(groundrule: Run, tmp_path: Path) -> None:
    done = groundrule("eval", "retrieval", "--medquad", str(tmp_path), "--liveqa", str(tmp_path))

    assert done.exit_code == 0
    assert [line.split(":")[:2] for line in done.stderr.splitlines()] == [
        ["SKIPPED", " LiveQA"],
        ["SKIPPED", " MedQuAD"],
    ]
