"""Which words turn round what they govern: "not", "nothing stops her from", "avoid", "no reason to"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.phrasing import ONLY_UNDER_NO
from service.safety.english.wordlist import words
from service.safety.text.line import cue
from service.safety.text.tokens import Kind, Token

_GIVEN_UP = words("dropped abandoned cancelled discarded rejected shelved")


#: Verb classes that turn the verb after them round.
TURNING = frozenset(("avoid", "hesitate", "fail", "wait"))


def denies(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether the word at `i` turns round what it governs."""
    token = tokens[i]
    word = token.text.lower()
    if word in BLAMING:
        return _blames(tokens, i)
    if token.kind is Kind.NEGATOR:
        return _negates(tokens, i, last)
    if _keeps_from(tokens, i):
        return True
    if (special := _special(tokens, i)) is not None:
        return special
    if token.kind is Kind.VERB and token.id in TURNING:
        return token.id != "wait" or (i + 1 < last and tokens[i + 1].kind in (Kind.VERB, Kind.DRUG))
    if word in ONLY_UNDER_NO:
        asked = tokens[-1].id == "?" and any(
            t.text.lower() in ("any", "what", "which") for t in tokens[max(0, i - 3) : i]
        )
        under = ("no", "not") if word == "harm" else ("no",)
        return (asked or any(t.id in under for t in tokens[max(0, i - 3) : i])) and word != "reason"
    return False


def _negates(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether the negator at `i` denies what follows; not "why not", "no," or "not only"."""
    token = tokens[i]
    if "without" in (t.id for t in tokens[i + 1 : i + 2]) or (
        token.id == "without" and i and tokens[i - 1].id == "not"
    ):
        return False  # "Not without merit".
    if any(t.text.lower() in BLAMING for t in tokens[i + 1 : i + 4]):
        return False  # "Nobody could blame you for restarting": no denial of the restart.
    if token.id == "not" and ((i and tokens[i - 1].text.lower() == "why") or suggests(tokens, i)):
        return False
    if token.id == "nor" and any(t.id == "neither" for t in tokens[max(0, i - 12) : i]):
        return False
    if token.text.lower() == "no" and i + 1 < len(tokens) and tokens[i + 1].kind is Kind.PUNCT:
        return False
    if [t.text.lower() for t in tokens[i + 1 : i + 3]] in (["sooner", "than"], ["earlier", "than"]):
        return False
    return not (i + 1 < last and tokens[i + 1].id == "only")


def suggests(tokens: Sequence[Token], i: int) -> bool:
    """As in "couldn't we give it?", "isn't it time to?": a question that wants a yes."""
    if "'" not in tokens[i].text or tokens[-1].id != "?" or i + 1 >= len(tokens):
        return False
    opens = all(t.kind is Kind.PUNCT or t.text.lower() in _OPENERS for t in tokens[:i])
    return opens and not (tokens[i + 1].kind is Kind.VERB and tokens[i + 1].form == "base")


_OPENERS = words("and so but or then well ok okay now")
#: Verbs that find fault with what follows them.
BLAMING = words(
    "blame blames blamed blaming fault faulted faults criticise criticised criticises criticize criticized reproach "
    "reproached condemn condemned begrudge begrudged"
)


def _blames(tokens: Sequence[Token], i: int) -> bool:
    """As in "one could be faulted for restarting"; who is not to be blamed does well."""
    return not any(t.kind is Kind.NEGATOR or t.text.lower() in _NOBODY for t in tokens[max(0, i - 4) : i])


_NOBODY = words("nobody none hardly scarcely barely")
_KEEPING_FROM = words(
    "stop stops stopping prevent prevents preventing keep keeps keeping bar bars hinder hinders deter deters preclude "
    "precludes prohibit prohibits discourage discourages dissuade dissuades hold holds save"
)


DENYING = cue(
    BLAMING | ONLY_UNDER_NO | _KEEPING_FROM | _GIVEN_UP | {"worry", "bother", "against"},
    kinds=(Kind.NEGATOR,),
    ids=TURNING,
)


def _keeps_from(tokens: Sequence[Token], i: int) -> bool:
    """As in "nothing stops you from restarting": what follows is kept from happening."""
    if tokens[i].text.lower() not in _KEEPING_FROM:
        return False
    after = tokens[i + 1 : i + 6]
    place = next((k for k, t in enumerate(after) if t.text.lower() in ("from", "back from")), None)
    return place is not None and any(
        t.form == "ing" or t.text.lower().endswith("ing") for t in after[place + 1 : place + 3]
    )


def _special(tokens: Sequence[Token], i: int) -> bool | None:
    """Words that deny in one use only; None for any other word."""
    word = tokens[i].text.lower()
    if word in ("worry", "bother") and any(t.text.lower() == "only" for t in tokens[max(0, i - 2) : i]):
        return False
    if word == "against":
        return any(t.kind in (Kind.DRUG, Kind.NUMBER, Kind.VERB) for t in tokens[i + 1 : i + 4])
    if word in _GIVEN_UP:
        return any(t.text.lower() in ("plan", "idea", "proposal", "intention") for t in tokens[:i])
    return None
