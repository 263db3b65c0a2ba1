"""Doses that nobody takes yet: planned, meant, asked for, or still to be reached."""

from __future__ import annotations

from service.safety.reading.dose_figures import Found
from service.safety.reading.intent import PLANS
from service.safety.reading.scan import Scan
from service.safety.text.ambiguous import PAPERS
from service.safety.text.tokens import Kind

_LEAVE = frozenset("ok okay fine safe allowed acceptable alright permitted".split())
_WHEN = frozenset("when soon long week weeks".split())
_AHEAD = frozenset("do does will would can could should might shall".split())
_WAYS = frozenset("time way route path road steps".split())
_REACHING = frozenset("land arrive get reach hit be end back make".split())
#: What stands between a paper and the dose that it orders.
_NAMING = frozenset("for : of says said reads is at to =".split())
_WRITTEN = frozenset("written wrote writes asks asking asked requests requested requesting".split())
_SOON = frozenset("today tomorrow tonight now".split())
_WISHES = frozenset(
    "like want wants wanted thinking considering contemplating happy keen prefer prefers rather aiming hoping hopes "
    "suggest suggests suggested tempted minded".split()
)
_TO_A_WISH = frozenset("with of for on to at have give use try".split())
_TAKEN = frozenset("is was been being taking takes took stays staying".split())
_ARRIVING = frozenset("come came comes coming arrived through written sent faxed presented received got in new".split())


def in_a_plan(scan: Scan, i: int) -> bool:
    """`Plan: 50 mg from Monday`: a dose that nobody takes yet."""
    start = scan.sentence(i).start
    if any(scan.is_kind(j, Kind.NUMBER) for j in range(start, i)):
        return False
    return scan.text(start) in ("plan", "proposal") and scan.text(start + 1) in (":", "-", "is")


def meant(scan: Scan, found: Found) -> bool:
    """`I plan 175 mg`, `220 mg is the plan`, `plan 250 mg daily`: a dose that somebody means to give."""
    clause = scan.clause(found.at)
    before = [scan.text(j) for j in clause if j < found.at][-6:]
    behind = [scan.text(j) for j in scan.sentence(found.at) if j > found.end][:9]
    told = set(before) | set(behind)
    return (
        _on_paper(scan, found)
        or _wished(scan, found)
        or bool(set(before) & PLANS)
        or (bool(told & PLANS) and bool({"is", "was", "be"} & set(behind)))
    )


def _wished(scan: Scan, found: Found) -> bool:
    """`I'd like to go with 100 mg`, `thinking of NAME 75 mg`, `happy to have him on 50 mg`: wished, not yet taken."""
    before = [j for j in scan.clause(found.at) if j < found.at and not scan.is_kind(j, Kind.DRUG)][-8:]
    leads = bool(before) and scan.text(before[-1]) in _TO_A_WISH
    return leads and any(scan.text(j) in _WISHES for j in before) and not {scan.text(j) for j in before} & _TAKEN


def _on_paper(scan: Scan, found: Found) -> bool:
    """`Script has come for 100 mg`, `prescription today: 100 mg`, `has written 100 mg today`: only ordered."""
    sentence = scan.sentence(found.at)
    before = [scan.text(j) for j in sentence if j < found.at][-8:]
    said = frozenset(word.split()[0] for word in (*before, *_behind(scan, found)) if word)
    paper = bool(PAPERS & set(before)) and before[-1] in _NAMING
    written = bool(_WRITTEN & set(before[-3:]))
    return (paper or written) and bool((_ARRIVING | _SOON) & said)


def _behind(scan: Scan, found: Found) -> list[str]:
    return [scan.text(j) for j in scan.sentence(found.at) if j > found.end][:4]


def to_be_reached(scan: Scan, found: Found) -> bool:
    """`When do we land on 150?`, `the fastest time to 150`: a dose that nobody has reached."""
    before = [scan.text(j) for j in scan.clause(found.at) if j < found.at]
    if before[-1:] == ["to"] and _WAYS & set(before[-2:-1]):
        return True
    asked = next((n for n, word in enumerate(before) if word in _WHEN), None)
    return asked is not None and bool(_AHEAD & set(before[asked:])) and bool(_REACHING & set(before[asked:]))


def asks_leave(scan: Scan, found: Found) -> bool:
    """`160 mg daily ok?`: a dose that is asked for."""
    clause = scan.clause(found.at)
    words = {scan.text(j) for j in clause if j > found.end}
    return bool(words & _LEAVE) and scan.text(scan.sentence(found.at).stop) == "?"
