"""Amounts of a drug as a text says them: strength, count, frequency and weight worked out to mg a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Vocabulary
from service.safety.dose_words import (
    Role,
    compared,
    daily_after,
    drug_of,
    frequency_after,
    is_at,
    role_of,
    share_of_week,
    unit_at,
)
from service.safety.measures import MG
from service.safety.tokens import Kind, Reading, Token
from service.safety.wordlist import words

_EXTRA = words("extra additional another further supplementary plus +")
_KG = {"kg": 1.0, "lb": 0.45359237, "stone": 6.35029318}


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
    tokens: Sequence[Token], vocabulary: Vocabulary, *, weight_kg: float | None, strength_mg: float | None
) -> Doses:
    """Read every amount of a statement, with the figures of earlier statements where they are needed."""
    return _Reader(tokens, vocabulary, weight_kg, strength_mg).read()


class _Reader:
    """Walks a statement once; what it has used is kept for coverage."""

    def __init__(
        self, tokens: Sequence[Token], vocabulary: Vocabulary, weight: float | None, strength: float | None
    ) -> None:
        self._tokens = tokens
        self._relations = {d.id: d.relation for d in vocabulary.drugs}
        self._used: set[int] = set()
        self._said: list[DoseSaid] = []
        self._unread: list[int] = []
        self._weight = self._body_weight() or weight
        self._strength = strength or self._only_strength()
        self._volume = self._concentration()

    def read(self) -> Doses:
        i = 0
        while i < len(self._tokens):
            i = self._at(i)
        return Doses(
            said=tuple(self._said), used=frozenset(self._used), weight_kg=self._weight, unread=tuple(self._unread)
        )

    # ------------------------------------------------------------------------------------------ figures around

    def _body_weight(self) -> float | None:
        for i, token in enumerate(self._tokens):
            unit = unit_at(self._tokens, i) if token.kind is Kind.NUMBER else None
            if unit is not None and self._tokens[unit].id in _KG and token.high is not None and token.high >= 1:
                self._used |= {i, unit}
                return token.high * _KG[self._tokens[unit].id]
        return None

    def _only_strength(self) -> float | None:
        """The strength of the tablets that the statement speaks of."""
        for i, token in enumerate(self._tokens):
            unit = unit_at(self._tokens, i) if token.kind is Kind.NUMBER else None
            if unit is not None and self._tokens[unit].id in MG and self._tablet_after(unit) and token.high is not None:
                return token.high * MG[self._tokens[unit].id]
        return None

    def _tablet_after(self, unit: int) -> int | None:
        for j in range(unit + 1, min(unit + 4, len(self._tokens))):
            if self._tokens[j].kind is Kind.UNIT and self._tokens[j].id == "tablet":
                return j
            if self._tokens[j].kind not in (Kind.DRUG, Kind.WORD) and not is_at(self._tokens, j, "-"):
                return None
        return None

    def _concentration(self) -> float | None:
        for i, token in enumerate(self._tokens):
            unit = unit_at(self._tokens, i) if token.kind is Kind.NUMBER else None
            if unit is None or token.high is None:
                continue
            name = self._tokens[unit].id
            if name.endswith("/mL") and name[:-3] in MG:
                self._used |= {i, unit}
                return token.high * MG[name[:-3]]
            per = unit_at(self._tokens, unit + 2) if is_at(self._tokens, unit + 1, "/", "per", "in") else None
            if per is not None and self._tokens[per].id == "mL" and name in MG and self._tokens[unit + 2].low:
                self._used |= {i, unit, unit + 2, per}
                return token.high * MG[name] / (self._tokens[unit + 2].low or 1.0)
        return None

    # ------------------------------------------------------------------------------------------ one amount

    def _at(self, i: int) -> int:
        token = self._tokens[i]
        if token.kind is not Kind.NUMBER or i in self._used:
            return i + 1
        unit = unit_at(self._tokens, i)
        if unit is None:
            return self._bare(i)
        name = self._tokens[unit].id
        if name in MG or name == "kg":
            return self._mass(i, unit) if name != "kg" or (token.high or 1) < 1 else unit + 1
        if name in ("mL", "tsp") and self._volume is not None:
            per = self._volume * (5.0 if name == "tsp" else 1.0)
            self._add(i, unit + 1, [(low * per, high * per) for low, high in token.readings])
            return unit + 1
        if name == "tablet":
            return self._tablets(i, unit)
        if name.endswith("/kg") and name[:-3] in MG:
            scale = MG[name[:-3]] * (self._weight or 0.0)
            readings = [(low * scale, high * scale) for low, high in token.readings] if self._weight else None
            self._add(i, unit + 1, readings)
            return unit + 1
        return unit + 1

    def _mass(self, i: int, unit: int) -> int:
        scale = MG.get(self._tokens[unit].id, 1e6)
        readings = [(low * scale, high * scale) for low, high in self._tokens[i].readings]
        first, last = i, unit + 1
        tablet = self._tablet_after(unit)
        count = self._count_before(i)
        if count is not None:
            first = count
            factor = self._tokens[count]
            readings = [(a * low, b * high) for low, high in readings for a, b in self._readings(factor)]
            self._used |= set(range(count, i))
        elif tablet is not None:
            return self._strength_alone(i, unit, tablet)
        last = tablet + 1 if tablet is not None else last
        if last < len(self._tokens) and self._tokens[last].kind is Kind.MULTIPLE and self._tokens[last].form == "x":
            factor = self._tokens[last]
            readings = [(low * (factor.low or 1), high * (factor.high or 1)) for low, high in readings]
            last += 1
        self._listed(first, unit, scale)
        self._add(first, last, readings)
        return last

    @staticmethod
    def _readings(token: Token) -> tuple[Reading, ...]:
        return token.readings or ((token.low or 1.0, token.high or 1.0),)

    def _count_before(self, i: int) -> int | None:
        """Place of a count or factor right before the strength at `i`: "four 50-mg", "2 x 50 mg", "two of the"."""
        j = i - 1
        while j >= 0 and (
            self._tokens[j].kind is Kind.DRUG
            or is_at(self._tokens, j, "of", "the", "×", "those", "these", "his", "her")
        ):
            j -= 1
        if j < 0 or j in self._used:
            return None
        token = self._tokens[j]
        if (
            token.kind is Kind.MULTIPLE
            and token.id in ("times", "twice", "double", "thrice", "triple")
            and token.form != "past"
        ):
            return j
        tablets = self._tablet_after(i + 1) or self._tablet_after(i + 2)
        if token.kind is Kind.NUMBER and (is_at(self._tokens, i - 1, "×") or (tablets and (token.high or 99) <= 12)):
            return j
        if token.kind is Kind.UNIT and token.id == "tablet" and j and self._tokens[j - 1].kind is Kind.NUMBER:
            return j - 1
        return None

    def _strength_alone(self, i: int, unit: int, tablet: int) -> int:
        """A strength without a count: the count may follow; if only a frequency does, one tablet is meant."""
        self._used |= set(range(i, tablet + 1))
        mg = (self._tokens[i].high or 0.0) * MG[self._tokens[unit].id]
        later = any(
            t.kind is Kind.NUMBER
            and (
                ((u := unit_at(self._tokens, j)) is not None and self._tokens[u].id == "tablet")
                or daily_after(self._tokens, j)
            )
            for j, t in enumerate(self._tokens)
            if j > tablet
        )
        times, _, _ = frequency_after(self._tokens, tablet + 1)
        role: Role = "strength" if later or times is None else "total"
        self._strength = mg
        if role == "strength":
            self._said.append(
                DoseSaid(first=i, last=tablet + 1, drug=drug_of(self._tokens, i, tablet), low=mg, high=mg, role=role)
            )
        else:
            self._add(i, tablet + 1, [(mg, mg)])
        return tablet + 1

    def _tablets(self, i: int, unit: int) -> int:
        if (
            is_at(self._tokens, unit + 1, "of")
            and unit + 2 < len(self._tokens)
            and self._tokens[unit + 2].kind is Kind.NUMBER
        ):
            return unit + 1
        if self._strength is None:
            self._unread.append(i)
            return unit + 1
        readings = [(low * self._strength, high * self._strength) for low, high in self._tokens[i].readings]
        self._add(i, unit + 1, readings)
        return unit + 1

    def _bare(self, i: int) -> int:
        """A number that shares the unit of a later one, or has none: "from 150 to 200", "200 daily"."""
        j = i + 1
        if is_at(self._tokens, j, "→") and j + 1 < len(self._tokens) and self._tokens[j + 1].kind is Kind.NUMBER:
            return j + 1
        after = self._tokens[j] if j < len(self._tokens) else None
        if after is not None and daily_after(self._tokens, i):
            count = self._tokens[i].high or 0.0
            if self._strength is not None and count <= 20:
                self._add(
                    i, j, [(low * self._strength, high * self._strength) for low, high in self._tokens[i].readings]
                )
                return j
            self._add(i, j, list(self._tokens[i].readings), bare=True)
            return j
        return j

    def _listed(self, first: int, unit: int, scale: float) -> None:
        """Numbers before an amount that share its unit: "75, 100 and 150 mg", "150 -> 200 mg", "50 or 200 mg"."""
        j = first - 1
        while j > 0:
            if not (
                is_at(self._tokens, j, ",", "and", "or", "→", "with", "then", "to", "versus", "vs")
                and self._tokens[j - 1].kind is Kind.NUMBER
            ):
                return
            number = j - 1
            if number in self._used or is_at(self._tokens, number - 1, "week", "month", "day"):
                return
            if is_at(self._tokens, j, "and", ",") and number and self._tokens[number - 1].kind is Kind.TIMEUNIT:
                return
            readings = [(low * scale, high * scale) for low, high in self._tokens[number].readings]
            self._add(number, number + 1, readings, until=unit)
            j = number - 1

    # ------------------------------------------------------------------------------------------ what belongs to it

    def _add(
        self, first: int, last: int, readings: list[Reading] | None, *, bare: bool = False, until: int | None = None
    ) -> None:
        times, parts, used = frequency_after(self._tokens, until + 1 if until is not None else last)
        interval = None if times is None or times[1] >= 1 else 1 / times[1]
        role = role_of(self._tokens, first, last, interval)
        factor = 1.0 if times is None or role == "step" else max(1.0, times[1])
        share = 1.0 if times is None or times[1] >= 1 or role == "step" else share_of_week(self._tokens, last)
        self._used |= set(range(first, last)) | used
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
            parts=parts,
            interval_days=interval,
            extra=any(is_at(self._tokens, j, *_EXTRA) for j in range(max(0, first - 2), first)),
            bare=bare,
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
            low, high = said.low, said.high
            return replace(
                said, role="to", from_mg=high if down else low, low=low if down else high, high=low if down else high
            )
        raised = any(t.kind is Kind.VERB and t.id in ("raise", "reduce") for t in self._tokens[: said.first])
        changed = is_at(self._tokens, said.first - 1, "→") or (raised and is_at(self._tokens, said.first - 1, "to"))
        if changed and self._said and self._said[-1].last >= said.first - 2:
            return replace(said, role="to", from_mg=self._said[-1].high)
        return said
