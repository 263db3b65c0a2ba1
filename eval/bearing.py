"""Whether the statements of an answer bear on its question, as a reader judged: a sample, and the share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.checks import statements
from eval.intervals import wilson
from eval.lines import read_lines
from service.domain.errors import InputError

#: Answers of a sample.
SAMPLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a reader said of one statement of one answer."""

    question: str
    """Id of the case with the number of its wording; the words stay where they are kept."""
    statement: str
    """The first passage that it cites, and a hash of its words: a judgement of other words is none of these."""
    bears: bool
    reason: str


def drawn(answers: Mapping[str, Mapping[str, Any]], seed: int, most: int = SAMPLE) -> tuple[str, ...]:
    """Return ids of answers that hold statements, in an order that the seed alone decides."""
    ids = sorted(answers, key=lambda i: sha256(f"{seed}:{i}".encode()).digest())
    return tuple(i for i in ids if statements(answers[i]))[:most]


def named(statement: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """Return the id of a statement: its first passage, and eight figures of a hash of its words."""
    passages = {c["n"]: c["passage_id"] for c in answer["citations"]}
    first = next((passages[n] for n in statement["citations"]), "none")
    return f"{first}#{sha256(statement['text'].encode()).hexdigest()[:8]}"


def read(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements of a file.

    Raises:
        InputError: a line is no judgement, says nothing of why, or stands twice.
    """
    found: dict[tuple[str, str], Judgement] = {}
    for number, row in enumerate(read_lines(path), start=1):
        if row.keys() != Judgement.__dataclass_fields__.keys() or not isinstance(row["bears"], bool):
            raise InputError(f"{path.name}, line {number}: a judgement has question, statement, bears and reason")
        one = Judgement(**row)
        if not one.reason.strip():
            raise InputError(f"{path.name}, line {number}: a judgement says why")
        if (one.question, one.statement) in found:
            raise InputError(f"{path.name}, line {number}: this statement is judged twice")
        found[one.question, one.statement] = one
    if not found:
        raise InputError(f"{path.name} holds no judgement")
    return tuple(found.values())


def write(path: Path, judgements: Iterable[Judgement]) -> None:
    """Write judgements, one a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(asdict(j), ensure_ascii=False)}\n" for j in judgements), encoding="utf-8")


def lines(judgements: Sequence[Judgement]) -> Iterator[str]:
    """Say how many statements bear on their question, with the 95 % Wilson interval, and what those that do not are."""
    good, total = sum(j.bears for j in judgements), len(judgements)
    low, high = wilson(good, total)
    answers = {j.question for j in judgements}
    whole = len(answers - {j.question for j in judgements if not j.bears})
    yield f"answers judged: {len(answers)}; every statement bears in {whole}"
    share = f"{good}/{total} = {good / total:.3f} (95 % Wilson {low:.3f} to {high:.3f})"
    yield f"statements that bear on their question: {share}"
    yield from (f"  no: {j.question} {j.statement}: {j.reason}" for j in judgements if not j.bears)
