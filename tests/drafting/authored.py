"""Statements written by hand as a model would write them, sound ones and subtly wrong ones, through a whole answer.

Unlike the mutations they were made of no passage's words by any pattern: each was written for the passages it cites
before it was tried. The answer's plan is these passages and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.model import Topic
from service.answering.gradually import Voice
from service.domain.answer import Answer, Audience, Draft, DraftStatement
from service.domain.ports import Brief
from service.domain.question import Question
from service.domain.wording import ModelUse, Worded, WordingTask
from service.wiring import Service
from tests.drafting.drafts import claims_of

TEXTS = Path(__file__).with_name("texts")
#: Files of sound statements, each with the least share of them that is shown.
SOUND = {
    "sound": 0.3,
    "sound_later": 0.58,
    "sound_last": 0.75,
    "worded": 0.36,
    "worded_later": 0.5,
    "worded_last": 0.5,
    "worded_blind": 0.45,
    "worded_since": 0.43,
    "acted": 0.83,
    "sequenced": 0.5,
}
#: Files of statements that are subtly wrong, each with how many it holds at least.
WRONG = {
    "wrong": 176,
    "rearranged": 60,
    "rearranged_last": 50,
    "worded_wrong": 60,
    "worded_later_wrong": 40,
    "worded_last_wrong": 40,
    "pressed_wrong": 94,
    "worded_blind_wrong": 60,
    "acted_wrong": 18,
    "sequenced_wrong": 22,
    "arranged_wrong": 45,
    "worded_since_wrong": 41,
    "told_wrong": 17,
    "turned_wrong": 14,
}
HEADING = "In short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """A statement with the passages that it is said to rest on."""

    reader: Audience
    kind: str
    passages: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a statement, and why it was not shown."""

    wrote: Authored
    shown: bool
    reason: str


def authored(name: str) -> tuple[Authored, ...]:
    """Return the statements of a file of `texts`."""
    lines = (TEXTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_read(json.loads(line)) for line in lines)


def _read(line: Mapping[str, object]) -> Authored:
    passages = line["passages"]
    assert isinstance(passages, list)
    return Authored(
        reader=Audience(str(line["reader"])), kind=str(line["kind"]), passages=tuple(passages), text=str(line["text"])
    )


def fates(service: Service, topic: Topic, statements: Sequence[Authored]) -> list[Fate]:
    """Answer once for each statement, which is all that the model writes."""
    return [_fate(service, topic, one) for one in statements]


def _fate(service: Service, topic: Topic, wrote: Authored) -> Fate:
    speaks = replace(
        service, drafter=_Quotes(passages=wrote.passages, reader=wrote.reader), voice=Voice(wording=Says(wrote, topic))
    )
    question = Question(
        text=f"What does the article say about {topic.governed.names[0]}?", topic=topic.id, audience=wrote.reader
    )
    answer = speaks.ask(question)
    shown = any(s.text == wrote.text for section in answer.sections for s in section.statements)
    return Fate(wrote=wrote, shown=shown, reason=_reason(answer, wrote))


def _reason(answer: Answer, wrote: Authored) -> str:
    return next((f"{c.rule}: {c.reason}" for c in answer.safety.changes if c.statement == wrote.text), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quotes:
    """Quotes the passages that a statement cites."""

    passages: tuple[str, ...]
    reader: Audience

    def draft(self, brief: Brief) -> Draft:
        return Draft(statements=tuple(self._quote(brief.topic, p) for p in self.passages))

    def _quote(self, topic: Topic, passage: str) -> DraftStatement:
        found = topic.passages[passage]
        text = found.patient_text if self.reader is Audience.PATIENT else found.text
        assert text is not None
        return DraftStatement(
            text=text, passages=(passage,), origin="quote", heading=HEADING, statement_ids=(found.statement_id,)
        )


@dataclass(slots=True)
class Says:
    """A model that writes one statement on all the passages it is given."""

    wrote: Authored
    topic: Topic
    sums: Mapping[str, float] = field(default_factory=dict)

    def word(self, task: WordingTask, *, gone: Callable[[], bool]) -> Iterator[Sequence[Worded] | ModelUse]:
        assert not gone()
        assert len(task.passages) == len(self.wrote.passages), "the plan is the passages of the statement"
        claims = tuple(claims_of(self.wrote.text, self.topic))
        yield (Worded(text=self.wrote.text, passages=tuple(p.number for p in task.passages), claims=claims),)
        yield ModelUse(model="authored", prompt="none", calls=1)
