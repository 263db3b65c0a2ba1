"""Three-valued judgement: yes, no or unknown, with the facts it stands on and the facts that would decide it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from service.domain.answer import Because
from service.safety.members import read_plainly


@read_plainly
class Truth(Enum):
    """Whether a condition holds for a patient."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A fact that would decide, in words, and where in the request it goes."""

    fact: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The truth of a condition for one patient.

    `engaged` says that some fact of this patient bears on it: a rule about which nothing is known is not asked about.
    """

    truth: Truth
    because: tuple[Because, ...] = ()
    needs: tuple[Need, ...] = ()
    edge: bool = False
    near: tuple[Because, ...] = ()
    """The results that stop just short of their line, while the condition is not met."""
    engaged: bool = False

    def also_needs(self, need: Need) -> Judged:
        """Return the same judgement with one more fact to ask for."""
        return self if need in self.needs else replace(self, needs=(*self.needs, need))


def any_of(truths: Iterable[Truth]) -> Truth:
    """Disjunction: yes when any is, no when all are; it looks no further than it must."""
    found = Truth.NO
    for truth in truths:
        if truth is Truth.YES:
            return Truth.YES
        if truth is Truth.UNKNOWN:
            found = Truth.UNKNOWN
    return found


def all_of(truths: Iterable[Truth]) -> Truth:
    """Conjunction: no when any is, yes when all are; it looks no further than it must."""
    found = Truth.YES
    for truth in truths:
        if truth is Truth.NO:
            return Truth.NO
        if truth is Truth.UNKNOWN:
            found = Truth.UNKNOWN
    return found


def opposite(truth: Truth) -> Truth:
    """Negation; what is unknown stays unknown."""
    return _OPPOSITE[truth]


_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def either(parts: Sequence[Judged]) -> Judged:
    """`any_of` with its reasons: the deciding parts give the facts."""
    truth = any_of(p.truth for p in parts)
    if truth is Truth.YES:
        deciding = [p for p in parts if p.truth is truth]
        # An edge is shown only when every deciding part sits on its line.
        return _joined(parts, truth, deciding, edge=all(p.edge for p in deciding))
    return _undecided(parts) if truth is Truth.UNKNOWN else _joined(parts, truth, parts)


def both(parts: Sequence[Judged]) -> Judged:
    """`all_of` with its reasons."""
    truth = all_of(p.truth for p in parts)
    if truth is Truth.NO:
        joined = _joined(parts, truth, [p for p in parts if p.truth is truth], engaged=False)
    elif truth is Truth.UNKNOWN:
        joined = _undecided(parts)
    else:
        return _joined(parts, truth, parts, edge=any(p.edge for p in parts))
    # A result is near the line of a conjunction only when nothing but nearness keeps it from being met.
    near_only = all(p.near or p.truth is Truth.YES for p in parts)
    return joined if near_only or not joined.near else replace(joined, near=())


def negated(part: Judged) -> Judged:
    """`opposite` with its reasons."""
    return replace(part, truth=opposite(part.truth), edge=False, near=())


def _undecided(parts: Sequence[Judged]) -> Judged:
    possible = [p for p in parts if p.truth is not Truth.NO]
    return _joined(parts, Truth.UNKNOWN, possible, needed=[p for p in parts if p.truth is Truth.UNKNOWN])


def _joined(
    parts: Sequence[Judged],
    truth: Truth,
    deciding: Sequence[Judged],
    *,
    needed: Sequence[Judged] | None = None,
    edge: bool = False,
    engaged: bool = True,
) -> Judged:
    return Judged(
        truth=truth,
        because=tuple(dict.fromkeys(b for p in deciding for b in p.because)),
        needs=_needs(deciding if needed is None else needed),
        edge=edge,
        near=() if truth is Truth.YES else tuple(dict.fromkeys(b for p in parts for b in p.near)),
        engaged=engaged and any(p.engaged for p in parts),
    )


def _needs(parts: Sequence[Judged]) -> tuple[Need, ...]:
    """Needs of the parts, those of engaged ones alone when there are any: ask for what is nearly decided."""
    ranked = [p for p in parts if p.engaged] or parts
    return tuple(dict.fromkeys(n for p in ranked for n in p.needs))
