"""Amounts of a drug as a text says them: strength, count, frequency and weight worked out to mg a day."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from service.safety.claims.dose_besides import differs, halves, is_extra
from service.safety.claims.dose_counts import Figure
from service.safety.claims.dose_figures import Figures, find_figures
from service.safety.claims.dose_times import Times, phrase_part, times_after, times_before
from service.safety.claims.dose_words import Role, compared, drug_of, is_at, role_of, share_of_week
from service.safety.claims.supplies import supplied
from service.safety.text.tokens import Kind, Reading, Token

_CHANGING = frozenset(("raise", "reduce", "switch"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseSaid:
    """One amount. `low` and `high` are mg a day of the named drug, None where the weight is needed and unknown."""

    first: int
    last: int
    drug: str | None
    low: float | None
    high: float | None
    role: Role
    compare: str = ""
    parts: frozenset[str] = frozenset()
    """Parts of the day it is for; empty for a dose of the whole day."""
    interval_days: float | None = None
    """For steps: the shortest time between two."""
    extra: bool = False
    bare: bool = False
    """True when no unit was written."""
    from_mg: float | None = None
    """For a change ("from 75 to 125 mg"): what it starts from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """The amounts of a statement, and what was used up in reading them."""

    said: tuple[DoseSaid, ...]
    used: frozenset[int]
    """Places of the tokens that the amounts were read from."""
    weight_kg: float | None
    unread: tuple[int, ...]
    """Places of amounts that could not be worked out (tablets without a strength)."""


def read_doses(
    tokens: Sequence[Token], *, benign: Set[int], weight_kg: float | None, strength_mg: float | None
) -> Doses:
    """Read every amount of a statement, with the figures of earlier statements where they are needed."""
    return _Reader(tokens, find_figures(tokens, benign), weight_kg, strength_mg).read()


class _Reader:
    """Works the figures of one statement out to amounts a day."""

    def __init__(self, tokens: Sequence[Token], figures: Figures, weight: float | None, strength: float | None) -> None:
        self._tokens = tokens
        self._figures = self._with_strengths(figures.found)
        self._used = set(figures.used)
        self._weight = figures.weight_kg or weight
        self._strength = strength
        self._said: list[DoseSaid] = []
        self._unread: list[int] = []

    def read(self) -> Doses:
        doses = [(k, f) for k, f in enumerate(self._figures) if f.sort != "supply" and not self._alone(k)]
        leading = self._parts_lead([f for _, f in doses])
        for n, (k, figure) in enumerate(doses):
            start = doses[n - 1][1].last if n else 0
            stop = doses[n + 1][1].first if n + 1 < len(doses) else len(self._tokens)
            self._one(k, figure, self._times(figure, start, stop, leading=leading, alone=len(doses) == 1))
        self._supplies()
        self._said = _spread(self._tokens, self._said)
        return Doses(
            said=tuple(sorted(self._said, key=lambda said: said.first)),
            used=frozenset(self._used),
            weight_kg=self._weight,
            unread=tuple(self._unread),
        )

    def _with_strengths(self, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """The figures, a plain mass that a later count counts being a strength."""
        figures = list(found)
        for k, figure in enumerate(figures):
            if figure.sort != "mass" or figure.each_mg is not None or k + 1 == len(figures):
                continue
            after = figures[k + 1]
            if after.sort in ("count", "supply") and not self._told_how_often(figure.last, after.first):
                figures[k] = replace(figure, each_mg=figure.readings[0][1])
        return tuple(figures)

    def _told_how_often(self, first: int, last: int) -> bool:
        return any(t.kind is Kind.FREQUENCY or t.id == "clock" for t in self._tokens[first:last])

    def _alone(self, k: int) -> bool:
        """Whether a strength is only named, its count being said elsewhere."""
        figure = self._figures[k]
        if figure.each_mg is None or figure.counted or self._is_step(figure):
            return False
        counts = [f for f in self._figures if f.sort == "count"]
        if counts:
            self._name(figure)
            return True
        supply = k + 1 < len(self._figures) and self._figures[k + 1].sort == "supply"
        if self._told_how_often(0, len(self._tokens)) or supply:
            return False
        self._name(figure)
        return True

    def _is_step(self, figure: Figure) -> bool:
        """As in "each step is one 50 mg tablet"."""
        return role_of(self._tokens, figure.first, figure.last, None) == "step"

    def _name(self, figure: Figure) -> None:
        """Keep a strength for the counts that come later."""
        self._used |= set(range(figure.first, figure.last))
        drug = drug_of(self._tokens, figure.first, figure.last)
        mg = figure.each_mg
        self._said.append(DoseSaid(first=figure.first, last=figure.last, drug=drug, low=mg, high=mg, role="strength"))

    def _each(self, k: int) -> float | None:
        """Mg in one of what is counted at `k`: as said before it, else behind it, else in an earlier statement."""
        known = [f.each_mg for f in self._figures[:k] if f.each_mg is not None]
        later = [f.each_mg for f in self._figures[k:] if f.each_mg is not None]
        return known[-1] if known else later[0] if later else self._strength

    # ------------------------------------------------------------------------------------------ times

    def _parts_lead(self, doses: list[Figure]) -> bool:
        """Whether the parts of the day stand before their amounts: "mane 100 mg, nocte 75 mg"."""
        if len(doses) < 2:
            return False
        before = times_before(self._tokens, 0, doses[0].first).parts
        between = [times_before(self._tokens, a.last, b.first).parts for a, b in pairwise(doses)]
        after = times_after(self._tokens, doses[-1].last, len(self._tokens), alone=False).parts
        return bool(before) and all(between) and not after

    def _times(self, figure: Figure, start: int, stop: int, *, leading: bool, alone: bool) -> Times:
        if leading:
            return times_before(self._tokens, start, figure.first)
        times = times_after(self._tokens, figure.last, stop, alone=alone)
        if times.often is not None and not alone:
            return times
        part = None if alone else phrase_part(self._tokens, figure.last, stop)
        if part is not None:
            return replace(times, parts=frozenset((part,)))
        before = times_before(self._tokens, start, figure.first) if alone or not start else times
        return max(times, before, key=lambda t: t.often[1] if t.often else -1.0)

    # ------------------------------------------------------------------------------------------ one amount

    def _one(self, k: int, figure: Figure, times: Times) -> None:
        readings: tuple[Reading, ...] | None = figure.readings
        if figure.sort == "weight":
            weight = self._weight
            readings = tuple((low * weight, high * weight) for low, high in figure.readings) if weight else None
        elif figure.sort == "count":
            each = self._each(k)
            if each is None:
                self._unread.append(figure.first)
                return
            readings = tuple((low * each, high * each) for low, high in figure.readings)
        self._add(figure, readings, times)

    def _add(self, figure: Figure, readings: tuple[Reading, ...] | None, times: Times) -> None:
        first, last, often = figure.first, figure.last, times.often
        interval = 1 / often[1] if often is not None and 0 < often[1] < 1 else None
        role = role_of(self._tokens, first, last, interval)
        factor = 1.0 if often is None or role == "step" else max(1.0, often[1])
        factor *= halves(self._tokens, first)
        share = 1.0 if often is None or often[1] >= 1 or role == "step" else share_of_week(self._tokens, last)
        self._used |= set(range(first, last)) | times.used
        low = high = None
        if readings is not None:
            low, high = readings[0][0] * factor * share, max(r[1] for r in readings) * factor * share
        compare, place = compared(self._tokens, first, last)
        self._used |= set() if place is None else {place}
        said = DoseSaid(
            first=first,
            last=last,
            drug=drug_of(self._tokens, first, last),
            low=low,
            high=high,
            role=role,
            compare=compare,
            parts=times.parts,
            interval_days=interval,
            extra=is_extra(self._tokens, first, self._said[-1].last if self._said else None),
            bare=figure.sort == "loose",
        )
        self._said.append(self._as_change(said))

    def _as_change(self, said: DoseSaid) -> DoseSaid:
        """A range after "from" is a change, not a range."""
        number = self._tokens[said.first]
        if (
            number.kind is Kind.NUMBER
            and number.form.startswith("to")
            and said.low is not None
            and is_at(self._tokens, said.first - 1, "from")
        ):
            down = number.form.endswith("down")
            start, end = (said.high, said.low) if down else (said.low, said.high)
            return replace(said, role="to", from_mg=start, low=end, high=end)
        raised = any(t.kind is Kind.VERB and t.id in _CHANGING for t in self._tokens[: said.first])
        changed = is_at(self._tokens, said.first - 1, "→") or (raised and is_at(self._tokens, said.first - 1, "to"))
        if changed and self._said and self._said[-1].last >= said.first - 2:
            return replace(said, role="to", from_mg=self._said[-1].high)
        was = self._said[-1] if self._said and said.role == "to" else None
        if was is not None and was.role == "total" and is_at(self._tokens, was.first - 1, "on"):
            return replace(said, from_mg=was.high)
        return said

    def _supplies(self) -> None:
        """Tablets handed out for so many days, and those that only lie in the box."""
        for k, figure in enumerate(self._figures):
            if figure.sort != "supply":
                continue
            self._used |= set(range(figure.first, figure.last))
            days = supplied(self._tokens, figure.last)
            each = self._each(k)
            if days is None or each is None:
                continue
            mg = figure.readings[0][1] * each / days
            drug = drug_of(self._tokens, figure.first, figure.last)
            said = DoseSaid(first=figure.first, last=figure.last, drug=drug, low=mg, high=mg, role="total")
            self._said.append(said)


def _spread(tokens: Sequence[Token], said: list[DoseSaid]) -> list[DoseSaid]:
    """Amounts with what they may differ by put into one: "150 mg ± 25 mg"."""
    found: list[DoseSaid] = []
    for dose in said:
        before = found[-1] if found else None
        between = tuple(t.text.lower() for t in tokens[before.last : dose.first]) if before is not None else ()
        if before is None or before.high is None or dose.high is None or not differs(between):
            found.append(dose)
            continue
        low = None if before.low is None else before.low - dose.high
        found[-1] = replace(before, low=low, high=before.high + dose.high, last=dose.last)
    return found
