"""Where the clauses of a statement begin, and how each hangs on the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import AUXILIARIES, BE, starts_clause, there_is, verb_after
from service.safety.grammar.no_joints import ago, as_a, no_conjunction, no_joint
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token

Link = Literal[
    "main", "if", "when", "unless", "until", "while", "before", "despite", "because", "only", "instead", "without"
]
_LINKS: dict[str, Link] = {
    "if": "if",
    "when": "when",
    "unless": "unless",
    "until": "until",
    "while": "while",
    "before": "before",
    "despite": "despite",
    "because": "because",
    "only": "only",
}
#: A bracket longer than this is read as if it spoke.
MAX_BRACKET = 60
_COORDINATE = frozenset(("and", "or", "but", "then"))
_BREAKS = frozenset((";", ":", "—", "{", "}"))
_BRACKETS = {"(": ")", "[": "]"}
DRUG_VERBS = frozenset(
    ("restart", "start", "give", "take", "continue", "keep", "raise", "reduce", "hold", "stop", "switch")
)
_SPEAKING = DRUG_VERBS | {"avoid", "test", "repeat"}
_TEMPORAL = frozenset(("when", "before", "while", "until", "because"))
#: Before these words a base form is no new order.
_NO_START = words(
    "to do does did the a an any of each every this patients people doctors you they we who first "
    "second third further new repeat planned single another no rapid"
)
_JOINTS = cue(kinds=(Kind.CONJ, Kind.NEGATOR, Kind.PUNCT))
#: Links of clauses that may end without a sign or a conjunction.
_ENDING_BARE = _TEMPORAL | {"instead", "without", "if"}


def cuts(tokens: Sequence[Token]) -> list[tuple[int, Link]]:
    """Where each clause begins, and its link, in order."""
    found: list[tuple[int, Link]] = [(0, "main")]
    open_link: Link = "main"
    for i, mark in enumerate(line_of(tokens).marks):
        link = _link_at(tokens, i, open_link) if mark & _JOINTS or open_link in _ENDING_BARE else None
        if link is None:
            continue
        if i == found[-1][0]:
            found[-1] = (i, link)
        else:
            found.append((i, link))
        open_link = link
    return found


def _link_at(tokens: Sequence[Token], i: int, open_link: Link) -> Link | None:
    """The link of a clause that starts at `i`, or None when none does."""
    token = tokens[i]
    if token.kind is Kind.CONJ and token.id in _LINKS:
        if no_conjunction(tokens, i):
            return None
        bare_only = token.id == "only" and " " not in token.text
        if token.id in _OF_AN_EVENT and _dates_the_subject(tokens, i):
            return None
        of_a_noun = token.id == "because" and (not verb_after(tokens, i + 1, 6) or as_a(tokens, i) or ago(tokens, i))
        return None if bare_only or of_a_noun else _LINKS[token.id]
    if token.kind is Kind.NEGATOR and token.id in ("rather-than", "without") and not (i and tokens[i - 1].id == "not"):
        return "instead" if token.id == "rather-than" else "without"
    if token.kind is Kind.PUNCT:
        return "main" if _breaks(tokens, i, open_link) else None
    if token.kind is Kind.CONJ and token.id in _COORDINATE:
        if i and no_joint(tokens, i):
            return None
        own = token.id in ("but", "then") or starts_clause(tokens, i + 1, ended="main", after_and=True)
        return "main" if own else None
    if i and ((open_link in _TEMPORAL and _main_again(tokens, i)) or (open_link == "if" and _ordered(tokens, i))):
        return "main"
    if (
        open_link in ("instead", "without")
        and token.kind is Kind.VERB
        and token.form == "base"
        and i
        and not _opens(tokens, i)
        and tokens[i - 1].text.lower() not in _NO_START
    ):
        return "main"
    return None


def _ordered(tokens: Sequence[Token], i: int) -> bool:
    """As in "if the value is flat give 75 mg": an order right behind what must be so."""
    token, before = tokens[i], tokens[i - 1]
    if token.kind is not Kind.VERB or token.form != "base" or token.id not in DRUG_VERBS or i + 1 == len(tokens):
        return False
    state = before.kind in (Kind.QUALITY, Kind.WORD) and before.text.lower() not in _NO_START
    said = any(t.text.lower() in BE for t in tokens[max(0, i - 4) : i])
    return state and said and (tokens[i + 1].kind in (Kind.NUMBER, Kind.DRUG) or tokens[i + 1].id == "thing")


def _dates_the_subject(tokens: Sequence[Token], i: int) -> bool:
    """As in "the highest dose after liver injury is 150 mg": no clause, but a part of what the predicate is said of."""
    first = i
    while first and tokens[first - 1].kind is not Kind.CONJ and tokens[first - 1].id not in _SUBJECT_ENDS:
        first -= 1
        if i - first > _SUBJECT or _finite(tokens, first):
            return False
    nominal = not any(_no_noun(t) for t in tokens[first:i])
    if first == i or not nominal or (tokens[first].kind is Kind.VERB and tokens[first].form == "base"):
        return False
    for j in range(i + 1, min(i + _SUBJECT, len(tokens))):
        if tokens[j].kind is Kind.PUNCT and tokens[j].id != "-":
            return False
        if _finite(tokens, j):
            return not _passive(tokens, j)
    return False


def _no_noun(token: Token) -> bool:
    if token.kind is Kind.VERB:
        return token.form == "third" and token.id in DRUG_VERBS
    return token.kind is Kind.NEGATOR and token.id != "no"


def _finite(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    return token.kind is Kind.MODAL or token.text.lower() in BE | AUXILIARIES or token.text.lower() in _PREDICATES


def _passive(tokens: Sequence[Token], i: int) -> bool:
    """As in "after the drug is restarted", "while it is off": what happens then has a predicate of its own."""
    return any(t.kind is Kind.VERB or t.text.lower() in ("off", "on", "back") for t in tokens[i + 1 : i + 4])


#: Conjunctions that can also stand before a noun alone.
_OF_AN_EVENT = frozenset(("when", "while"))
_SUBJECT_ENDS = frozenset((",", ";", ":", ".", "(", "—"))
#: So many words a subject, and what dates it, may have.
_SUBJECT = 12
_PREDICATES = words(
    "fall falls fell need needs isn't aren't don't doesn't won't can't cannot shouldn't wouldn't couldn't"
)


def _breaks(tokens: Sequence[Token], i: int, open_link: Link) -> bool:
    """Whether a punctuation mark ends the clause before it."""
    mark = tokens[i].id
    if mark == "," and 0 < i < len(tokens) - 1 and all(t.kind in _TESTS for t in (tokens[i - 1], tokens[i + 1])):
        return False  # "When this one, that one and the third are normal": tests in one list.
    if mark in _BRACKETS:
        return _speaks(tokens, i)
    if mark in (")", "]"):
        return _closes_speech(tokens, i)
    if mark == "," and _apposition(tokens, i):
        return False
    aside = mark == "," and any(t.text.lower() == "far from" for t in tokens[max(0, i - 8) : i])
    return aside or mark in _BREAKS or (mark == "," and starts_clause(tokens, i + 1, ended=open_link))


def _apposition(tokens: Sequence[Token], i: int) -> bool:
    """As in "her old dose, 200 mg, may not be used again": an amount between two commas, and then the predicate."""
    first = i
    while first and tokens[first - 1].kind in (Kind.NUMBER, Kind.UNIT, Kind.FREQUENCY):
        first -= 1
    amount = any(t.kind is Kind.UNIT for t in tokens[first:i]) and first > 1 and tokens[first - 1].id == ","
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return amount and after is not None and (after.kind in (Kind.MODAL, Kind.NEGATOR) or after.text.lower() in BE)


def _main_again(tokens: Sequence[Token], i: int) -> bool:
    """Whether the main clause begins at `i` without a comma: "after recovery resume", "after 5 days the dose"."""
    token, before = tokens[i], tokens[i - 1]
    if token.kind is Kind.VERB and token.form == "base" and token.id in DRUG_VERBS:
        free = (
            before.kind in (Kind.WORD, Kind.TIMEUNIT, Kind.QUALITY, Kind.DATE, Kind.UNIT, Kind.FREQUENCY)
            and before.text.lower() not in _NO_START
        )
        return free and not token.text.lower().startswith("dose")
    if there_is(tokens, i) or _after_an_event(tokens, i):
        return True
    if token.text.lower() in ("do", "get", "have", "book") and before.kind is Kind.VERB and before.form != "past":
        return True
    if token.text.lower() in ("the", "a", "an") and before.kind is Kind.WORD and before.text.lower() not in _NO_START:
        start = next((j for j in range(i - 1, -1, -1) if tokens[j].kind is Kind.CONJ), 0)
        return i - start > 1 and not any(t.kind is Kind.VERB or t.text.lower() in BE for t in tokens[start:i])
    if token.text.lower() in BE and i + 1 < len(tokens) and tokens[i + 1].kind is Kind.NUMBER:
        start = next((j for j in range(i - 1, -1, -1) if tokens[j].kind is Kind.CONJ), 0)
        return start > 0 and not any(t.kind is Kind.VERB for t in tokens[start:i])
    return before.kind is Kind.TIMEUNIT and (token.text.lower() in ("the", "it") or token.kind is Kind.DRUG)


def _after_an_event(tokens: Sequence[Token], i: int) -> bool:
    """As in "after the restart a test is due": what dates the clause is a noun."""
    if i < 2 or tokens[i].text.lower() not in ("the", "a", "an", "one") or tokens[i - 1].kind is not Kind.VERB:
        return False
    noun = tokens[i - 1].id in ("restart", "hold", "stop") and tokens[i - 1].form in ("noun", "base")
    return noun and (
        tokens[i - 2].kind is Kind.DRUG or tokens[i - 2].text.lower() in ("the", "a", "this", "her", "his")
    )


_TESTS = (Kind.ANALYTE, Kind.PANEL)
_FORMERLY = words("was were previously formerly")


def _speaks(tokens: Sequence[Token], i: int) -> bool:
    """Whether a bracket says or denies something of its own, so that its words must not reach out of it."""
    for token in tokens[i + 1 : i + MAX_BRACKET]:
        if token.id == _BRACKETS[tokens[i].id]:
            return False
        if token.start == tokens[i + 1].start and token.text.lower() in _FORMERLY:
            return True
        if token.kind in (Kind.NEGATOR, Kind.MODAL) or (token.kind is Kind.VERB and token.id in _SPEAKING):
            return True
    return False


def _closes_speech(tokens: Sequence[Token], i: int) -> bool:
    opener = "(" if tokens[i].id == ")" else "["
    start = next((j for j in range(i - 1, max(-1, i - MAX_BRACKET), -1) if tokens[j].id == opener), None)
    return start is not None and _speaks(tokens, start)


def _opens(tokens: Sequence[Token], i: int) -> bool:
    """Whether the verb stands right behind the word that opened its clause ("rather than stop")."""
    return tokens[i - 1].id in ("rather-than", "without") or tokens[i - 1].kind in (Kind.MODAL, Kind.NEGATOR)
