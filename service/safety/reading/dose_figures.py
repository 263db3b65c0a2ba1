"""Find the dose figures of a text: how much of which drug on any one day, and changes written as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Topic
from service.safety.figures import shown
from service.safety.reading.scan import Scan, in_order
from service.safety.tokens import Kind, Token

_MASS = {"g": 1000.0, "mg": 1.0, "µg": 0.001, "ug": 0.001, "mcg": 0.001, "ng": 1e-6}
_TO = frozenset("to at on with back of by straight the dose a now only about just up down day daily first is".split())
AT_INJURY = frozenset("event injury reaction hepatotoxicity toxicity hepatotoxic hepatotox happened occurred".split())
_COUNTED = frozenset("tablet tablets tab tabs pill pills capsule capsules of times".split())
#: Words that put a figure before the present one.
EARLIER = frozenset("was were previously formerly before".split())
_DOSING = frozenset("restart raise reduce start give continue".split())
#: A bare figure below this is no dose: "on 3 of 5 days".
_SMALLEST_BARE = 10


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


def dose_figures(scan: Scan, topic: Topic) -> Iterator[Found]:
    """Every dose figure of the text, in order; the tokens it used are marked."""
    for i, token in enumerate(scan.tokens):
        if token.kind is not Kind.NUMBER or i in scan.used or token.low is None:
            continue
        mass = _mass_unit(scan.token(i + 1))
        if mass is None and not _bare_dose(scan, i):
            continue
        if mass is None and scan.is_kind(i + 1, Kind.UNIT, Kind.TIMEUNIT):
            continue
        factor, per_kg = mass or (1.0, False)
        found = _found(scan, topic, i, factor, per_kg)
        scan.used.update(range(i, found.end + 1))
        yield found


def _mass_unit(token: Token | None) -> tuple[float, bool] | None:
    """The mg that one of the unit is, and whether it is per kilogram; None when it is no dose unit."""
    if token is None or token.kind is not Kind.UNIT:
        return None
    name, _, rest = token.id.partition("/")
    if name not in _MASS or (rest and rest.split("/")[0] not in ("d", "day", "kg")):
        return None
    return _MASS[name], "kg" in rest


def _bare_dose(scan: Scan, i: int) -> bool:
    """A figure without a unit is a dose right after a drug name, a dosing verb or "on", or in a chain with an arrow."""
    if scan.text(i + 1) in _COUNTED or scan.is_kind(i + 1, Kind.LIMIT, Kind.MULTIPLE, Kind.ANALYTE):
        return False
    if (scan.tokens[i].high or 0.0) < _SMALLEST_BARE:
        return False
    return _joined_to_a_dose(scan, i) or _after_a_dosing_word(scan, i)


def _joined_to_a_dose(scan: Scan, i: int) -> bool:
    """The far end of an arrow, "from 100", "event was at 200", "up to 100?"."""
    before = scan.text(i - 1)
    if before in EARLIER and _beside_a_dose(scan, i):
        return True
    if scan.is_kind(i - 1, Kind.ARROW) and scan.is_kind(i - 2, Kind.NUMBER) and i - 2 in scan.used:
        return True
    if before == "from" or scan.is_kind(i + 1, Kind.ARROW):
        return _drug_before(scan, i)
    if before in ("at", "on", "to") and scan.words(scan.clause(i)) & AT_INJURY:
        return True
    return before == "up to" and scan.text(scan.clause(i).stop) == "?"


def _beside_a_dose(scan: Scan, i: int) -> bool:
    """`200 mg (was 150)`: the last figure before it is a dose, not a result."""
    last = next((j for j in range(i - 1, -1, -1) if scan.is_kind(j, Kind.NUMBER)), None)
    return last is not None and last in scan.used and i - last <= 6


def _after_a_dosing_word(scan: Scan, i: int) -> bool:
    """Right after a drug name, a dosing verb or "on", with small words between."""
    j = i - 1
    while j >= 0 and i - j <= 5 and (scan.text(j) in _TO or scan.is_kind(j, Kind.PRONOUN)):
        if scan.text(j) == "on" and j == i - 1:
            return True
        j -= 1
    if scan.is_kind(j, Kind.DRUG):
        return i - j <= 3
    return scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in _DOSING


def _drug_before(scan: Scan, i: int) -> bool:
    """Whether the clause names a drug before the figure and no analyte in between."""
    before = [j for j in scan.clause(i) if j < i]
    drugs = [j for j in before if scan.is_kind(j, Kind.DRUG)]
    return bool(drugs) and not any(scan.is_kind(j, Kind.ANALYTE) for j in range(drugs[-1], i))


def _found(scan: Scan, topic: Topic, i: int, factor: float, per_kg: bool) -> Found:
    token = scan.tokens[i]
    end = i + 1 if _mass_unit(scan.token(i + 1)) else i
    change, end = _chain(scan, i, end, factor)
    frequency, end, word = _frequency(scan, end)
    times = frequency if frequency is not None and frequency >= 1 else 1.0
    low, high = (token.low or 0.0) * factor, (token.high or token.low or 0.0) * factor
    arithmetic = f"{shown(high)} mg {word} = {shown(high * times)} mg/day" if times > 1 else None
    drug = _drug(scan, topic, i)
    return Found(
        at=i,
        end=end,
        low=low * times,
        high=high * times,
        drug=drug,
        governed=drug == topic.governed.id,
        change=change,
        per_kg=per_kg,
        arithmetic=arithmetic,
        frequency=frequency,
    )


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
    if any(scan.text(j) == "from" for j in before):
        return False
    return not any(
        scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("raise", "reduce", "switch") for j in before
    ) and (not scan.is_kind(i - 1, Kind.DRUG))


def _frequency(scan: Scan, end: int) -> tuple[float | None, int, str]:
    for j in range(end + 1, end + 4):
        token = scan.token(j)
        if token is None or token.kind in (Kind.PUNCT, Kind.NUMBER, Kind.DRUG):
            break
        if token.kind is Kind.FREQUENCY and token.high is not None:
            return token.high, j, token.text
    before = scan.token(end)
    if before is not None and before.kind is Kind.UNIT and before.id.endswith(("/d", "/day")):
        return 1.0, end, ""
    return None, end, ""


def _drug(scan: Scan, topic: Topic, i: int) -> str:
    """The drug a figure belongs to: the nearest in its clause, else in its sentence; none means the topic's."""
    for stretch in (scan.clause(i), scan.sentence(i)):
        named = [j for j in stretch if scan.tokens[j].kind is Kind.DRUG]
        if named:
            return scan.tokens[min(named, key=lambda j: (abs(j - i), j > i))].id
    return topic.governed.id
