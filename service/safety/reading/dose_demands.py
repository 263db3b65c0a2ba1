"""Doses that somebody demands without a verb of treatment: "wants 175 straight back", "sign off on 100 mg tomorrow"."""

from __future__ import annotations

from itertools import pairwise

from service.safety.english.measures import WEEKDAYS
from service.safety.reading.intent import OF_A_SOURCE
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_DEMANDS = frozenset(
    "wants want wanted suggests suggested proposes proposed says said recommends recommended asks asked insists "
    "prefers advises advised fancies favours orders ordered approve approves authorise authorises pick".split()
)
_SMALL = frozenset("the a an for him her them on with of about just full whole old same".split())
_RETURN = frozenset("back again straight right".split())
_SOON = WEEKDAYS | frozenset("tomorrow today tonight now".split())
_HARM = frozenset("injury reaction hepatotoxicity toxicity restart rechallenge reintroduction reintroduce".split())


def demanded(scan: Scan, i: int) -> bool:
    """Whether somebody demands the dose at `i`, to go back to or to begin with."""
    j = i - 1
    while j >= 0 and i - j <= 4 and (scan.text(j) in _SMALL or scan.is_kind(j, Kind.PRONOUN)):
        j -= 1
    asks = scan.text(j) in _DEMANDS or [scan.text(k) for k in (j - 1, j)] == ["sign", "off"] or _signs(scan, i)
    if not asks or scan.is_kind(i + 1, Kind.LIMIT, Kind.ANALYTE, Kind.MULTIPLE, Kind.TIMEUNIT):
        return False
    behind = [scan.text(k) for k in range(i + 1, min(i + 7, len(scan.tokens)))]
    onto = any(scan.text(k) == "on" for k in range(j + 1, i)) and scan.is_kind(j + 1, Kind.PRONOUN)
    starting = onto or any(pair in (("to", "start"), ("to", "begin")) for pair in pairwise(behind))
    told = scan.is_kind(i + 1, Kind.UNIT) and bool(scan.words(range(i)) & _HARM)
    return bool((_RETURN | _SOON) & set(behind)) or starting or (told and not scan.words(range(i)) & OF_A_SOURCE)


def going_back(scan: Scan, i: int) -> bool:
    """Whether the sentence says that the dose at `i` is to be gone back to."""
    return bool(scan.words(scan.sentence(i)) & _RETURN)


def returning(scan: Scan, i: int) -> bool:
    """Whether the dose at `i` is to be gone back to: it says so, or an injury or a restart has been told."""
    return going_back(scan, i) or bool(scan.words(range(len(scan.tokens))) & _HARM)


def _signs(scan: Scan, i: int) -> bool:
    return [scan.text(k) for k in range(i - 3, i)] == ["sign", "off", "on"]
