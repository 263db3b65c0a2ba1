"""The verbs that people and CI use exist, and every command that they call exists."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from cli.main import app

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
VERBS = ("setup", "check", "test", "run", "index", "eval", "gate", "bench", "help", "lock", "clean")


def documents() -> dict[str, str]:
    files = [ROOT / ".ci" / "run", *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tools").iterdir()]
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_exists_and_help_says_what_it_does(verb: str) -> None:
    printed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert re.search(rf"^{verb}:", MAKEFILE, re.MULTILINE)
    assert re.search(rf"make {verb}\s+\w+", printed)


def test_every_command_that_the_makefile_calls_exists() -> None:
    commands = set(typer.main.get_command(app).commands)
    named = set(re.findall(r"\$\(BIN\)/groundrule (\w+)", MAKEFILE))
    modules = set(re.findall(r"\$\(BIN\)/python -m (\w+)", MAKEFILE))
    scripts = set(re.findall(r"@(tools/\w+)", MAKEFILE))

    assert named >= {"ingest", "serve", "lint", "eval"}
    assert named <= commands
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []
    assert [name for name in scripts if not os.access(ROOT / name, os.X_OK)] == []


def test_continuous_integration_calls_the_verbs_alone() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    calls = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]

    assert calls == ["make check", "make test", "make gate"]
    assert "set -euo pipefail" in lines


def test_every_verb_and_command_that_a_document_names_exists() -> None:
    commands = set(typer.main.get_command(app).commands)
    verbs = re.compile(r"(?:`|^|\$ )make ([a-z]+)", re.MULTILINE)
    calls = re.compile(r"(?:`|^|\$ )groundrule ([a-z]+)", re.MULTILINE)
    unknown = [
        f"{name}: {match.group()}"
        for name, text in documents().items()
        for pattern, known in ((verbs, set(VERBS)), (calls, commands))
        for match in pattern.finditer(text)
        if match.group(1) not in known
    ]

    assert unknown == []


def environment_of(tree: Path, path: str) -> subprocess.CompletedProcess[str]:
    variables = {"PATH": path, "HOME": str(tree)}
    return subprocess.run(
        ["/bin/bash", "tools/environment"],
        cwd=tree,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the installation reads, and nothing installed."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copytree(ROOT / "constraints", tmp_path / "constraints")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture
def path_without_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH with the few commands that the installation needs, and no Python."""
    folder = tmp_path_factory.mktemp("bin")
    for command in ("dirname", "uname", "sed", "cat", "cksum", "tr", "ls", "xargs", "rm", "grep"):
        found = shutil.which(command)
        assert found is not None
        (folder / command).symlink_to(found)
    return str(folder)


def test_a_machine_without_python_is_told_in_one_line_what_is_missing(checkout: Path, path_without_python: str) -> None:
    result = environment_of(checkout, path_without_python)

    assert result.returncode == 3
    assert result.stderr.startswith("groundrule: Python 3.11, 3.12 or 3.13 is needed")
    assert result.stderr.count("\n") == 1


def test_a_python_that_is_too_old_is_not_used(checkout: Path, path_without_python: str) -> None:
    old = Path(path_without_python) / "python3"
    old.write_text("#!/bin/bash\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)

    result = environment_of(checkout, path_without_python)

    assert result.returncode == 3
    assert "Python 3.11, 3.12 or 3.13 is needed" in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_machine_without_locked_versions_is_told_so(checkout: Path, path_without_python: str) -> None:
    other = Path(path_without_python) / "uname"
    other.unlink()
    other.write_text("#!/bin/bash\necho Plan9\n", encoding="utf-8")
    other.chmod(0o755)

    result = environment_of(checkout, path_without_python)

    assert result.returncode == 3
    assert result.stderr.startswith("groundrule: no locked versions for Plan9")


def test_an_environment_that_is_up_to_date_is_left_alone(checkout: Path) -> None:
    constraints = next(iter(sorted((checkout / "constraints").glob("*.txt"))))
    for other in (checkout / "constraints").glob("*.txt"):
        other.write_bytes(constraints.read_bytes())
    interpreter = checkout / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(sys.executable)
    contents = (checkout / "pyproject.toml").read_bytes() + constraints.read_bytes()
    checksum = subprocess.run(["cksum"], input=contents, capture_output=True, check=True).stdout.decode().strip()
    fingerprint = checksum.replace(" ", "-")
    stamp = checkout / ".venv" / ".groundrule-installed"
    stamp.write_text(f"{fingerprint}\ndev\n{checkout}\n", encoding="utf-8")

    result = environment_of(checkout, os.environ["PATH"])

    assert (result.returncode, result.stdout) == (0, "groundrule: environment is up to date (dev)\n"), result.stderr
    assert stamp.exists()
