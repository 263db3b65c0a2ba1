"""One fake per port: small, honest, and without patching anything inside."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.model import Action, Topic, passage_id
from corpus.reader import read_topic
from service.domain.answer import (
    Answer,
    AnswerDisagreement,
    AnswerSection,
    AnswerStatement,
    Because,
    Change,
    CheckedStatement,
    CheckReport,
    Citation,
    Finding,
    Missing,
    Position,
    Safety,
    Status,
    Verdict,
    Violation,
)
from service.domain.errors import UnknownTopicError
from service.domain.facts import ReadFact
from service.domain.ports import Hit, Query
from service.domain.question import Question
from service.domain.replies import Assessed, Checked, Provenance, TextToCheck
from service.domain.told import NOBODY, Listener, opened, said

INVENTED_TOPIC = Path(__file__).parent / "fixtures" / "topics" / "tavorexin-low-sodium"


@cache
def invented_topic() -> Topic:
    """Return the topic that the tests share; frozen, so that reading it once is enough."""
    return read_topic(INVENTED_TOPIC)


class FakeEngine:
    """Gives the same answer about an invented topic to every question, and remembers what it was asked.

    `error` is raised by every verb; `hold` makes `ask` and `check` wait until it is set; `reply` answers instead.
    """

    def __init__(self, *, error: Exception | None = None, hold: threading.Event | None = None) -> None:
        self.topics: Mapping[str, Topic] = {invented_topic().id: invented_topic()}
        self.asked: list[Question] = []
        self.judged: list[Question] = []
        self.checked: list[TextToCheck] = []
        self.verdict = Verdict.BLOCK
        self.error = error
        self.hold = hold
        self.reply: Callable[[Question], Answer] = self._answer

    @property
    def topic(self) -> Topic:
        return next(iter(self.topics.values()))

    def ask(self, question: Question, *, listener: Listener = NOBODY) -> Answer:
        self._fail_if_told()
        self._demand_known(question.topic)
        self.asked.append(question)
        if self.hold is not None:
            self.hold.wait(timeout=30)
        answer = self.reply(question)
        for event in (opened(answer), *said(answer)):
            listener.hear(event)
        return answer

    def assess(self, question: Question) -> Assessed:
        self._fail_if_told()
        self.judged.append(question)
        return Assessed(topic=self.topic.id, facts=(READ,), findings=(FOUND,), missing=(LACKING,))

    def check(self, text: TextToCheck) -> Checked:
        self._fail_if_told()
        self.checked.append(text)
        if self.hold is not None:
            self.hold.wait(timeout=30)
        violation = Violation(rule="hold-low-sodium", reason="It goes on where the guideline holds.")
        statement = CheckedStatement(
            text=text.text,
            span=(0, len(text.text)),
            verdict=self.verdict,
            violations=(violation,) if self.verdict is Verdict.BLOCK else (),
        )
        report = CheckReport(verdict=self.verdict, statements=(statement,))
        return Checked(topic=self.topic.id, report=report, findings=(FOUND,), safe_text="Hold it and ask.")

    @property
    def counts(self) -> Mapping[str, float]:
        return {"model_calls_total": 3, 'model_degraded_by_total{reason="late"}': 1}

    def provenance(self, topic: str | None) -> Provenance:
        known = self.topics[topic] if topic is not None else self.topic
        return Provenance(corpus=known.corpus_hash, rules=known.rules_hash, generator="quoting", encoder="fake-encoder")

    def ready(self) -> None:
        self._fail_if_told()

    def _fail_if_told(self) -> None:
        if self.error is not None:
            raise self.error

    def _demand_known(self, topic: str | None) -> None:
        if topic is not None and topic not in self.topics:
            raise UnknownTopicError("there is no such topic", path="topic")

    def _answer(self, question: Question) -> Answer:
        ground = self.topic.statements["G-01"][1]
        return Answer(
            topic=self.topic.id,
            audience=question.audience,
            status=Status.ANSWERED,
            findings=(FOUND,),
            facts=(READ,),
            missing=(LACKING,),
            sections=(
                AnswerSection(
                    heading="When to hold",
                    statements=(AnswerStatement(text=ground.text, citations=(1,), origin="quote"),),
                ),
            ),
            not_addressed=("how long to wait",),
            disagreements=(
                AnswerDisagreement(about="the first dose", positions=(Position(text=ground.text, citations=(1,)),)),
            ),
            citations=(Citation(n=1, passage_id=passage_id(self.topic.id, "G-01")),),
            safety=Safety(
                verdict="amended",
                checked=2,
                changes=(Change(statement="Go on.", rule="hold-low-sodium", reason="forbidden", outcome="removed"),),
            ),
            suggestions=("When may it be restarted?",),
            timings_ms={"read": 0.4, "total": 8.9},
        )


FOUND = Finding(
    rule="hold-low-sodium",
    kind="threshold",
    severity="high",
    action=Action.HOLD,
    headline="Hold tavorexin now",
    message="Sodium 123 mmol/L is below the 125 mmol/L line: the guideline holds the drug.",
    because=(
        Because(
            fact="sodium",
            value=123.0,
            unit="mmol/L",
            limit="< 125 mmol/L",
            origin="question",
            computed="123 < 125",
        ),
    ),
    statements=("G-01", "G-04"),
)
READ = ReadFact(fact="sodium", value=123.0, unit="mmol/L", as_given="123", origin="question", span=(10, 13))
LACKING = Missing(fact="current dose", why="decides the step", path="patient.medications[0].dose", rules=("cap",))


class WordRetriever:
    """Scores the current passages of its topics by the share of the question's words that stand in them."""

    def __init__(self, *topics: Topic) -> None:
        self.topics = {topic.id: topic for topic in topics}
        self.queries: list[Query] = []

    def retrieve(self, queries: Sequence[Query]) -> tuple[tuple[Hit, ...], ...]:
        self.queries.extend(queries)
        return tuple(map(self._found, queries))

    def _found(self, query: Query) -> tuple[Hit, ...]:
        asked = _words(query.text)
        hits = [
            Hit(passage=passage, score=0.5 + share / 2, dense=share, lexical=share)
            for topic in self.topics.values()
            if query.topic in (None, topic.id)
            for passage in topic.passages.values()
            if passage.current and (share := len(asked & _words(passage.text)) / max(len(asked), 1)) > 0
        ]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[: query.limit])


class StandInIndex:
    """Stands where the index bundle stands in a service, without one."""

    def __init__(self, retriever: WordRetriever) -> None:
        self.retriever = retriever
        self.models = "no-encoder@test"

    def probe(self) -> None:
        """Be ready."""


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"[a-z]{3,}", text.lower()))
