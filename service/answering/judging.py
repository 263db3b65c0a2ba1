"""Judge a case or a text by the rules alone: no retrieval, no drafting."""

from __future__ import annotations

from corpus.model import Topic
from service.answering.case import open_case
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Assessment, CheckReport, Verdict
from service.domain.facts import PatientFacts
from service.domain.question import Question
from service.domain.replies import Assessed, Checked, TextToCheck
from service.safety.assess import assess
from service.safety.check import check
from service.safety.reading import read_facts
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
        safe_text=_safe(text.text, report, facts, assessment, topic),
    )


def _safe(text: str, report: CheckReport, facts: PatientFacts, assessment: Assessment, topic: Topic) -> str:
    """Return what may be shown instead: the statements that pass and the words of the rules that were broken.

    Whole statements only, never a digit; empty when what is left does not pass when it is checked again.
    """
    if report.verdict is Verdict.PASS:
        return text
    kept = [s.text for s in report.statements if s.verdict is Verdict.PASS]
    broken = [v.rule for s in report.statements for v in s.violations] + [v.rule for v in report.violations]
    owed = [topic.rule[rule].canonical for rule in dict.fromkeys(broken) if rule in topic.rule]
    safe = "\n".join(dict.fromkeys([*kept, *(words for words in owed if words)]))
    again = check(safe, topic=topic, facts=facts, assessment=assessment)
    return safe if again.verdict is Verdict.PASS else ""
