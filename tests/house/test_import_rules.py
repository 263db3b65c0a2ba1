"""The import rules hold, and they bite when one is broken."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}
ROOMS = PROJECT["tool"]["importlinter"]["root_packages"]


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """The rooms' Python files and the contracts, where a test may spoil them."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            target = tmp_path / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    return tmp_path


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False, timeout=60)


def test_the_rooms_keep_every_import_rule(copied_tree: Path) -> None:
    result = lint_imports(copied_tree)

    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("room", "bad_import", "contract"),
    [
        ("corpus", "import service.domain", "rooms"),
        ("service", "import eval", "rooms"),
        ("service", "import ingest", "rooms"),
        ("eval", "import cli", "rooms"),
        ("ingest", "import service.answering", "ingest"),
        ("service/domain", "import service.safety", "service"),
        ("service/safety", "import service.answering", "service"),
        ("service/retrieval", "import service.records", "service"),
        ("service/answering", "import service.retrieval", "adapters"),
        ("service/api", "import service.records", "adapters"),
        ("service/api", "import service.safety", "no-clinical-decision"),
        ("service/safety", "import pydantic", "pure-core"),
        ("service/safety", "import yaml", "pure-core"),
        ("service/domain", "import numpy", "pure-core"),
        ("service/domain", "import sqlalchemy", "pure-core"),
        ("service/answering", "import chromadb", "vector-store"),
        ("cli", "import sentence_transformers", "vector-store"),
        ("service/api", "import sqlalchemy", "database"),
        ("service/answering", "import service.drafting", "adapters"),
        ("service/retrieval", "import langchain", "chat-model"),
        ("eval", "import ragas", "ragas"),
        ("service/safety/rules", "import service.safety.claims.claims", "core"),
    ],
)
def test_a_broken_import_rule_is_reported(copied_tree: Path, room: str, bad_import: str, contract: str) -> None:
    with (copied_tree / room / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{bad_import}\n")

    result = lint_imports(copied_tree)

    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]} BROKEN" in result.stdout


def imported_packages(file: Path) -> set[str]:
    """The dotted names that a file imports, relative imports refused."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} has a relative import"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize(
    ("room", "ours"),
    [
        ("service/safety", ("corpus", "service.domain", "service.safety")),
        ("service/domain", ("corpus", "service.domain")),
    ],
)
def test_the_core_imports_the_standard_library_regex_and_the_rooms_below(room: str, ours: tuple[str, ...]) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files

    strangers = {
        f"{file.name}: {name}"
        for file in files
        for name in imported_packages(file)
        if name.split(".")[0] not in sys.stdlib_module_names | {"regex"}
        and not any(name == room_ or name.startswith(f"{room_}.") for room_ in ours)
    }

    assert not strangers


@pytest.mark.parametrize("forbidden", ["socket", "random", "time", "subprocess", "urllib", "secrets", "os", "pathlib"])
def test_the_safety_core_has_no_clock_no_chance_and_no_way_out(forbidden: str) -> None:
    files = sorted((ROOT / "service" / "safety").rglob("*.py"))
    assert files

    assert [f.name for f in files if forbidden in {name.split(".")[0] for name in imported_packages(f)}] == []
