"""Amounts that are given besides others: "a further 50 mg", "three 50s and a 25", "the other half"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.claims.dose_words import is_at
from service.safety.english.wordlist import words
from service.safety.text.tokens import Token

_EXTRA = words("extra additional another further supplementary plus + second")
_TOPPING = words("top-up topup supplement booster add-on")
_BESIDES = (
    *(" on top of ", " over and above ", " in addition to ", " as well as "),
    *(" besides ", " together with ", " added to "),
)
#: Words of something that comes on top, next to its number.
FURTHER = words("more extra additional further second third fourth fifth")
_SPREAD = (("±",), ("plus", "or", "minus"), ("give", "or", "take"), ("+", "/", "-"), ("+", "-"), ("plus", "/", "minus"))


def is_extra(tokens: Sequence[Token], first: int, last: int | None) -> bool:
    """Whether an amount is given besides another, which ended at `last`."""
    if any(is_at(tokens, j, *_EXTRA) for j in range(max(0, first - 2), first + 1)):
        return True
    after = [t.text.lower() for t in tokens[first + 1 : first + 6]]
    behind = tokens[first + 1 : first + 4]
    if any(t.text.lower().split(" ")[0] in FURTHER for t in behind) and any(t.id == "tablet" for t in behind):
        return True  # "Two more tablets", "two tablets more".
    on_top = " ".join(after[:3]).endswith("on top") and after[3:4] != ["of"]
    if on_top or "top - up" in " ".join(after) or set(after) & _TOPPING or _listed_with(tokens, first, last):
        return True
    before = f" {' '.join(t.text.lower() for t in tokens[max(0, first - 6) : first])} "
    return any(phrase in before for phrase in _BESIDES)


def _listed_with(tokens: Sequence[Token], first: int, last: int | None) -> bool:
    """As in "three 50s and a 25": one of another strength is taken besides."""
    joined = [t.text.lower() for t in tokens[max(0, first - 2) : first]]
    return last == first - 2 and joined in (["and", "a"], ["and", "one"])


def halves(tokens: Sequence[Token], first: int) -> float:
    """2 where an amount is the half that comes twice: "half her dose (100 mg) before work, the other half after"."""
    before = [t.text.lower() for t in tokens[max(0, first - 7) : first]]
    if not {"half", "halves"} & set(before):
        return 1.0
    told = " ".join(t.text.lower() for t in tokens)
    return 2.0 if "other half" in told or "halves" in before or "second half" in told else 1.0


def differs(between: tuple[str, ...]) -> bool:
    """Whether what stands between two amounts says that the second is how far the first may be off."""
    return any(between[k : k + len(sign)] == sign for sign in _SPREAD for k in range(len(between)))
