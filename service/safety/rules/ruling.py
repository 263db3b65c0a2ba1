"""What the rules of a topic come to for one patient: which fire, and on request why, or why not yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.model import STRICTNESS, Action, Rule, Topic
from service.domain.facts import PatientFacts
from service.safety.rules.limits import STOPPING
from service.safety.rules.rulebook import Case, Rulebook, rulebook_of
from service.safety.rules.truth import Judged, Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The truth of every condition for one patient."""

    topic: Topic
    book: Rulebook
    case: Case
    truths: Mapping[str, Truth]
    """Rule id -> whether its condition is met."""
    fired: tuple[Rule, ...]
    """The rules whose condition is met and that no other such rule quiets, in the order of the topic."""

    @property
    def facts(self) -> PatientFacts:
        """What is known of the patient."""
        return self.case.facts

    @property
    def strictest(self) -> int:
        """The rank of the strictest action that is called for."""
        return min((rank(r.action) for r in self.fired), default=len(STRICTNESS))

    def reasons(self, rule: str) -> Judged:
        """The truth of a rule's condition with its reasons."""
        return self.book.conditions[rule].judge(self.case)


def ruled(facts: PatientFacts, topic: Topic) -> Ruling:
    """Judge the conditions until no further rule fires: a rule may rest on another one."""
    book = rulebook_of(topic)
    conditions = book.routing if facts.foreign_drug else book.conditions
    case = Case(facts=facts)
    truths = {rule: node.truth(case) for rule, node in conditions.items()}
    while True:
        met = case.fired | {rule for rule, truth in truths.items() if truth is Truth.YES}
        if met == case.fired:
            break
        case = case.after(met)
        truths.update((rule, node.truth(case)) for rule, node in conditions.items() if node.chained)
    quieted = {quiet for rule, truth in truths.items() if truth is Truth.YES for quiet in topic.rule[rule].quiets}
    fired = tuple(topic.rule[r] for r, truth in truths.items() if truth is Truth.YES and r not in quieted)
    return Ruling(topic=topic, book=book, case=case, truths=truths, fired=fired)


def rank(action: Action) -> int:
    """How strict an action is, the strictest first; one that says nothing of going on comes last."""
    return STRICTNESS.index(action) if action in STRICTNESS else len(STRICTNESS)


def forbids(rule: Rule, kind: str) -> bool:
    """Whether a rule that fired forbids an action: by its own list, or because it stops or holds the drug."""
    if kind in rule.forbids:
        return True
    if rule.kind == "routing" and rule.action not in STOPPING:
        return False
    if rule.action is Action.STOP_PERMANENTLY:
        return True
    return rule.action is Action.HOLD and kind in ("continue", "raise", "reduce") and "continue" in rule.forbids
