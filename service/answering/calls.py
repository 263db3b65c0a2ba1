"""What the findings call for: of each rule that fired, the statements that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Action, Aspect, Rule, Severity, Topic
from service.domain.answer import Assessment, Finding
from service.domain.facts import PatientFacts
from service.safety.rules.rulebook import Case, rulebook_of
from service.safety.rules.truth import Truth

WEIGHTY: frozenset[Severity] = frozenset(("critical", "high"))
#: Built-in occasions whose own sentence says what to do; the message of any other finding says all there is to say.
_TELLING = ("edge", "near", "patient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A statement that a finding calls for."""

    statement: str
    rule: str
    action: Action
    severity: Severity
    follows: bool = False
    """Whether it only goes with what the finding says, such as the tests that go with a hold."""

    placed: bool = False
    """Whether it only says where the asker stands (a patient, who gets no dose): said where nothing else is."""

    @property
    def weighty(self) -> bool:
        """Whether it is said whatever the question; any other only when the question asks what to do."""
        return self.severity in WEIGHTY


@dataclass(frozen=True, kw_only=True)
class Called:
    """The patient as the topic's conditions see them: what fired, and what holds besides; each is judged once."""

    topic: Topic
    facts: PatientFacts
    assessment: Assessment

    @property
    def stopped(self) -> bool:
        """Whether a line for permanent discontinuation has been met."""
        return any(f.action is Action.STOP_PERMANENTLY for f in self.assessment.findings)

    @property
    def figured(self) -> bool:
        """Whether a rule fired on a figure of this patient."""
        return any(f.kind in ("threshold", "input") and f.because for f in self.assessment.findings)

    @property
    def held(self) -> bool:
        """Whether a rule calls for holding or stopping."""
        return any(f.action in (Action.HOLD, Action.STOP_PERMANENTLY) for f in self.assessment.findings)

    def holds(self, definition: str) -> Truth:
        """Whether a definition of the rules file holds for the patient."""
        return rulebook_of(self.topic).definitions[definition].truth(self._case)

    def settling(self, aspect: Aspect) -> tuple[str, ...]:
        """What settles an aspect in this patient: without figures what is for some patients alone is said as well."""
        return tuple(s for s in aspect.settles if not self.figured or self._concerned(s, aspect))

    def supporting(self, aspect: Aspect) -> tuple[str, ...]:
        """What bears on an aspect in this patient."""
        return tuple(s for s in aspect.supports if self._concerned(s, aspect))

    def _concerned(self, statement: str, aspect: Aspect) -> bool:
        """Whether a statement is for any patient, or for this one."""
        definition = aspect.only_when.get(statement)
        return definition is None or self.holds(definition) is Truth.YES

    def said_by(self, rule: Rule) -> tuple[str, ...]:
        """The statements that an answer gives for a rule that fired."""
        for condition, statements in rulebook_of(self.topic).sayings[rule.id]:
            if condition is None or condition.truth(self._case) is Truth.YES:
                return statements
        return (rule.ground.statement,)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """All that the findings call for, the most urgent first, and the aspects that the facts lead into."""
        found = [call for finding in self.assessment.findings for call in self._of(finding)]
        found += [call for aspect in self.topic.aspects for call in self._led_into(aspect)]
        return tuple({call.statement: call for call in reversed(found)}.values())[::-1]

    def lead(self) -> tuple[str, ...]:
        """What answers a case at first sight: what the most urgent finding says, and that a stop is for good."""
        calls = [call for call in self.calls if call.weighty and not call.follows]
        stops = [call for call in calls if call.action is Action.STOP_PERMANENTLY][:2]
        held = [call for call in calls if call.action is Action.HOLD]
        placed = [call for call in calls if not call.rule or self.topic.rule[call.rule].trigger is not None]
        return tuple(call.statement for call in stops or (held or placed or calls)[:1])

    def _of(self, finding: Finding) -> Iterator[Call]:
        rule = self.topic.rule[finding.rule]
        if rule.trigger is not None and rule.trigger not in _TELLING:
            return
        # A stop for good says more than a hold, and while the drug is held nobody takes the dose that is to be lowered.
        softer = (Action.HOLD, Action.REDUCE) if self.stopped else (Action.REDUCE,) if self.held else ()
        if rule.kind == "threshold" and (rule.action in softer or rule.action is Action.NONE):
            return
        for statement in self.said_by(rule):
            yield Call(
                statement=statement,
                rule=rule.id,
                action=rule.action,
                severity=rule.severity,
                placed=rule.trigger == "patient",
            )
        for statement in self._followed_by(rule):
            yield Call(statement=statement, rule=rule.id, action=Action.MONITOR, severity=rule.severity, follows=True)

    def _followed_by(self, rule: Rule) -> tuple[str, ...]:
        """The tests that go with a hold: what a rule adds that is itself the ground of a rule of monitoring."""
        if rule.action is not Action.HOLD or rule.kind != "threshold":
            return ()
        tests = {r.ground.statement for r in self.topic.rules if r.action is Action.MONITOR and r.trigger is None}
        return tuple(statement for statement in rule.also if statement in tests)

    def _led_into(self, aspect: Aspect) -> Iterator[Call]:
        if aspect.called_by is not None and self.holds(aspect.called_by) is Truth.YES:
            for statement in aspect.settles:
                yield Call(statement=statement, rule="", action=Action.MONITOR, severity="high")

    @cached_property
    def _case(self) -> Case:
        return Case(facts=self.facts, fired=self.assessment.fired)
