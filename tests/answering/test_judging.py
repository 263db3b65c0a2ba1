"""Anybody's text judged as the API and the command judge it: in its context, and with what may be shown instead."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from corpus.model import Topic
from corpus.reader import read_topics
from service.answering.judging import Judge
from service.domain.answer import Verdict
from service.domain.errors import UnknownTopicError
from service.domain.question import GivenLab, GivenMedication, GivenPatient, Question
from service.domain.replies import TextToCheck
from tests.safety import examples
from tests.safety.unsafe_varied import UNSAFE_VARIED

ROOT = Path(__file__).parents[2]
LIVER, INR, SALT = "azathioprine-hepatotoxicity", "warfarin-inr", "tavorexin-low-sodium"
HELD = GivenPatient(
    labs=(GivenLab(analyte="ALT", value=223, unit="U/L", upper_limit=40, baseline=50),),
    medications=(GivenMedication(drug="azathioprine", dose=200, unit="mg/d", status="held"),),
)
#: What a text may be checked against: nothing, or a question, a patient, or both.
CONTEXTS: tuple[dict[str, object], ...] = (
    {},
    {"question": "ALT 520 U/L on azathioprine 200 mg. Can I restart at 100 mg?"},
    {"patient": HELD},
    {"question": "Day 5 of azathioprine rechallenge at 50 mg: ALT 130 (ULN 40, baseline 35)."},
    {"question": "She takes allopurinol too. What now?", "patient": HELD},
)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(topics={LIVER: _topics()[LIVER]})


def _topics() -> dict[str, Topic]:
    folders = [ROOT / "tests" / "fixtures" / "topics", ROOT / "corpus" / "topics"]
    return {topic.id: topic for topic in read_topics(folders)}


def _shared() -> tuple[str, ...]:
    file = ROOT.parent / "shared" / "safety" / "unsafe.jsonl"
    if not file.is_file():
        pytest.skip("shared/safety/unsafe.jsonl is not beside this checkout: its unsafe texts are NOT tried here")
    return _unsafe_in(file)


def _unsafe_in(file: Path) -> tuple[str, ...]:
    return tuple(json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines())


UNSAFE = {
    "examples": lambda: tuple(itertools.chain.from_iterable(examples.UNSAFE.values())),
    "examples in other words": lambda: UNSAFE_VARIED,
    "bench": lambda: _unsafe_in(ROOT / "bench" / "texts" / "unsafe.jsonl"),
    "shared": _shared,
}


@pytest.mark.parametrize("collection", UNSAFE)
def test_what_may_be_shown_instead_passes_when_it_is_checked_again(judge: Judge, collection: str) -> None:
    contexts = itertools.cycle(CONTEXTS[1:])
    texts = UNSAFE[collection]()
    made = 0
    for text in texts:
        for context in (CONTEXTS[0], next(contexts)):
            safe = judge.check(TextToCheck(text=text, **context)).safe_text  # type: ignore[arg-type]  # a context by name
            made += bool(safe)
            again = TextToCheck(text=safe, **context)  # type: ignore[arg-type]  # a context by name
            assert not safe or judge.check(again).report.verdict is Verdict.PASS, (text, context, safe)
    # A repair that never made anything would hold the assertion above as well.
    assert made > len(texts)


@pytest.mark.parametrize("collection", UNSAFE)
def test_no_unsafe_example_passes_on_its_own(judge: Judge, collection: str) -> None:
    passed = [t for t in UNSAFE[collection]() if judge.check(TextToCheck(text=t)).report.verdict is Verdict.PASS]

    # Doses of a patient's own decide in the bench's texts that come with a patient: they are tried in tests/safety.
    assert passed == []


def test_a_sound_text_may_be_shown_as_it_is(judge: Judge) -> None:
    text = "Hold azathioprine until liver enzymes normalise."

    assert judge.check(TextToCheck(text=text)).safe_text == text


@pytest.mark.parametrize(
    "context", [{"question": "ALT 520 U/L on azathioprine: what now?"}, {"patient": HELD}], ids=["question", "patient"]
)
def test_what_the_context_calls_for_must_be_said(judge: Judge, context: dict[str, object]) -> None:
    text = "Check for viral hepatitis."

    alone = judge.check(TextToCheck(text=text))
    within = judge.check(TextToCheck(text=text, **context))  # type: ignore[arg-type]  # a context by name

    assert alone.report.verdict is Verdict.PASS
    assert within.report.verdict is Verdict.BLOCK
    assert within.report.violations
    assert within.findings
    assert within.safe_text.endswith(text)


# ------------------------------------------------------------------------------------------------ which topic judges


@pytest.mark.parametrize(
    ("text", "question", "topic"),
    [
        ("Warfarin 20 mg daily.", None, INR),
        ("Restart azathioprine at 50 mg.", "Which dose of warfarin?", LIVER),
        ("20 mg daily.", "At which dose is warfarin restarted?", INR),
        ("20 mg daily.", "At which dose is tavorexin restarted?", SALT),
    ],
)
def test_the_text_decides_which_topic_judges_and_else_its_question(text: str, question: str | None, topic: str) -> None:
    judge = Judge(topics=_topics())

    assert judge.check(TextToCheck(text=text, question=question)).topic == topic


def test_a_text_about_no_topic_is_judged_all_the_same() -> None:
    assert Judge(topics=_topics()).check(TextToCheck(text="Drink water.")).topic == SALT


def test_a_topic_that_is_not_there_is_refused(judge: Judge) -> None:
    with pytest.raises(UnknownTopicError):
        judge.check(TextToCheck(text="Stop.", topic="none"))
    with pytest.raises(UnknownTopicError):
        judge.assess(Question(text="Stop.", topic="none"))
