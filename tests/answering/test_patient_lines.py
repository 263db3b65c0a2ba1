"""What the shipped topic says to patients may be said to a patient; advice to do something about the drug may not."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from corpus.reader import read_topics
from service.answering.case import open_case
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Audience, Verdict
from service.domain.question import Question
from service.safety.check import check

TOPIC = read_topics([Path(corpus.__path__[0]) / "topics"])[0]
QUESTION = Question(text=f"What about {TOPIC.governed.names[0]}?", topic=TOPIC.id, audience=Audience.PATIENT)
CASE = open_case(QUESTION, TOPIC, Stopwatch())


def _passes(text: str) -> bool:
    report = check(text, topic=TOPIC, facts=CASE.facts, assessment=CASE.assessment)
    return all(s.verdict is Verdict.PASS for s in report.statements)


def test_no_line_for_patients_is_kept_from_a_patient() -> None:
    lines = {p.statement_id: p.patient_text for p in TOPIC.passages.values() if p.current and p.patient_text}

    assert CASE.assessment.findings
    assert len(lines) > 70
    assert [name for name, line in lines.items() if not _passes(line)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Whether azathioprine is safe to take again is for your specialist to say.",
        "Blood tests are needed more often whenever the amount is changed.",
        "Most people recover once their doctor stops azathioprine.",
        "Azathioprine can be started again only if your specialist agrees.",
        "If your clinic changes azathioprine, other blood tests can change too.",
        "Use this to plan what you ask at the clinic.",
    ],
)
def test_what_others_do_about_the_drug_may_be_told_to_a_patient(text: str) -> None:
    assert _passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "When you restart azathioprine, take half.",
        "You can take azathioprine again in a smaller amount.",
        "Once you reduce azathioprine, your liver gets better.",
        "If you feel well, restart azathioprine.",
        "Reduce azathioprine once you feel better.",
        "Some people can take azathioprine again later, so take yours again.",
        "When azathioprine is restarted, take 50 mg.",
        "Start azathioprine again whether or not the doctor agrees.",
        "Whether or not you are well, azathioprine can be tried again.",
        "If you are well, and your eyes are white, restart azathioprine.",
        "Use it to treat your colitis again.",
        "Use azathioprine again only if you like the doctor.",
    ],
)
def test_what_a_patient_is_to_do_about_the_drug_is_blocked(text: str) -> None:
    assert not _passes(text)
