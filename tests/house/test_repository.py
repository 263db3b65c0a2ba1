"""What stands in the repository, and what must never stand in it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("corpus", "ingest", "service", "eval", "cli")
CODE = {".py", ".js", ".mjs", ".css", ".html"}

# Assembled from parts, so that this file does not hold what it looks for.
MACHINE_PATHS = [re.escape("/".join(("", part, ""))) for part in ("work", "root", "tmp")]
MACHINE_PATHS += [re.escape("/".join(("", part, ""))) + r"[a-z]\w+" for part in ("home", "Users")]
REGISTRY_HOSTS = [
    re.escape(".".join(parts))
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("download", "pytorch", "org"),
        ("registry", "npmjs", "org"),
        ("ghcr", "io"),
        ("docker", "io"),
        ("quay", "io"),
    )
]


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = {}
    for file in tracked_files():
        content = file.read_bytes()
        if b"\0" not in content:
            found[str(file.relative_to(ROOT))] = content.decode("utf-8")
    assert "pyproject.toml" in found
    return found


def lines_matching(pattern: str, texts: dict[str, str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts.items()
        if re.search(pattern, text)
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize("pattern", MACHINE_PATHS)
def test_no_file_names_a_folder_of_the_machine_it_was_written_on(pattern: str, texts: dict[str, str]) -> None:
    assert lines_matching(rf"(?<![\w.*)-]){pattern}", texts) == []


@pytest.mark.parametrize("pattern", REGISTRY_HOSTS)
def test_no_file_names_a_package_registry(pattern: str, texts: dict[str, str]) -> None:
    assert lines_matching(pattern, texts) == []


@pytest.mark.parametrize("platform", ["linux-x86_64", "linux-aarch64", "macos-arm64"])
def test_every_locked_version_is_exact_and_names_no_local_build(platform: str) -> None:
    lines = (ROOT / "constraints" / f"{platform}.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]

    assert "torch==2.13.0" in pins
    assert [pin for pin in pins if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*==[0-9][A-Za-z0-9.]*", pin)] == []


def drug_and_analyte_names() -> set[str]:
    """The names of drugs and laboratory values that topics list, and the topics' own names."""
    names: set[str] = set()
    for vocabulary in sorted((ROOT / "corpus" / "topics").glob("*/vocabulary.yaml")):
        content = yaml.safe_load(vocabulary.read_text(encoding="utf-8"))
        names.add(vocabulary.parent.name)
        for kind in ("drugs", "analytes"):
            assert content[kind], f"{vocabulary} lists no {kind}"
            for entry in content[kind]:
                names |= {entry["id"], *map(str, entry["names"])}
    return names


def test_the_code_knows_no_drug_and_no_laboratory_value() -> None:
    # Names of one to three letters are compared as they are written: "ALT" is a laboratory value, "alt" an attribute.
    names = sorted(drug_and_analyte_names(), key=len)
    assert len(names) > 100
    short = "|".join(re.escape(name) for name in names if len(name) <= 3)
    long = "|".join(re.escape(name) for name in names if len(name) > 3)
    letter = r"[^\W\d_]"
    # os.O_CREAT is a flag for opening files, not a laboratory value; a chat model's temperature is no vital sign.
    pattern = re.compile(rf"(?<!{letter})(?<!os\.O_)(?:{short}|(?i:{long}))(?!{letter}|\": 0)")
    files = [file for file in tracked_files() if file.suffix in CODE and file.relative_to(ROOT).parts[0] in ROOMS]
    assert files

    found = [
        f"{file.relative_to(ROOT)}:{number}: {match.group()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for match in pattern.finditer(line)
    ]

    assert found == []
