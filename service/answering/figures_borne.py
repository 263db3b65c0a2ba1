"""Whether the figures of a text stand as those of its passages do: of the same thing, bounded alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from service.answering.compared import Amount, Figure, Sentence


def loose_figures(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """A figure must be said of the same thing; where another of its kind could stand in its place, beside the same."""
    theirs = [f for s in held for f in s.figures]
    own = [f for s in said for f in s.figures]
    loose = [f for f in own if not _stands(f, own, theirs) or _rateless(f, own, theirs)]
    more = Counter(f.amount for f in own) - Counter(h.amount for h in theirs)
    named = dict.fromkeys(f"{low:g} {unit}".strip() for low, _high, unit in (*(f.amount for f in loose), *more))
    return f"these figures do not stand so in a passage it cites: {', '.join(named)}" if named else None


def _rateless(figure: Figure, own: Sequence[Figure], held: Sequence[Figure]) -> bool:
    """Whether a passage says how often a figure is meant, and a text nowhere does: 150 mg is not 150 mg daily."""
    rates = {h.rate for h in held if h.amount == figure.amount}
    said = {f"{f.low:g}" for f in own if f.sort == "frequency"} | {figure.rate}
    return "" not in rates and rates.isdisjoint(said)


def _stands(figure: Figure, own: Sequence[Figure], held: Sequence[Figure]) -> bool:
    rivals = [h for h in held if h.measures == figure.measures]
    alike = [h for h in rivals if (h.amount, h.bound) == (figure.amount, figure.bound)]
    apart = frozenset(word for h in rivals if h not in alike for word in h.near | h.around)
    if figure.near & apart - frozenset(word for h in alike for word in h.near | h.around):
        # It stands with what the passages say of another figure of its kind.
        return False
    if len(alike) == len(rivals) > 0:
        # Nothing else in the passages could stand there.
        return True
    if any(_same(figure, h) for h in alike) and _in_turn(figure, own, held):
        return True
    # Elsewhere in its sentence, among more of what it was said of than any other figure of its kind.
    best = max((len(h.near & figure.near) for h in alike), default=0)
    if best > max((len(h.near & figure.near) for h in rivals if h not in alike), default=0):
        return True
    # Or among more of what stands closer to it than to any other.
    best = max((_shared(h, figure) for h in alike), default=0)
    return best >= _TOLD_APART and not any(_shared(h, figure) for h in rivals if h not in alike)


#: So many things that stand around a figure tell it from others of its kind.
_TOLD_APART = 2


def _shared(one: Figure, other: Figure) -> int:
    return len((one.near | one.around) & (other.near | other.around))


def _same(one: Figure, other: Figure) -> bool:
    """The same figure, bounded alike, beside the same things; the edge of a part of a sentence fits anything."""
    sides = [(a, b) for a, b in ((one.before, other.before), (one.after, other.after)) if a and b]
    alike = all(a == b for a, b in sides) if sides else (one.before, one.after) == (other.before, other.after)
    return one.amount == other.amount and one.bound == other.bound and alike


def _in_turn(figure: Figure, own: Sequence[Figure], held: Sequence[Figure]) -> bool:
    """Whether the figures that stand beside the same thing as this one come in the order of the passages."""

    def row(figures: Sequence[Figure]) -> list[Amount]:
        return [f.amount for f in figures if f.unit == figure.unit and f.before == figure.before and alike(f)]

    def alike(other: Figure) -> bool:
        # A figure that stands alone, as in brackets, is told by both of its edges.
        return bool(figure.before) or other.after == figure.after == ""

    theirs = iter(row(held))
    return not (figure.before or not figure.after) or all(amount in theirs for amount in row(own))
