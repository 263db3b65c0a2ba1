"""Checking as a product of its own: texts, files and batches in; a verdict for each, in order; nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

UNSAFE = "Restart azathioprine at 200 mg daily."
SAFE = "Do not exceed 150 mg of azathioprine daily."
UNREAD = "Azathioprin weiter geben, 2 Tabletten."


def batch(*lines: object) -> str:
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    file = tmp_path / "texts.jsonl"
    file.write_text(
        batch({"id": "one", "text": SAFE}, {"id": 2, "text": UNSAFE}, {"text": UNREAD}), encoding="utf-8-sig"
    )
    return file


def results(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


# ------------------------------------------------------------------------------------------------ what comes out


def test_a_batch_is_judged_in_order_and_counted(groundrule: Run, texts: Path) -> None:
    done = groundrule("check", str(texts))

    assert done.exit_code == 1
    assert f"{texts}:1 one: pass" in done.stdout
    assert f"{texts}:2 2: block" in done.stdout
    assert "cap-150" in done.stdout
    assert done.stdout.splitlines()[-1] == "3 texts: 1 passed, 1 blocked, 1 abstained"
    assert done.stderr == ""


def test_a_batch_as_json_is_one_line_a_text_in_order(groundrule: Run, texts: Path) -> None:
    done = groundrule("check", str(texts), "--json")

    found = results(done.stdout)
    assert [(f["id"], f["line"], f["verdict"]) for f in found] == [
        ("one", 1, "pass"),
        (2, 2, "block"),
        (None, 3, "abstain"),
    ]
    assert {f["file"] for f in found} == {str(texts)}
    assert done.exit_code == 1


def test_standard_input_may_hold_a_batch(groundrule: Run, texts: Path) -> None:
    done = groundrule("check", "--batch", "--json", stdin=texts.read_bytes())

    assert [f["verdict"] for f in results(done.stdout)] == ["pass", "block", "abstain"]


def test_several_files_and_texts_are_judged_together(groundrule: Run, tmp_path: Path, texts: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(SAFE, encoding="utf-8")

    done = groundrule("check", str(draft), UNSAFE, "-", str(texts), "--json", stdin=SAFE)

    assert [(f["file"], f["line"], f["verdict"]) for f in results(done.stdout)] == [
        (str(draft), None, "pass"),
        ("text 2", None, "block"),
        ("standard input", None, "pass"),
        (str(texts), 1, "pass"),
        (str(texts), 2, "block"),
        (str(texts), 3, "abstain"),
    ]


def test_texts_that_all_pass_end_with_exit_code_0(groundrule: Run) -> None:
    done = groundrule("check", "--batch", stdin=batch({"text": SAFE}, {"text": SAFE}))

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "2 texts: 2 passed, 0 blocked, 0 abstained")


@pytest.mark.parametrize(("text", "code"), [(SAFE, 0), (UNSAFE, 1), (UNREAD, 1)])
def test_one_text_gives_the_contracts_reply_alone(groundrule: Run, text: str, code: int) -> None:
    done = groundrule("check", text, "--json")

    assert done.exit_code == code
    assert set(json.loads(done.stdout)) == {
        "topic", "verdict", "statements", "violations", "findings", "citations", "safe_text",
    }  # fmt: skip


def test_what_may_be_shown_instead_is_shown(groundrule: Run) -> None:
    assert "What may be shown instead\n  Do not exceed 150 mg" in groundrule("check", UNSAFE).stdout
    assert "What may be shown instead\n  Nothing of it." in groundrule("check", UNREAD).stdout


# ------------------------------------------------------------------------------------------------ context


def test_a_question_and_a_patient_are_read_for_their_facts(groundrule: Run, tmp_path: Path) -> None:
    text = "Check for viral hepatitis."
    patient = tmp_path / "patient.json"
    patient.write_text('{"labs": [{"analyte": "ALT", "value": 520, "unit": "U/L"}]}', encoding="utf-8")

    alone = groundrule("check", text)
    with_question = groundrule("check", text, "--question", "ALT 520 U/L on azathioprine: what now?")
    with_patient = groundrule("check", text, "--patient", str(patient))

    assert (alone.exit_code, with_question.exit_code, with_patient.exit_code) == (0, 1, 1)
    for done in (with_question, with_patient):
        assert "Of the text as a whole" in done.stdout
        assert "rule perm-500" in done.stdout


def test_what_a_line_says_of_its_patient_wins_over_what_holds_for_all(groundrule: Run, tmp_path: Path) -> None:
    everyone = tmp_path / "patient.json"
    everyone.write_text('{"labs": [{"analyte": "ALT", "value": 520, "unit": "U/L"}]}', encoding="utf-8")
    text = "Check for viral hepatitis."
    own = {"labs": [{"analyte": "ALT", "value": 20, "unit": "U/L", "upper_limit": 40}]}

    done = groundrule(
        "check", "--batch", "--json", "--patient", str(everyone),
        stdin=batch({"text": text}, {"text": text, "patient": own}),
    )  # fmt: skip

    assert [f["verdict"] for f in results(done.stdout)] == ["block", "pass"]


# ------------------------------------------------------------------------------------------------ what it needs


def test_a_check_leaves_nothing_behind(groundrule: Run, tmp_path: Path) -> None:
    groundrule("check", UNSAFE)

    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("words", [("check", SAFE), ("assess", "ALT 223 U/L on azathioprine")])
def test_judging_loads_no_index_no_model_no_database_and_no_server(words: tuple[str, ...]) -> None:
    heavy = ("chromadb", "fastapi", "langchain_core", "numpy", "onnxruntime", "sqlalchemy", "torch", "uvicorn")
    program = (
        "import sys\nfrom cli.main import app\n"
        f"try: app({list(words)!r})\n"
        "except SystemExit as left: assert left.code == 0, left.code\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )

    assert done.stderr.strip() == "[]"
