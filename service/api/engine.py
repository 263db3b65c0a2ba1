"""What the HTTP edge asks of the rest of the service; `service.wiring` builds one, `tests.fakes` holds another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from corpus.model import Topic
from service.domain.answer import Answer
from service.domain.question import Question
from service.domain.replies import Assessed, Checked, Provenance, TextToCheck
from service.domain.told import NOBODY, Listener


class Judge(Protocol):
    """Judges cases and texts by the rules of its topics. Synchronous and safe to call from several threads."""

    @property
    def topics(self) -> Mapping[str, Topic]:
        """The topics served, by id, in the order in which they are listed."""
        ...

    def assess(self, question: Question) -> Assessed:
        """Return facts, findings and missing inputs by the rules alone; needs no index.

        Raises:
            InputError: the patient block cannot be used as it is; `path` says where.
        """
        ...

    def check(self, text: TextToCheck) -> Checked:
        """Judge a text by the rules; needs no index. A text that cannot be read with certainty abstains.

        Raises:
            InputError: as for `assess`.
        """
        ...


class Engine(Judge, Protocol):
    """Answers questions as well."""

    def ask(self, question: Question, *, listener: Listener = NOBODY) -> Answer:
        """Return a checked answer, not yet stamped with ids, receipt and times. A refusal is an answer.

        `question.topic` None: the topic is found, or the answer is `not_covered` with `topic` None. `question.history`
        holds the earlier turns of the conversation, oldest first. `listener` hears the answer as it is made; what it
        has heard by the end is what the answer holds.

        Raises:
            UnknownTopicError: `question.topic` names no topic.
            UnknownNameError: the patient block names an analyte, drug, symptom, condition or unit that the topic does
                not know; `path` says where.
            InputError: the patient block cannot be used as it is; `path` says where.
            IndexNotReadyError: there is no index to answer from.
            GoneError: the listener has gone.
        """
        ...

    @property
    def counts(self) -> Mapping[str, float]:
        """Sums since the start by name, for those who watch the service; they hold no text."""
        ...

    def provenance(self, topic: str | None) -> Provenance:
        """Return what an answer on this topic is made from; None: on all topics together."""
        ...

    def ready(self) -> None:
        """Return when a canary question finds its passage and the self-test holds.

        Raises:
            IndexNotReadyError: no bundle, a broken one, or one that does not find the canary's passage.
            SelfTestError: a built-in sample was missed.
        """
        ...
