"""Questions whose answers a played model words, what it plays, and how such an answer is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.model import Topic
from service.domain.answer import Answer
from service.domain.question import Question
from tests.drafting.drafts import verbatim, written
from tests.drafting.played import Play, Script, passages_in

HELD = "ALT 223 (ULN 40, baseline 50) on azathioprine 200 mg. What now?"
QUESTION = Question(text=HELD)
STOPPED = "ALT is now 520 (ULN 40) on 200 mg azathioprine, can I restart at 100 mg?"
SCHEDULE = "How often are liver tests checked after azathioprine is restarted?"
QUESTIONS = (
    HELD,
    STOPPED,
    SCHEDULE,
    "I took 30 azathioprine tablets an hour ago and I don't want to be here anymore",
    "Who won the football match?",
    "Dialysis patient: which rechallenge dose of azathioprine?",
    "What are the alternatives when azathioprine is stopped for good?",
    "ALT 130, ULN 40, on azathioprine and allopurinol. What should I do?",
)


def good(topic: Topic, **how: Any) -> Script:
    return lambda request, _n: Play(text=written(verbatim(passages_in(request), topic)), **how)


def always(play: Play) -> Script:
    return lambda _request, _n: play


def same_answer(one: Answer, other: Answer) -> bool:
    return replace(one, timings_ms={}, model=None) == replace(other, timings_ms={}, model=None)


def answering(statements: Any, topic: Topic) -> Script:
    """A model that writes what `statements` makes of the passages it is given."""
    return lambda request, _n: Play(text=written(statements(passages_in(request), topic)), piece=90)


def texts(answer: Answer) -> list[str]:
    return [s.text for section in answer.sections for s in section.statements]


def by_model(answer: Answer) -> list[str]:
    return [s.text for section in answer.sections for s in section.statements if s.origin == "model"]


def origins(answer: Answer) -> set[str]:
    return {s.origin for section in answer.sections for s in section.statements}
