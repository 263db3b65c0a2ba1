"""A statement cut into clauses: how each hangs on the sentence, and which words in it deny."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.comments import Comment, comment
from service.safety.grammar.cuts import Link, cuts
from service.safety.grammar.denials import DENYING, denies
from service.safety.grammar.discourse import PLAIN, Stance
from service.safety.grammar.evaluations import Evaluation, evaluations
from service.safety.text.line import Line, line_of
from service.safety.text.tokens import Kind, Token

_DEGREES = words("too very a an also quite rather most so clearly the")
_AUXILIARIES = frozenset(("do", "does", "did", "has", "have"))
#: How a question with a verb in front opens, and what may stand before that verb.
_ASKING = BE | words("does do did has have would could should ca wo might must")
_OPENING = words(", : and so but or then well ok okay now")
#: Refusing predicates that bring their own verb, or need none.
_PREDICATING = words(
    "falls fall falling fell fallen come comes won't will wouldn't does doesn't do don't gets get got has have "
    "had no add adds change changes tell tells serve serves of leaves leave turned voted thrown struck crossed "
    "sent bounced vetoed overruled did never asking courting playing"
)
#: A denial in a clause of these links says when something holds, and nothing of what is to be done.
_HANGING = frozenset(("if", "when", "unless", "until", "before", "because", "despite", "while"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Tokens `first` to `last` (exclusive) of a statement; `denials` are the places of the words that deny."""

    first: int
    last: int
    link: Link
    denials: tuple[int, ...]
    inherited: bool
    """True when a denial of the clause before reaches into this one ("do not restart or raise")."""
    uncertain: bool
    """True when a word denies only by half ("hardly")."""
    judged: tuple[Evaluation, ...] = ()
    """The predicates that refuse, with what they would have instead."""
    turned: bool = False
    """True when the clause is said elsewhere to be untrue."""
    refused: bool = False
    """True when what it names is said elsewhere not to be done."""


def clauses(tokens: Sequence[Token], stance: Stance = PLAIN) -> tuple[Clause, ...]:
    """Cut a statement into clauses, in order, without gaps."""
    line = line_of(tokens)
    begins = cuts(line)
    judged = evaluations(line)
    found: list[Clause] = []
    for n, (first, link) in enumerate(begins):
        last = begins[n + 1][0] if n + 1 < len(begins) else len(line)
        before = found[-1] if found else None
        found.append(_clause(line, first, last, link, before, judged, stance))
    _comment(line, found)
    return tuple(found)


def _comment(tokens: Line, found: list[Clause]) -> None:
    """Let clauses that only comment ("..., and that is too much") work on the clause before, with what hangs on it."""
    target = 0
    done = False
    for n, clause in enumerate(found):
        own = tokens.part(clause.first, clause.last)
        # "Without your prescriber" says on which condition, and rejects nothing.
        whole = comment(own) if n and clause.link not in ("without", "instead") else Comment.NONE
        said = whole or (comment(_opening(own)) if n else whole)
        if said in (Comment.FALSE, Comment.DO_NOT) and not done:
            false = said is Comment.FALSE
            for m in range(target, n):
                refused = found[m].refused or not false
                found[m] = replace(found[m], turned=found[m].turned != false, refused=refused)
            done = True
        if whole is Comment.NONE:
            done = False
            target = n if clause.link == "main" else target


def _opening(own: Line) -> Sequence[Token]:
    """The words between a sign that breaks and the next comma: ": too high, 50 mg is the dose"."""
    if own[0].kind is not Kind.PUNCT:
        return ()
    comma = next((i for i, t in enumerate(own) if i and t.id == ","), None)
    return own.part(1, comma) if comma is not None else ()


def _clause(
    tokens: Line,
    first: int,
    last: int,
    link: Link,
    before: Clause | None,
    judged: Mapping[int, Evaluation],
    stance: Stance,
) -> Clause:
    own = [judged[i] for i in range(first, last) if i in judged] if judged else []
    inside = {k for e in own for k in range(e.first, e.last)}
    marks = tokens.marks
    denials = [
        i
        for i in range(first, last)
        if i in judged or (marks[i] & DENYING and i not in inside and denies(tokens, i, last))
    ]
    inherited = False
    if before is not None and before.denials and not denials and link == "main" and before.link not in _HANGING:
        inherited = _carries_on(tokens, before, first)
    return Clause(
        first=first,
        last=last,
        link=link,
        denials=tuple(denials),
        inherited=inherited,
        uncertain=any(tokens[i].id == "hardly" for i in denials),
        judged=tuple(own),
        turned=stance.turned,
        refused=stance.refused,
    )


def _carries_on(tokens: Sequence[Token], before: Clause, first: int) -> bool:
    """A denial reaches over "or", and over a comma or "and" when the verb before them has no object of its own."""
    opener = tokens[first]
    previous = tokens[first - 1]
    k = first + 1
    if k < len(tokens) and tokens[k].kind in (Kind.MODAL, Kind.PRONOUN):
        return False
    if opener.id == "or":
        return True
    if opener.id == "," and k < len(tokens) and tokens[k].kind is Kind.DRUG:
        return False
    ordered = k < len(tokens) and tokens[k].kind is Kind.VERB and tokens[k].form == "base"
    if ordered and (previous.form == "past" or tokens[before.denials[-1]].text.lower() == "no"):
        return False  # "Must not be continued, pause it", "no third try, stop it": an order of its own.
    return opener.id in (",", "and") and previous.kind is Kind.VERB and before.denials[-1] < first - 1


def _degree(word: str) -> bool:
    return word in _DEGREES or word.endswith("ly")


def denied_at(clause: Clause, tokens: Sequence[Token], i: int) -> bool:
    """Whether what stands at `i` is denied: the parity of the denials before it, and of those said of it afterwards."""
    count = int(clause.inherited) + int(clause.link in ("instead", "without")) + int(clause.turned)
    turning = False
    for place in clause.denials:
        opener = place == clause.first and clause.link in ("instead", "without")
        if opener or place == i or _of_a_noun_only(tokens, place, i):
            continue
        if place < i or _predicate(clause, tokens, place):
            count += 1
            turning = turning or (tokens[place].kind is Kind.VERB and place < i)
    # "Skip it? Don't.": of what is refused only the skipping is denied.
    return count % 2 == 1 or (clause.refused and not turning)


#: "No interaction with the hold": what there is none of, between two things.
_BETWEEN_TWO = words("interaction interactions link relation relationship connection overlap clash conflict")


#: What a stop for good is said to do where it is to end.
LAPSING = words(
    "lapse lapses lapsed expire expires expired end ends ended cease ceases wane wanes lifted elapses "
    "elapse dissolves disappears"
)
_UNDER = frozenset(("under", "in", "on", "at", "by"))


def _of_a_noun_only(tokens: Sequence[Token], place: int, i: int) -> bool:
    """As in "no further rechallenge, the drug discontinued": "no" denies its noun, and not what is said of a drug."""
    if tokens[place].text.lower() != "no" or i < place or (place and tokens[place - 1].text.lower() in _UNDER):
        return False
    if tokens[place + 1].text.lower() in _BETWEEN_TWO:
        return i > place + 1
    comma = next((k for k in range(place + 1, i) if tokens[k].id == ","), i)
    return any(t.kind is Kind.DRUG for t in tokens[comma + 1 : i])


def _predicate(clause: Clause, tokens: Sequence[Token], place: int) -> bool:
    """Whether a denial is said of the subject before it: "should never", "is not", "is unsafe", "falls short"."""
    if any(t.text.lower() in LAPSING for t in tokens[place + 1 : place + 2]):
        return False  # "The stop does not lapse": that it ends is denied, not the stop.
    before = tokens[place - 1]
    judged = any(e.first == place for e in clause.judged)
    if judged and (tokens[place].text.lower() in _PREDICATING or before.text.lower().endswith(("'s", "'re"))):
        return True
    if tokens[place].kind is Kind.NEGATOR:
        if _says_it_all(tokens[place]):
            return True
        return before.kind is Kind.MODAL or before.text.lower() in BE or before.text.lower() in _AUXILIARIES
    if _inverted(tokens, clause, place):
        return True
    back, negated = place - 1, False
    while back > clause.first and (tokens[back].kind is Kind.NEGATOR or _degree(tokens[back].text.lower())):
        if _says_it_all(tokens[back]):
            return True  # "Isn't dangerous", "cannot hurt".
        negated = negated or tokens[back].kind is Kind.NEGATOR
        back -= 1
    if (
        back > clause.first + 1
        and tokens[back].kind is Kind.WORD
        and tokens[back - 1].text.lower() in ("a", "an", "the")
    ):
        back -= 2  # "Is a popular mistake."
    if negated and tokens[back].kind is Kind.MODAL:
        return True  # "Will not hurt".
    return tokens[back].text.lower() in BE or tokens[back].text.lower() in _AUXILIARIES


def _inverted(tokens: Sequence[Token], clause: Clause, place: int) -> bool:
    """As in "is 200 mg too much?": the verb that the predicate belongs to stands in front of its subject."""
    opened = next((t for t in tokens[clause.first : place] if t.text.lower() not in _OPENING), None)
    asks = opened is not None and (opened.kind is Kind.MODAL or opened.text.lower().removesuffix("n't") in _ASKING)
    return asks and any(t.id == "?" for t in tokens[place:])


def _says_it_all(token: Token) -> bool:
    """A denial that brings its auxiliary with it: "cannot", "isn't"."""
    return token.kind is Kind.NEGATOR and (token.text.lower() == "cannot" or "'" in token.text)
