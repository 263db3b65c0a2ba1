"""Whether what a model wrote is said by the passages it cites: nothing new, nothing turned round, no condition lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.model import Topic
from service.answering.compared import Figure, Sentence, known, read

#: Verbs that only introduce what is said.
_TELLING = frozenset(("state", "study", "consider"))


def unsupported(text: str, sources: Sequence[str], topic: Topic, *, beside: Iterable[str] = ()) -> str | None:
    """Return why a text is not borne out by the passages it cites; None when it is.

    Args:
        text: one statement.
        sources: the words of the passages that it cites.
        topic: names drugs, analytes and signs.
        beside: what the rules computed from the patient's figures on the ground of these passages; it may be repeated.
    """
    said = read(text, topic.vocabulary)
    held = [s for source in sources for s in known(source, topic.vocabulary)]
    more = [s for source in beside for s in read(source, topic.vocabulary)]
    both = [*held, *more]
    return (
        _names(said, both, topic)
        or _figures(said, both)
        or _acts(said, both)
        or _words(said, both)
        or _operators(said, held, more, single=len(sources) == 1)
    )


def amounts(text: str, topic: Topic) -> frozenset[tuple[float, float, str]]:
    """Return the figures of a text with their units."""
    return frozenset(f.amount for s in read(text, topic.vocabulary) for f in s.figures)


def misdeclared(text: str, claims: Iterable[str], topic: Topic) -> str | None:
    """Return what is wrong with the figures that a statement declares; None when they are those that it holds.

    A number without a unit need not be declared: it may be part of a name.
    """
    held, declared = amounts(text, topic), frozenset(a for claim in claims for a in amounts(claim, topic))
    odd = (declared - held) | {amount for amount in held - declared if amount[2]}
    named = ", ".join(sorted(f"{low:g} {unit}".strip() for low, _high, unit in odd))
    return f"the figures that it declares are not those that it holds: {named}" if named else None


def covers(texts: Iterable[str], passage: str, topic: Topic) -> bool:
    """Return whether texts say every figure and every action of a passage that they rest on."""
    said = [s for text in texts for s in read(text, topic.vocabulary)]
    held = known(passage, topic.vocabulary)
    acts, figures = _union_acts(said), {f.amount for s in said for f in s.figures}
    return bool(said) and _union_acts(held) <= acts and {f.amount for s in held for f in s.figures} <= figures


def _names(said: Sequence[Sentence], both: Sequence[Sentence], topic: Topic) -> str | None:
    own = {f"drug:{topic.governed.id}"}
    new = {n for s in said for n in s.names} - {n for s in both for n in s.names} - own
    return (
        f"it names what no passage it cites names: {', '.join(sorted(n.partition(':')[2] for n in new))}"
        if new
        else None
    )


def _figures(said: Sequence[Sentence], both: Sequence[Sentence]) -> str | None:
    held = [f for s in both for f in s.figures]
    loose = [f"{f.low:g} {f.unit}".strip() for s in said for f in s.figures if not any(_same(f, h) for h in held)]
    return f"these figures do not stand so in a passage it cites: {', '.join(dict.fromkeys(loose))}" if loose else None


def _same(one: Figure, other: Figure) -> bool:
    """The same figure, bounded alike, beside the same thing on at least one side."""
    beside = one.before == other.before or one.after == other.after
    return one.amount == other.amount and one.bound == other.bound and beside


def _union_acts(sentences: Iterable[Sentence]) -> frozenset[tuple[str, bool]]:
    return frozenset(act for s in sentences for act in s.acts if act[0] not in _TELLING)


def _acts(said: Sequence[Sentence], both: Sequence[Sentence]) -> str | None:
    new = _union_acts(said) - _union_acts(both)
    named = sorted(f"{'not ' if denied else ''}{act}" for act, denied in new)
    return f"it advises what no passage it cites advises: {', '.join(named)}" if named else None


def _words(said: Sequence[Sentence], both: Sequence[Sentence]) -> str | None:
    words = frozenset(w for s in both for w in s.words)
    new = sorted({stem for s in said for stem in s.stems} - {stem for stem, _ in words})
    if new:
        return f"no passage it cites speaks of this: {', '.join(new)}"
    turned = sorted(stem for s in said for stem, denied in s.words if (stem, denied) not in words)
    return f"a passage it cites says the opposite of this: {', '.join(dict.fromkeys(turned))}" if turned else None


def _operators(
    said: Sequence[Sentence], held: Sequence[Sentence], more: Sequence[Sentence], *, single: bool
) -> str | None:
    """What bounds, turns or orders must be kept, and nothing of the kind be added."""
    drawn = [h for h in held if _drawn(h, said)]
    have = _counted(said)
    owed = _counted(drawn)
    lost = owed - have if single else Counter(set(owed) - set(have))
    added = set(have - owed if single else set(have) - set(owed)) - set(_counted(more))
    if lost:
        return f"it leaves out what bounds the passage it cites: {', '.join(sorted(lost))}"
    return f"it adds what no passage it cites says: {', '.join(sorted(added))}" if added else None


def _counted(sentences: Iterable[Sentence]) -> Counter[str]:
    return sum((s.operators for s in sentences), Counter())


def _drawn(held: Sentence, said: Sequence[Sentence]) -> bool:
    """Whether a sentence of a passage is what a text was made of: an action, a figure, or half of its words."""
    if _union_acts([held]) & _union_acts(said) or {f.amount for f in held.figures} & {
        f.amount for s in said for f in s.figures
    }:
        return True
    telling = held.telling
    return bool(telling) and 2 * len(telling & {w for s in said for w in s.telling}) >= len(telling)
