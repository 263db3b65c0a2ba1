"""Read whether a text speaks of more than one patient."""

from __future__ import annotations

from itertools import pairwise

from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_KIN = frozenset("husband wife partner brother sister mother father mum mom dad son daughter friend".split())
_SEVERAL = frozenset("two both 2 other another second".split())
_PATIENTS = frozenset("patients pts patient pt people".split())
_OURS = frozenset("ours mine my our".split())
_TITLES = frozenset("mr mrs ms miss".split())
#: What a ward calls its patients by; the number or letter behind it tells them apart.
_PLACES = frozenset("bed bay room cubicle case pt patient".split())
_APOSTROPHE = "'"
_ORDER = frozenset(("first", "second", "1st", "2nd"))


def two_patients(scan: Scan) -> bool:
    """Whether the text tells patients apart: by number, letter, bed, name or "another", or has results of two."""
    words = [scan.text(i) for i in range(len(scan.tokens))]
    pairs = list(pairwise(words))
    if any(a in _SEVERAL and b in _PATIENTS for a, b in pairs):
        return True
    if any(a in ("two", "both", "2") and b == "of" and c in _OURS for (a, b), c in zip(pairs, words[2:], strict=False)):
        return True
    kin = any(a in _KIN and "and" in words[i : i + 3] and words[i + 2 : i + 3] == ["i"] for i, a in enumerate(words))
    if kin and {"mine", "his", "hers", "her", "both"} & set(words):
        return True
    labels = {b for a, b in pairs if a in ("patient", "pt", "case") and b in ("a", "b", "1", "2", "one", "two")}
    if len(labels & {"a", "1", "one"}) + len(labels & {"b", "2", "two"}) >= 2:
        return True
    return _results_of_two(scan)


def _results_of_two(scan: Scan) -> bool:
    """Whether two who are named each have a result behind their name: "Mrs A: ...; Mr B: ...", "bed 4 ... bed 9"."""
    named = [(i, name) for i in range(len(scan.tokens)) if (name := _name(scan, i))]
    rooms = pairwise((*named, (len(scan.tokens), "")))
    return len({name for (i, name), (end, _) in rooms if _has_result(scan, range(i + 2, end))}) > 1


def _name(scan: Scan, i: int) -> str:
    """Who is named at token `i`, or ""."""
    word, after = scan.text(i), scan.text(i + 1 + (scan.text(i + 1) == "."))
    if word in _TITLES and after and after[0].isalpha():
        return f"{word} {after.split(_APOSTROPHE)[0]}"
    if word in _PLACES and (scan.is_kind(i + 1, Kind.NUMBER) or len(after) == 1) and after[:1].isalnum():
        return f"{word} {after}"
    return word[0] if word in _ORDER and after in ("patient", "pt", "lady", "man", "woman", "chap", "gentleman") else ""


def _has_result(scan: Scan, places: range) -> bool:
    names = (Kind.ANALYTE, Kind.PANEL)
    return any(scan.is_kind(j, *names) for j in places) and any(scan.is_kind(j, Kind.NUMBER) for j in places)
