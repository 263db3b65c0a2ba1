"""Reads the figures of a sentence, each in its setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.answering.compared import Figure
from service.answering.surroundings import FIGURES, beside, low_end, near, speaks_of
from service.safety.text.tokens import Kind, Token

_MEASURES = frozenset((Kind.UNIT, Kind.TIMEUNIT, Kind.LIMIT))
#: What a comparison comes to when it is denied.
_TURNED = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def figures_of(tokens: Sequence[Token]) -> tuple[Figure, ...]:
    """The figures, each with the words that stand closer to it than to any other of its kind."""
    places = [i for i in range(len(tokens)) if _counts(tokens, i)]
    alone = {i: _figure(tokens, i) for i in places}
    words = [(j, said) for j, token in enumerate(tokens) if j not in alone and (said := speaks_of(token))]
    found = []
    for i, figure in alone.items():
        rivals = [j for j in places if j != i and alone[j].measures == figure.measures]
        own = {said for j, said in words if all(abs(j - i) <= abs(j - rival) for rival in rivals)}
        found.append(replace(figure, around=frozenset(own)))
    return tuple(found)


def _figure(tokens: Sequence[Token], i: int) -> Figure:
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    # A frequency is its own unit, and its figure says which; a date has none.
    own = "" if token.kind in (Kind.FREQUENCY, Kind.DATE) else token.id
    if after is not None and after.kind in _MEASURES:
        own = after.id or after.text.lower()
    elif i and tokens[i - 1].kind is Kind.TIMEUNIT:
        # As in "week 8".
        own = tokens[i - 1].id
    return Figure(
        low=round(low_end(token) or 0.0, 6),
        high=round(token.high if token.high is not None else low_end(token) or 0.0, 6),
        unit=own,
        sort=token.kind.value,
        bound=_bound(tokens, i),
        before=beside(reversed(tokens[:i])),
        after=beside(iter(tokens[i + 1 :])),
        near=near(tokens, i),
        rate=next(
            (f"{t.low:g}" for t in tokens[i + 1 : i + 3][-1:] if t.kind is Kind.FREQUENCY and t.low is not None), ""
        ),
    )


def _counts(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is a figure; "one" without a unit is none, as in "one study"."""
    token = tokens[i]
    if token.kind not in FIGURES or low_end(token) is None:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return token.text.lower() != "one" or token.id != "" or (after is not None and after.kind in _MEASURES)


def _bound(tokens: Sequence[Token], i: int) -> str:
    """What bounds a figure: a comparison right before it, or one behind it such as "or more"."""
    for j in range(i - 1, max(0, i - 2) - 1, -1):
        if tokens[j].kind in FIGURES:
            break
        if sign := _comparison(tokens[j]):
            denied = j > 0 and tokens[j - 1].kind is Kind.NEGATOR
            return _TURNED.get(sign, sign) if denied else sign
    for token in tokens[i + 1 : i + 4]:
        if token.kind is Kind.COMPARATOR and token.id.endswith("+"):
            return token.id.rstrip("+")
    return ""


def bounds(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token bounds a figure, which is compared with its bound."""
    token = tokens[i]
    if token.kind is Kind.NEGATOR:
        # As in "never less than 14".
        return i + 1 < len(tokens) and _comparison(tokens[i + 1]) in _TURNED and bounds(tokens, i + 1)
    joined = token.text.lower().partition(" ")[0]
    if token.kind is Kind.COMPARATOR and joined in ("and", "or"):
        # As in "19 or over"; in "under 5 or over 90" the joining word says something of its own.
        behind = any(t.kind in FIGURES for t in tokens[i + 1 : i + 3])
        return joined == "or" and not behind and any(t.kind in FIGURES for t in tokens[max(0, i - 3) : i])
    return bool(_comparison(token)) and any(t.kind in FIGURES for t in tokens[i + 1 : i + 3])


def _comparison(token: Token) -> str:
    if token.kind is Kind.COMPARATOR and not token.id.endswith("+"):
        return token.id
    return ">" if token.kind is Kind.VERB and token.id == "exceed" else ""
