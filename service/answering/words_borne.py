"""Whether the names, actions and words of a text are those of its passages: nothing new, nothing left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, permutations

from corpus.model import Topic
from service.answering.compared import Mark, Sentence
from service.answering.word_sorts import GENERIC

#: Verbs that only introduce what is said.
_TELLING = frozenset(("state", "study"))
#: What may go unsaid: a dose is what is given, and that something is advised is told by advising it.
_FREE = frozenset(("dose", "recommend"))
#: So many passages are tried in every order.
MOST_ORDERED = 3
#: Words for the drug that a text is about.
_DRUG = frozenset(("drug", "medicin"))
#: "As the source tells" and "as told by the source" are the same; so are "hold it" and "it should be held".
_DOSE = "dose"
_PASSIVE = frozenset(("by", "through"))
_BIDDING = frozenset(("should", "must"))
#: What is told as the way things are done may be advised, and not more: "it is repeated", "it should be repeated".
_ADVISING = frozenset(("should",))
_PERMITTING = frozenset(("may",))
_GENERAL = frozenset(("any",))
_Rows = Sequence[Sequence[str]]


def strange_names(said: Sequence[Sentence], held: Sequence[Sentence], topic: Topic) -> str | None:
    """No name is new, and none stands more often than in the passages; the topic's own drug may be named again."""
    known = sum((s.names for s in held), Counter[str]())
    own = own_drug(topic)
    new = sum((s.names for s in said), Counter[str]()) - known
    if own in known or not any(n.startswith("drug:") for n in known):
        # Where a passage names no drug it speaks of the topic's own.
        del new[own]
    named = ", ".join(sorted(n.partition(":")[2] for n in new))
    return f"it names what no passage it cites names: {named}" if named else None


def turned_names(said: Sequence[Sentence], passages: Sequence[Sequence[Sentence]]) -> str | None:
    """Drugs are named in the order of the passages, and so are analytes: two that change places say something else."""
    for kind in ("drug:", "analyte:"):
        if not (
            _in_order([s.order for s in said], [[s.order for s in p] for p in passages], kind)
            or _in_order([s.turned for s in said], [[s.turned for s in p] for p in passages], kind)
        ):
            named = dict.fromkeys(n.partition(":")[2] for s in said for n in s.order if n.startswith(kind))
            return f"it names in another order than a passage it cites: {', '.join(named)}"
    return None


def _in_order(said: _Rows, passages: Sequence[_Rows], kind: str) -> bool:
    """Whether names of a kind come in the order of the passages."""
    orders = [[*chain.from_iterable(passage)] for passage in passages]
    held = {name for order in orders for name in order}
    # A name that no passage holds was let pass before: it is the topic's own drug.
    own = [name for name in chain.from_iterable(said) if name.startswith(kind) and name in held]
    # Passages may be taken in any order; of many, in the one in which they are cited.
    ways = list(permutations(orders)) if len(orders) <= MOST_ORDERED else [tuple(orders)]
    return any(_follows(own, chain.from_iterable(way)) for way in ways)


def _follows(own: Iterable[str], order: Iterable[str]) -> bool:
    theirs = iter(order)
    return all(name in theirs for name in own)


def acts_of(sentences: Iterable[Sentence]) -> frozenset[tuple[str, bool]]:
    """Return what some sentences say is done, each with whether it is denied."""
    return frozenset(act for s in sentences for act in s.acts if act[0] not in _TELLING)


def strange_acts(said: Sequence[Sentence], held: Sequence[Sentence], topic: Topic) -> str | None:
    """An action or a state must be said of the same thing, and not more often than the passages say it."""
    own, theirs, drug = _marks(said), _marks(held), _called(topic)
    new = [m for m in own if not any(_alike(m, h, drug, single=_only(h, theirs)) for h in theirs)]
    more = Counter((m.id, m.denied) for m in own) - Counter((m.id, m.denied) for m in theirs)
    if drug & {name for s in held for name in s.names}:
        # What is given of a drug that a passage speaks of is a dose.
        new, more = [m for m in new if m.id != _DOSE], Counter({act: n for act, n in more.items() if act[0] != _DOSE})
    named = sorted({f"{'not ' if denied else ''}{act}" for act, denied in (*((m.id, m.denied) for m in new), *more)})
    return f"it says what no passage it cites says: {', '.join(named)}" if named else None


def own_drug(topic: Topic) -> str:
    """Return how the drug that the topic is about is named in a reading."""
    return f"drug:{topic.governed.id}"


def _called(topic: Topic) -> frozenset[str]:
    """How the topic's own drug may be called."""
    return _DRUG | {own_drug(topic)}


def _only(mark: Mark, marks: Sequence[Mark]) -> bool:
    return all((m.denied, m.manner) == (mark.denied, mark.manner) for m in marks if m.id == mark.id)


def _marks(sentences: Iterable[Sentence]) -> list[Mark]:
    return [m for s in sentences for m in s.marks if m.id not in _TELLING]


def _alike(one: Mark, other: Mark, drug: frozenset[str], *, single: bool) -> bool:
    """The same, beside the same thing or with it in one clause; what stands alone fits what stands alone."""
    if (one.id, one.denied, one.manner) != (other.id, other.denied, other.manner):
        return False
    if one.agent and other.agent and one.agent != other.agent:
        return False
    near, theirs = one.beside - {""}, other.beside - {""}
    if near & theirs or one.near & other.near or not (near or theirs):
        return True
    # Beside nothing: it is done to what a pronoun stands for.
    return bool(one.near & drug and other.near & drug) or (single and not one.near)


def new_words(said: Sequence[Sentence], held: Sequence[Sentence], topic: Topic) -> str | None:
    """No word is new."""
    stems = {stem for s in held for stem in s.stems}
    new = sorted({stem for s in said for stem in s.stems} - stems - _sayable(held, topic))
    return f"no passage it cites speaks of this: {', '.join(new)}" if new else None


def turned_words(said: Sequence[Sentence], held: Sequence[Sentence], topic: Topic) -> str | None:
    """No word is denied that is not, and none is not that is."""
    words = sum((s.words for s in held), Counter[tuple[str, bool]]())
    own = sum((s.words for s in said), Counter[tuple[str, bool]]())
    turned = sorted({stem for stem, _ in own - words} - _sayable(held, topic))
    return f"no passage it cites says so of this: {', '.join(turned)}" if turned else None


def _sayable(held: Sequence[Sentence], topic: Topic) -> frozenset[str]:
    """What may be said of anything, and how the drug that passages speak of may be called."""
    drug = _called(topic)
    return GENERIC | (drug if any(s.names.keys() & drug for s in held) else frozenset())


def turned_operators(
    said: Sequence[Sentence], held: Sequence[Sentence], *, single: bool, conditions: tuple[int, int] = (0, 0)
) -> str | None:
    """What bounds, turns or orders must be kept, and nothing of the kind be added.

    So many conditions may be added, and be left out, that only say of what there is something to be said.
    """
    drawn = [h for h in held if _drawn(h, said) or any(h is _nearest(s, held) for s in said)]
    have, owed = _counted(said), _counted(drawn)
    lost = owed - have if single else Counter(set(owed) - set(have))
    # Where passages are joined their words are said once; another "or" makes a choice of what both ask for.
    more = have - owed
    added = more if single else Counter({name: n for name, n in more.items() if name == "or" or name not in owed})
    added = _without(added, _PASSIVE) - Counter({"if": conditions[0]})
    borne, done = {deed for s in drawn for deed in s.borne}, {deed for s in said for deed in s.deeds}
    # Who does something is compared by itself, in the active and in the passive.
    lost -= Counter({"if": conditions[1], "by": len(borne & done)})
    if any(s.ordering for s in drawn):
        added = _without(added, _BIDDING)
    elif any(s.instructing for s in drawn):
        added = _without(added, _ADVISING)
    if any(s.ordering for s in said):
        lost = _without(lost, _BIDDING)
    if "only" in have and "only" in owed and not {"may", *_BIDDING}.isdisjoint(have):
        # "Only" makes a limit of a permission: "it can be done only after" and "it should be done only after".
        lost, added = _without(lost, _PERMITTING), _without(added, _PERMITTING | _ADVISING)
    if "not" not in owed:
        # What holds of a thing holds of any; denied, "not at any dose" says more than "not at a dose".
        lost = _without(lost, _GENERAL)
    if lost:
        return f"it leaves out what bounds the passage it cites: {', '.join(sorted(lost))}"
    return f"it adds what no passage it cites says: {', '.join(sorted(added))}" if added else None


def _without(operators: Counter[str], some: frozenset[str]) -> Counter[str]:
    return Counter({name: count for name, count in operators.items() if name not in some})


def _nearest(said: Sentence, held: Sequence[Sentence]) -> Sentence:
    """The sentence of the passages that shares most with one of a text."""
    return max(held, key=lambda h: len(h.telling & said.telling))


def _counted(sentences: Iterable[Sentence]) -> Counter[str]:
    return sum((s.operators for s in sentences), Counter())


def dropped_words(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """A sentence keeps whom and what it is said of: every name and every telling word.

    What stands in brackets behind a word, to say it once more or who says it, goes without saying.
    """
    own = frozenset(word for s in said for word in s.telling)
    lost = {word for h in held if _drawn(h, said) for word in h.telling - h.glosses} - own
    named = ", ".join(sorted(word.rpartition(":")[2] for word in lost))
    return f"it leaves out what the passage it cites says with it: {named}" if named else None


def dropped_acts(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """What is done with a thing stays beside it: of "stop A and continue B" nobody may make "stop A and B"."""
    own = frozenset(act for act, _ in acts_of(said))
    told = frozenset(word for s in said for word in s.telling)
    lost = {
        mark.id
        for mark in _marks(h for h in held if _drawn(h, said))
        if mark.id not in own and mark.id not in _FREE and (mark.near & told)
    }
    return f"it leaves out what the passage it cites says is done: {', '.join(sorted(lost))}" if lost else None


def _taken(held: Sentence, said: Sequence[Sentence]) -> bool:
    """Whether an action or a figure of a sentence of a passage stands in a text."""
    if acts_of([held]) & acts_of(said):
        return True
    return bool({f.amount for f in held.figures} & {f.amount for s in said for f in s.figures})


def _drawn(held: Sentence, said: Sequence[Sentence]) -> bool:
    """Whether a sentence of a passage is what a text was made of: an action, a figure, or half of its words."""
    telling = held.telling
    own = frozenset(word for s in said for word in s.telling)
    return _taken(held, said) or (bool(telling) and 2 * len(telling & own) >= len(telling))
