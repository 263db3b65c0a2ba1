"""Read weight and age, and whether a text speaks of more than one patient."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_KG = {"kg": 1.0, "lb": 0.45359237}
_KIN = frozenset("husband wife partner brother sister mother father mum mom dad son daughter friend".split())
_PEOPLE = frozenset("man woman male female lady gentleman boy girl yo y/o yr yrs".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Body weight and age; None is unknown."""

    weight_kg: float | None = None
    age_years: float | None = None


def read_person(scan: Scan) -> Person:
    """Weight in kg (pounds converted: 1 lb = 0.45359237 kg) and age in years; both None when not given."""
    weight: float | None = None
    age: float | None = None
    for i, token in enumerate(scan.tokens):
        if token.kind is not Kind.NUMBER or i in scan.used or token.high is None:
            continue
        following = scan.token(i + 1)
        after = scan.text(i + 1)
        if following is not None and following.kind is Kind.UNIT and following.id in _KG:
            weight = token.high * _KG[following.id]
            scan.used.add(i)
        elif after in ("m", "f", "yo", "y/o") or scan.text(i - 1) == "aged" or _years_old(scan, i):
            age = token.high if 0 < token.high <= 120 else age
            scan.used.add(i)
    return Person(weight_kg=weight, age_years=age)


def _years_old(scan: Scan, i: int) -> bool:
    following = scan.token(i + 1)
    years = following is not None and following.kind is Kind.TIMEUNIT and following.id == "year"
    near = {scan.text(i + 2), scan.text(i + 3)}
    return (years and bool(near & {"old", "-old"} | near & _PEOPLE)) or (
        scan.text(i - 1) == "of" and scan.text(i - 2) in _PEOPLE
    )


def two_patients(scan: Scan) -> bool:
    """Whether the text tells two patients apart by number, letter or "another"."""
    words = [scan.text(i) for i in range(len(scan.tokens))]
    pairs = list(pairwise(words))
    if any(
        a in ("two", "both", "2", "other", "another", "second") and b in ("patients", "pts", "patient", "pt", "people")
        for a, b in pairs
    ):
        return True
    kin = any(a in _KIN and "and" in words[i : i + 3] and words[i + 2 : i + 3] == ["i"] for i, a in enumerate(words))
    if kin and {"mine", "his", "hers", "her", "both"} & set(words):
        return True
    labels = {b for a, b in pairs if a in ("patient", "pt", "case") and b in ("a", "b", "1", "2", "one", "two")}
    return len(labels & {"a", "1", "one"}) + len(labels & {"b", "2", "two"}) >= 2
