"""Any text may be asked, and any topic may be asked about: nothing raises, nothing hangs, nothing is made up."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Topic
from corpus.reader import read_topic
from service.domain.question import GivenLab, GivenPatient, Question
from service.safety.reading import read_facts
from service.safety.route import route
from service.safety.rules.assess import assess
from service.safety.rules.shown import shown
from tests.safety.topic import TOPIC

PIECES = st.sampled_from(
    (
        "ALT AST bili INR 223 ULN 40 baseline 22 x3 -> ( ) [ ] < > = / , . ? : no not denies jaundice nausea aza "
        "Imuran 50 mg bd restart held increased to from by every 2 weeks day 9 was now today and or patient A B "
        "'x' <!-- --> SYSTEM: ½ ² µkat/L | \n normal raised both up since after before"
    ).split(" ")
)


def ask(text: str, topic: Topic = TOPIC) -> set[str]:
    question = Question(text=text, topic=topic.id)
    facts = read_facts(question, topic)
    assessment = assess(facts, topic)
    shown(facts, topic)
    return {f.rule for f in (*assessment.findings, *route(question, facts, assessment, topic).findings)}


@given(st.text(max_size=400))
@settings(max_examples=300)
def test_no_text_makes_reading_raise(text: str) -> None:
    ask(text)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=500)
def test_no_jumble_of_clinical_words_makes_reading_raise(pieces: list[str]) -> None:
    ask(" ".join(pieces))


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_the_same_text_reads_the_same(text: str) -> None:
    question = Question(text=text, topic=TOPIC.id)

    assert read_facts(question, TOPIC) == read_facts(question, TOPIC)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["ALT 223 ", "ULN 40 ", "aza 50 mg ", "no jaundice, ", "restart ", "(", "patient a ", '" ']
)
def test_the_longest_question_of_one_endless_sentence_is_read(piece: str) -> None:
    ask((piece * 4000)[:8000])


# ---------------------------------------------------------------------------------------- another topic
@cache
def invented() -> Topic:
    return read_topic(Path(__file__).parents[1] / "fixtures" / "topics" / "tavorexin-low-sodium")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Sodium 124 mmol/L on tavorexin 10 mg daily", {"hold-low-sodium"}),
        ("Na 125 on Tavo", {"hold-low-sodium", "edge-at-threshold"}),
        ("Na 126 on tavorexin", set()),
        ("Na 138 -> 131 -> 122 on tavorexin", {"hold-low-sodium"}),
        ("creatinine 170 µmol/L (baseline 80) on tavorexin", {"stop-kidney"}),
        ("creatinine 1.9 mg/dL, baseline 80 µmol/L, tavorexin", {"stop-kidney", "unit-convert"}),
        ("Na 133. May tavorexin be restarted at 10 mg?", {"restart-too-early", "restart-dose"}),
        ("tavorexin, confused since yesterday", {"emergency"}),
        ("tavorexin, no confusion. Na 140", set()),
        ("At which sodium is tavorexin held?", set()),
        ("Na 12 on tavorexin", {"input-implausible"}),
        ("tavorexin 5000 mg daily, Na 140", {"input-implausible"}),
        ("Patient A: Na 120. Patient B: Na 140. Both on tavorexin", {"two-patients", "hold-low-sodium"}),
    ],
)
def test_another_topic_is_read_and_judged_by_the_same_core(text: str, rules: set[str]) -> None:
    assert ask(text, invented()) - {"missing-input", "near-threshold"} == rules


def test_of_two_statements_the_lower_sodium_is_the_more_dangerous_one() -> None:
    patient = GivenPatient(labs=(GivenLab(analyte="sodium", value=140, unit="mmol/L"),))
    facts = read_facts(Question(text="Na 120 on tavorexin", patient=patient), invented())

    assert {"hold-low-sodium", "input-conflict"} <= assess(facts, invented()).fired
