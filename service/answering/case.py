"""One question with all that was read, judged and routed: what every later step looks at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.model import Action, Topic
from service.answering.asking import asked_in
from service.answering.likeness import likeness_of
from service.answering.parts import split
from service.answering.stopwatch import Stopwatch
from service.domain.answer import Assessment, Audience, Status
from service.domain.corrections import Corrections
from service.domain.facts import PatientFacts
from service.domain.question import Question
from service.safety.reading import read_facts
from service.safety.route import Route, route, with_gap
from service.safety.rules.assess import assess
from service.safety.rules.rulebook import Case as Patient
from service.safety.rules.rulebook import rulebook_of
from service.safety.rules.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question within a topic. `assessment` holds the findings of the rules and of routing together."""

    question: Question
    topic: Topic
    facts: PatientFacts
    assessment: Assessment
    route: Route
    parts: tuple[str, ...]
    corrections: Corrections | None = None
    """What the last turn replaced, and what the rules find differently by it."""

    @property
    def audience(self) -> Audience:
        """Whom the answer is worded for: somebody who writes about their own treatment is answered as a patient."""
        return Audience.PATIENT if self.route.patient else self.question.audience

    @property
    def emergency(self) -> bool:
        """Whether an emergency is among the findings."""
        return any(f.action is Action.EMERGENCY for f in self.assessment.findings)

    @property
    def judged(self) -> bool:
        """Whether a rule calls for holding or stopping in this patient."""
        return any(f.action in (Action.HOLD, Action.STOP_PERMANENTLY) for f in self.assessment.findings)

    @property
    def figured(self) -> bool:
        """Whether a rule fired on a figure of this patient."""
        return any(f.kind in ("threshold", "input") and f.because for f in self.assessment.findings)

    @property
    def stopped(self) -> bool:
        """Whether a line for permanent discontinuation has been met, now or earlier."""
        return any(f.action is Action.STOP_PERMANENTLY for f in self.assessment.findings)

    @property
    def elsewhere(self) -> bool:
        """Whether the question is about another matter than the topic."""
        return self.route.floor is Status.NOT_COVERED and not self.route.gaps


def open_case(question: Question, topic: Topic, watch: Stopwatch) -> Case:
    """Read, assess and route a question.

    Raises:
        InputError: the patient block cannot be used as it is.
    """
    facts = read_facts(question, topic)
    watch.lap("read")
    judged = assess(facts, topic)
    watch.lap("assess")
    routed = route(question, facts, judged, topic, lambda: likeness_of(topic).known(question.text))
    routed = _like_a_gap(routed, question, judged, topic)
    watch.lap("route")
    return Case(
        question=question,
        topic=topic,
        facts=facts,
        assessment=_with_routing(judged, routed),
        route=_settled(routed, facts, judged, topic),
        parts=split(question.text),
        corrections=_by_the_last_turn(question, facts, judged, topic),
    )


def _like_a_gap(routed: Route, question: Question, judged: Assessment, topic: Topic) -> Route:
    """Add the gap that a question of nobody's figures is most like, where its words name nothing that is answered."""
    if routed.floor is not Status.ANSWERED or judged.findings or len(split(question.text)) > 1:
        return routed
    named = asked_in(question.text, topic, lambda _: True)
    about = None if any(len(one.words) > 1 for one in named) else likeness_of(topic).gap(question.text)
    gap = next((gap for gap in topic.gaps if gap.about == about), None)
    return routed if gap is None else with_gap(routed, gap, topic)


def _by_the_last_turn(question: Question, facts: PatientFacts, judged: Assessment, topic: Topic) -> Corrections | None:
    """Return what the last turn replaced; the case is judged without that turn only where it replaced something."""
    if not facts.corrections:
        return None
    last = question.history[-1]
    earlier = replace(question, text=last.text, patient=last.patient, history=question.history[:-1])
    before = assess(read_facts(earlier, topic), topic)
    return Corrections(
        facts=facts.corrections,
        findings_gone=tuple(f.rule for f in before.findings if f.rule not in judged.fired),
        findings_new=tuple(f.rule for f in judged.findings if f.rule not in before.fired),
    )


def _settled(routed: Route, facts: PatientFacts, assessment: Assessment, topic: Topic) -> Route:
    """Drop the gaps that words lead into and that the patient's facts are known not to be in."""
    case = Patient(facts=facts, fired=assessment.fired)
    definitions = rulebook_of(topic).definitions
    gaps = tuple(
        g for g in routed.gaps if g.definition is None or definitions[g.definition].truth(case) is not Truth.NO
    )
    return replace(routed, gaps=gaps)


def _with_routing(assessment: Assessment, routed: Route) -> Assessment:
    """Add the findings of routing, each rule once, and keep the order: emergencies, then by severity."""
    new = tuple(f for f in routed.findings if f.rule not in assessment.fired)
    findings = sorted((*assessment.findings, *new), key=lambda f: f.urgency)
    return replace(assessment, findings=tuple(findings))
