"""Lays an answer out as its receipt: each statement beside the passages it rests on, as they were and as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from corpus.figures import numbers
from corpus.model import Passage, Topic
from service.api.conversation import question_of
from service.api.picturing import kept_pictures
from service.api.room import Room
from service.domain.answer import CheckedStatement, Verdict, Violation
from service.domain.errors import InputError
from service.domain.kept import KeptTurn
from service.domain.question import Question
from service.domain.replies import TextToCheck
from service.pictures.sheets import Sheet, sheets

_APART = "\n\n"
"""Between the statements of an answer when they are judged as one text."""
STILL, CHANGED, GONE = "still in the source, word for word", "worded differently in the source now", "no longer there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A citation as the answer gave it, its address, and what has become of its words."""

    given: Mapping[str, Any]
    address: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the rules that are served now say of a statement that was given; `verdict` None: it cannot be judged."""

    verdict: Verdict | None
    violations: tuple[Violation, ...] = ()


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
    today: Today


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
    pictures: tuple[Sheet, ...]


def receipt(room: Room, answer_id: str) -> Receipt:
    """Return the receipt of an answer.

    Raises:
        NotFoundError: no such answer is kept.
    """
    conversation = room.records.conversation_up_to(answer_id)
    asked = conversation.turns[-1]
    answer = json.loads(asked.answer.body)
    topic = room.engine.topics.get(answer["topic"] or "")
    cited = {citation["n"]: _cited(citation, topic) for citation in answer["citations"]}
    texts = [statement["text"] for section in answer["sections"] for statement in section["statements"]]
    today = iter(_judged_today(room, topic, question_of(conversation), texts))
    made_from = answer["receipt"]
    return Receipt(
        answer=answer,
        asked=asked,
        turn=len(conversation.turns),
        sections=tuple(
            (section["heading"], tuple(_line(statement, cited, next(today)) for statement in section["statements"]))
            for section in answer["sections"]
        ),
        cited=tuple(cited.values()),
        fingerprint=sha256(asked.answer.body.encode()).hexdigest(),
        made_from_served=None
        if topic is None
        else (made_from["corpus"], made_from["rules"]) == (topic.corpus_hash, topic.rules_hash),
        pictures=sheets(kept_pictures(answer)),
    )


def _judged_today(room: Room, topic: Topic | None, question: Question, texts: list[str]) -> list[Today]:
    """Hold the whole answer against the rules served now, as one text about this question; one result a statement."""
    unjudged = [Today(verdict=None) for _ in texts]
    if topic is None or not texts:
        return unjudged
    words = "\n".join([*(turn.text for turn in question.history), question.text])
    whole = _APART.join(texts)
    try:
        checked = room.engine.check(
            TextToCheck(text=whole, topic=topic.id, question=words, patient=question.patient)
        ).report.statements
    except InputError:
        # The facts that came with the question name something that the topic no longer knows.
        return unjudged
    judged, start = [], 0
    for text in texts:
        end = start + len(text)
        judged.append(_today([c for c in checked if c.span[0] < end and start < c.span[1]]))
        start = end + len(_APART)
    return judged


def _today(parts: list[CheckedStatement]) -> Today:
    """The most cautious verdict on the parts of a statement; one that was not judged at all is not passed."""
    if not parts:
        return Today(verdict=None)
    found = {part.verdict for part in parts}
    verdict = next((v for v in (Verdict.BLOCK, Verdict.ABSTAIN) if v in found), Verdict.PASS)
    return Today(verdict=verdict, violations=tuple(v for part in parts for v in part.violations))


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


def _line(statement: Mapping[str, Any], cited: Mapping[int, Cited], today: Today) -> CheckedLine:
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
        today=today,
    )


def _shown(figures: frozenset[float]) -> tuple[str, ...]:
    return tuple(f"{figure:g}" for figure in sorted(figures))
