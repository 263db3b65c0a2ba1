"""Where a question goes before anything is written: emergency, other topic, a gap of the corpus, a wrong premise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from corpus.model import Gap, Premise, Topic, Trigger
from service.domain.answer import Assessment, Audience, Because, Finding, Status
from service.domain.facts import PatientFacts
from service.domain.question import Question
from service.safety.reading.intent import acts
from service.safety.reading.masking import injections, masked
from service.safety.reading.scan import Scan
from service.safety.reading.terms import find_terms
from service.safety.rules.rulebook import Case, rulebook_of
from service.safety.rules.truth import Truth
from service.safety.rules.words import finding_of
from service.safety.text.lexer import lex
from service.safety.text.tokens import Kind

_OWN = regex.compile(
    r"\b(?:(?i:my|i'm|i am(?! (?:a|an|the|his|her) (?:developer|doctor|physician|pharmacist|nurse|gp|clinician))|"
    r"i've|i feel|i take|i took|i have|i restarted|i started|i stopped)|im|ive)\b(?!\s+(?i:"
    r"patients?|pts?|attending|colleague|registrar|consultant|clinic|ward|lady|guy|gentleman|plan|figures|numbers|"
    r"laboratory|tutor|teacher|lecturer|professor|prof|supervisor|mentor|preceptor|examiner|"
    r"exam|essay|homework|assignment|revision|coursework|placement|students?|trainee|junior|senior|boss|team|"
    r"lab (?:uses|reports|gives|says|quotes|prints)|question|understanding|reading|practice|hospital))",
)
_CLINICIAN = regex.compile(
    r"\b(?:pt|pts|patients?|attending|registrar|consultant|ward|clinic|her|his|she|he|shes|hes)\b"
    r"|\bplan (?:weekly |monthly |daily )?(?:liver tests|liver bloods|tests|bloods|monitoring|lfts?)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What routing adds: findings, a status that is the least cautious allowed, and the parts nobody can answer."""

    findings: tuple[Finding, ...]
    floor: Status
    patient: bool
    gaps: tuple[Gap, ...]
    premises: tuple[Premise, ...]


def route(
    question: Question, facts: PatientFacts, assessment: Assessment, topic: Topic, known: Callable[[], bool] = bool
) -> Route:
    """Route one question within a topic; emergencies are findings of the assessment and need no routing.

    Args:
        question: with the earlier turns of its conversation.
        facts: what was read of the patient.
        assessment: what the rules find.
        topic: the topic that the question is asked of.
        known: whether the question is like one that the topic answers; asked only where it names nothing of the topic.
    """
    text = masked(question.text, injections(question.text))
    scan = Scan(lexed=lex(text, topic.vocabulary), origin="question")
    whole = range(len(scan.tokens))
    inside = _inside(scan, question, facts, topic, known)
    met = tuple(g for g in topic.gaps if _holds(g, facts, topic)) if inside else ()
    asked = tuple(g for g in topic.gaps if find_terms(scan, whole, g.terms) is not None) if inside else ()
    gaps = tuple(dict.fromkeys((*met, *asked)))
    premises = tuple(p for p in topic.premises if find_terms(scan, whole, p.terms) is not None) if inside else ()
    patient = question.audience is Audience.PATIENT or (_first_person(question) and inside)
    rules = {r.trigger: r for r in topic.rules if r.trigger}
    uncovered = any(g.not_covered for g in gaps)
    fired = assessment.fired
    found: list[Finding] = []
    if not inside:
        found.append(finding_of(rules["out-of-scope"]))
    unsettled = tuple(g for g in gaps if g.not_covered or g in met)
    if unsettled:
        found.append(finding_of(rules["abstain"], tuple(_gap(g) for g in unsettled)))
    if patient and inside:
        found.append(finding_of(rules["patient"]))
    if premises and rules["false-premise"].id not in fired:
        found.append(finding_of(rules["false-premise"], tuple(_premise(p, topic) for p in premises)))
    floor = Status.NOT_COVERED if not inside or uncovered else Status.ANSWERED
    return Route(findings=tuple(found), floor=floor, patient=patient, gaps=gaps, premises=premises)


def _holds(gap: Gap, facts: PatientFacts, topic: Topic) -> bool:
    """Whether the patient's own facts lead into a gap of the corpus."""
    if gap.definition is None:
        return False
    return rulebook_of(topic).definitions[gap.definition].truth(Case(facts=facts)) is Truth.YES


def with_gap(routed: Route, gap: Gap, topic: Topic) -> Route:
    """The route of a question that is within a gap of the corpus as well."""
    if gap in routed.gaps:
        return routed
    rule = next(r for r in topic.rules if r.trigger == "abstain")
    findings = routed.findings
    if gap.not_covered and rule.id not in {f.rule for f in findings}:
        findings = (*findings, finding_of(rule, (_gap(gap),)))
    floor = Status.NOT_COVERED if gap.not_covered else routed.floor
    return replace(routed, gaps=(*routed.gaps, gap), findings=findings, floor=floor)


def _gap(gap: Gap) -> Because:
    return Because(fact=gap.about, value=None, unit=None, limit=None, origin="question")


def _premise(premise: Premise, topic: Topic) -> Because:
    text = topic.statements[premise.statement][1].text
    return Because(
        fact=premise.about, value=None, unit=None, limit=None, origin="question", computed=f"- {text.removesuffix('.')}"
    )


def _inside(scan: Scan, question: Question, facts: PatientFacts, topic: Topic, known: Callable[[], bool]) -> bool:
    """Whether the question is about this topic: its drug, its analytes, its words, or a case that is under way."""
    named = {topic.relation(t.id) for t in scan.tokens if t.kind is Kind.DRUG}
    whole = range(len(scan.tokens))
    if named & {"governed", "relative"}:
        return True
    if find_terms(scan, whole, [[f] for f in topic.scope.foreign]) is not None:
        return False
    if facts.foreign_drug and "interacting" in named:
        return False
    if "other" in named and not named & {"interacting"}:
        return bool(question.history) and not facts.foreign_drug
    if question.history or question.patient is not None:
        return True
    measured = any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in scan.tokens) or (
        question.topic is not None and _changes_a_dose(scan)
    )
    terms = find_terms(scan, whole, [[t] for t in topic.scope.terms]) is not None
    return measured or terms or known()


def _changes_a_dose(scan: Scan) -> bool:
    """Whether a dose figure is changed and no drug is named: asked under a topic, the topic's drug is meant."""
    changes = any(t.kind is Kind.ARROW or (t.kind is Kind.VERB and acts(scan, i)) for i, t in enumerate(scan.tokens))
    figures = any(t.kind is Kind.NUMBER and (t.high or 0.0) >= 10 for t in scan.tokens)
    return figures and (changes or any(t.kind is Kind.UNIT and t.id == "mg" for t in scan.tokens))


def _first_person(question: Question) -> bool:
    """Whether somebody asks about their own treatment; a clinician's "my patient" is not that."""
    return bool(_OWN.search(question.text)) and not _CLINICIAN.search(question.text)


#: The occasions that routing raises itself; the rest are raised by `assess`.
ROUTED: tuple[Trigger, ...] = ("out-of-scope", "abstain", "patient", "false-premise", "sources-disagree")
