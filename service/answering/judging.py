"""Judge a case or a text by the rules alone: no retrieval, no drafting."""

from __future__ import annotations

from corpus.model import Topic
from service.answering.case import open_case
from service.answering.stopwatch import Stopwatch
from service.domain.question import Question
from service.domain.replies import Assessed, Checked, TextToCheck
from service.safety.assess import assess
from service.safety.check import check
from service.safety.reading import read_facts
from service.safety.repair import repair
from service.safety.shown import shown


def assessed(question: Question, topic: Topic) -> Assessed:
    """Return the facts read, the findings and the missing facts of a case.

    Raises:
        InputError: the patient block cannot be used as it is.
    """
    case = open_case(question, topic, Stopwatch())
    return Assessed(
        topic=topic.id,
        facts=shown(case.facts, topic),
        findings=case.assessment.findings,
        missing=case.assessment.missing,
    )


def checked(text: TextToCheck, topic: Topic) -> Checked:
    """Judge anybody's text by the rules of a topic.

    Raises:
        InputError: the patient block cannot be used as it is.
    """
    context = Question(text=text.question or "", topic=topic.id, patient=text.patient)
    facts = read_facts(context, topic)
    assessment = assess(facts, topic)
    report = check(text.text, topic=topic, facts=facts, assessment=assessment)
    return Checked(
        topic=topic.id,
        report=report,
        findings=assessment.findings,
        safe_text=repair(text.text, report, topic=topic, facts=facts, assessment=assessment).safe_text or "",
    )
