"""The rules of a topic made ready to be asked: names followed, groups opened, equal conditions one and the same.

A condition gives its truth at once and its reasons only when they are asked for: most rules do not fire, and of those
that forbid an action in a text nobody reads the arithmetic.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.model import All, Analyte, Any, Condition, Fired, ForAny, Is, Lab, Not, Rule, Topic, Trigger, Vocabulary
from service.domain.answer import urgency
from service.domain.facts import PatientFacts
from service.safety.once import once_for_each
from service.safety.rules.conditions import ABSENT, Judge, judge_of
from service.safety.rules.lab_scale import Course
from service.safety.rules.labs import course, judge, meets
from service.safety.rules.truth import Judged, Truth, all_of, any_of, both, either, negated, opposite


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """What conditions are judged against: the facts and which rules have fired so far, with what was judged already."""

    facts: PatientFacts
    fired: frozenset[str] = frozenset()
    truths: dict[Node, Truth] = field(default_factory=dict)
    judged: dict[Node, Judged] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)

    def after(self, fired: frozenset[str]) -> Case:
        """The same facts when further rules have fired; what depends on no rule is not judged again."""
        kept = {node: truth for node, truth in self.truths.items() if not node.chained}
        return Case(facts=self.facts, fired=fired, truths=kept, courses=self.courses)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A condition made ready."""

    chained: bool = False
    """Whether it depends on which other rules have fired."""

    def truth(self, case: Case) -> Truth:
        """Whether it holds in a case."""
        held = case.truths.get(self)
        if held is None:
            held = case.truths[self] = self._truth(case)
        return held

    def judge(self, case: Case) -> Judged:
        """Whether it holds, with the reasons."""
        held = case.judged.get(self)
        if held is None:
            held = case.judged[self] = self._judge(case)
        return held

    def _truth(self, case: Case) -> Truth:
        return self.judge(case).truth

    @abstractmethod
    def _judge(self, case: Case) -> Judged:
        """Judge the condition itself; `judge` keeps what this finds."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Every(Node):
    parts: tuple[Node, ...]

    def _truth(self, case: Case) -> Truth:
        return all_of(part.truth(case) for part in self.parts)

    def _judge(self, case: Case) -> Judged:
        return both([part.judge(case) for part in self.parts])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Some(Node):
    parts: tuple[Node, ...]

    def _truth(self, case: Case) -> Truth:
        return any_of(part.truth(case) for part in self.parts)

    def _judge(self, case: Case) -> Judged:
        return either([part.judge(case) for part in self.parts])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Opposite(Node):
    part: Node

    def _truth(self, case: Case) -> Truth:
        return opposite(self.part.truth(case))

    def _judge(self, case: Case) -> Judged:
        return negated(self.part.judge(case))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Line(Node):
    """A line for one analyte."""

    line: Lab
    analyte: Analyte
    vocabulary: Vocabulary

    def _truth(self, case: Case) -> Truth:
        return meets(self.line, self._course(case))

    def _judge(self, case: Case) -> Judged:
        return judge(self.line, self._course(case))

    def _course(self, case: Case) -> Course:
        held = case.courses.get(self.analyte.id)
        if held is None:
            held = case.courses[self.analyte.id] = course(case.facts, self.analyte, self.vocabulary)
        return held


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stated(Node):
    """A condition that speaks of one kind of fact."""

    of: Judge

    def _judge(self, case: Case) -> Judged:
        return self.of(case.facts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _AnyFired(Node):
    rules: frozenset[str]

    def _judge(self, case: Case) -> Judged:
        return ABSENT if self.rules.isdisjoint(case.fired) else Judged(truth=Truth.YES, engaged=True)


class _Preparing:
    """Makes the conditions of one topic ready; a condition that stands in several rules is made once."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._made: dict[tuple[Condition, str | None], Node] = {}

    def __call__(self, condition: Condition, bound: Analyte | None = None) -> Node:
        """Return the node of a condition; `bound` is the analyte that `it` names inside a `for_any`.

        Raises:
            TypeError: a kind of condition that this engine does not know; the reader builds no such condition.
        """
        key = (condition, bound.id if bound else None)
        if key not in self._made:
            self._made[key] = self._node(condition, bound)
        return self._made[key]

    def _node(self, condition: Condition, bound: Analyte | None) -> Node:
        match condition:
            case All():
                parts = tuple(self(part, bound) for part in condition.all)
                return _Every(parts=parts, chained=any(p.chained for p in parts))
            case Any():
                return _some(tuple(self(part, bound) for part in condition.any))
            case Not():
                part = self(condition.not_, bound)
                return _Opposite(part=part, chained=part.chained)
            case Is():
                return self(self._topic.definitions[condition.name], bound)
            case ForAny():
                return _some(tuple(self(condition.then, member) for member in self._analytes(condition.for_any, bound)))
            case Lab():
                return _some(tuple(self._line(condition, analyte) for analyte in self._analytes(condition.lab, bound)))
            case Fired():
                return _AnyFired(rules=self._matching(condition), chained=True)
            case _:
                return _Stated(of=judge_of(condition, self._topic))

    def _line(self, line: Lab, analyte: Analyte) -> Node:
        return _Line(line=line, analyte=analyte, vocabulary=self._topic.vocabulary)

    def _analytes(self, name: str, bound: Analyte | None) -> tuple[Analyte, ...]:
        if name == "it":
            return (bound,) if bound else ()
        return tuple(a for a in self._topic.vocabulary.analytes if a.id == name or name in a.groups)

    def _matching(self, condition: Fired) -> frozenset[str]:
        return frozenset(r.id for r in self._topic.rules if any(_names(pattern, r.id) for pattern in condition.any))


def _some(parts: tuple[Node, ...]) -> Node:
    return _Some(parts=parts, chained=any(p.chained for p in parts))


def _names(pattern: str, rule: str) -> bool:
    return rule.startswith(pattern[:-1]) if pattern.endswith("*") else rule == pattern


class Rulebook:
    """The conditions of a topic's active rules by rule, its definitions, and the rules of the built-in occasions."""

    def __init__(self, topic: Topic) -> None:
        prepared = _Preparing(topic)
        self.conditions: Mapping[str, Node] = {
            r.id: prepared(r.when) for r in topic.rules if r.when is not None and r.status == "active"
        }
        self.routing: Mapping[str, Node] = {r: n for r, n in self.conditions.items() if topic.rule[r].kind == "routing"}
        """Those that also hold for another drug's patient."""
        self.definitions: Mapping[str, Node] = {name: prepared(c) for name, c in topic.definitions.items()}
        self.sayings: Mapping[str, tuple[tuple[Node | None, tuple[str, ...]], ...]] = {
            r.id: tuple((prepared(said.when) if said.when is not None else None, said.statements) for said in r.says)
            for r in topic.rules
        }
        """What an answer says when a rule fires, and for whom."""
        self.occasions: Mapping[Trigger, Rule] = {r.trigger: r for r in topic.rules if r.trigger}
        ordered = sorted(topic.rules, key=lambda r: urgency(r.action, r.severity))
        self.place: Mapping[str, int] = {rule.id: place for place, rule in enumerate(ordered)}
        """Where each rule stands among findings: the most urgent first, then in the order of the topic."""


#: The rulebook of a topic, made once.
rulebook_of = once_for_each(Rulebook)
