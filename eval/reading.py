"""Reads a dataset, and refuses it as a whole: what does not hold is named with its file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from corpus.model import Topic
from eval.cases import FACTS, MANIFEST, SCHEMA, SETTINGS, Case, Dataset, manifest
from eval.facts import Fact, read_fact
from service.api.complaints import complaints, in_words
from service.api.requests import PatientIn
from service.domain.answer import Audience, Status
from service.domain.errors import InputError

LEAST_PARAPHRASES = 2
#: Each order is asked: four turns would be 24 questions.
MOST_TURNS = 3

_FIELDS = frozenset(
    "id stratum question paraphrases history any_order patient audience status fires may vital okay forbid "
    "gold note draft".split()
)


def digest(folder: Path) -> str:
    """Return the hash of all that a dataset says, whatever its files are called."""
    lines = [SETTINGS, (folder / SETTINGS).read_text(encoding="utf-8")]
    lines += [FACTS, (folder / FACTS).read_text(encoding="utf-8")]
    lines += sorted(line for path in case_files(folder) for line in path.read_text(encoding="utf-8").splitlines())
    return f"sha256:{sha256(chr(10).join(lines).encode()).hexdigest()}"


def case_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of cases, in order."""
    return tuple(sorted((folder / "cases").glob("*.jsonl")))


def read_dataset(folder: Path, topics: Mapping[str, Topic], *, sealed: bool = True) -> Dataset:
    """Return a dataset that holds.

    Args:
        folder: with `dataset.json`, `facts.jsonl`, `cases/*.jsonl` and `manifest.json`.
        topics: the topics that its rules and passages are looked up in.
        sealed: refuse a dataset that differs from its manifest; `seal` writes one.

    Raises:
        InputError: something in it does not hold. The message names the file, the line and the case.
    """
    if not (folder / SETTINGS).is_file():
        raise InputError(f"no dataset at {folder.name}: it has no {SETTINGS}")
    settings = _settings(folder)
    topic = topics.get(settings.get("topic", ""))
    if topic is None:
        raise InputError(f"{folder.name}/{SETTINGS}: unknown topic")
    facts = _facts(folder / FACTS, topic)
    cases: dict[str, Case] = {}
    for where, row in _rows(folder):
        case = _case(row, where, facts, topic, tuple(settings["strata"]))
        if case.id in cases:
            raise InputError(f"{where}: the id {case.id} stands twice")
        cases[case.id] = case
    if not cases:
        raise InputError(f"{folder.name}: zero cases; nothing would be measured")
    held = Dataset(
        name=folder.name,
        topic=topic.id,
        hash=digest(folder),
        strata=tuple(settings["strata"]),
        always=frozenset(_known(settings.get("always", ()), _rules(topic), f"{folder.name}/{SETTINGS}", "rule")),
        populations=tuple(tuple(group) for group in settings.get("populations", ())),
        forbid=tuple(_fact(name, facts, f"{folder.name}/{SETTINGS}") for name in settings.get("forbid", ())),
        floors=dict(settings.get("floors", {})),
        cases=tuple(cases[name] for name in sorted(cases)),
    )
    if sealed:
        _demand_sealed(folder, held)
    return held


def _settings(folder: Path) -> dict[str, Any]:
    try:
        held = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{folder.name}/{SETTINGS}: not JSON ({error})") from None
    if not isinstance(held, dict) or held.get("schema") != SCHEMA or not held.get("strata"):
        raise InputError(f"{folder.name}/{SETTINGS}: not of schema {SCHEMA}, or without strata")
    for name in (FACTS, "cases"):
        if not (folder / name).exists():
            raise InputError(f"{folder.name}: it has no {name}")
    return held


def _demand_sealed(folder: Path, dataset: Dataset) -> None:
    path = folder / MANIFEST
    if not path.is_file() or path.read_text(encoding="utf-8") != manifest(dataset):
        raise InputError(
            f"{folder.name}/{MANIFEST} is not that of these cases; look at them, then `groundrule eval seal`"
        )


def _rows(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in case_files(folder):
        yield from _lines(path)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{where}: not JSON ({error})") from None
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise InputError(f"{where}: not an object with an id")
        yield where, row


def _facts(path: Path, topic: Topic) -> dict[str, Fact]:
    held: dict[str, Fact] = {}
    known = {p.statement_id: (p.text, p.patient_text or "") for p in topic.passages.values()}
    for where, row in _lines(path):
        try:
            fact = read_fact(row)
        except (ValueError, TypeError) as error:
            raise InputError(f"{where}: fact {row['id']}: {error}") from None
        if fact.id in held:
            raise InputError(f"{where}: the id {fact.id} stands twice")
        _known(fact.gold, known, f"{where}: fact {fact.id}", "passage")
        if fact.gold and not fact.found(body for name in fact.gold for body in known[name]):
            raise InputError(f"{where}: fact {fact.id}: cannot match: not even the passages that it names say it")
        held[fact.id] = fact
    return held


def _fact(name: str, facts: Mapping[str, Fact], where: str) -> Fact:
    if name not in facts:
        raise InputError(f"{where}: unknown fact {name}")
    return facts[name]


def _case(row: Mapping[str, Any], where: str, facts: Mapping[str, Fact], topic: Topic, strata: tuple[str, ...]) -> Case:
    where = f"{where}: case {row['id']}"
    if row.keys() - _FIELDS:
        raise InputError(f"{where}: unknown field {', '.join(sorted(row.keys() - _FIELDS))}")
    if row.get("draft"):
        raise InputError(f"{where}: is a draft; fill it in and take the mark away")
    wordings = (row.get("question", ""), *row.get("paraphrases", ()))
    if len(wordings) <= LEAST_PARAPHRASES or not all(isinstance(w, str) and w.strip() for w in wordings):
        raise InputError(f"{where}: a question and at least {LEAST_PARAPHRASES} paraphrases are needed")
    if len(set(wordings)) != len(wordings):
        raise InputError(f"{where}: two wordings are the same")
    if row.get("stratum") not in strata:
        raise InputError(f"{where}: unknown stratum {row.get('stratum')}")
    status = tuple(row.get("status", ["answered"]))
    _known(status, {str(s) for s in Status}, where, "status")
    audience = row.get("audience", "physician")
    _known([audience], {str(a) for a in Audience}, where, "audience")
    history = tuple(row.get("history", ()))
    if row.get("any_order") and not 1 < len(history) <= MOST_TURNS:
        raise InputError(f"{where}: turns in any order are two or three")
    vital, okay, forbid = (tuple(_fact(n, facts, where) for n in row.get(k, ())) for k in ("vital", "okay", "forbid"))
    gold = tuple(dict.fromkeys((*row.get("gold", ()), *(g for fact in vital for g in fact.gold))))
    return Case(
        id=row["id"],
        stratum=row["stratum"],
        wordings=wordings,
        history=history,
        orders=tuple(permutations(history))[1:] if row.get("any_order") else (),
        patient=_patient(row.get("patient"), where),
        audience=audience,
        status=status,
        fires=_known(row.get("fires", ()), _rules(topic), where, "rule"),
        may=_known(row.get("may", ()), _rules(topic), where, "rule"),
        vital=vital,
        okay=okay,
        forbid=forbid,
        gold=_known(gold, _passages(topic), where, "passage"),
    )


def _patient(block: Any, where: str) -> Mapping[str, Any] | None:
    if block is None:
        return None
    try:
        PatientIn.model_validate(block)
    except ValidationError as error:
        raise InputError(f"{where}: patient {in_words(complaints(error.errors()))}") from None
    held: Mapping[str, Any] = block
    return held


def _rules(topic: Topic) -> frozenset[str]:
    return frozenset(rule.id for rule in topic.rules)


def _passages(topic: Topic) -> frozenset[str]:
    return frozenset(s.id for source in topic.sources for s in source.statements)


def _known(names: Any, known: Any, where: str, kind: str) -> tuple[str, ...]:
    for name in names:
        if name not in known:
            raise InputError(f"{where}: unknown {kind} {name}")
    return tuple(names)
