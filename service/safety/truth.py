"""Three-valued judgement: yes, no or unknown, with the facts it stands on and the facts that would decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from service.domain.answer import Because


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


def either(parts: Sequence[Judged]) -> Judged:
    """Disjunction: yes when any is, no when all are; the deciding parts give the facts."""
    return _first(parts, Truth.YES) or _undecided(parts) or _joined(parts, Truth.NO, parts)


def both(parts: Sequence[Judged]) -> Judged:
    """Conjunction: no when any is, yes when all are."""
    refused = [p for p in parts if p.truth is Truth.NO]
    joined = (
        replace(_joined(parts, Truth.NO, refused), engaged=False)
        if refused
        else _undecided(parts) or _joined(parts, Truth.YES, parts)
    )
    # A result is near the line of a conjunction only when nothing but nearness keeps it from being met.
    near_only = all(p.near or p.truth is Truth.YES for p in parts)
    return joined if near_only else replace(joined, near=())


def negated(part: Judged) -> Judged:
    """Negation; what is unknown stays unknown."""
    flipped = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}
    return replace(part, truth=flipped[part.truth], edge=False, near=())


def _first(parts: Sequence[Judged], truth: Truth) -> Judged | None:
    """Join the parts that decide; an edge is shown only when every deciding part sits on its line."""
    deciding = [p for p in parts if p.truth is truth]
    if not deciding:
        return None
    return replace(_joined(parts, truth, deciding), edge=all(p.edge for p in deciding), near=())


def _undecided(parts: Sequence[Judged]) -> Judged | None:
    open_parts = [p for p in parts if p.truth is Truth.UNKNOWN]
    if not open_parts:
        return None
    known = [p for p in parts if p.truth is not Truth.NO]
    return replace(_joined(parts, Truth.UNKNOWN, known), needs=_needs(open_parts), edge=False)


def _joined(parts: Sequence[Judged], truth: Truth, deciding: Sequence[Judged]) -> Judged:
    because = tuple(dict.fromkeys(b for p in deciding for b in p.because))
    return Judged(
        truth=truth,
        because=because,
        needs=_needs(deciding),
        edge=truth is Truth.YES and any(p.edge for p in deciding),
        near=() if truth is Truth.YES else tuple(dict.fromkeys(b for p in parts for b in p.near)),
        engaged=any(p.engaged for p in parts),
    )


def _needs(parts: Sequence[Judged]) -> tuple[Need, ...]:
    """Needs of the parts, those of engaged ones alone when there are any: ask for what is nearly decided."""
    ranked = [p for p in parts if p.engaged] or list(parts)
    return tuple(dict.fromkeys(n for p in ranked for n in p.needs))
