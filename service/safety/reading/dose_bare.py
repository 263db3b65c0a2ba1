"""Figures without a unit that are doses all the same: "restart at 50", "from 150 -> 200", "50 for 2 weeks"."""

from __future__ import annotations

from service.safety.reading.dose_changes import arrow_change, hyphen, told_change
from service.safety.reading.dose_demands import demanded
from service.safety.reading.dose_spells import lasts
from service.safety.reading.dose_steps import step_named
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_TO = frozenset("to at on with back of by straight the dose a now only about just up down day daily first is".split())
AT_INJURY = frozenset("event injury reaction hepatotoxicity toxicity hepatotoxic hepatotox happened occurred".split())
#: "Bang on 120": a figure that is met, not a dose that somebody is on.
_EXACTLY = frozenset("bang spot smack dead".split())
_COUNTED = frozenset("tablet tablets tab tabs pill pills capsule capsules of times".split())
#: Words that put a figure before the present one.
EARLIER = frozenset("was were previously formerly before".split())
_COUNTS_TIME = frozenset("day days week weeks month months d wk year".split())
_DOSING = frozenset("restart raise reduce start give continue".split())
#: A bare figure below this is no dose: "on 3 of 5 days".
SMALLEST_BARE = 10


def bare_dose(scan: Scan, i: int) -> bool:
    """A figure without a unit is a dose right after a drug name, a dosing verb or "on", or in a chain with an arrow."""
    of_a_drug = scan.text(i + 1) == "of" and scan.is_kind(i + 2, Kind.DRUG) and scan.text(i - 1) not in _COUNTS_TIME
    if (scan.text(i + 1) in _COUNTED and not of_a_drug) or scan.is_kind(i + 1, Kind.LIMIT, Kind.MULTIPLE, Kind.ANALYTE):
        return False
    if (scan.tokens[i].high or 0.0) < SMALLEST_BARE or _from_before(scan, i):
        return False
    if step_named(scan, i) or arrow_change(scan, i):
        return True
    if of_a_drug or told_change(scan, i) or demanded(scan, i) or (lasts(scan, i) and _of_the_drug(scan, i)):
        return True
    return _joined_to_a_dose(scan, i) or _after_a_dosing_word(scan, i)


def _of_the_drug(scan: Scan, i: int) -> bool:
    """Whether the sentence speaks of the drug or of a restart before the figure."""
    before = (j for j in scan.sentence(i) if j < i)
    return any(scan.is_kind(j, Kind.DRUG) or scan.tokens[j].id == "restart" for j in before)


def _from_before(scan: Scan, i: int) -> bool:
    """`Before NAME 20`: a result of the time before the drug, where one was told in the sentence."""
    earlier = scan.is_kind(i - 1, Kind.DRUG) and scan.text(i - 2) in ("before", "prior to", "pre", "pre-")
    return earlier and any(scan.is_kind(j, Kind.ANALYTE) for j in range(max(0, i - 15), i))


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
    if before == "to" and scan.text(i - 2) == "step":
        return True
    return before == "up to" and scan.text(scan.clause(i).stop) == "?"


def _beside_a_dose(scan: Scan, i: int) -> bool:
    """`200 mg (was 150)`: the last figure before it is a dose, not a result."""
    last = next((j for j in range(i - 1, -1, -1) if scan.is_kind(j, Kind.NUMBER, Kind.ANALYTE)), None)
    return last is not None and last in scan.used and i - last <= 6


def _after_a_dosing_word(scan: Scan, i: int) -> bool:
    """Right after a drug name, a dosing verb or "on", with small words and a count between: "restart with two 50s"."""
    counted = scan.tokens[i].form == "plural" and scan.is_kind(i - 1, Kind.NUMBER, Kind.MULTIPLE)
    j = i - 1 - counted
    while j >= 0 and i - j <= 5 and (scan.text(j) in _TO or scan.is_kind(j, Kind.PRONOUN) or hyphen(scan, j)):
        if scan.text(j) == "on" and j == i - 1 - counted:
            return scan.text(j - 1) not in _EXACTLY
        j -= 1
    if scan.is_kind(j, Kind.DRUG):
        return i - j <= 3
    return scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in _DOSING


def _drug_before(scan: Scan, i: int) -> bool:
    """Whether the clause names a drug before the figure and no analyte in between."""
    before = [j for j in scan.clause(i) if j < i]
    drugs = [j for j in before if scan.is_kind(j, Kind.DRUG)]
    return bool(drugs) and not any(scan.is_kind(j, Kind.ANALYTE) for j in range(drugs[-1], i))
