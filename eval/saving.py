"""Keeps a run on disk: what it was made from, an answer per wording, its times. A run that was cut off goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.cases import Case, Dataset
from eval.lines import grow, read_lines
from service.domain.errors import InputError

STAMP, ANSWERS, TIMES = "run.json", "answers.jsonl", "times.jsonl"
Job = tuple[Case, int]
"""A case, and which of all that is asked of it."""
Asked = tuple[dict[str, Any], dict[str, float]]
"""The row of an answer, and how long its steps took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A saved run: what it was made from, and an answer per wording."""

    name: str
    stamp: dict[str, Any]
    rows: tuple[dict[str, Any], ...]
    times: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def by_key(self) -> dict[str, dict[str, Any]]:
        """The rows by case and wording."""
        return {row["key"]: row for row in self.rows}


def complete(
    dataset: Dataset,
    folder: Path,
    stamp: dict[str, Any],
    ask: Callable[[Sequence[Job]], Iterable[Sequence[Asked]]],
    tick: Callable[[int], None],
) -> None:
    """Ask all that the folder does not hold an answer to yet, and keep each answer as it comes.

    Args:
        dataset: whose cases are asked.
        folder: of the run; it is made when it is not there.
        stamp: what the run is made from.
        ask: yields what was asked, some at a time.
        tick: hears how many answers more there are.

    Raises:
        InputError: the folder holds a run of something else, or what is no run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / STAMP
    if path.is_file() and read_stamp(folder) != stamp:
        raise InputError(f"{folder.name} holds a run of another revision, dataset or service; choose another name")
    _replace(path, json.dumps(stamp, indent=2, sort_keys=True) + "\n")
    done = {row["key"] for row in read_lines(folder / ANSWERS)}
    todo = [(case, number) for case in dataset.cases for number, key in enumerate(case.keys) if key not in done]
    tick(len(done))
    with grow(folder / ANSWERS) as answers, grow(folder / TIMES) as times:
        for asked in ask(todo):
            for row, ms in asked:
                answers.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")
                times.write(json.dumps({"key": row["key"], "ms": ms}) + "\n")
            answers.flush()
            times.flush()
            tick(len(asked))


def read_run(folder: Path) -> Run:
    """Return a saved run; the rows in the order of their keys.

    Raises:
        InputError: there is none, or its files hold something else.
    """
    if not (folder / STAMP).is_file():
        raise InputError(f"no run at {folder}")
    rows = {row["key"]: row for row in read_lines(folder / ANSWERS)}
    return Run(
        name=folder.name,
        stamp=read_stamp(folder),
        rows=tuple(rows[key] for key in sorted(rows)),
        times={row["key"]: row["ms"] for row in read_lines(folder / TIMES)},
    )


def read_stamp(folder: Path) -> dict[str, Any]:
    """Return what a run was made from.

    Raises:
        InputError: the file holds something else.
    """
    try:
        held = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except ValueError:
        held = None
    if not isinstance(held, dict) or "dataset_hash" not in held:
        raise InputError(f"{folder.name}/{STAMP} does not say what the run was made from; run it under another name")
    return held


def _replace(path: Path, text: str) -> None:
    """Write a file that is there as a whole or as it was."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
