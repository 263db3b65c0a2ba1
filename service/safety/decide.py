"""The most cautious voice wins: answered < not covered < withheld < emergency."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Action
from service.domain.answer import Assessment, Status

_ORDER = (Status.ANSWERED, Status.NOT_COVERED, Status.WITHHELD, Status.EMERGENCY)


def decide(assessment: Assessment, *, statements: int, withheld: bool, floor: Status = Status.ANSWERED) -> Status:
    """Decide an answer's status.

    Args:
        assessment: the findings; an emergency among them decides alone.
        statements: how many checked statements stand; none means that nothing settles the question.
        withheld: a draft failed its checks and nothing safe could take its place.
        floor: what routing calls for at least, such as another topic.
    """
    voices: list[Status] = [floor]
    if any(f.action is Action.EMERGENCY for f in assessment.findings):
        voices.append(Status.EMERGENCY)
    if withheld and statements == 0:
        voices.append(Status.WITHHELD)
    if statements == 0 and not assessment.findings:
        voices.append(Status.NOT_COVERED)
    return most_cautious(voices)


def most_cautious(voices: Sequence[Status]) -> Status:
    """Return the most cautious of the voices."""
    return max(voices, key=_ORDER.index)
