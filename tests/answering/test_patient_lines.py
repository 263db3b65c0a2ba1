"""What the shipped topic says to patients may be said to a patient."""

from __future__ import annotations

from pathlib import Path

import corpus
from corpus.reader import read_topics
from service.answering.case import open_case
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Audience, Verdict
from service.domain.question import Question
from service.safety.check import check

#: Lines that the core takes for advice of its own on the drug; fewer is better, none may be added.
TAKEN_FOR_ADVICE = frozenset(("S-05",))

TOPIC = read_topics([Path(corpus.__path__[0]) / "topics"])[0]


def test_no_more_lines_for_patients_are_kept_from_a_patient() -> None:
    question = Question(text=f"What about {TOPIC.governed.names[0]}?", topic=TOPIC.id, audience=Audience.PATIENT)
    case = open_case(question, TOPIC, Stopwatch())
    lines = {p.statement_id: p.patient_text for p in TOPIC.passages.values() if p.current and p.patient_text}

    assert case.assessment.findings
    assert len(lines) > 70
    blocked = {
        name
        for name, line in lines.items()
        if any(
            s.verdict is not Verdict.PASS
            for s in check(line, topic=TOPIC, facts=case.facts, assessment=case.assessment).statements
        )
    }
    assert blocked <= TAKEN_FOR_ADVICE
