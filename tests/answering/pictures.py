"""What is drawn of a case, as the tests of pictures ask for it."""

from __future__ import annotations

from pathlib import Path

from corpus.model import Topic
from corpus.reader import read_topic
from service.answering.case import Case, open_case
from service.answering.pictured import pictured
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Audience, Status
from service.domain.pictures import Pictures
from service.domain.question import GivenLab, GivenPatient, Question

ROOT = Path(__file__).resolve().parents[2]
LIVER = read_topic(ROOT / "corpus" / "topics" / "azathioprine-hepatotoxicity")
CLOTTING = read_topic(ROOT / "tests" / "fixtures" / "topics" / "warfarin-inr")


def case(topic: Topic, text: str = "", audience: Audience = Audience.PHYSICIAN, **patient: object) -> Case:
    given_patient = GivenPatient(**patient) if patient else None  # type: ignore[arg-type]  # Passed on as they are.
    asked = Question(text=text, topic=topic.id, audience=audience, patient=given_patient)
    return open_case(asked, topic, Stopwatch())


def drawn(topic: Topic, text: str = "", audience: Audience = Audience.PHYSICIAN, **patient: object) -> Pictures:
    return pictured(case(topic, text, audience, **patient), Status.ANSWERED) or Pictures()


def alt(value: float, **given: object) -> GivenLab:
    return GivenLab(analyte="ALT", value=value, unit="U/L", **given)  # type: ignore[arg-type]  # As above.
