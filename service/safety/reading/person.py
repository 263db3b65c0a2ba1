"""Read weight and age, and what an age makes of a patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Topic
from service.domain.facts import Read, SignFact
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_KG = {"kg": 1.0, "lb": 0.45359237}
#: How an age is written behind a figure and before it.
_SHORT = frozenset("m f yo y/o".split())
_AGED = frozenset("aged age".split())
_SAYS = frozenset(": = of is".split())
_OLDEST = 120
#: How many of a unit of time are a year.
_A_YEAR = {"year": 1, "month": 12, "week": 52}
_PEOPLE = frozenset("man woman male female lady gentleman boy girl child baby infant kid".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Body weight and age; None is unknown."""

    weight_kg: float | None = None
    age_years: float | None = None
    age_read: Read | None = None
    """Where the age stood."""


def of_age(age_years: float | None, signs: Sequence[SignFact], read: Read | None, topic: Topic) -> tuple[SignFact, ...]:
    """The signs of a patient with the conditions that an age decides: "my son, 34" is no child, "9 y" is one.

    An age that was read before has decided already: then `read` is None.
    """
    if age_years is None:
        return tuple(signs)
    limits = {one.id: one.below_years for one in topic.vocabulary.conditions if one.below_years is not None}
    others = tuple(sign for sign in signs if sign.id not in limits)
    if read is None:
        return others
    met = (name for name, limit in limits.items() if age_years < limit)
    return (*others, *(SignFact(of="condition", id=name, present=True, read=read) for name in met))


def read_person(scan: Scan) -> Person:
    """Weight in kg (pounds converted: 1 lb = 0.45359237 kg) and age in years; both None when not given."""
    weight: float | None = None
    age: float | None = None
    age_read: Read | None = None
    for i, token in enumerate(scan.tokens):
        if token.kind is not Kind.NUMBER or i in scan.used or token.high is None:
            continue
        following = scan.token(i + 1)
        if following is not None and following.kind is Kind.UNIT and following.id in _KG:
            weight = token.high * _KG[following.id]
            scan.used.add(i)
        elif (years := _years(scan, i)) is not None:
            if 0 < years <= _OLDEST:
                age, age_read = years, scan.read(i, i + 1)
            scan.used.add(i)
    return Person(weight_kg=weight, age_years=age, age_read=age_read)


def _years(scan: Scan, i: int) -> float | None:
    """The figure at token `i` as an age in years; None where it is none: "9 y old", "age 9", "9F", "14 months old"."""
    figure = scan.tokens[i].high or 0.0
    # "A 9-year-old", "9 y/o", "9 y.o.": what stands between is no word.
    behind = [j for j in range(i + 1, min(i + 7, len(scan.tokens))) if scan.text(j) not in ("-", "/", ".")][:3]
    words = [scan.text(j) for j in behind]
    unit = scan.tokens[behind[0]] if behind and scan.is_kind(behind[0], Kind.TIMEUNIT) else None
    if unit is not None and unit.id in _A_YEAR and (words[1:2] == ["o"] or bool(({"old"} | _PEOPLE) & set(words[1:]))):
        return figure / _A_YEAR[unit.id]
    called = scan.text(i - 1) in _AGED or (scan.text(i - 1) in _SAYS and scan.text(i - 2) in _AGED)
    of = scan.text(i - 1) == "of" and scan.text(i - 2) in _PEOPLE
    return figure if scan.text(i + 1) in _SHORT or called or of else None
