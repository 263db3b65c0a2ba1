"""Whether a text says things in the order of its passages: clauses may change places, what stands in one may not.

Two texts may hold the same words and say opposite things of them: "A does not replace B" and "B does not replace A".
So the things that a clause of a text names must stand so, one after another, in one sentence of a passage; and a clause
that begins with "before", "if" or the like must begin so in the passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from service.answering.compared import Clause, Sentence
from service.answering.phrases import MOBILE, fits, of_such, phrases
from service.answering.word_sorts import GENERIC


def out_of_order(said: Sequence[Sentence], passages: Sequence[Sequence[Sentence]]) -> str | None:
    """Return why a text does not keep the order of its passages; None when it does."""
    # A verb may stand before or behind what it acts on, in the passive and out of it.
    verbs = frozenset(verb for sentences in (said, *passages) for sentence in sentences for verb in sentence.passives)
    held = {item for passage in passages for sentence in passage for c in sentence.clauses for item in c.items}
    said = _without(said, verbs | (GENERIC - held))
    passages = [_without(passage, verbs) for passage in passages]
    told = frozenset(item for sentence in said for clause in sentence.clauses for item in clause.items)
    # A phrase that a text begins with stood elsewhere.
    told |= {f"{c.led[0]} {c.items[0]}" for s in said if s.opening for c in s.clauses[:1]}
    orders = [_order(passage) for passage in passages]
    sides = {
        side for passage in passages for sentence in passage for clause in sentence.clauses for side in _sides(clause)
    }
    for clause in (clause for sentence in said for clause in sentence.clauses):
        if _names_alone(clause):
            # Their order is compared by itself, where either side of "with" may stand first.
            continue
        if not any(_stands(clause, order, told) for order in orders) and not any(
            _moved(clause, passage, order, told) for passage, order in zip(passages, orders, strict=True)
        ):
            return f"no passage it cites says it in this order: {', '.join(map(_shown, clause.items))}"
        if clause.link and clause.link not in _links(clause, passages) and not of_such(clause, passages):
            return f"no passage it cites says this under {clause.link!r}: {', '.join(map(_shown, clause.items))}"
        if turned := _sides(clause) & {(item, _TURNED[led]) for item, led in sides} - sides:
            return f"no passage it cites says this of before and after: {', '.join(_shown(item) for item, _ in turned)}"
    return None


def _names_alone(clause: Clause) -> bool:
    return len(clause.items) > 1 and all(item.startswith("drug:") for item in clause.items)


#: On which side in time of a thing something stands.
_TURNED = {"before": "after", "after": "before"}


def _sides(clause: Clause) -> frozenset[tuple[str, str]]:
    return frozenset((item, led) for item, led in zip(clause.items, clause.led, strict=True) if led in _TURNED)


def _without(sentences: Sequence[Sentence], verbs: frozenset[str]) -> Sequence[Sentence]:
    """The sentences without some words among the things that their clauses name."""
    if not any(item in verbs for sentence in sentences for clause in sentence.clauses for item in clause.items):
        return sentences
    return [replace(s, clauses=tuple(c for own in s.clauses if (c := _bare(own, verbs)).items)) for s in sentences]


def _bare(clause: Clause, verbs: frozenset[str]) -> Clause:
    kept = [n for n, item in enumerate(clause.items) if item not in verbs]
    return replace(
        clause,
        items=tuple(clause.items[n] for n in kept),
        led=tuple(clause.led[n] for n in kept),
        tight=tuple(clause.tight[n] for n in kept),
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """What a passage names, one after another."""

    items: tuple[str, ...]
    led: tuple[str, ...]
    tight: tuple[bool, ...]


def _order(passage: Sequence[Sentence]) -> _Order:
    items: list[str] = []
    led: list[str] = []
    tight: list[bool] = []
    for sentence in passage:
        for clause in sentence.clauses:
            items += clause.items
            led += clause.led
            tight += clause.tight
    return _Order(tuple(items), tuple(led), tuple(tight))


def _stands(clause: Clause, order: _Order, told: frozenset[str]) -> bool:
    """Whether the things of a clause follow one another in a passage."""
    return _follows(clause, range(len(clause.items)), order, told)


#: So many phrases of a clause are tried elsewhere.
_MOST_MOVED = 3
_MOST_TRIED = 12


def _moved(clause: Clause, passage: Sequence[Sentence], order: _Order, told: frozenset[str]) -> bool:
    """Whether a clause stands in a passage but for phrases that stand elsewhere in the same sentence of it."""
    for count in range(1, _MOST_MOVED + 1):
        for chosen in combinations(phrases(clause)[:_MOST_TRIED], count):
            if len({n for phrase in chosen for n in phrase}) < sum(map(len, chosen)):
                continue
            gone = {n for phrase in chosen for n in phrase}
            rest = [n for n in range(len(clause.items)) if n not in gone]
            free = told - {clause.items[n] for n in gone}
            if all(fits(clause, phrase, rest, passage) for phrase in chosen) and _follows(clause, rest, order, free):
                return True
    return False


def _follows(clause: Clause, places: Sequence[int], order: _Order, told: frozenset[str]) -> bool:
    """Whether things follow one another, and what stands between them is said nowhere else in the text."""
    if not places:
        return True
    return any(_from(clause, list(places), order, start, told) for start in range(len(order.items)))


def _from(clause: Clause, places: list[int], order: _Order, start: int, told: frozenset[str]) -> bool:
    at, n = start, 0
    seen: set[str] = set()
    while n < len(places):
        if at >= len(order.items):
            return False
        item = clause.items[places[n]]
        if order.items[at] == item:
            seen.add(item)
            at, n = at + 1, n + 1
        elif size := _turned(clause, places, n, order, at):
            seen.update(order.items[at : at + size])
            at, n = at + size, n + size
        elif n and (order.items[at] not in told or order.items[at] in seen or _elsewhere(order, at, told)):
            at += 1
        else:
            return False
    return True


def _elsewhere(order: _Order, at: int, told: frozenset[str]) -> bool:
    """Whether a thing may be told at another place: a drug with which another is named, or of a phrase told there."""
    if order.led[at] == "with" and order.items[at].startswith("drug:"):
        return True
    first = next((n for n in range(at, -1, -1) if order.led[n]), at)
    return order.led[first] in MOBILE and f"{order.led[first]} {order.items[first]}" in told


_OF = frozenset(("of", "from", "to", "on", "in", "for", "about"))
#: So many things belong together on either side of "of".
_MOST_JOINED = 3


def _turned(clause: Clause, places: list[int], n: int, order: _Order, at: int) -> int:
    """How many things that belong together have changed places: "the drug's limit" and "the limit of the drug"."""
    for size in range(2, 2 * _MOST_JOINED + 1):
        here = places[n : n + size]
        if len(here) < size or here != list(range(here[0], here[0] + size)) or at + size > len(order.items):
            break
        if not all(clause.tight[i] for i in here[1:]) or not all(order.tight[at + 1 : at + size]):
            break
        own, theirs = clause.items[here[0] : here[0] + size], order.items[at : at + size]
        for cut in range(max(1, size - _MOST_JOINED), min(size, _MOST_JOINED + 1)):
            # On one side a compound, on the other "of" or the like.
            mine, its = clause.led[here[cut]], order.led[at + size - cut]
            if ((mine in _OF and not its) or (its in _OF and not mine)) and own[cut:] + own[:cut] == theirs:
                return size
    return 0


def _links(clause: Clause, passages: Sequence[Sequence[Sentence]]) -> frozenset[str]:
    """What the clauses that share most with this one begin with."""
    shared = [
        (len(set(clause.items) & set(other.items)), other.links)
        for passage in passages
        for sentence in passage
        for other in sentence.clauses
    ]
    most = max((count for count, _ in shared), default=0)
    return frozenset(link for count, links in shared if count == most for link in links)


def _shown(item: str) -> str:
    return item.rpartition(":")[2]
