"""The same sentence with its parts in other places: a phrase in front or behind, the passive as the active.

What is told stays the same, so that a text is borne out when one of its arrangements is. A part moves only within a
sentence of one clause, since of "A, and B, in C" nobody can say whether "in C" is said of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from service.answering.people import is_text, named
from service.answering.phrases import MOBILE
from service.answering.word_sorts import BEING
from service.safety.text.tokens import Kind, Token

Tokens = Sequence[Token]

#: So many arrangements of a sentence are tried.
MOST = 24
_JOINING = frozenset(("and", "or"))
_TIMES = frozenset(("when", "before"))
_WHEN = frozenset(("when", "if", "before", "until", "unless"))
#: Behind these a part begins that need not belong to whoever does something.
_ENDS_AGENT = MOBILE | {"as", "that", "which", "to"}
#: What stands between a subject and what is done to it.
_HELPING = frozenset(("has", "have", "had"))
_PARTICIPLE = ("ed", "wn", "en", "ught", "ut", "ld", "und", "id")
_INSIDE = frozenset(("-", "(", ")", "%", "/"))


def arrangements(tokens: Tokens) -> Iterator[Tokens]:
    """Yield other arrangements of the tokens of a sentence."""
    return islice(_arrangements(tokens), MOST)


def _arrangements(tokens: Tokens) -> Iterator[Tokens]:
    for turned in (tokens, *_active(tokens)):
        if turned is not tokens:
            yield turned
        yield from _front_behind(turned)
        yield from _back_in_front(turned)
        yield from _only_behind(turned)
        yield from _other_way_round(turned)


def active(tokens: Tokens) -> Tokens:
    """Return a sentence in the passive as the active; any other as it is."""
    return next(_active(tokens), tokens)


def _front_behind(tokens: Tokens) -> Iterator[Tokens]:
    """The phrase in front of a clause behind it: "in A, B is C" as "B is C in A"."""
    if not tokens or not _leads(tokens[0]):
        return
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    if comma and _is_one_clause(tokens[comma + 1 :]) and _does(tokens[comma + 1 :]) and not _parts(tokens[1:comma]):
        yield [*tokens[comma + 1 :], *tokens[:comma]]


def _back_in_front(tokens: Tokens) -> Iterator[Tokens]:
    """A phrase behind a clause in front of it: "B is C in A" as "in A, B is C"; what "and" joins stays beside it."""
    for i in range(len(tokens) - 1, 0, -1):
        if tokens[i].kind is Kind.CONJ and tokens[i].id in _JOINING:
            return
        if _leads(tokens[i]) and _is_one_clause(tokens[:i]) and _does(tokens[:i]) and not _parts(tokens[i + 1 :]):
            comma = Token(kind=Kind.PUNCT, text=",", start=tokens[i].start, end=tokens[i].start)
            yield [*tokens[i:], comma, *tokens[:i]]


def _only_behind(tokens: Tokens) -> Iterator[Tokens]:
    """What stands behind "only after" and the like behind its clause: "only after A can B be C" as "B can be C ..."."""
    if not tokens or tokens[0].kind is not Kind.CONJ or tokens[0].id != "only":
        return
    for i in range(2, len(tokens) - 1):
        done = next((j for j in range(i + 2, len(tokens)) if _acts(tokens[j])), 0)
        if done and (tokens[i].kind is Kind.MODAL or tokens[i].text.lower() in BEING) and not _parts(tokens[i:]):
            yield [*tokens[i + 1 : done], tokens[i], *tokens[done:], *tokens[:i]]


def _other_way_round(tokens: Tokens) -> Iterator[Tokens]:
    """The two sides of "is", of which one begins with an article: "A is a sign of B" as "a sign of B is A"."""
    at = [i for i, token in enumerate(tokens) if token.text.lower() in BEING]
    if len(at) != 1 or _parts(tokens, timed=True) or any(t.kind in (Kind.NEGATOR, Kind.MODAL) for t in tokens):
        return
    one, other = tokens[: at[0]], tokens[at[0] + 1 :]
    if one and other and any(side[0].text.lower() in ("a", "an", "the") for side in (one, other)):
        yield [*other, tokens[at[0]], *one]


def _leads(token: Token) -> bool:
    return (token.kind is Kind.CONJ and token.id in _WHEN) or token.text.lower() in MOBILE


def _parts(tokens: Tokens, *, timed: bool = False) -> bool:
    """Whether a clause ends within some tokens; what tells when something is may be a part of it."""
    return _end(tokens, timed=timed) < len(tokens)


def _end(tokens: Tokens, first: int = 0, *, timed: bool = False) -> int:
    """Where a part of a sentence ends; a comma in brackets ends none."""
    within = _JOINING | _TIMES if timed else _JOINING
    depth = 0
    for i in range(first, len(tokens)):
        token = tokens[i]
        depth += (token.text == "(") - (token.text == ")")
        ends = token.kind is Kind.PUNCT and token.text not in _INSIDE
        # "Listed as A" is one thing that is done; elsewhere "as" gives a reason.
        joins = token.text.lower() == "as" and i > 0 and _is_done(tokens[i - 1])
        if depth <= 0 and (ends or (token.kind is Kind.CONJ and token.id not in within and not joins)):
            return i
    return len(tokens)


def _is_one_clause(tokens: Tokens) -> bool:
    """Whether nothing in some tokens begins another clause, and "and" joins things and no actions."""
    joined = any(t.kind is Kind.CONJ and t.id in _JOINING for t in tokens)
    acting = [t.kind is Kind.NEGATOR or _acts(t) for t in tokens]
    runs = sum(here and not before for before, here in pairwise([False, *acting]))
    return bool(tokens) and not _parts(tokens, timed=True) and not (joined and runs > 1)


def _does(tokens: Tokens) -> bool:
    """Whether some tokens hold a verb, without which they are no clause."""
    return any(map(_acts, tokens))


def _acts(token: Token) -> bool:
    return token.kind in (Kind.VERB, Kind.MODAL) or token.text.lower() in BEING


def _active(tokens: Tokens) -> Iterator[Tokens]:
    """The passive as the active: "A was borne by B in C" as "B bore A in C", with every end that B may have."""
    front = _fronted(tokens)
    for be in range(front + 1, len(tokens)):
        done = _done_at(tokens, be)
        by = next((i for i in range(done + 1, len(tokens)) if _is_by(tokens, i)), 0) if done else 0
        if not by or _parts(tokens[front:by], timed=True) or _goes_on(tokens[by + 1 : _end(tokens, by + 1)]):
            continue
        helped = next(i for i in range(be, front - 1, -1) if i == front or not _helps(tokens[i - 1]))
        for end in _ends(tokens, by + 1, _end(tokens, by + 1)):
            yield [
                *tokens[:front],
                *tokens[by + 1 : end],
                *tokens[helped:be],
                *tokens[be + 1 : done + 1],
                *tokens[front:helped],
                *tokens[done + 1 : by],
                *tokens[end:],
            ]


def _goes_on(tokens: Tokens) -> bool:
    """Whether something else is done behind "and", or by somebody else: "by A and moved by B"."""
    joined = next((i for i, t in enumerate(tokens) if t.kind is Kind.CONJ), len(tokens))
    return any(map(_acts, tokens[joined:])) or any(t.text.lower() == "by" for t in tokens)


def _fronted(tokens: Tokens) -> int:
    """Where a sentence begins behind a phrase that stands before it."""
    if not tokens or not _leads(tokens[0]):
        return 0
    return next((i + 1 for i, token in enumerate(tokens) if token.text == ","), 0)


def _done_at(tokens: Tokens, be: int) -> int:
    """The place of what is done behind a form of "be"; 0 where nothing is."""
    if tokens[be].text.lower() not in BEING:
        return 0
    for i in range(be + 1, min(be + 4, len(tokens))):
        token = tokens[i]
        if _is_done(token):
            return i
        if token.kind is not Kind.NEGATOR and token.text.lower() not in BEING and not token.text.endswith("ly"):
            return 0
    return 0


def _is_done(token: Token) -> bool:
    return token.kind in (Kind.VERB, Kind.WORD) and token.text.lower().endswith(_PARTICIPLE)


def _is_by(tokens: Tokens, i: int) -> bool:
    """Whether somebody, or a text, begins behind a word: "by them", "in a table"."""
    word = tokens[i].text.lower()
    behind = tokens[i + 1 : i + 2]
    if word == "by":
        return bool(behind) and behind[0].kind is not Kind.VERB
    return word in ("in", "on") and any(_is_text(t) for t in tokens[i + 1 : _end(tokens, i + 1)])


def _is_text(token: Token) -> bool:
    return is_text(named(token)) or token.text.lower() in ("report", "reports", "series")


def _helps(token: Token) -> bool:
    return token.kind in (Kind.MODAL, Kind.NEGATOR) or token.text.lower() in _HELPING | BEING


def _ends(tokens: Tokens, first: int, last: int) -> Iterator[int]:
    yield last
    for i in range(last - 1, first, -1):
        if tokens[i].text.lower() in _ENDS_AGENT:
            yield i
