"""The Dockerfile names only what exists: there is no engine here to build it, so it is read."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import typer

from cli.main import app
from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions and their arguments, comments and line breaks taken out."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    joined = re.sub(r"\\\n\s*", "", "\n".join(line for line in lines if not line.lstrip().startswith("#")))
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def arguments(wanted: str) -> list[str]:
    return [rest for name, rest in instructions() if name == wanted]


def stages() -> list[list[tuple[str, str]]]:
    found: list[list[tuple[str, str]]] = []
    for name, rest in instructions():
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest))
    return found


def copied_from_the_checkout() -> list[str]:
    sources = [shlex.split(rest)[:-1] for rest in arguments("COPY") if not rest.startswith("--from=")]
    return [path.rstrip("/") for parts in sources for path in parts]


def shell_commands() -> list[str]:
    """Every command line that the image runs, at build or at start."""
    lines = [part for rest in arguments("RUN") for part in re.split(r"&&|;;|;", rest)]
    for rest in arguments("CMD"):
        words = json.loads(rest)
        lines += re.split(r"&&", words[2]) if words[:2] == ["sh", "-c"] else [shlex.join(words)]
    return [line.strip() for line in lines]


def test_every_copied_path_exists_and_reaches_the_builder() -> None:
    admitted = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    copied = copied_from_the_checkout()

    assert {"pyproject.toml", "constraints", "corpus", "service"} <= set(copied)
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert [path for path in copied if path not in admitted] == []


def test_every_room_that_is_installed_is_copied() -> None:
    assert {"corpus", "ingest", "service", "eval", "cli"} <= set(copied_from_the_checkout())


def test_what_the_second_stage_takes_was_made_in_the_first() -> None:
    made = " ".join(rest for _, rest in stages()[0])
    taken = [shlex.split(rest) for name, rest in stages()[1] if name == "COPY"]

    assert taken
    for words in taken:
        assert words[0] == "--from=build"
        assert words[-2] in made


def test_every_command_of_ours_that_it_runs_exists() -> None:
    known = set(typer.main.get_command(app).commands)
    ours = [re.search(r"\bgroundrule ([a-z]+)", line) for line in shell_commands()]
    named = {match.group(1) for match in ours if match}

    assert named == {"ingest", "serve"}
    assert named <= known


def test_every_installation_uses_the_lock() -> None:
    installs = [line for line in shell_commands() if "pip install" in line]

    assert installs
    assert [line for line in installs if "--constraint /opt/constraints.txt" not in line] == []


@pytest.mark.parametrize("platform", ["linux-x86_64", "linux-aarch64"])
def test_the_lock_it_chooses_exists(platform: str) -> None:
    assert any(f"constraints/{platform}.txt" in rest for rest in arguments("RUN"))
    assert (ROOT / "constraints" / f"{platform}.txt").is_file()


def test_every_setting_it_gives_is_a_setting() -> None:
    given = {
        name.lower() for rest in arguments("ENV") + arguments("RUN") for name in re.findall(r"GROUNDRULE_(\w+)=", rest)
    }

    assert {"host", "port", "data_dir"} <= given
    assert given <= set(Settings.model_fields)


def test_it_runs_as_a_user_without_rights_and_without_the_network() -> None:
    last = stages()[-1]
    names = [name for name, _ in last]
    environment = " ".join(rest for name, rest in last if name == "ENV")

    assert [rest for name, rest in last if name == "USER"] == ["groundrule"]
    assert names.index("USER") < names.index("CMD")
    assert "HF_HUB_OFFLINE=1" in environment
    assert "ANONYMIZED_TELEMETRY=False" in environment
    assert not any("API_KEYS_FILE=" in rest for _, rest in instructions())


def test_the_health_check_asks_whether_the_service_is_ready() -> None:
    (check,) = arguments("HEALTHCHECK")
    command = json.loads(check[check.index("[") :])

    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/health/ready" in command[2]
