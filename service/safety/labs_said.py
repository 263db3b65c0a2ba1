"""Laboratory values as a text says them: a value, or the region that a condition is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

from corpus.model import Action, Topic
from service.domain.facts import Amount
from service.safety import phrasing
from service.safety.clauses import Clause
from service.safety.lab_regions import LabSaid, Scale
from service.safety.limits import Limits
from service.safety.tokens import Kind, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Labs:
    """The values of a statement, and the places of the tokens that they were read from."""

    said: tuple[LabSaid, ...]
    used: frozenset[int]
    loose: tuple[Amount, ...] = ()
    """Upper limits that were given without a value: they are of the last value before."""


def read_labs(tokens: Sequence[Token], cut: Sequence[Clause], topic: Topic, limits: Limits) -> Labs:
    """Read every value and line of a statement."""
    reader = _Reader(tokens, topic, limits)
    for clause in cut:
        reader.read(clause)
    return Labs(said=tuple(reader.said), used=frozenset(reader.used), loose=tuple(reader.loose))


_REACHING = frozenset(("reaches", "reach", "hits", "attains", "climbs"))


class _Reader:
    """Walks the clauses of a statement; the analyte last named holds until another is."""

    def __init__(self, tokens: Sequence[Token], topic: Topic, limits: Limits) -> None:
        self._tokens = tokens
        self._topic = topic
        self._limits = limits
        self._named: tuple[str, ...] = ()
        self._compare = ""
        self.said: list[LabSaid] = []
        self.used: set[int] = set()
        self.loose: list[Amount] = []

    def read(self, clause: Clause) -> None:
        """Read one clause."""
        self._compare = ""
        i = clause.first
        while i < clause.last:
            i = self._at(i, clause) + 1
        if not any(said.place >= clause.first for said in self.said):
            self._unvalued(clause)

    def _at(self, i: int, clause: Clause) -> int:
        """Read the token at `i`; return the last place that was read."""
        token = self._tokens[i]
        if token.kind in (Kind.ANALYTE, Kind.PANEL):
            self._name(i)
        elif token.kind is Kind.COMPARATOR or token.text.lower() in _REACHING:
            self._compare = token.id if token.kind is Kind.COMPARATOR else ">="
        elif token.kind is Kind.MULTIPLE and (limit := _limit_after(self._tokens, i, clause.last)) is not None:
            return self._multiple(i, limit, clause)
        elif token.kind is Kind.NUMBER:
            last, done = _number(
                self._tokens, i, clause, self._topic, self._named, self._compare, self.said, self.used, self.loose
            )
            self._compare = "" if done else self._compare
            return last
        elif token.kind is Kind.LIMIT and token.id == "upper-limit" and self._compare:
            if not _number_after(self._tokens, i):
                once = token._replace(low=1.0, high=1.0)
                self.said.append(_made(self._analytes(), "upper-limit", once, None, self._compare, clause, i))
                self._compare = ""
        elif token.kind is Kind.QUALITY:
            said = _quality(self._tokens, clause, token, i, self._named, self._topic, self._limits)
            self.said += [] if said is None else [said]
        return i

    def _name(self, i: int) -> None:
        token = self._tokens[i]
        if token.kind is Kind.PANEL:
            listed = self._topic.vocabulary.panels.get(token.id, ())
            self._named = tuple(a for a in listed if a in self._limits.tested) or ("",)
        else:
            joined = i >= 2 and self._tokens[i - 1].text.lower() in ("or", "/", "and")
            same = joined and self._tokens[i - 2].kind is Kind.ANALYTE and bool(self._named)
            self._named = (*self._named, token.id) if same else (token.id,)
        self._compare = ""

    def _multiple(self, i: int, limit: int, clause: Clause) -> int:
        scale: Scale = "baseline" if self._tokens[limit].id == "baseline" else "upper-limit"
        self.used |= set(range(i, limit + 1))
        after = self._tokens[limit + 1 : limit + 3]
        if any(t.text.lower() in phrasing.LIMIT_NOUNS for t in after[:1]):
            self._compare = ""
            return limit
        self.said.append(_made(self._analytes(), scale, self._tokens[i], None, self._compare, clause, i, after=after))
        self._compare = ""
        return limit

    def _analytes(self) -> tuple[str, ...]:
        return self._named or _assumed(self._limits)

    def _unvalued(self, clause: Clause) -> None:
        """Values that are on their way down, or passed over ("regardless of the result"), count as raised."""
        own = self._tokens[clause.first : clause.last]
        words = {t.text.lower() for t in own}
        here = any(t.kind in (Kind.ANALYTE, Kind.PANEL) for t in own)
        improving = bool(words & phrasing.IMPROVING) and (here or bool(words & {"enzymes", "transaminases"}))
        if improving or (clause.link == "despite" and here):
            known = self._named and self._named != ("",)
            analytes = self._named if known else tuple(sorted(self._limits.tested))
            self.said.append(_word(analytes, "raised", clause, clause.first))


def not_waited_for(tokens: Sequence[Token], i: int) -> bool:
    """As in "no need to wait for normal enzymes": what is not waited for is not there yet."""
    waits = [j for j in range(max(0, i - 6), i) if tokens[j].kind is Kind.VERB and tokens[j].id == "wait"]
    return any(t.kind is Kind.NEGATOR for j in waits for t in tokens[max(0, j - 4) : j])


def _word(named: tuple[str, ...], said: Literal["normal", "raised"], clause: Clause, place: int) -> LabSaid:
    high = inf if said == "raised" else 1.0
    return LabSaid(
        analytes=named,
        scale="word",
        low=0.0,
        high=high,
        unit=None,
        said=said,
        compared=False,
        link=clause.link,
        place=place,
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
    loose: list[Amount],
) -> tuple[int, bool]:
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    unit = after.id if after is not None and after.kind is Kind.UNIT else None
    laboratory = unit is not None and (unit.startswith("lab:") or unit in topic.vocabulary.units)
    before = [
        t
        for t in tokens[max(0, i - 3) : i]
        if t.text not in ("(", "=", ":") and t.text.lower() not in ("of", "is", "was")
    ]
    limit = before[-1] if before and before[-1].kind is Kind.LIMIT else None
    if limit is not None and (unit is None or laboratory):
        used |= {i} | ({i + 1} if laboratory else set())
        amount = Amount(low=token.low, high=token.high, unit=unit)
        if found:
            _attach(found, limit.id, amount)
        elif limit.id == "upper-limit":
            loose.append(amount)
        return i + int(laboratory), True
    if not named or (unit is not None and not laboratory):
        if laboratory:
            used |= {i, i + 1}
        return i, False
    if unit is None and (
        (after is not None and after.kind in (Kind.TIMEUNIT, Kind.UNIT, Kind.FREQUENCY)) or not _near(tokens, i, clause)
    ):
        return i, False
    used |= {i} | ({i + 1} if laboratory else set())
    if named != ("",):
        found.append(
            _made(
                named,
                "absolute",
                token,
                unit,
                compare,
                clause,
                i,
                after=tokens[i + 1 + int(laboratory) : i + 3 + int(laboratory)],
            )
        )
    return i + int(laboratory), True


def _near(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """A figure without a unit belongs to an analyte right before it only."""
    for j in range(i - 1, max(clause.first, i - 6) - 1, -1):
        if tokens[j].kind in (Kind.ANALYTE, Kind.PANEL):
            return True
        if tokens[j].kind not in (
            Kind.WORD,
            Kind.COMPARATOR,
            Kind.PUNCT,
            Kind.QUALITY,
            Kind.ARROW,
            Kind.NUMBER,
            Kind.VERB,
        ):
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
    general = (
        any(t.text.lower() in ("enzymes", "results", "values", "tests", "bloods", "normalisation") for t in around)
        or token.form
    )
    if not close and not (named and token.form) and not general:
        return None
    next_named = next((t for t in tokens[i + 1 : i + 3] if t.kind in (Kind.ANALYTE, Kind.PANEL)), None)
    if next_named is not None and token.id == "raised":
        panel = tuple(a for a in topic.vocabulary.panels.get(next_named.id, ()) if a in limits.tested)
        named = (next_named.id,) if next_named.kind is Kind.ANALYTE else panel
    analytes = named if named and named != ("",) else tuple(sorted(limits.tested))
    near = tokens[max(clause.first, i - 3) : i]
    denied = any(t.kind is Kind.NEGATOR or t.text.lower() in phrasing.ALMOST for t in near)
    if token.id == "normal" and not_waited_for(tokens, i):
        denied = True
    said: Literal["normal", "raised"] = "normal" if (token.id == "normal") != denied else "raised"
    return _word(analytes, said, clause, i)
