"""Two figures for one result at one time contradict each other: both are named, and the worse of them is judged."""

from __future__ import annotations

from itertools import pairwise

from service.safety.reading.lab_drafts import Draft
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_NOW = frozenset("today today's now current currently".split())


def at_one_time(scan: Scan, drafts: list[Draft], falling: frozenset[str]) -> tuple[Draft, ...]:
    """Return the results that another of the same name and time contradicts; the worse of the two is put last."""
    found: list[Draft] = []
    named = [d for d in drafts if d.value is not None and d.figure is not None]
    for analyte in dict.fromkeys(d.analyte for d in named):
        for one, other in pairwise([d for d in named if d.analyte == analyte]):
            if one.value == other.value or not _same_time(scan, one, other):
                continue
            worse = other
            if (_size(one) > _size(other)) is not (analyte in falling):
                first, second = drafts.index(one), drafts.index(other)
                drafts[first], drafts[second], worse = other, one, one
            found.append(worse)
    return tuple(found)


def _size(draft: Draft) -> float:
    return (draft.value.high or 0.0) if draft.value is not None else 0.0


def _same_time(scan: Scan, one: Draft, other: Draft) -> bool:
    """Whether both figures are said to be of now, or the second to stand beside the first."""
    first, second = one.figure or 0, other.figure or 0
    between = scan.words(range(first, second))
    alone = not any(scan.is_kind(j, Kind.ARROW, Kind.DATE) for j in range(first, second))
    if "also" in between and alone and not between & {"then", "later", "before", "previously"}:
        return True
    return alone and all(_of_now(scan, at) for at in (first, second))


def _of_now(scan: Scan, at: int) -> bool:
    clause = scan.clause(at)
    near = range(max(clause.start, at - 4), min(clause.stop, at + 4))
    return bool(scan.words(near) & _NOW)
