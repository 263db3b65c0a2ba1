"""A dose that a text states as a ceiling: as the rule itself, or as what a source is said to allow."""

from __future__ import annotations

from service.safety.reading.dose_figures import Found
from service.safety.reading.intent import OF_A_SOURCE, PLANS
from service.safety.reading.scan import Scan

_LIMIT = frozenset("max maximum cap ceiling limit capped".split())
_GRANTING = frozenset("allows allow permits permit says states say accepts lets".split())
_ALLOWING = frozenset("allow allows permit permits cover covers against exceed exceeds break breaks".split())


def states_limit(scan: Scan, found: Found) -> bool:
    """Whether a figure is stated as a ceiling, with its source or without."""
    named = bool(scan.words(scan.clause(found.at)) & _LIMIT) and _called_limit(scan, found)
    return named or _quoted_limit(scan, found)


def _called_limit(scan: Scan, found: Found) -> bool:
    """`max is 250`, `cap of 150`: a limit stated, unless the sentence only asks for it."""
    before = [scan.text(j) for j in range(max(scan.clause(found.at).start, found.at - 10), found.at)]
    named = max((n for n, word in enumerate(before) if word in _LIMIT), default=0)
    if (PLANS | _ALLOWING) & set(before[named:]):
        # "Does the ceiling allow a planned 151 mg" asks about a dose and states no ceiling.
        return False
    after = [scan.text(j) for j in range(found.end + 1, found.end + 4)]
    return bool(set(before) & _LIMIT) or bool(set(after) & _LIMIT)


def _quoted_limit(scan: Scan, found: Found) -> bool:
    """`The article allows up to 200 mg`, `200 mg is the ceiling, as the article states`: a ceiling with its source."""
    sentence = scan.sentence(found.at)
    words = scan.words(sentence)
    if not words & OF_A_SOURCE:
        return False
    called = any(scan.text(j) in _LIMIT for j in range(found.end, min(found.end + 7, sentence.stop)))
    up_to = scan.text(found.at - 1) == "up to"
    return (called and bool({"is", "as"} & words)) or (up_to and bool(words & _GRANTING))
