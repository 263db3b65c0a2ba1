"""Cases as the tests of what is computed and drawn ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.model import Topic
from service.answering.case import Case, open_case
from service.answering.computed import Computed
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Audience
from service.domain.question import GivenLab, GivenPatient, Question


def case(topic: Topic, text: str = "", audience: Audience = Audience.PHYSICIAN, **given: Any) -> Case:
    patient = GivenPatient(**given) if given else None
    return open_case(Question(text=text, topic=topic.id, audience=audience, patient=patient), topic, Stopwatch())


def alt(value: float, **given: Any) -> GivenLab:
    return GivenLab(analyte="ALT", value=value, unit="U/L", **given)


def said(sentences: Iterable[Computed]) -> str:
    return " ".join(sentence.text for sentence in sentences)
