"""Which statements an answer is made of: what the findings call for and what bears on the question, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from corpus.figures import numbers
from corpus.model import Passage, Rule, Severity, Topic, passage_id
from service.domain.answer import Finding
from service.domain.ports import Hit

#: A hit bears on the question when it comes this near to the best one, on the scale of fused scores, and not below.
GAP = 0.24
FLOOR = 0.62
#: A passage whose meaning is this far from the question is no answer, however poor the others are.
LEAST_COSINE = 0.30
#: What the leading source of a topic is preferred by, and what a remark on how the service works is put back by.
LEAD = 0.10
REMARK = -0.20
#: What the ground of a finding counts for, on the scale of fused scores.
CALLED: Mapping[Severity, float] = {"critical": 1.0, "high": 0.9, "moderate": 0.5, "info": 0.4}
#: What the statements that a rule adds count for: the rule's own sentence as much as its ground; the first; one that is
#: itself the ground of a rule; any other.
OWN_SENTENCE, FIRST_ADDED, GROUND_ADDED, OTHER_ADDED = 0.98, 0.45, 0.5, 0.3
#: Findings on built-in occasions (something missing, converted, misquoted) say in their message what there is to say.
REMARK_SHARE = 0.3
#: Two statements that share this much of their words, and all their numbers, say the same.
SAME_WORDS = 0.7

_WORD = re.compile(r"[^\W\d_]{3,}")
_LITTLE = frozenset({"and", "the", "for", "when", "how", "thi", "after"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A statement that may go into an answer: what the findings make of it and how well it fits the question."""

    passage: Passage
    called: float = 0.0
    relevance: float = 0.0

    @property
    def worth(self) -> float:
        """Called for or relevant counts once; both count a little more."""
        return max(self.called, self.relevance) + 0.3 * min(self.called, self.relevance)


def relevant(hits: Iterable[Hit], topic: Topic) -> dict[str, float]:
    """Return statement id -> score of the hits that bear on the question, best first.

    The leading source comes first among equals; sentences on how the service works stand back. What the sources do not
    settle is said where a question asks for it, and not where it has words in common.
    """
    remarks = {rule.ground.statement for rule in topic.rules if rule.trigger is not None}
    unsettled = {gap.statement for gap in topic.gaps if gap.not_covered}
    scored = {
        hit.passage.statement_id: hit.score
        + (LEAD if hit.passage.source_id == topic.article.lead_source else 0.0)
        + (REMARK if hit.passage.statement_id in remarks else 0.0)
        for hit in hits
        if hit.dense >= LEAST_COSINE and hit.passage.statement_id not in unsettled
    }
    least = max(FLOOR, max(scored.values(), default=0.0) - GAP)
    ranked = sorted(scored, key=lambda statement: (-scored[statement], statement))
    return {statement: scored[statement] for statement in ranked if scored[statement] >= least}


def section_asked(question: str, topic: Topic) -> tuple[str, ...]:
    """Return the statements of the section of the leading source that a question names by most of its heading."""
    asked = {_stem(word) for word in _WORD.findall(question.lower())}
    lead = next(source for source in topic.sources if source.id == topic.article.lead_source)
    for section in lead.sections:
        named = {_stem(word) for word in _WORD.findall(section.heading.lower())} - _LITTLE
        if len(named & asked) > 1 and 2 * len(named & asked) > len(named):
            return tuple(statement.id for statement in section.statements)
    return ()


def _stem(word: str) -> str:
    """The first letters of a word: enough to meet its plural and its other forms."""
    return word[:7].rstrip("s")


def called_for(findings: Iterable[Finding], topic: Topic) -> dict[str, float]:
    """Return statement id -> what the findings make of it: the ground of each first, then what it adds."""
    called: dict[str, float] = {}
    grounds = {rule.ground.statement for rule in topic.rules if rule.trigger is None}
    for finding in findings:
        rule = topic.rule[finding.rule]
        weight = CALLED[finding.severity] * (REMARK_SHARE if rule.trigger is not None else 1.0)
        for position, statement in enumerate(finding.statements):
            share = 1.0 if position == 0 else _added(position, statement, rule, topic, grounds)
            called[statement] = max(called.get(statement, 0.0), weight * share)
    return called


def _added(position: int, statement: str, rule: Rule, topic: Topic, grounds: Set[str]) -> float:
    """What a statement that a rule adds to its ground counts for."""
    if topic.statements[statement][1].text == rule.canonical:
        return OWN_SENTENCE
    if position == 1:
        return FIRST_ADDED
    return GROUND_ADDED if statement in grounds else OTHER_ADDED


def candidates(called: Mapping[str, float], scores: Mapping[str, float], topic: Topic) -> tuple[Candidate, ...]:
    """Join what is called for and what is relevant, worthiest first."""
    joined = [
        Candidate(
            passage=topic.passages[passage_id(topic.id, statement)],
            called=called.get(statement, 0.0),
            relevance=scores.get(statement, 0.0),
        )
        for statement in dict.fromkeys((*called, *scores))
    ]
    return tuple(sorted(joined, key=lambda c: (-c.worth, c.passage.id)))


def same(one: str, other: str) -> bool:
    """Return whether two statements say the same: nearly the same words and exactly the same numbers."""
    if one == other:
        return True
    words, others = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    if not words or not others or len(words & others) < SAME_WORDS * min(len(words), len(others)):
        return False
    return numbers(one) == numbers(other)
