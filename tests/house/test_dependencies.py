"""What the code imports is declared, in the place where it is needed, and locked."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"corpus", "ingest", "service", "eval", "bench", "cli", "tests"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    wanted = list(PROJECT["dependencies"])
    for extra in extras:
        wanted += PROJECT["optional-dependencies"][extra]
    names = [re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in wanted]
    # Pydantic fixes the exact version of its core, so that a range of ours could only break it.
    return {normal(match.group()) for match in names if match} | {"pydantic-core"}


def imported(room: str) -> set[str]:
    found: set[str] = set()
    for file in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - OURS - sys.stdlib_module_names


@pytest.mark.parametrize(
    ("room", "extras"),
    [
        ("corpus", ()),
        ("ingest", ()),
        ("service", ("openai", "anthropic", "ollama")),
        ("cli", ()),
        ("eval", ("eval",)),
        ("bench", ("eval", "dev")),
        ("tests", ("eval", "dev")),
    ],
)
def test_every_library_that_a_room_imports_is_declared_for_it(room: str, extras: tuple[str, ...]) -> None:
    distributions = packages_distributions()
    wanted = declared(*extras)

    undeclared = {
        module for module in imported(room) if not {normal(name) for name in distributions.get(module, [])} & wanted
    }

    assert undeclared == set()


@pytest.mark.parametrize("platform", ["linux-x86_64", "linux-aarch64", "macos-arm64"])
def test_every_declared_library_is_locked(platform: str) -> None:
    lock = (ROOT / "constraints" / f"{platform}.txt").read_text(encoding="utf-8").splitlines()
    locked = {normal(line.partition("==")[0]) for line in lock if "==" in line}

    assert declared(*PROJECT["optional-dependencies"]) - locked == set()
