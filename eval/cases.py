"""A dataset and its cases: what is asked, and what an answer must, may and must not hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.facts import Fact

#: Where our own datasets lie, one folder per topic.
DATASETS = Path(__file__).resolve().parent / "datasets"
MANIFEST, SETTINGS, FACTS = "manifest.json", "dataset.json", "facts.jsonl"
SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question with what its answer must, may and must not hold."""

    id: str
    stratum: str
    wordings: tuple[str, ...]
    """The question, then its paraphrases."""
    history: tuple[str, ...]
    orders: tuple[tuple[str, ...], ...]
    """The other orders in which its earlier turns may have come and mean the same."""
    patient: Mapping[str, Any] | None
    """The contract's patient block, given with the question."""
    audience: str
    status: tuple[str, ...]
    fires: tuple[str, ...]
    may: tuple[str, ...]
    vital: tuple[Fact, ...]
    okay: tuple[Fact, ...]
    forbid: tuple[Fact, ...]
    gold: tuple[str, ...]
    """Ids of the statements of the corpus that settle the question."""

    @property
    def asked(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All that is asked of it, each with its earlier turns: every wording, then the question in other orders."""
        worded = [(wording, self.history) for wording in self.wordings]
        return (*worded, *((self.wordings[0], history) for history in self.orders))

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each: `id#0` is the question itself."""
        return tuple(f"{self.id}#{number}" for number in range(len(self.asked)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The cases of one topic, with what holds for all of them."""

    name: str
    topic: str
    hash: str
    strata: tuple[str, ...]
    always: frozenset[str]
    """Rules of process that may fire beside any expected ones."""
    populations: tuple[tuple[str, ...], ...]
    forbid: tuple[Fact, ...]
    """What no answer of any case may say."""
    floors: dict[str, float]
    """The least that each total may be."""
    cases: tuple[Case, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that is asked."""
        return tuple(key for case in self.cases for key in case.keys)

    def counts(self) -> dict[str, int]:
        """Return how many cases each stratum holds, in the order of the strata."""
        held = Counter(case.stratum for case in self.cases)
        return {stratum: held[stratum] for stratum in self.strata}


def manifest(dataset: Dataset) -> str:
    """Return the text of a dataset's manifest: hash and counts."""
    body = {
        "schema": SCHEMA,
        "topic": dataset.topic,
        "hash": dataset.hash,
        "cases": len(dataset.cases),
        "asked": len(dataset.keys),
        "strata": dataset.counts(),
    }
    return json.dumps(body, indent=2) + "\n"
