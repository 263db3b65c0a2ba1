"""The phrases of a clause that may stand elsewhere in it, and conditions that only say of what something is said."""

from __future__ import annotations

from collections.abc import Sequence

from service.answering.compared import Clause, Sentence

#: Prepositions whose phrase may stand before or behind what its clause says.
MOBILE = frozenset("in at on for among after before within with following once below above".split())
#: So many things before a phrase tell what it is said of: "T-cell lymphoma" is another than "lymphoma".
_HOST = 2


def phrases(clause: Clause) -> list[range]:
    """Return the phrases that begin with a preposition, each up to every place where it may end."""
    found: list[range] = []
    for n in range(len(clause.items)):
        if clause.led[n] in MOBILE:
            last = next((e for e in range(n + 1, len(clause.items)) if clause.led[e]), len(clause.items))
            found += [range(n, end) for end in range(last, n, -1)]
    return found


def _heads(sentence: Sentence) -> int:
    """How many phrases of a sentence may stand elsewhere in it."""
    return sum(led in MOBILE for clause in sentence.clauses for led in clause.led)


def fits(clause: Clause, phrase: range, rest: Sequence[int], passage: Sequence[Sentence]) -> bool:
    """Return whether a phrase is said in a passage of what it is said of here."""
    items, led = tuple(clause.items[n] for n in phrase), clause.led[phrase[0]]
    others = {clause.items[n] for n in rest}
    before = clause.items[max(0, phrase[0] - _HOST) : phrase[0]]
    for sentence in passage:
        # A phrase behind two things that are done may be of the second alone.
        only = _heads(sentence) == 1 >= sum(own.doing for own in sentence.clauses)
        opening = sentence.clauses[0] if sentence.clauses and sentence.opening else None
        for own in sentence.clauses:
            for n in range(len(own.items)):
                if own.items[n : n + len(items)] != items or own.led[n] != led:
                    continue
                host = own.items[max(0, n - _HOST) : n]
                every = frozenset(item for one in sentence.clauses for item in one.items)
                if others <= set(own.items) or (
                    others <= every and (only or host == before != () or (own is opening and n == 0))
                ):
                    return True
    return False


def conditions(said: Sequence[Sentence], passages: Sequence[Sequence[Sentence]]) -> int:
    """Count the conditions of a text that are what its passages speak of: "if a line is met", "a line that is met"."""
    return sum(of_such(clause, passages) for sentence in said for clause in sentence.clauses)


def of_such(clause: Clause, passages: Sequence[Sequence[Sentence]]) -> bool:
    """Return whether a condition holds where a sentence of a passage speaks of such a thing; what is done is none."""
    if clause.link != "if" or clause.doing:
        return False
    subjects = (c for passage in passages for sentence in passage for c in sentence.clauses[:1] if c.first)
    return any(_is_of(clause, subject) for subject in subjects)


def _is_of(clause: Clause, subject: Clause) -> bool:
    """Whether a condition begins as a clause does, but for phrases that stand elsewhere in it."""
    if subject.items[: len(clause.items)] == clause.items:
        return True
    phrase = next((p for p in phrases(clause) if _within(clause, p, subject)), None)
    rest = tuple(item for n, item in enumerate(clause.items) if phrase is None or n not in phrase)
    return phrase is not None and bool(rest) and subject.items[: len(rest)] == rest


def _within(clause: Clause, phrase: range, other: Clause) -> bool:
    items, led = tuple(clause.items[n] for n in phrase), clause.led[phrase[0]]
    return any(other.items[n : n + len(items)] == items and other.led[n] == led for n in range(len(other.items)))
