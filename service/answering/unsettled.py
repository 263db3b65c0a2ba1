"""What the corpus knowingly does not say, and what a question got wrong: both in the corpus's own sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Gap, Topic, passage_id
from service.answering.asking import asked_in
from service.answering.case import Case
from service.answering.parts import BARE, asks_what_to_do
from service.answering.sections import HEADINGS, Place
from service.domain.answer import Audience, DraftStatement, Status
from service.safety.reading.intent import acts
from service.safety.reading.scan import Scan
from service.safety.reading.terms import find_terms
from service.safety.rules.words import finding_of
from service.safety.text.lexer import lex
from service.safety.text.tokens import Kind

_WORD = re.compile(r"[^\W\d_]+")
#: What a part may ask of a thing that the part before it names.
_AMOUNTS = frozenset("many much often day week times tablets capsules long and".split())


def gaps_in(text: str, topic: Topic) -> tuple[Gap, ...]:
    """Return the gaps that a part of a question asks about."""
    scan = Scan(lexed=lex(text, topic.vocabulary), origin="question")
    return tuple(g for g in topic.gaps if find_terms(scan, range(len(scan.tokens)), g.terms) is not None)


def open_parts(case: Case) -> tuple[str, ...]:
    """Return the parts that the corpus may settle.

    None when a gap concerns the question as a whole, as one that the patient is in does; when it concerns some of
    several parts, the others stay open.
    """
    closing = [gap for gap in case.route.gaps if gap.not_covered]
    if not closing:
        return case.parts
    if any(gap.definition is not None for gap in closing):
        return ()
    closed: list[str] = []
    for part in case.parts:
        if any(g.not_covered for g in gaps_in(part, case.topic)) or (closed and _asks_on(part)):
            closed.append(part)
    return tuple(part for part in case.parts if part not in closed) if closed else ()


def _asks_on(part: str) -> bool:
    """Whether a part only asks on about the one before it: "how many a day?"."""
    return all(word in BARE or word in _AMOUNTS for word in _WORD.findall(part.casefold()))


def floor(case: Case) -> Status:
    """Return the least cautious status that routing allows; a question of which a part is open may be answered."""
    if case.elsewhere or not open_parts(case):
        return case.route.floor
    return Status.ANSWERED


def only_sent_on(case: Case, statements: Sequence[DraftStatement]) -> bool:
    """Whether a patient asks nothing of taking the drug and is told nothing but whom to ask."""
    rule = next(r for r in case.topic.rules if r.trigger == "patient")
    if case.audience is not Audience.PATIENT or any(f.rule != rule.id for f in case.assessment.findings):
        return False
    redirects = {rule.ground.statement, *rule.also}
    told = any(not redirects.issuperset(s.statement_ids) for s in statements)
    facts = case.facts
    of_taking = bool(facts.plans or facts.doses or facts.steps) or asks_what_to_do(case.question.text)
    if told or of_taking or asked_in(case.question.text, case.topic, lambda _: True):
        return False
    scan = Scan(lexed=lex(case.question.text, case.topic.vocabulary), origin="question")
    return not any(token.kind is Kind.VERB and acts(scan, i) for i, token in enumerate(scan.tokens))


def with_abstention(case: Case, status: Status) -> Case:
    """Add the finding that says that nothing settles the question, where nothing was found for one that is inside."""
    rule = next(r for r in case.topic.rules if r.trigger == "abstain")
    findings = case.assessment.findings
    if (
        status is not Status.NOT_COVERED
        or case.elsewhere
        or any(case.topic.rule[f.rule].trigger != "patient" for f in findings)
    ):
        return case
    return replace(case, assessment=replace(case.assessment, findings=(*findings, finding_of(rule, ()))))


def corrections(case: Case) -> tuple[DraftStatement, ...]:
    """Return what sets wrong premises right, to be said before anything else."""
    return _quoted((p.statement for p in case.route.premises), Place.CORRECTION, case)


def gap_statements(case: Case) -> tuple[DraftStatement, ...]:
    """Return the sentences in which the corpus says that it does not settle something."""
    return _quoted((g.statement for g in case.route.gaps if g.statement), Place.UNSETTLED, case)


def _quoted(statements: Iterable[str], place: Place, case: Case) -> tuple[DraftStatement, ...]:
    """Quote statements for the audience; a patient is shown only what has words for patients."""
    found = []
    for statement in dict.fromkeys(statements):
        passage = case.topic.passages[passage_id(case.topic.id, statement)]
        words = passage.patient_text if case.audience is Audience.PATIENT else passage.text
        if words:
            found.append(
                DraftStatement(
                    text=words,
                    passages=(passage.id,),
                    origin="quote",
                    heading=HEADINGS[place],
                    statement_ids=(statement,),
                )
            )
    return tuple(found)
