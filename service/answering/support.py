"""Whether what a model wrote is said by the passages it cites: nothing new, nothing turned round, no condition lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, permutations

from corpus.figures import NUMBER_WORDS, NUMERAL
from corpus.model import Topic
from service.answering.compared import Figure, Mark, Sentence, known, read

#: Verbs that only introduce what is said.
_TELLING = frozenset(("state", "study", "consider"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement and how it reads: worked out once, compared several times."""

    text: str
    sentences: tuple[Sentence, ...]


def reading(text: str, topic: Topic) -> Reading:
    """Read a statement with the names of a topic."""
    return Reading(text=text, sentences=read(text, topic.vocabulary))


def unsupported(said: Reading, sources: Sequence[str], topic: Topic) -> str | None:
    """Return why a statement is not borne out by the words of the passages it cites; None when it is."""
    passages = [known(source, topic.vocabulary) for source in sources]
    held = [s for passage in passages for s in passage]
    return (
        _signs(said.text, sources)
        or _numbers(said.text, sources)
        or _names(said.sentences, held, topic)
        or _order(said.sentences, passages)
        or _figures(said.sentences, held)
        or _acts(said.sentences, held)
        or _words(said.sentences, held)
        or _operators(said.sentences, held, single=len(sources) == 1)
        or _dropped(said.sentences, held)
    )


def misdeclared(said: Reading, claims: Iterable[str]) -> str | None:
    """Return what is wrong with the figures that a statement declares; None when they are those that it holds.

    A number without a unit need not be declared: it may be part of a name or a date.
    """
    held, _ = _paired([said.text])
    # A claim in the words of the text is right, whatever it counts for.
    declared, _ = _paired([claim for claim in claims if claim not in said.text])
    quoted, _ = _paired([claim for claim in claims if claim in said.text])
    owed = {n for s in said.sentences for f in s.figures if f.unit for n in (f.low, f.high)}
    odd = {*(declared - held), *((owed & held) - declared - quoted)}
    named = ", ".join(f"{number:g}" for number in sorted(odd))
    return f"the figures that it declares are not those that it holds: {named}" if named else None


def covers(said: Iterable[Reading], passage: str, topic: Topic) -> bool:
    """Return whether statements that rest on a passage say its figures, its actions and half of its telling words."""
    own = [s for one in said for s in one.sentences]
    held = known(passage, topic.vocabulary)
    mine, theirs = ({f.amount for s in of for f in s.figures} for of in (own, held))
    if not own or not theirs <= mine or not _union_acts(held) <= _union_acts(own):
        return False
    telling = _telling(held)
    return 2 * len(telling & _telling(own)) >= len(telling)


def _telling(sentences: Iterable[Sentence]) -> frozenset[str]:
    return frozenset(word for s in sentences for word in s.telling)


#: Signs that part or join, and say nothing.
_PLAIN = frozenset(" .,;:()-\u2013'")
#: So many passages are tried in every order.
MOST_ORDERED = 3
#: What parts a sentence: numbers on its two sides have nothing to do with each other.
_PARTS = re.compile(r"[,;:.]\s|[()]")
_NUMBER = re.compile(rf"{NUMERAL.pattern}|\b(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)


def _signs(text: str, texts: Sequence[str]) -> str | None:
    """No sign is new: a question mark, a quotation mark or a symbol may turn what stands beside it."""
    known = _PLAIN.union(*texts)
    odd = dict.fromkeys(char for char in text if char not in known and not (char.isascii() and char.isalnum()))
    return f"it holds signs that no passage it cites holds: {' '.join(map(repr, odd))}" if odd else None


def _numbers(text: str, texts: Sequence[str]) -> str | None:
    """Numbers are read once more, by a reader that knows no units: none is new, none changes places with another."""
    known, pairs = _paired(texts)
    new, turned = _paired([text])
    odd = {*(new - known), *(number for pair in turned - pairs for number in pair)}
    named = ", ".join(f"{number:g}" for number in sorted(odd))
    return f"these numbers do not stand so in a passage it cites: {named}" if named else None


def _paired(texts: Sequence[str]) -> tuple[frozenset[float], frozenset[tuple[float, float]]]:
    """The numbers of some texts, and each with the next one in the same part of a sentence."""
    rows = [
        [_value(found.group()) for found in _NUMBER.finditer(part)] for text in texts for part in _PARTS.split(text)
    ]
    return frozenset(n for row in rows for n in row), frozenset(pair for row in rows for pair in pairwise(row))


def _value(written: str) -> float:
    word = NUMBER_WORDS.get(written.lower())
    return word if word is not None else float(written.replace(",", ""))


def _names(said: Sequence[Sentence], held: Sequence[Sentence], topic: Topic) -> str | None:
    """No name is new, and none stands more often than in the passages; the topic's own drug may be named again."""
    known = sum((s.names for s in held), Counter[str]())
    own = f"drug:{topic.governed.id}"
    new = sum((s.names for s in said), Counter[str]()) - known
    if own in known or not any(n.startswith("drug:") for n in known):
        # Where a passage names no drug it speaks of the topic's own.
        del new[own]
    named = ", ".join(sorted(n.partition(":")[2] for n in new))
    return f"it names what no passage it cites names: {named}" if named else None


def _order(said: Sequence[Sentence], passages: Sequence[Sequence[Sentence]]) -> str | None:
    """Drugs are named in the order of the passages, and so are analytes: two that change places say something else."""
    orders = [[name for s in passage for name in s.order] for passage in passages]
    held = {name for order in orders for name in order}
    # Passages may be taken in any order; of many, in the one in which they are cited.
    ways = list(permutations(orders)) if len(orders) <= MOST_ORDERED else [tuple(orders)]
    for kind in ("drug:", "analyte:"):
        # A name that no passage holds was let pass before: it is the topic's own drug.
        own = [name for s in said for name in s.order if name.startswith(kind) and name in held]
        if not any(_follows(own, chain.from_iterable(way)) for way in ways):
            return f"it names in another order than a passage it cites: {', '.join(n.partition(':')[2] for n in own)}"
    return None


def _follows(own: Iterable[str], order: Iterable[str]) -> bool:
    theirs = iter(order)
    return all(name in theirs for name in own)


def _figures(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """A figure must stand beside the same things, and figures beside alike things in the same order."""
    theirs = [f for s in held for f in s.figures]
    own = [f for s in said for f in s.figures]
    loose = [f for f in own if not any(_same(f, h) for h in theirs)]
    loose += [f for f in own if not _in_turn(f, own, theirs)]
    more = Counter(f.amount for f in own) - Counter(h.amount for h in theirs)
    named = dict.fromkeys(f"{low:g} {unit}".strip() for low, _high, unit in (*(f.amount for f in loose), *more))
    return f"these figures do not stand so in a passage it cites: {', '.join(named)}" if named else None


def _same(one: Figure, other: Figure) -> bool:
    """The same figure, bounded alike, beside the same things; the edge of a part of a sentence fits anything."""
    sides = [(a, b) for a, b in ((one.before, other.before), (one.after, other.after)) if a and b]
    alike = all(a == b for a, b in sides) if sides else (one.before, one.after) == (other.before, other.after)
    return one.amount == other.amount and one.bound == other.bound and alike


def _in_turn(figure: Figure, own: Sequence[Figure], held: Sequence[Figure]) -> bool:
    """Whether the figures that stand beside the same thing as this one come in the order of the passages."""

    def row(figures: Sequence[Figure]) -> list[tuple[float, float, str]]:
        return [f.amount for f in figures if f.unit == figure.unit and f.before == figure.before and alike(f)]

    def alike(other: Figure) -> bool:
        # A figure that stands alone, as in brackets, is told by both of its edges.
        return bool(figure.before) or other.after == figure.after == ""

    theirs = iter(row(held))
    return not (figure.before or not figure.after) or all(amount in theirs for amount in row(own))


def _union_acts(sentences: Iterable[Sentence]) -> frozenset[tuple[str, bool]]:
    return frozenset(act for s in sentences for act in s.acts if act[0] not in _TELLING)


def _acts(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """An action or a state must be said of the same thing, and not more often than the passages say it."""
    theirs = _marks(held)
    new = [m for m in _marks(said) if not any(_alike(m, h) for h in theirs)]
    more = Counter((m.id, m.denied) for m in _marks(said)) - Counter((m.id, m.denied) for m in theirs)
    named = sorted({f"{'not ' if denied else ''}{act}" for act, denied in (*((m.id, m.denied) for m in new), *more)})
    return f"it says what no passage it cites says: {', '.join(named)}" if named else None


def _marks(sentences: Iterable[Sentence]) -> list[Mark]:
    return [m for s in sentences for m in s.marks if m.id not in _TELLING]


def _alike(one: Mark, other: Mark) -> bool:
    """The same, beside the same thing; what stands alone fits what stands alone."""
    near, theirs = one.beside - {""}, other.beside - {""}
    return (one.id, one.denied) == (other.id, other.denied) and bool(near & theirs or not (near or theirs))


def _words(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    words = sum((s.words for s in held), Counter[tuple[str, bool]]())
    stems = {stem for stem, _ in words}
    own = sum((s.words for s in said), Counter[tuple[str, bool]]())
    new = sorted({stem for stem, _ in own} - stems)
    if new:
        return f"no passage it cites speaks of this: {', '.join(new)}"
    turned = sorted({stem for stem, _ in own - words})
    return f"no passage it cites says so of this: {', '.join(turned)}" if turned else None


def _operators(said: Sequence[Sentence], held: Sequence[Sentence], *, single: bool) -> str | None:
    """What bounds, turns or orders must be kept, and nothing of the kind be added."""
    drawn = [h for h in held if _drawn(h, said) or any(h is _nearest(s, held) for s in said)]
    have, owed = _counted(said), _counted(drawn)
    lost = owed - have if single else Counter(set(owed) - set(have))
    added = have - owed if single else Counter(set(have) - set(owed))
    if lost:
        return f"it leaves out what bounds the passage it cites: {', '.join(sorted(lost))}"
    return f"it adds what no passage it cites says: {', '.join(sorted(added))}" if added else None


def _nearest(said: Sentence, held: Sequence[Sentence]) -> Sentence:
    """The sentence of the passages that shares most with one of a text."""
    return max(held, key=lambda h: len(h.telling & said.telling))


def _counted(sentences: Iterable[Sentence]) -> Counter[str]:
    return sum((s.operators for s in sentences), Counter())


def _dropped(said: Sequence[Sentence], held: Sequence[Sentence]) -> str | None:
    """An action or a figure keeps whom and what it is said of: every name and every telling word beside it."""
    own = frozenset(word for s in said for word in s.telling)
    lost = {word for sentence in held if _taken(sentence, said) for word in sentence.telling} - own
    named = ", ".join(sorted(word.rpartition(":")[2] for word in lost))
    return f"it leaves out what the passage it cites says with it: {named}" if named else None


def _taken(held: Sentence, said: Sequence[Sentence]) -> bool:
    """Whether an action or a figure of a sentence of a passage stands in a text."""
    if _union_acts([held]) & _union_acts(said):
        return True
    return bool({f.amount for f in held.figures} & {f.amount for s in said for f in s.figures})


def _drawn(held: Sentence, said: Sequence[Sentence]) -> bool:
    """Whether a sentence of a passage is what a text was made of: an action, a figure, or half of its words."""
    telling = held.telling
    own = frozenset(word for s in said for word in s.telling)
    return _taken(held, said) or (bool(telling) and 2 * len(telling & own) >= len(telling))
