"""The command in this process, over the shipped topic and an empty data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app

Run = Callable[..., Result]


@pytest.fixture
def groundrule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command with these words; `stdin` is its standard input."""
    monkeypatch.setenv("GROUNDRULE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*words: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=stdin, catch_exceptions=False)

    return run
