"""What is drawn of a case, as the tests of pictures ask for it."""

from __future__ import annotations

from pathlib import Path

from corpus.model import Topic
from corpus.reader import read_topic
from service.answering.pictured import pictured
from service.domain.answer import Audience, Status
from service.domain.pictures import Pictures
from tests.answering.cases import case

ROOT = Path(__file__).resolve().parents[2]
LIVER = read_topic(ROOT / "corpus" / "topics" / "azathioprine-hepatotoxicity")
CLOTTING = read_topic(ROOT / "tests" / "fixtures" / "topics" / "warfarin-inr")


def drawn(topic: Topic, text: str = "", audience: Audience = Audience.PHYSICIAN, **patient: object) -> Pictures:
    return pictured(case(topic, text, audience, **patient), Status.ANSWERED) or Pictures()
