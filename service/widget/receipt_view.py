"""Lays an answer out as its receipt: each statement beside the passages it rests on, as they were and as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from corpus.figures import numbers
from corpus.model import Passage, Topic
from service.api.room import Room
from service.domain.kept import KeptTurn

STILL, CHANGED, GONE = "still in the source, word for word", "worded differently in the source now", "no longer there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation as the answer gave it, its address, and what has become of its words."""

    given: Mapping[str, Any]
    address: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A statement as it was given, with what anybody can check of it: its citations, its wording, its figures."""

    text: str
    origin: str
    cited: tuple[Cited, ...]
    verbatim: bool
    figures_found: tuple[str, ...]
    figures_elsewhere: tuple[str, ...]
    """Figures that stand in none of the passages: the patient's own, and what is computed from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """An answer with all that it takes to hold it against its sources."""

    answer: Mapping[str, Any]
    asked: KeptTurn
    turn: int
    sections: tuple[tuple[str, tuple[CheckedLine, ...]], ...]
    cited: tuple[Cited, ...]
    fingerprint: str
    """SHA-256 of the answer's bytes as they were sent."""
    made_from_served: bool | None
    """Whether corpus and rules are those that are served now; None where no topic is served for it."""


def receipt(room: Room, answer_id: str) -> Receipt:
    """Return the receipt of an answer.

    Raises:
        NotFoundError: no such answer is kept.
    """
    turns = room.records.conversation_up_to(answer_id).turns
    asked = turns[-1]
    answer = json.loads(asked.answer.body)
    topic = room.engine.topics.get(answer["topic"] or "")
    cited = {citation["n"]: _cited(citation, topic) for citation in answer["citations"]}
    made_from = answer["receipt"]
    return Receipt(
        answer=answer,
        asked=asked,
        turn=len(turns),
        sections=tuple(
            (section["heading"], tuple(_line(statement, cited) for statement in section["statements"]))
            for section in answer["sections"]
        ),
        cited=tuple(cited.values()),
        fingerprint=sha256(asked.answer.body.encode()).hexdigest(),
        made_from_served=None
        if topic is None
        else (made_from["corpus"], made_from["rules"]) == (topic.corpus_hash, topic.rules_hash),
    )


def _cited(citation: Mapping[str, Any], topic: Topic | None) -> Cited:
    passage = topic.passages.get(citation["passage_id"]) if topic is not None else None
    if topic is None or passage is None:
        return Cited(given=citation, address=None, state=GONE)
    return Cited(
        given=citation,
        address=f"/topics/{topic.id}/sources/{passage.source_id}#{passage.id}",
        state=STILL if citation["quote"] in _wordings(passage) else CHANGED,
    )


def _wordings(passage: Passage) -> tuple[str | None, ...]:
    """What an answer may have quoted of a passage: its text, or for a patient the words for patients or a heading."""
    return (passage.text, passage.patient_text, passage.heading_path[-1])


def _line(statement: Mapping[str, Any], cited: Mapping[int, Cited]) -> CheckedLine:
    resting = tuple(cited[n] for n in statement["citations"] if n in cited)
    quotes = [str(citation.given["quote"]) for citation in resting]
    stated, held = numbers(statement["text"]), numbers("\n".join(quotes))
    return CheckedLine(
        text=statement["text"],
        origin=statement["origin"],
        cited=resting,
        verbatim=statement["text"] in quotes,
        figures_found=_shown(stated & held),
        figures_elsewhere=_shown(stated - held),
    )


def _shown(figures: frozenset[float]) -> tuple[str, ...]:
    return tuple(f"{figure:g}" for figure in sorted(figures))
