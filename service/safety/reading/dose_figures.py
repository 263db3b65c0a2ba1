"""Find the dose figures of a text: how much of which drug on any one day, and changes written as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.model import Topic
from service.safety.reading.dose_bare import SMALLEST_BARE, bare_dose
from service.safety.reading.dose_changes import told_change
from service.safety.reading.dose_counts import counted
from service.safety.reading.scan import Scan, in_order
from service.safety.rules.figures import shown
from service.safety.text.tokens import Kind, Token

_MASS = {"g": 1000.0, "mg": 1.0, "µg": 0.001, "ug": 0.001, "mcg": 0.001, "ng": 1e-6}
_BREAKS = frozenset("with and plus then or but for".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A dose figure in the text, before it is known what it is for."""

    at: int
    end: int
    low: float
    high: float
    drug: str
    governed: bool
    change: tuple[float, float] | None
    per_kg: bool
    arithmetic: str | None
    frequency: float | None
    part: bool = False
    """True for a dose of one part of the day ("100 mg in the morning")."""


def dose_figures(scan: Scan, topic: Topic) -> Iterator[Found]:
    """Every dose of the text, in order; the tokens it used are marked, the parts of one day are added up."""
    held: Found | None = None
    for found in _single_figures(scan, topic):
        if held is not None and _same_day(held, found):
            held = _added(held, found)
            continue
        if held is not None:
            yield held
        held = found
    if held is not None:
        yield held


def _same_day(one: Found, other: Found) -> bool:
    return one.part and other.part and one.drug == other.drug and other.at - one.end <= 3


def _added(one: Found, other: Found) -> Found:
    words = f"{shown(one.high)} mg + {shown(other.high)} mg = {shown(one.high + other.high)} mg/day"
    return replace(one, end=other.end, low=one.low + other.low, high=one.high + other.high, arithmetic=words)


def _single_figures(scan: Scan, topic: Topic) -> Iterator[Found]:
    for i, token in enumerate(scan.tokens):
        if token.kind is not Kind.NUMBER or i in scan.used or token.low is None:
            continue
        mass = _mass_unit(scan.token(i + 1))
        if mass is None and not bare_dose(scan, i):
            continue
        if mass is None and scan.is_kind(i + 1, Kind.UNIT, Kind.TIMEUNIT):
            continue
        factor, per_kg = mass or (1.0, False)
        found = _found(scan, topic, i, factor, per_kg)
        scan.used.update(range(found.at, found.end + 1))
        yield found


def _mass_unit(token: Token | None) -> tuple[float, bool] | None:
    """The mg that one of the unit is, and whether it is per kilogram; None when it is no dose unit."""
    if token is None or token.kind is not Kind.UNIT:
        return None
    name, _, rest = token.id.partition("/")
    if name not in _MASS or (rest and rest.split("/")[0] not in ("d", "day", "kg")):
        return None
    return _MASS[name], "kg" in rest


def _found(scan: Scan, topic: Topic, i: int, factor: float, per_kg: bool) -> Found:
    token = scan.tokens[i]
    end = i + 1 if _mass_unit(scan.token(i + 1)) else i
    change, end = (None, end) if scan.text(i - 1) == "by" else _chain(scan, i, end, factor)
    upper, end = _alternative(scan, end) if change is None else (None, end)
    count, start, end = counted(scan, i, end)
    frequency, end, word = _frequency(scan, end)
    times = (frequency.high or 1.0) if frequency is not None and (frequency.high or 0.0) >= 1 else 1.0
    times *= count
    low, high = (token.low or 0.0) * factor, max(upper or 0.0, token.high or token.low or 0.0) * factor
    written = " x ".join((f"{shown(high)} mg", *([shown(count)] if count != 1 else [])))
    arithmetic = f"{written} {word}".rstrip() + f" = {shown(high * times)} mg/day" if times != 1 else None
    drug = _drug(scan, topic, i)
    return Found(
        at=start,
        end=end,
        low=low * times,
        high=high * times,
        drug=drug,
        governed=drug == topic.governed.id,
        change=change,
        per_kg=per_kg,
        arithmetic=arithmetic,
        frequency=None if frequency is None else frequency.high,
        part=frequency is not None and frequency.id.startswith("part:"),
    )


def _alternative(scan: Scan, end: int) -> tuple[float | None, int]:
    """`50 or 100`: the second of two doses that are weighed, and where it ends."""
    second = scan.token(end + 2)
    if (
        scan.text(end + 1) != "or"
        or second is None
        or second.kind is not Kind.NUMBER
        or (second.high or 0.0) < SMALLEST_BARE
    ):
        return None, end
    after = scan.token(end + 3)
    if after is None or after.kind in (Kind.PUNCT, Kind.DRUG, Kind.FREQUENCY):
        return second.high, end + 2
    return (second.high, end + 3) if _mass_unit(after) == (1.0, False) else (None, end)


def _chain(scan: Scan, i: int, end: int, factor: float) -> tuple[tuple[float, float] | None, int]:
    """A change written as one: "150 -> 200", "150 mg to 200 mg", "from 150 to 200"."""
    token = scan.tokens[i]
    if token.form in ("to", "to-down") and token.low != token.high and not _is_range(scan, i):
        first, second = in_order(token)
        return (first * factor, second * factor), end
    joint = end + 1
    if (scan.is_kind(joint, Kind.ARROW) or scan.text(joint) == "to") and scan.is_kind(joint + 1, Kind.NUMBER):
        after = scan.tokens[joint + 1]
        own = _mass_unit(scan.token(joint + 2))
        if after.high is None or scan.is_kind(joint + 2, Kind.TIMEUNIT, Kind.LIMIT, Kind.MULTIPLE):
            return None, end
        rate = own[0] if own else factor
        start_rate = factor if _mass_unit(scan.token(i + 1)) else rate
        first = (token.high or 0.0) * start_rate
        return (first, after.high * rate), joint + (2 if own else 1)
    return None, end


def _is_range(scan: Scan, i: int) -> bool:
    """`50 to 100 mg a day` is a band, not a change, unless a verb of change or `from` stands before it."""
    before = range(max(scan.clause(i).start, i - 6), i)
    if any(scan.text(j) == "from" for j in before) or told_change(scan, i):
        return False
    return not any(
        scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("raise", "reduce", "switch") for j in before
    ) and (not scan.is_kind(i - 1, Kind.DRUG))


def _frequency(scan: Scan, end: int) -> tuple[Token | None, int, str]:
    """The frequency right after a dose, with words of the route or the form between: "50 mg po bd"."""
    for j in range(end + 1, end + 4):
        token = scan.token(j)
        if (
            token is None
            or token.kind not in (Kind.FREQUENCY, Kind.WORD, Kind.UNIT)
            or token.text.casefold() in _BREAKS
        ):
            break
        if token.kind is Kind.FREQUENCY and token.high is not None:
            return token, j, token.text
    return None, end, ""


def _drug(scan: Scan, topic: Topic, i: int) -> str:
    """The drug a figure belongs to: the nearest in its clause, else in its sentence; none means the topic's."""
    for stretch in (scan.clause(i), scan.sentence(i)):
        named = [j for j in stretch if scan.tokens[j].kind is Kind.DRUG]
        if named:
            return scan.tokens[min(named, key=lambda j: (abs(j - i), j > i))].id
    return topic.governed.id
