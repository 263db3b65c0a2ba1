"""What a judge said of the rows of a run, kept beside its answers; a row that has no verdict is never left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.advice import NO_ANSWER, Measure, Row
from eval.lines import grow, read_lines
from service.domain.errors import InputError

STAMP, VERDICTS = "judge.json", "judged.jsonl"
NUMBERS = ("faithfulness", "answer_relevancy", "factual_correctness")
NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One number of one row: a value, or why there is none."""

    key: str
    number: str
    row: str
    """Hash of what was judged: a verdict on another answer is none on this one."""
    value: float | None = None
    error: str | None = None


Known = Mapping[tuple[str, str], Verdict]
"""The last verdict by number and key."""


def fingerprint(row: Row) -> str:
    """Return a hash of all that a judge sees of a row."""
    seen = [row.question, row.told, list((row.retrieved or {}).values()), list(row.gold.values()), list(row.quotes)]
    return sha256(json.dumps(seen).encode()).hexdigest()[:16]


def demand_same_judge(folder: Path, stamp: Mapping[str, Any]) -> None:
    """Write down who judges, or find that it is the same as before.

    Raises:
        InputError: the folder holds verdicts of another judge.
    """
    path = folder / STAMP
    if path.is_file() and json.loads(path.read_text(encoding="utf-8")) != stamp:
        raise InputError(f"{folder.name} holds the verdicts of another judge; remove its {VERDICTS} and {STAMP} first")
    path.write_text(json.dumps(stamp, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def append(folder: Path, verdict: Verdict) -> None:
    """Keep a verdict at once, so that a measurement that is broken off goes on."""
    with grow(folder / VERDICTS) as file:
        file.write(json.dumps(asdict(verdict), sort_keys=True) + "\n")


def read(folder: Path, rows: Iterable[Row]) -> Known:
    """Return the last verdict on each number of each row as it is now.

    Raises:
        InputError: a line is no verdict.
    """
    now = {row.key: fingerprint(row) for row in rows}
    kept = (_verdict(folder, number, line) for number, line in enumerate(read_lines(folder / VERDICTS), 1))
    return {(v.number, v.key): v for v in kept if now.get(v.key) == v.row}


def _verdict(folder: Path, number: int, line: Mapping[str, Any]) -> Verdict:
    try:
        return Verdict(**line)
    except TypeError:
        raise InputError(f"{folder.name}/{VERDICTS}:{number}: not a verdict") from None


def lines(folder: Path, rows: Sequence[Row]) -> list[str]:
    """Return who judged and each number; nothing when nobody did."""
    if not (folder / STAMP).is_file():
        return []
    stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    known = read(folder, rows)
    told = [f"judged by {stamp['judge']}, embeddings {stamp['embeddings']}:"]
    return told + [line for number in NUMBERS for line in _measure(number, known, rows).lines()]


def _measure(number: str, known: Known, rows: Sequence[Row]) -> Measure:
    values: dict[str, float] = {}
    out: dict[str, str] = {}
    for row in rows:
        verdict = known.get((number, row.key))
        if not row.told:
            out[row.key] = NO_ANSWER
        elif verdict is None or verdict.value is None:
            out[row.key] = (verdict.error if verdict else None) or NOT_JUDGED
        else:
            values[row.key] = verdict.value
    return Measure(name=number, values=values, out=out)
