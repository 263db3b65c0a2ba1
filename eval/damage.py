"""Planted faults of how an answer is built: its citations, its findings, its status, what it leaves out."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import groupby
from typing import Any

from eval.signing import WEIGHTY

Answer = dict[str, Any]


def copied(value: Any) -> Any:
    """Return a copy of an answer, or of a part of one, that can be changed."""
    return json.loads(json.dumps(value))


def recounted(changed: Answer, answer: Answer) -> Answer:
    """Return a changed answer that says as many statements were checked as it would say without a fault of its own."""
    changed["safety"]["checked"] += _shown(changed) - _shown(answer)
    return changed


def _shown(answer: Answer) -> int:
    return sum(len(section["statements"]) for section in answer["sections"])


def _moved(answer: Answer) -> None:
    """The first statement cites the last citation, if that is another passage."""
    for statement in (s for section in answer["sections"] for s in section["statements"][:1]):
        last = answer["citations"][-1]["n"]
        if last not in statement["citations"]:
            statement["citations"] = [last]
        return


def _uncited(answer: Answer) -> None:
    for section in answer["sections"][:1]:
        section["statements"][0]["citations"] = []


def _first_weighty(answer: Answer) -> Answer | None:
    return next((f for f in answer["findings"] if f["severity"] in WEIGHTY), None)


def _finding_lost(answer: Answer) -> None:
    lost = _first_weighty(answer)
    if lost is not None:
        answer["findings"].remove(lost)


def _softened(answer: Answer) -> None:
    held = _first_weighty(answer)
    if held is not None:
        held["severity"] = "info"


def _stale(answer: Answer) -> None:
    for citation in answer["citations"][:1]:
        citation["quote"] = f"{citation['quote']} (2019 edition)"


def _other_source(answer: Answer) -> None:
    for citation in answer["citations"][:1]:
        citation["source_id"] = f"{citation['source_id']}-old"


def _answered(answer: Answer) -> None:
    if answer["status"] in ("emergency", "not_covered"):
        answer["status"] = "answered"


def _statement_lost(answer: Answer) -> None:
    for section in answer["sections"][:1]:
        del section["statements"][0]


def _question_lost(answer: Answer) -> None:
    answer["missing"].clear()


def _second_finding_lost(answer: Answer) -> None:
    weighty = [f for f in answer["findings"] if f["severity"] in WEIGHTY]
    for lost in weighty[1:2]:
        answer["findings"].remove(lost)


def _citations_rotated(answer: Answer) -> None:
    told = [statement for section in answer["sections"] for statement in section["statements"]]
    cited = [statement["citations"] for statement in told]
    for statement, other in zip(told, cited[1:] + cited[:1], strict=True):
        statement["citations"] = other


def _part_lost(answer: Answer) -> None:
    """The last heading with all that stands under it."""
    if len(answer["sections"]) > 1:
        del answer["sections"][-1]


STRUCTURE: dict[str, Callable[[Answer], None]] = {
    "citation moved": _moved,
    "citation dropped": _uncited,
    "source out of date": _stale,
    "another source": _other_source,
    "finding lost": _finding_lost,
    "finding softened": _softened,
    "status made answered": _answered,
    "first statement lost": _statement_lost,
    "missing facts not told": _question_lost,
    "second finding lost": _second_finding_lost,
    "citations of statements rotated": _citations_rotated,
    "last heading left out": _part_lost,
}
#: Of these, what leaves something out that may not have mattered.
OMISSIONS = frozenset({"first statement lost"})


def _renumbered(answer: Answer) -> None:
    for citation in answer["citations"]:
        citation["n"] += 20
    citing = [s for section in answer["sections"] for s in section["statements"]] + answer["findings"]
    citing += [position for one in answer["disagreements"] for position in one["positions"]]
    for one in citing:
        one["citations"] = [n + 20 for n in one["citations"]]


def _turned(answer: Answer) -> None:
    """Neighbouring findings of the same severity in another order."""
    groups = groupby(answer["findings"], key=lambda finding: finding["severity"])
    answer["findings"] = [finding for _, group in groups for finding in reversed([*group])]


def _lists_turned(answer: Answer) -> None:
    for name in ("facts", "suggestions", "not_addressed", "citations"):
        answer[name].reverse()


#: What changes an answer and not what it says.
REARRANGED: dict[str, Callable[[Answer], None]] = {
    "citations renumbered": _renumbered,
    "findings of one severity in another order": _turned,
    "facts, suggestions and citations in another order": _lists_turned,
}
