"""Whether what a model wrote is said by the passages it cites: nothing new, nothing turned round, no condition lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice

from corpus.model import Topic
from service.answering.clause_order import out_of_order
from service.answering.compared import Sentence
from service.answering.doers import other_doer
from service.answering.figures_borne import loose_figures
from service.answering.joints import BY, exchanged, turned_round
from service.answering.phrases import MOBILE, conditions
from service.answering.sentences import known, otherwise, read, turned
from service.answering.sequence import out_of_sequence
from service.answering.words_borne import (
    MOST_ORDERED,
    acts_of,
    dropped_acts,
    dropped_words,
    new_words,
    own_drug,
    strange_acts,
    strange_names,
    turned_names,
    turned_operators,
    turned_words,
)
from service.answering.written_numbers import numbers_in, odd_numbers, odd_signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement and how it reads: worked out once, compared several times."""

    text: str
    sentences: tuple[Sentence, ...]


def reading(text: str, topic: Topic) -> Reading:
    """Read a statement with the names of a topic."""
    return Reading(text=text, sentences=read(text, topic.vocabulary))


def unsupported(said: Reading, sources: Sequence[str], topic: Topic) -> str | None:
    """Return why a statement is not borne out by the words of the passages it cites; None when it is.

    Some of them may bear all of it, where the others speak of the same and add to it.
    """
    if len(sources) > 1 and not all(_same_matter(said, source, topic) for source in sources):
        return "a passage it cites speaks of something else"
    reason = _unsupported(said, sources, topic)
    if reason is None:
        return None
    for count in range(len(sources) - 1, 0, -1) if len(sources) <= MOST_ORDERED else ():
        for some in combinations(sources, count):
            if not _unsupported(said, some, topic):
                return None
    return reason


#: A passage speaks of what a statement speaks of when it shares so many telling words and actions with it.
_SHARED = 2


def _same_matter(said: Reading, passage: str, topic: Topic) -> bool:
    held = known(passage, topic.vocabulary)
    shared = len(_telling(said.sentences) & _telling(held)) + len(acts_of(said.sentences) & acts_of(held))
    return shared >= _SHARED


#: So many arrangements of a text are tried.
_MOST_ARRANGED = 60


def _unsupported(said: Reading, sources: Sequence[str], topic: Topic) -> str | None:
    """Why a text is not borne out: for what it says, or for how it says it in every arrangement of its parts."""
    plain = [known(source, topic.vocabulary) for source in sources]
    reason = _strange(said, sources, plain, topic)
    if reason is not None:
        return reason
    reason = _misplaced(said.sentences, plain, topic)
    if reason is None:
        return None
    active = [turned(source, topic.vocabulary) for source in sources]
    ways = islice(chain([said.sentences], otherwise(said.text, topic.vocabulary)), _MOST_ARRANGED)
    passages = [plain] if active == plain else [plain, active]
    led = frozenset(pair for held in passages for passage in held for pair in _led(passage))
    if any(_misplaced(way, held, topic) is None for way in ways if _led(way) <= led for held in passages):
        return None
    return reason


def _led(sentences: Iterable[Sentence]) -> frozenset[tuple[str, str]]:
    """What stands behind which preposition: a phrase that was moved must stand behind the same in a passage."""
    return frozenset(
        (led, item)
        for s in sentences
        for clause in s.clauses
        for led, item in zip(clause.led, clause.items, strict=True)
        if led in MOBILE
    )


def _strange(said: Reading, sources: Sequence[str], passages: Sequence[Sequence[Sentence]], topic: Topic) -> str | None:
    """What a text holds that its passages do not, or lacks, wherever it stands."""
    held = [s for passage in passages for s in passage]
    return (
        odd_signs(said.text, sources)
        or odd_numbers(said.text, sources)
        or strange_names(said.sentences, held, topic)
        or new_words(said.sentences, held, topic)
        or turned_operators(
            said.sentences,
            held,
            single=len(sources) == 1,
            conditions=(conditions(said.sentences, passages), conditions(held, [said.sentences])),
        )
        or dropped_words(said.sentences, held)
        or turned_round(said.sentences, held, words=BY)
    )


def _misplaced(said: Sequence[Sentence], passages: Sequence[Sequence[Sentence]], topic: Topic) -> str | None:
    """What a text says of something else than its passages say it of."""
    held = [s for passage in passages for s in passage]
    return (
        turned_names(said, passages)
        or loose_figures(said, held)
        or strange_acts(said, held, topic)
        or other_doer(said, held)
        or turned_words(said, held, topic)
        or dropped_acts(said, held)
        or out_of_sequence(said, held)
        or turned_round(said, held)
        or exchanged(said, held)
        or out_of_order(said, passages)
    )


def misdeclared(said: Reading, claims: Iterable[str]) -> str | None:
    """Return what is wrong with the figures that a statement declares; None when they are those that it holds.

    A number without a unit need not be declared: it may be part of a name or a date.
    """
    held = numbers_in([said.text])
    # A claim in the words of the text is right, whatever it counts for.
    declared = numbers_in(claim for claim in claims if claim not in said.text)
    quoted = numbers_in(claim for claim in claims if claim in said.text)
    owed = {n for s in said.sentences for f in s.figures if f.unit for n in (f.low, f.high)}
    odd = {*(declared - held), *((owed & held) - declared - quoted)}
    named = ", ".join(f"{number:g}" for number in sorted(odd))
    return f"the figures that it declares are not those that it holds: {named}" if named else None


def covers(said: Iterable[Reading], passage: str, topic: Topic) -> bool:
    """Return whether statements that rest on a passage say all of it: figures, actions, names and telling words."""
    own = [s for one in said for s in one.sentences]
    held = known(passage, topic.vocabulary)
    mine, theirs = ({f.amount for s in of for f in s.figures} for of in (own, held))
    if not own or not theirs <= mine or not acts_of(held) <= acts_of(own):
        return False
    return _telling(held) <= _telling(own) | {own_drug(topic)}


def _telling(sentences: Iterable[Sentence]) -> frozenset[str]:
    return frozenset(word for s in sentences for word in s.telling)
