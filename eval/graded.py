"""Replay the shared graded questions against the service and print their table."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.consistency import compare
from service.domain.errors import InputError

#: Where the graded questions lie beside a checkout.
SHARED = Path(__file__).resolve().parents[2] / "shared" / "clinical"
CASES = ("questions.jsonl", "paraphrases.jsonl")
GRADER = "grade.py"


def default_cases() -> tuple[Path, ...]:
    """Return the shared case files, or none when they are not here."""
    found = tuple(SHARED / name for name in CASES)
    return found if (SHARED / GRADER).is_file() and all(path.is_file() for path in found) else ()


def grade(base_url: str, cases: Sequence[Path], say: Callable[[str], None]) -> int:
    """Grade each file with the grader that lies beside it, then compare cases with their paraphrases.

    The grader is foreign code: it runs in a process of its own and its table is passed on as it is.

    Returns:
        The worst exit status of the grader: 0 when all was graded, whatever the score.

    Raises:
        InputError: a case file, or the grader beside it, is not there.
    """
    for path in cases:
        if not path.is_file() or not (path.parent / GRADER).is_file():
            raise InputError(f"no case file with a {GRADER} beside it at {path.name}")
    worst = 0
    reports: list[list[dict[str, Any]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(cases):
            say(f"== {path.name}")
            out = Path(folder) / f"{number}.json"
            status, text = _run(path, base_url, out)
            say(text)
            worst = max(worst, status)
            if out.is_file():
                reports.append(json.loads(out.read_text(encoding="utf-8"))["cases"])
    if len(reports) == len(CASES) == len(cases):
        for line in compare(reports[0], reports[1]).lines():
            say(line)
    return worst


def _run(path: Path, base_url: str, out: Path) -> tuple[int, str]:
    command = [sys.executable, str(path.parent / GRADER)]
    command += ["--base-url", base_url, "--cases", str(path), "--out", str(out)]
    # The grader and the address are the caller's own choice; nothing of a request reaches this line.
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words, no shell
    return done.returncode, (done.stdout + done.stderr).rstrip()
