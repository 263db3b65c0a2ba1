"""Doses that are told by another one: twice it, a fifth more, 80 % of that, the same again, 25 mg above it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Literal

from service.safety.claims.doses_said import DoseSaid
from service.safety.english import phrasing
from service.safety.english.comparisons import (
    ADDING,
    ALLOWED,
    BEFORE,
    CHECKS,
    COUNTS,
    LESS,
    MORE,
    MULTIPLYING,
    PARTS,
    REFERENCES,
    SAME,
    TO_BE,
)
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind

#: What a dose is compared with: one that is named beside it, today's, or the one of before.
Than = Literal["named", "today", "before"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeSaid:
    """A dose as a multiple of another, or as so many mg away from it."""

    place: int
    factor: float
    plus_mg: float = 0.0
    than: Than
    base: int | None
    """Index of the amount of the statement that it is told by; None for one that is not named."""


#: One of these begins every relative dose but those that stand right behind an amount; the counts of parts and the
#: phrases for the same do so only where a part, or the rarest word of a phrase, is named.
_FIGURES = cue({"half", "double up", "doubling up"} | MULTIPLYING, kinds=(Kind.NUMBER, Kind.MULTIPLE))
_COUNTING, _PARTED = cue(COUNTS), cue(PARTS)
_REPEATING = cue({*SAME, "same", "the"})
_REPEATED = cue({"same", *(max(phrase, key=len) for listed in SAME.values() for phrase in listed)})


def read_relatives(tokens: Line, said: Sequence[DoseSaid], benign: Set[int]) -> tuple[RelativeSaid, ...]:
    """Every dose of a statement that is told by another one."""
    reader = _Reader(tokens, said, benign)
    wanted = _FIGURES
    wanted |= _COUNTING if tokens.cues & _PARTED else 0
    wanted |= _REPEATING if tokens.cues & _REPEATED else 0
    places = {*tokens.places(wanted), *(d.last for d in said if d.last < len(tokens))}
    return tuple(r for i in sorted(places) if (r := reader.at(i)) is not None)


class _Reader:
    """Looks at each word once."""

    def __init__(self, tokens: Line, said: Sequence[DoseSaid], benign: Set[int]) -> None:
        self._tokens = tokens
        self._words = tokens.words
        self._said = said
        self._benign = benign

    def at(self, i: int) -> RelativeSaid | None:
        """The relative dose whose first word is at `i`."""
        found = self._read(i)
        return None if found is None or self._of_a_test(i) else found

    def _read(self, i: int) -> RelativeSaid | None:
        if self._words[i] == "half" and self._halves(i + 1):
            return None
        share = self._share(i)
        if share is not None:
            return self._changed(i, *share)
        token = self._tokens[i]
        if token.kind is Kind.NUMBER and token.high and self._days_worth(i):
            return self._made(i, token.high)
        if self._words[i] in MULTIPLYING:
            return None if (by := self._multiplied(i)) is None else self._made(i, by)
        if token.kind is Kind.VERB and self._words[i] in ("double up", "doubling up"):
            return self._made(i, 2.0)
        if token.kind is Kind.MULTIPLE and i not in self._benign and token.high is not None:
            if self._words[i + 1 : i + 4] == ("as", "much", "again"):
                return self._made(i, 1.0 + token.high)
            if set(self._words[i + 1 : i + 6]) & ALLOWED:
                return None  # "Twice what is allowed": how far it goes beyond a limit.
            if set(self._words[i + 1 : i + 3]) & CHECKS:
                return None  # "Double-check the chart".
            many = self._words[i + 1 : i + 3] == ("as", "many")
            ordered = (
                token.form == "verb" or many or self._refers(i + 1) or (token.form == "past" and self._is_to_be(i))
            )
            j = i + 2 if self._words[i + 1 : i + 2] == ("the",) else i + 1
            counted = j < len(self._tokens) and self._tokens[j].kind in (Kind.NUMBER, Kind.LIMIT, Kind.UNIT)
            return self._made(i, token.high) if ordered and not counted else None
        return self._same(i) or self._offset(i)

    def _multiplied(self, i: int) -> float | None:
        """As in "multiply it by two", "times it by two", "raise it by a factor of two"."""
        if self._words[i] == "factor" and (self._words[i - 2 : i] != ("by", "a") or self._lowers(i)):
            return None
        dose = any(d.last in (i, i - 1) for d in self._said) and self._words[i + 2 : i + 3] != ("kg",)
        if self._words[i] == "times" and not dose and not self._refers(i + 1):
            return None
        j = i + 1
        while j < len(self._words) and (self._words[j] in ("by", "of") or self._refers(j)):
            j += 1
        factor = self._tokens[j] if j < len(self._tokens) else None
        return factor.high if factor is not None and factor.kind is Kind.NUMBER else None

    def _days_worth(self, i: int) -> bool:
        """As in "two days' worth", "three doses at once"."""
        counted = self._words[i + 1 : i + 2] in (("days",), ("doses",))
        return counted and bool({"worth", "together", "at once"} & set(self._words[i + 2 : i + 5]))

    def _of_a_test(self, i: int) -> bool:
        """Whether a laboratory test, and no drug, is named shortly before or right behind."""
        for token in (*reversed(self._tokens[max(0, i - 8) : i]), *self._tokens[i + 1 : i + 4]):
            if token.kind in (Kind.ANALYTE, Kind.PANEL, Kind.LIMIT):
                return True
            if token.kind is Kind.DRUG or token.text.lower() in phrasing.DRUG_NOUNS:
                return False
        return False

    # ------------------------------------------------------------------------------------------ shares

    def _share(self, i: int) -> tuple[float, int] | None:
        """A percentage or a fraction at `i`, and the place behind it."""
        token = self._tokens[i]
        if token.kind is Kind.NUMBER and i + 1 < len(self._tokens) and self._tokens[i + 1].id == "%":
            return (token.high or 0.0) / 100, i + 2
        count = COUNTS.get(self._words[i])
        if count is not None and i + 1 < len(self._words):
            j = i + 2 if self._words[i + 1] == "-" else i + 1
            part = PARTS.get(self._words[j]) if j < len(self._words) else None
            return None if part is None else (count * part, j + 1)
        if self._words[i] == "half" and token.kind is not Kind.NUMBER:
            return 0.5, i + 1
        return None

    def _halves(self, j: int) -> bool:
        """Whether "half" before `j` is of a tablet: two half-tablets are compared with nothing."""
        j += self._words[j : j + 1] == ("-",)
        return j < len(self._tokens) and self._tokens[j].id == "tablet"

    def _changed(self, i: int, share: float, j: int) -> RelativeSaid | None:
        """A share as a change ("by a fifth", "10 % more") or as what is left ("80 % of that")."""
        before = self._words[max(0, i - 2) : i]
        after = self._words[j : j + 4]
        if (
            (after[:2] == ("as", "much") and "again" in after[2:4])
            or set(after[:1]) & MORE
            or set(before[-1:]) & ADDING
        ):
            return self._made(i, 1.0 + share)
        if after[:2] == ("on", "top") or (set(after[:2]) & {"on", "in"} and set(after[:3]) & MORE):
            return self._made(i, 1.0 + share)
        if set(after[:1]) & LESS or before[-1:] in (("less",), ("minus",)):
            return self._made(i, 1.0 - share)
        if before[-1:] == ("by",):
            return self._made(i, 1.0 - share if self._lowers(i) else 1.0 + share)
        if (after[:1] == ("of",) and self._refers(j + 1)) or (before[-1:] == ("to",) and after[:1] != ("of",)):
            return self._made(i, share)
        return self._made(i, share) if self._refers(j) and self._words[i] == "half" else None

    def _lowers(self, i: int) -> bool:
        """Whether the verb before `i` takes away."""
        verbs = [t for t in self._tokens[:i] if t.kind is Kind.VERB and t.id in ("raise", "reduce")]
        return bool(verbs) and verbs[-1].id == "reduce"

    def _refers(self, j: int) -> bool:
        """Whether a dose is meant by what stands at `j`: an amount, a pronoun, "her present dose"."""
        while j < len(self._words) and self._words[j] in ("the", "her", "his", "their", "your", "my", "as", "a", "of"):
            j += 1
        if j >= len(self._tokens):
            return False
        named = self._tokens[j].kind is Kind.DRUG or any(d.first <= j < d.last for d in self._said)
        return named or self._words[j] in REFERENCES

    # --------------------------------------------------------------------------------- the same, and so far off

    def _is_to_be(self, i: int) -> bool:
        """As in "may be tripled", "gets doubled"; what "was" doubled is history."""
        return bool(set(self._words[max(0, i - 3) : i]) & TO_BE)

    def _same(self, i: int) -> RelativeSaid | None:
        for phrase in SAME.get(self._words[i], ()):
            if tuple(self._words[i : i + len(phrase)]) == phrase:
                return self._made(i, 2.0 if phrase[-1] == "again" else 1.0)
        if self._words[i : i + 2] == ("the", "same") and (
            i + 2 == len(self._words) or self._words[i + 2] in (".", ";")
        ):
            return self._made(i, 1.0)
        noun = self._words[i + 1 : i + 3]
        return self._made(i, 1.0) if self._words[i] == "same" and set(noun) & phrasing.SAME_DOSE_NOUNS else None

    def _offset(self, i: int) -> RelativeSaid | None:
        """As in "50 mg less than this", "25 mg above her present dose"."""
        dose = next((d for d in self._said if d.last == i and d.high is not None), None)
        if dose is None or dose.high is None or self._words[i] not in MORE | LESS | {"on"}:
            return None
        j = i + 1
        while j < len(self._words) and self._words[j] in ("than", "top", "of"):
            j += 1
        summed = self._words[i] == "plus" and any(d.first == j for d in self._said)
        if summed or not self._refers(j) or self._words[j : j + 1] == ("of",):
            return None
        sign = -1.0 if self._words[i] in LESS else 1.0
        return self._made(i, 1.0, plus_mg=sign * dose.high, but=dose)

    def _outcome(self, dose: DoseSaid) -> bool:
        """As in "by half, to 75 mg": what the change comes to, not what it starts from."""
        return self._words[dose.first - 1 : dose.first] in (("to",), ("=",), ("i.e.",), ("makes",), ("giving",))

    def _made(self, i: int, factor: float, *, plus_mg: float = 0.0, but: DoseSaid | None = None) -> RelativeSaid:
        near = set(self._words[max(0, i - 2) : i + 12])
        others = [n for n, d in enumerate(self._said) if d is not but and d.role != "strength"]
        before = [n for n in others if self._said[n].last <= i]
        after = [n for n in others if i < self._said[n].first <= i + 8 and not self._outcome(self._said[n])]
        base = after[0] if after else before[-1] if before else None
        than: Than = "named" if base is not None else "before" if near & BEFORE else "today"
        return RelativeSaid(place=i, factor=factor, plus_mg=plus_mg, than=than, base=base)
