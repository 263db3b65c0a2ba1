"""Whether what follows a comma or an "and" says something of its own."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.text.tokens import Kind, Token

_ADVERBS = words(
    "please simply just sure yes well also now first immediately gradually slowly cautiously "
    "carefully therefore instead simply to do does did always still temporarily permanently"
)
AUXILIARIES = frozenset(("do", "does", "did", "has", "have"))
BE = words(
    "is are was were be been being seems seem remains remain considered deemed called termed regarded "
    "become becomes looks"
)


def starts_clause(tokens: Sequence[Token], j: int, *, ended: str, after_and: bool = False) -> bool:
    """Whether what follows a comma or an "and" says something of its own."""
    k = j
    while k < len(tokens) and (tokens[k].text.lower() in _ADVERBS or tokens[k].id == "then"):
        k += 1
    if k >= len(tokens):
        return False
    token = tokens[k]
    if there_is(tokens, k) or (not after_and and _task_done(tokens, k)):
        return True
    if token.kind is Kind.VERB:
        return _predicate_at(tokens, k, after_and=after_and)
    if (after_and and _is_not(tokens, k)) or (token.kind is Kind.MULTIPLE and token.form == "verb"):
        return True
    if token.kind in (Kind.MODAL, Kind.NEGATOR):
        return token.id not in ("rather-than", "without") and verb_after(tokens, k + 1, 4)
    if token.kind is Kind.PRONOUN:
        return not after_and or verb_after(tokens, k + 1, 4)
    if ended != "main" and not after_and:
        return True
    if token.kind is Kind.DRUG or token.text.lower() in ("the", "a", "this"):
        return verb_after(tokens, k + 1, 6) or (
            not after_and and token.kind is Kind.DRUG and _amount_after(tokens, k + 1)
        )
    return False


def _shared_out(tokens: Sequence[Token], k: int) -> bool:
    """As in "a weekly total, split evenly over seven days": how an amount is given, and no order to share it out."""
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    if tokens[k].id != "divide" or after is None:
        return False
    return after.kind is Kind.FREQUENCY or after.text.lower() in _SHARES


_SHARES = words("evenly equally into over in between across among as up")


def there_is(tokens: Sequence[Token], k: int) -> bool:
    """As in "there is no point"."""
    return tokens[k].text.lower() == "there" and k + 1 < len(tokens) and tokens[k + 1].text.lower() in BE


#: What a note says was done beside: "..., bloods sent", "..., GP informed".
_TASKS = words(
    "sent requested done booked arranged informed repeated taken drawn notified aware emailed faxed phoned rung "
    "ordered completed filed updated contacted pending awaited attached copied discussed"
)


_NO_TASK = (Kind.PUNCT, Kind.NUMBER, Kind.DRUG, Kind.MODAL, Kind.NEGATOR, Kind.CONJ)
_DONE_TO = words("to by with for today now tonight")


def _task_done(tokens: Sequence[Token], k: int) -> bool:
    """As in ", full panel sent": a few words without a figure and what was done about them, up to the next sign."""
    for j in range(k, min(k + 5, len(tokens))):
        token = tokens[j]
        if token.text.lower() in _TASKS:
            after = tokens[j + 1] if j + 1 < len(tokens) else None
            return j > k and (after is None or after.kind in (Kind.PUNCT, Kind.CONJ) or after.text.lower() in _DONE_TO)
        if token.kind in _NO_TASK or token.text.lower() in BE:
            return False
    return False


def _predicate_at(tokens: Sequence[Token], k: int, *, after_and: bool) -> bool:
    if (k + 1 < len(tokens) and tokens[k + 1].text.lower() == "of") or (not after_and and _shared_out(tokens, k)):
        return False
    return tokens[k].form in ("base", "third") or (after_and and tokens[k].form in ("past", "ing"))


def _is_not(tokens: Sequence[Token], k: int) -> bool:
    """As in "... and is not to be given": a predicate of its own."""
    negated = tokens[k].text.lower() in BE and k + 1 < len(tokens) and tokens[k + 1].kind is Kind.NEGATOR
    return negated and any(t.kind is Kind.VERB for t in tokens[k + 2 : k + 5])


#: What a value did, in words that are no verbs of doing.
_CAME_TO = words("reached hit touched topped exceeded passed peaked climbed jumped soared went came stood ran")


def verb_after(tokens: Sequence[Token], j: int, reach: int) -> bool:
    """Whether a verb, a modal or an auxiliary follows before any sign."""
    for token in tokens[j : j + reach]:
        if token.kind is Kind.PUNCT:
            return False
        if token.kind in (Kind.VERB, Kind.MODAL) or token.text.lower() in BE | AUXILIARIES | _CAME_TO:
            return True
    return False


def _amount_after(tokens: Sequence[Token], j: int) -> bool:
    return j < len(tokens) and tokens[j].kind is Kind.NUMBER
