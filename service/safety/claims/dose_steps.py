"""Amounts that a dose is changed by: "by 25 mg", "25 mg steps", "one tablet more", "go up two tablets"."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.english.wordlist import words
from service.safety.text.tokens import Kind, Token

_STEPPING = words("is are be was were of in should the a up being will may can each every at always just one")
_STEP_NOUNS = words(
    "step steps increment increments increase increases jump jumps rise rises raises hike hikes bump bumps addition "
    "additions escalation escalations titration titrations"
)
_CLIMBING = words("climbs climb climbing rises rise rising grows grow growing mounts up on")
_EXTRA = words("extra additional another further more")
_ON_THE_WAY = words("- ( tablet tab by up a one single whole full extra additional another further more just only")


def is_step(tokens: Sequence[Token], first: int, last: int, interval: float | None) -> bool:
    """Whether an amount is what a dose is changed by: "by 25 mg", "25 mg steps", "add 25 mg", "25 mg more"."""
    open_end = first
    while open_end and tokens[open_end - 1].kind is Kind.COMPARATOR:
        open_end -= 1
    before = [t.text.lower() for t in tokens[max(0, open_end - 4) : open_end]]
    after = [t.text.lower() for t in tokens[last : last + 3]]
    if (before[-1:] == ["than"] and set(before) & _STEP_NOUNS) or [
        t.text.lower() for t in tokens[first : first + 2]
    ] == ["one", "more"]:
        return True
    if before[-1:] == ["by"] or after[:1] == ["more"] or (before[-1:] == ["of"] and set(before) & _STEP_NOUNS):
        return True
    if (after[:1] and after[0] in _STEP_NOUNS) or (after[:1] == ["-"] and set(after) & _STEP_NOUNS):
        return True
    if after == ["at", "a", "time"] or _of_steps(tokens, first):
        return True
    extra = bool(set(before[-2:]) & _EXTRA) or tokens[first].text.lower() in _EXTRA
    later = "then" in before or "after" in [t.text.lower() for t in tokens[last : last + 4]]
    if later and (before[-1:] in (["another"], ["further"]) or before[-2:] in (["a", "further"], ["an", "additional"])):
        return True
    if before[-1:] == ["up"] or (
        interval is not None and ((before[-1:] and before[-1] in _CLIMBING) or "top" in after)
    ):
        return True
    if interval is not None and (before[-1:] in (["+"], ["plus"]) or _raised(tokens, first) or extra):
        return True
    if _goes_up(tokens, first) or _listed_with_a_step(tokens, first):
        return True
    return "add" in before or "adding" in before


def _goes_up(tokens: Sequence[Token], first: int) -> bool:
    """As in "go up two 25-mg tablets", "raise it one tablet": by so much, since nothing says "to"."""
    j = first - 1
    while j >= 0 and (tokens[j].kind in (Kind.DRUG, Kind.PRONOUN) or tokens[j].text.lower() in _ON_THE_WAY):
        j -= 1
    near = " ".join(t.text.lower() for t in tokens[max(0, first - 2) : first + 3])
    if any(phrase in near for phrase in _UP_A_TABLET):
        return True
    raised = j >= 0 and tokens[j].kind is Kind.VERB and tokens[j].id == "raise" and tokens[j].form == "base"
    return raised and not tokens[j].text.lower().endswith((" to", " at", " on"))


_UP_A_TABLET = ("up a tablet", "up one tablet", "up by a tablet", "up by one tablet", "up a tab")


def _listed_with_a_step(tokens: Sequence[Token], first: int) -> bool:
    """As in "by 12.5, 25 or 50 mg": each is a step."""
    j = first - 1
    while j > 0 and (tokens[j].kind is Kind.NUMBER or tokens[j].text.lower() in (",", "or", "/", "mg")):
        j -= 1
    named = bool({t.text.lower() for t in tokens[max(0, j - 3) : j]} & _STEP_NOUNS)
    return 0 < j < first - 2 and tokens[j].text.lower() in ("by", "of") and (named or _raised(tokens, j))


def _of_steps(tokens: Sequence[Token], first: int) -> bool:
    """As in "each step is 50 mg", "the increments should be 25 mg"."""
    j = first - 1
    while j >= 0 and (tokens[j].kind in (Kind.MODAL, Kind.DRUG) or tokens[j].text.lower() in _STEPPING):
        j -= 1
    return j >= 0 and j < first - 1 and tokens[j].text.lower().split(" ")[0] in _STEP_NOUNS


def _raised(tokens: Sequence[Token], first: int) -> bool:
    near = list(tokens[max(0, first - 6) : first])
    concluded = max((k + 1 for k, t in enumerate(near) if t.text.lower() == "so"), default=0)
    return any(t.kind is Kind.VERB and t.id in ("raise", "reduce") for t in near[concluded:])


def the_least(tokens: Sequence[Token], last: int) -> bool:
    """As in "150 mg a day is the least"."""
    behind = last
    while behind < len(tokens) and tokens[behind].kind in (Kind.FREQUENCY, Kind.DRUG):
        behind += 1
    said = [t.text.lower() for t in tokens[behind : behind + 4]]
    return said[:1] == ["is"] and said[1:2] == ["the"] and said[2:3] in _LEAST and said[3:] in ([], ["."], [","], [";"])


_LEAST = (["least"], ["minimum"], ["floor"])
