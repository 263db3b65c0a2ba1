"""The figures of a statement that may be amounts of a drug: masses, counts of tablets and bare numbers."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from service.safety.claims.dose_besides import FURTHER
from service.safety.claims.dose_counts import LEAST_BARE, MAX_COUNT, Figure, Sort, settled, tablet_after
from service.safety.claims.dose_words import is_at, unit_at
from service.safety.claims.weights import KG
from service.safety.english.measures import MG
from service.safety.english.wordlist import words
from service.safety.text.number_words import PLURAL
from service.safety.text.tokens import Kind, Reading, Token

#: Between a count and what it counts: "two of the", "3 big", "1 tab (".
_GAP = words(
    "of the those these his her your their my our × @ ( [ - doses dose portions portion lots times amounts servings "
    "size sized strength oral whole more extra additional further"
)
_TIMES_WORDS = ("times", "twice", "double", "thrice", "triple", "doubling", "tripling", "doubles", "triples")


#: A factor behind tablets that is higher tells how many are handed out.
_MOST_TIMES = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of a statement in order, and what was used up in finding them."""

    found: tuple[Figure, ...]
    used: frozenset[int]
    weight_kg: float | None


def find_figures(tokens: Sequence[Token], benign: Set[int]) -> Figures:
    """Find the figures; `benign` holds the places of numbers that are known to be something else."""
    finder = _Finder(tokens, benign)
    finder.read()
    return Figures(found=tuple(finder.found), used=frozenset(finder.used), weight_kg=finder.weight)


class _Finder:
    """Walks a statement once."""

    def __init__(self, tokens: Sequence[Token], benign: Set[int]) -> None:
        self._tokens = tokens
        self._benign = benign
        self.found: list[Figure] = []
        self.used: set[int] = set()
        self.weight = self._body_weight()
        self._volume = self._concentration()

    def read(self) -> None:
        """Find every figure, then tell counts from amounts."""
        for i, token in enumerate(self._tokens):
            if i in self.used or i in self._benign:
                continue
            if token.kind is Kind.NUMBER:
                self._number(i)
            elif token.kind is Kind.WORD and token.text.lower() in ("one", "a", "an", "another"):
                self._one(i)
        self.found = [g for f in self.found if (g := settled(self._tokens, f)) is not None]

    # ------------------------------------------------------------------------------------------ figures around

    def _body_weight(self) -> float | None:
        for i, token in enumerate(self._tokens):
            unit = unit_at(self._tokens, i) if token.kind is Kind.NUMBER else None
            if unit is not None and self._tokens[unit].id in KG and token.high is not None and token.high >= 1:
                self.used |= {i, unit}
                return token.high * KG[self._tokens[unit].id]
        return None

    def _concentration(self) -> float | None:
        for i, token in enumerate(self._tokens):
            unit = unit_at(self._tokens, i) if token.kind is Kind.NUMBER else None
            if unit is None or token.high is None:
                continue
            name = self._tokens[unit].id
            if name.endswith("/mL") and name[:-3] in MG:
                self.used |= {i, unit}
                return token.high * MG[name[:-3]]
            per = unit_at(self._tokens, unit + 2) if is_at(self._tokens, unit + 1, "/", "per", "in") else None
            if per is not None and self._tokens[per].id == "mL" and name in MG and self._tokens[unit + 2].low:
                self.used |= {i, unit, unit + 2, per}
                return token.high * MG[name] / (self._tokens[unit + 2].low or 1.0)
        return None

    # ------------------------------------------------------------------------------------------ one figure

    def _number(self, i: int) -> None:
        token = self._tokens[i]
        unit = unit_at(self._tokens, i)
        name = "" if unit is None else self._tokens[unit].id
        if unit is None and self._broken(i):
            return
        tablets = tablet_after(self._tokens, i + 1) if unit is None and token.form != PLURAL else None
        if unit is None and self._halved(i):
            last = (tablet_after(self._tokens, i + 2) or i + 2) + 1
            self._add(Figure(first=i, last=last, sort="count", readings=_scaled(token.readings, 0.5)))
        elif tablets is not None:
            self._add(Figure(first=i, last=tablets + 1, sort="count", readings=token.readings))
        elif unit is None or token.form == PLURAL:
            sort: Sort = "mass" if token.form == PLURAL else "loose"
            self._add(Figure(first=i, last=i + 1, sort=sort, readings=token.readings))
        elif name in MG or (name == "kg" and (token.high or 1.0) < 1):
            self._mass(i, unit, MG.get(name, 1e6))
        elif name in ("mL", "tsp") and self._volume is not None:
            self._mass(i, unit, self._volume * (5.0 if name == "tsp" else 1.0))
        elif name == "tablet":
            self._add(self._repeated(Figure(first=i, last=unit + 1, sort="count", readings=token.readings)))
        elif name.endswith("/kg") and name[:-3] in MG:
            scaled = _scaled(token.readings, MG[name[:-3]])
            self._add(Figure(first=i, last=unit + 1, sort="weight", readings=scaled))

    def _repeated(self, count: Figure) -> Figure:
        """As in "2 tabs x 2": so many tablets, so many times a day."""
        after = self._tokens[count.last : count.last + 2]
        if not after or after[0].kind is not Kind.MULTIPLE or after[0].form != "x" or after[-1].kind is Kind.TIMEUNIT:
            return count
        if (after[0].high or 0.0) > _MOST_TIMES:
            return count
        readings = _times(count.readings, ((after[0].low or 1.0, after[0].high or 1.0),))
        return replace(count, last=count.last + 1, readings=readings)

    def _broken(self, i: int) -> bool:
        """Whether a sign without spaces stands between the number and another: no figure that can be trusted."""
        glued = all(k + 1 < len(self._tokens) and self._tokens[k].end == self._tokens[k + 1].start for k in (i, i + 1))
        return glued and is_at(self._tokens, i + 1, ";", "_", ":", "=") and self._tokens[i + 2].kind is Kind.NUMBER

    def _halved(self, i: int) -> bool:
        """As in "three half-tablets", "five half tablets": what is counted are halves."""
        return is_at(self._tokens, i + 1, "half") and tablet_after(self._tokens, i + 2) is not None

    def _one(self, i: int) -> None:
        """A tablet, another one: a count of one where something to take follows."""
        j = i + 1
        while j < len(self._tokens) and (self._tokens[j].kind is Kind.DRUG or is_at(self._tokens, j, *FURTHER)):
            j += 1
        if j < len(self._tokens) and self._tokens[j].id == "tablet" and self._tokens[j].kind is Kind.UNIT:
            self._add(Figure(first=i, last=j + 1, sort="count", readings=((1.0, 1.0),)))
        elif self._tokens[i].text.lower() in ("one", "another") and not self._one_of_them(i):
            self._add(Figure(first=i, last=i + 1, sort="loose", readings=((1.0, 1.0),)))

    def _one_of_them(self, i: int) -> bool:
        """As in "one of them is over 500": no tablet."""
        return is_at(self._tokens, i + 1, "of") and is_at(self._tokens, i + 2, "them", "these", "those", "the", "us")

    def _mass(self, i: int, unit: int, scale: float) -> None:
        self._share(i, scale)
        readings = _scaled(self._tokens[i].readings, scale)
        last = unit + 1
        if last < len(self._tokens) and self._tokens[last].kind is Kind.MULTIPLE and self._tokens[last].form == "x":
            factor = self._tokens[last]
            if (factor.high or 0.0) <= MAX_COUNT:
                each = readings[0][1]
                readings = tuple((low * (factor.low or 1), high * (factor.high or 1)) for low, high in readings)
                self._add(Figure(first=i, last=last + 1, sort="mass", readings=readings, each_mg=each, counted=True))
                return
            self.found.append(Figure(first=i, last=last, sort="mass", readings=readings))
            supply = ((factor.low or 0.0, factor.high or 0.0),)
            tablet = tablet_after(self._tokens, last + 1)
            self.found.append(Figure(first=last, last=(tablet or last) + 1, sort="supply", readings=supply))
            return
        self._add(Figure(first=i, last=last, sort="mass", readings=readings))

    def _share(self, i: int, scale: float) -> None:
        """Numbers before an amount that share its unit: "75, 100 and 150 mg", "150 -> 200 mg"."""
        place, k = i, len(self.found)
        while k and self.found[k - 1].sort == "loose" and self._joins(self.found[k - 1].last, place):
            k -= 1
            figure = self.found[k]
            self.found[k] = replace(figure, sort="mass", readings=_scaled(figure.readings, scale))
            place = figure.first

    def _joins(self, last: int, place: int) -> bool:
        if place - last != 1 or not self._tokens[last - 1].readings or self._tokens[last - 1].kind is not Kind.NUMBER:
            return False
        return is_at(self._tokens, last, ",", "and", "or", "→", "with", "then", "to", "versus", "vs", "/")

    def _add(self, figure: Figure) -> None:
        """Add a figure, with the count or the factor that stands right before it."""
        times = self._tokens[figure.first - 1] if figure.first else None
        written = times is not None and times.kind is Kind.MULTIPLE and figure.readings[0][1] >= LEAST_BARE
        if figure.sort == "mass" or (figure.sort == "loose" and written):
            figure = self._multiplied(figure)
        self.found.append(figure)

    def _multiplied(self, figure: Figure) -> Figure:
        """The mass times all counts and factors in front of it."""
        while (more := self._once_multiplied(figure)) is not None:
            figure = more
        return figure

    def _once_multiplied(self, figure: Figure) -> Figure | None:
        j = figure.first - 1
        while j >= 0 and (self._tokens[j].kind is Kind.DRUG or self._tokens[j].text.lower() in _GAP):
            j -= 1
        each = figure.each_mg or figure.readings[0][1]
        before = self._tokens[j] if j >= 0 else None
        if before is not None and before.kind is Kind.MULTIPLE and before.id in _TIMES_WORDS and before.form != "past":
            self.used.add(j)
            readings = _times(figure.readings, ((before.low or 1.0, before.high or 1.0),))
            return replace(figure, first=j, readings=readings, each_mg=each, counted=True)
        count = self.found[-1] if self.found else None
        if count is None or count.last != j + 1 or count.sort not in ("count", "loose"):
            return None
        if count.readings[0][1] > MAX_COUNT and tablet_after(self._tokens, figure.last) is not None:
            self.found[-1] = replace(count, sort="supply")
        if not self._counts(count, figure):
            return None
        self.found.pop()
        readings = _times(figure.readings, count.readings)
        self.used |= set(range(count.first, count.last))
        return replace(figure, first=count.first, readings=readings, each_mg=each, counted=True)

    def _counts(self, count: Figure, mass: Figure) -> bool:
        """Whether a number right before a mass says how many of it."""
        if (count.readings[0][1]) > MAX_COUNT:
            return False
        if count.sort == "count" or tablet_after(self._tokens, mass.last) is not None:
            return True
        named = self._tokens[mass.first].form == PLURAL
        between = self._tokens[count.last : mass.first]
        told = any(t.text.lower() in ("×", "of", "doses", "portions", "lots") for t in between)
        ordered = any(t.kind is Kind.DRUG for t in between)
        return named or told or ordered


def _scaled(readings: tuple[Reading, ...], scale: float) -> tuple[Reading, ...]:
    return tuple((low * scale, high * scale) for low, high in readings)


def _times(readings: tuple[Reading, ...], counts: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple((a * low, b * high) for low, high in readings for a, b in counts)
