"""Which of the passages that were found bear on a question, and which statements say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.figures import numbers
from corpus.model import Topic
from service.domain.ports import Hit

#: A hit bears on the question when it comes this near to the best one, on the scale of fused scores, and not below.
GAP = 0.24
FLOOR = 0.62
#: A passage whose meaning is this far from the question is no answer, however poor the others are.
LEAST_COSINE = 0.30
#: What the leading source of a topic is preferred by, and what a remark on how the service works is put back by.
LEAD = 0.10
REMARK = -0.20
#: Two statements that share this much of their words, and all their numbers, say the same.
SAME_WORDS = 0.7

_WORD = re.compile(r"[^\W\d_]{3,}")
_LITTLE = frozenset({"about", "after", "and", "for", "how", "the", "thi", "when"})


def relevant(hits: Sequence[Hit], topic: Topic) -> dict[str, float]:
    """Return statement id -> score of the hits that bear on the question, best first.

    The leading source comes first among equals; sentences on how the service works stand back. What the sources do not
    settle is said where a question asks for it, and not where it has words in common. What is kept from the audience
    counts as the best one too.
    """
    remarks = {rule.ground.statement for rule in topic.rules if rule.trigger is not None}
    of_itself = {rule.ground.statement for rule in topic.rules if rule.trigger == "false-premise"}
    unsettled = {gap.statement for gap in topic.gaps if gap.not_covered}
    scored = {
        hit.passage.statement_id: hit.score
        + (LEAD if hit.passage.source_id == topic.article.lead_source else 0.0)
        + (REMARK if hit.passage.statement_id in remarks else 0.0)
        for hit in hits
        if hit.dense >= LEAST_COSINE and hit.passage.statement_id not in unsettled | of_itself
    }
    best = max((*scored.values(), *(hit.score + hit.ahead for hit in hits if hit.ahead)), default=0.0)
    least = max(FLOOR, best - GAP)
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


def same(one: str, other: str) -> bool:
    """Return whether two statements say the same: nearly the same words and exactly the same numbers."""
    if one == other:
        return True
    words, others = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    if not words or not others or len(words & others) < SAME_WORDS * min(len(words), len(others)):
        return False
    return numbers(one) == numbers(other)
