"""Words that look like conjunctions and join nothing: "give it once.", "the following tests", "ten days since"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import verb_after
from service.safety.text.tokens import Kind, Token

_AS_WHAT = words(
    "a an one first opening initial starting before charted usual per needed required prescribed ordered "
    "planned agreed restart reintroduction maintenance"
)
_AS_NOUNS = words("dose limit target ceiling goal cap maximum step increment")


def no_conjunction(tokens: Sequence[Token], i: int) -> bool:
    """As in "give it once.", "the following tests"."""
    word, after = tokens[i].text.lower(), tokens[i + 1 : i + 2]
    alone = word == "once" and (not after or after[0].kind is Kind.PUNCT)
    return alone or (word == "following" and i > 0 and tokens[i - 1].text.lower() in ("the", "these", "all"))


def no_joint(tokens: Sequence[Token], i: int) -> bool:
    """As in "anything but", "the letter still says": no conjunction here."""
    word, before = tokens[i].text.lower(), tokens[i - 1]
    still = word == "still" and before.kind is Kind.WORD and verb_after(tokens, i + 1, 1)
    return still or (word == "but" and before.text.lower() in ("anything", "nothing", "all"))


def ago(tokens: Sequence[Token], i: int) -> bool:
    """As in "ten days since the last step"."""
    return tokens[i].text.lower() == "since" and i > 0 and tokens[i - 1].kind is Kind.TIMEUNIT


def as_a(tokens: Sequence[Token], i: int) -> bool:
    """In "as a single dose", "as first dose" and "as charted" nothing is given for a reason."""
    if tokens[i].text.lower() != "as" or i + 1 >= len(tokens):
        return False
    after = [t.text.lower() for t in tokens[i + 1 : i + 5]]
    return after[0] in _AS_WHAT or (after[0] in ("the", "his", "her", "their") and bool(set(after) & _AS_NOUNS))
