"""Results that are told of a time after a restart: "reintroduction at 50, tests normal at 2 weeks"."""

from __future__ import annotations

from service.safety.reading.intent import PLANS, PROPOSING
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

#: What only may be, what is still to be done, and what counts time from a stop.
_NOT_YET = (PLANS | PROPOSING | frozenset("when once if unless until check checks every each".split())) - {"now", "ok"}
_OF_A_STOP = frozenset("off held hold stopped stop holding stopping paused withheld".split())
_RESULTS = frozenset("well fine ok okay uneventful uneventfully tolerated asymptomatic".split())
#: So near to its time a result stands.
_NEAR = 5


def told_of_a_time(scan: Scan, i: int) -> bool:
    """Whether a result with its time follows the restart that is named at `i`, which has then happened."""
    if scan.words(scan.sentence(i)) & _NOT_YET or scan.words(range(len(scan.tokens))) & _OF_A_STOP:
        return False
    return any(
        scan.is_kind(j, Kind.TIMEUNIT)
        and (_counted(scan, j) or scan.text(j - 1) in ("a", "one"))
        and not scan.words(scan.sentence(j)) & _NOT_YET
        and scan.text(scan.sentence(j).stop) != "?"
        and _resulted(scan, j, i)
        for j in range(i + 1, len(scan.tokens))
    )


def _counted(scan: Scan, j: int) -> bool:
    """`2 weeks`, `week 2`, `d14`."""
    return scan.is_kind(j - 1, Kind.NUMBER) or scan.is_kind(j + 1, Kind.NUMBER)


def _resulted(scan: Scan, j: int, restart: int) -> bool:
    """Whether a result stands beside the time at `j`: a test with its value or a word on it, or that all went well."""
    sentence = scan.sentence(j)
    near = range(max(sentence.start, j - _NEAR, restart + 1), min(sentence.stop, j + _NEAR + 1))
    tests = [k for k in near if scan.is_kind(k, Kind.ANALYTE, Kind.PANEL)]
    valued = any(
        scan.is_kind(k, Kind.QUALITY) or scan.text(k) in _RESULTS or (scan.is_kind(k, Kind.NUMBER) and abs(k - j) > 1)
        for k in near
    )
    return valued and (bool(tests) or any(scan.text(k) in _RESULTS for k in near))
