"""Laboratory values as a text says them: a value, or the region that a condition is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

from corpus.model import Action, Topic
from service.domain.facts import Amount, LabFact, Read
from service.safety import phrasing
from service.safety.clauses import Clause
from service.safety.limits import Limits
from service.safety.tokens import Kind, Token

Scale = Literal["absolute", "upper-limit", "baseline", "word"]
_READ = Read(origin="assumed")
#: What stands for "any value above" when a text advises something for an open range.
ANY_ABOVE = 1e3
#: How far under a line a value is that "below" the line allows.
JUST_BELOW = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class LabSaid:
    """What is said of an analyte: values from `low` to `high` on a scale, as a fact or as a condition (`link`)."""

    analytes: tuple[str, ...]
    scale: Scale
    low: float
    high: float
    unit: str | None
    said: Literal["normal", "raised"] | None
    compared: bool
    """True when the text names a side of a line and not a value."""
    link: str
    place: int
    upper_limit: Amount | None = None
    baseline: Amount | None = None

    @property
    def conditional(self) -> bool:
        return self.compared or self.link in ("if", "when", "unless", "until", "while", "only", "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labs:
    said: tuple[LabSaid, ...]
    used: frozenset[int]


def read_labs(tokens: Sequence[Token], cut: Sequence[Clause], topic: Topic, limits: Limits) -> Labs:
    """Read every value and line of a statement."""
    said: list[LabSaid] = []
    used: set[int] = set()
    named: tuple[str, ...] = ()
    for clause in cut:
        named = _clause(tokens, clause, topic, limits, named, used, said)
    return Labs(said=tuple(said), used=frozenset(used))


def _clause(
    tokens: Sequence[Token],
    clause: Clause,
    topic: Topic,
    limits: Limits,
    named: tuple[str, ...],
    used: set[int],
    found: list[LabSaid],
) -> tuple[str, ...]:
    compare = ""
    i = clause.first
    while i < clause.last:
        token = tokens[i]
        if token.kind is Kind.ANALYTE:
            same = i >= 2 and tokens[i - 1].text.lower() in ("or", "/", "and") and tokens[i - 2].kind is Kind.ANALYTE
            named = (*named, token.id) if same and named else (token.id,)
            compare = ""
        elif token.kind is Kind.PANEL:
            named = tuple(a for a in topic.vocabulary.panels.get(token.id, ()) if a in limits.tested) or ("",)
            compare = ""
        elif token.kind is Kind.COMPARATOR:
            compare = token.id
        elif token.kind is Kind.MULTIPLE and (limit := _limit_after(tokens, i, clause.last)) is not None:
            scale: Scale = "baseline" if tokens[limit].id == "baseline" else "upper-limit"
            used |= set(range(i, limit + 1))
            found.append(_made(named or _assumed(limits), scale, token, None, compare, clause, i, after=tokens[limit + 1 : limit + 3]))
            compare, i = "", limit
        elif token.kind is Kind.NUMBER:
            i, done = _number(tokens, i, clause, topic, named, compare, found, used)
            compare = "" if done else compare
        elif token.kind is Kind.LIMIT and token.id == "upper-limit" and compare and not _number_after(tokens, i):
            found.append(_made(named or _assumed(limits), "upper-limit", token._replace(low=1.0, high=1.0), None, compare, clause, i))
            compare = ""
        elif token.kind is Kind.QUALITY:
            if (said := _quality(tokens, clause, token, i, named, topic, limits)) is not None:
                found.append(said)
        i += 1
    words = [t.text.lower() for t in tokens[clause.first : clause.last]]
    here = [t for t in tokens[clause.first : clause.last] if t.kind in (Kind.ANALYTE, Kind.PANEL)]
    general = any(w in ("enzymes", "transaminases") for w in words)
    if (here or general) and set(words) & phrasing.IMPROVING and not any(t.kind is Kind.QUALITY for t in tokens[clause.first : clause.last]):
        if not any(f.place >= clause.first for f in found):
            analytes = named if named and named != ("",) else tuple(sorted(limits.tested))
            found.append(_word(analytes, "raised", clause, clause.first))
    if clause.link == "despite" and named and not any(f.place >= clause.first for f in found):
        named_here = any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in tokens[clause.first : clause.last])
        if named_here and named != ("",):
            found.append(_word(named, "raised", clause, clause.first))
    return named


def _word(named: tuple[str, ...], said: Literal["normal", "raised"], clause: Clause, place: int) -> LabSaid:
    high = inf if said == "raised" else 1.0
    return LabSaid(
        analytes=named, scale="word", low=0.0, high=high, unit=None, said=said, compared=False, link=clause.link, place=place
    )


def _assumed(limits: Limits) -> tuple[str, ...]:
    """A multiple without an analyte is one of the values that the stop lines are about."""
    lines = [line for line in limits.lines if line.of == "upper-limit"]
    line = next((line for line in lines if line.action is Action.HOLD), lines[0] if lines else None)
    return tuple(sorted(line.analytes))[:1] if line else ()


def _limit_after(tokens: Sequence[Token], i: int, last: int) -> int | None:
    for j in range(i + 1, min(i + 8, last)):
        if tokens[j].kind is Kind.LIMIT and tokens[j].id in ("upper-limit", "baseline"):
            return j
        if tokens[j].kind not in (Kind.WORD, Kind.COMPARATOR, Kind.PRONOUN) and tokens[j].id != "/":
            return None
    return None


def _number_after(tokens: Sequence[Token], i: int) -> bool:
    return any(t.kind is Kind.NUMBER for t in tokens[i + 1 : i + 3])


def _number(
    tokens: Sequence[Token],
    i: int,
    clause: Clause,
    topic: Topic,
    named: tuple[str, ...],
    compare: str,
    found: list[LabSaid],
    used: set[int],
) -> tuple[int, bool]:
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    unit = after.id if after is not None and after.kind is Kind.UNIT else None
    laboratory = unit is not None and (unit.startswith("lab:") or unit in topic.vocabulary.units)
    before = [t for t in tokens[max(0, i - 3) : i] if t.text not in ("(", "=", ":") and t.text.lower() not in ("of", "is", "was")]
    limit = before[-1] if before and before[-1].kind is Kind.LIMIT else None
    if limit is not None and (unit is None or laboratory):
        used |= {i} | ({i + 1} if laboratory else set())
        _attach(found, limit.id, Amount(low=token.low, high=token.high, unit=unit))
        return i + int(laboratory), True
    if not named or (unit is not None and not laboratory):
        if laboratory:
            used |= {i, i + 1}
        return i, False
    if unit is None and (after is not None and after.kind in (Kind.TIMEUNIT, Kind.UNIT, Kind.FREQUENCY) or not _near(tokens, i, clause)):
        return i, False
    used |= {i} | ({i + 1} if laboratory else set())
    if named != ("",):
        found.append(_made(named, "absolute", token, unit, compare, clause, i, after=tokens[i + 1 + int(laboratory) : i + 3 + int(laboratory)]))
    return i + int(laboratory), True


def _near(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """A figure without a unit belongs to an analyte right before it only."""
    for j in range(i - 1, max(clause.first, i - 6) - 1, -1):
        if tokens[j].kind in (Kind.ANALYTE, Kind.PANEL):
            return True
        if tokens[j].kind not in (Kind.WORD, Kind.COMPARATOR, Kind.PUNCT, Kind.QUALITY, Kind.ARROW, Kind.NUMBER, Kind.VERB):
            return False
    return False


def _attach(found: list[LabSaid], name: str, amount: Amount) -> None:
    """Give the limit in brackets to the values before it."""
    if not found or name not in ("upper-limit", "baseline", "range"):
        return
    last = found[-1]
    found[-1] = LabSaid(
        analytes=last.analytes,
        scale=last.scale,
        low=last.low,
        high=last.high,
        unit=last.unit,
        said=last.said,
        compared=last.compared,
        link=last.link,
        place=last.place,
        upper_limit=last.upper_limit if name == "baseline" else amount,
        baseline=amount if name == "baseline" else last.baseline,
    )


def _made(
    named: tuple[str, ...],
    scale: Scale,
    token: Token,
    unit: str | None,
    compare: str,
    clause: Clause,
    place: int,
    after: Sequence[Token] = (),
) -> LabSaid:
    low, high = token.low or 0.0, token.high or 0.0
    side = next((t.id[:-1] for t in after if t.kind is Kind.COMPARATOR and t.id.endswith("+")), compare)
    if side in (">", ">="):
        high = inf
    elif side in ("<", "<="):
        low = 0.0
    return LabSaid(
        analytes=named,
        scale=scale,
        low=low,
        high=high,
        unit=unit,
        said=None,
        compared=side in (">", ">=", "<", "<="),
        link=clause.link,
        place=place,
    )


def _quality(
    tokens: Sequence[Token],
    clause: Clause,
    token: Token,
    i: int,
    named: tuple[str, ...],
    topic: Topic,
    limits: Limits,
) -> LabSaid | None:
    """Normal or raised, said of an analyte, a panel or "transaminases"."""
    around = tokens[max(clause.first, i - 8) : min(clause.last, i + 5)]
    close = [t for t in around if t.kind in (Kind.ANALYTE, Kind.PANEL)]
    general = any(t.text.lower() in ("enzymes", "results", "values", "tests", "bloods", "normalisation") for t in around) or token.form
    if not close and not (named and token.form) and not general:
        return None
    next_named = next((t for t in tokens[i + 1 : i + 3] if t.kind in (Kind.ANALYTE, Kind.PANEL)), None)
    if next_named is not None and token.id == "raised":
        panel = tuple(a for a in topic.vocabulary.panels.get(next_named.id, ()) if a in limits.tested)
        named = (next_named.id,) if next_named.kind is Kind.ANALYTE else panel
    analytes = named if named and named != ("",) else tuple(sorted(limits.tested))
    denied = any(t.kind is Kind.NEGATOR for t in tokens[max(clause.first, i - 3) : i])
    said: Literal["normal", "raised"] = "normal" if (token.id == "normal") != denied else "raised"
    return _word(analytes, said, clause, i)


def as_facts(said: LabSaid) -> tuple[LabFact, ...]:
    """The most dangerous value for which advice to go on would hold, as facts for the rules.

    A condition under "unless" or "until" holds on the other side of its line.
    """
    low, high, word = said.low, said.high, said.said
    if said.link in ("unless", "until", "before", "without"):
        if word is not None:
            word = "normal" if word == "raised" and said.link in ("unless", "until") else "raised"
        elif high == inf:
            low, high = 0.0, low
        elif low == 0.0 and said.compared:
            low, high = high, inf
    value = _worst(said, low, high)
    read = _READ
    return tuple(
        LabFact(
            analyte=analyte,
            read=read,
            value=value if said.scale == "absolute" else None,
            times_upper_limit=value if said.scale == "upper-limit" else None,
            times_baseline=value if said.scale == "baseline" else None,
            said=word if said.scale != "baseline" or value is None or (value.high or 0) < 2 else "raised",
            upper_limit=said.upper_limit,
            baseline=said.baseline,
        )
        for analyte in said.analytes
        if analyte
    )


def _worst(said: LabSaid, low: float, high: float) -> Amount | None:
    if said.scale == "word":
        return None
    if high == inf:
        worst = max(low, 1.0) * ANY_ABOVE
    elif said.compared or said.link in ("unless", "until", "before"):
        worst = high * JUST_BELOW
    else:
        worst = high
    return Amount(low=worst, high=worst, unit=said.unit)
