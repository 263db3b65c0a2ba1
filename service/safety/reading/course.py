"""Read where the patient stands with the drug: on it, held, or restarted."""

from __future__ import annotations

from collections.abc import Iterator

from service.domain.facts import Phase, PhaseFact
from service.safety.reading.dose_spells import under_way
from service.safety.reading.follow_up import told_of_a_time
from service.safety.reading.intent import PROPOSING, acts, describe
from service.safety.reading.scan import Scan, counts_a_day
from service.safety.reading.signs import denied
from service.safety.text.tokens import Kind, Token

_HOLDING = frozenset("am are is i'm we're while still now".split()) | {""}
_SECOND = frozenset("second 2nd another third 3rd".split())
_GO = frozenset("go try attempt course trial".split())
_ASKING = frozenset("what which when how why".split())
_OFF = frozenset(["off"])
_ROSE = frozenset("again recurred relapsed rose climbed jumped rising went".split())
_AFTER = frozenset("after following since post into".split())
_INTENDED = frozenset("i we will would shall going plan".split())


def read_phases(scan: Scan) -> tuple[PhaseFact, ...]:
    """On the drug, held or restarted, in the order of the text."""
    return tuple(_phases(scan))


def _phases(scan: Scan) -> Iterator[PhaseFact]:
    for i, token in enumerate(scan.tokens):
        if token.kind is Kind.VERB and acts(scan, i):
            phase = _of_verb(scan, i, token)
            if phase is not None:
                yield PhaseFact(phase=phase, read=scan.read(i, i))
        elif scan.text(i) in _OFF and _off_drug(scan, i):
            yield PhaseFact(phase="held", read=scan.read(i, i))
        elif _taken_again(scan, i):
            yield PhaseFact(phase="restarted", read=scan.read(i, i))


def _taken_again(scan: Scan, i: int) -> bool:
    """`Day 8 back on 50 mg`, `day 10 of NAME again`, `second go at NAME, day 9`: counted, and not wished for."""
    sentence = scan.sentence(i)
    back = scan.text(i) == "back" and scan.text(i + 1) == "on"
    back = back and (scan.is_kind(i + 2, Kind.NUMBER, Kind.DRUG) or scan.text(i + 2) in ("it", "the"))
    again = scan.text(i) == "again" and scan.is_kind(i - 1, Kind.DRUG)
    second = scan.text(i) in _GO and scan.text(i - 1) in _SECOND
    if not (back or again or second):
        return False
    before = range(sentence.start, i)
    if scan.words(before) & (PROPOSING | _ASKING) - {"now", "if"} or any(scan.is_kind(j, Kind.MODAL) for j in before):
        return False
    return any(scan.is_kind(j, Kind.TIMEUNIT) or counts_a_day(scan, j) for j in sentence) or (
        back and bool(scan.words(before) & {"been", "now"})
    )


def _of_verb(scan: Scan, i: int, token: Token) -> Phase | None:
    intent = describe(scan, i)
    done = intent.past and not _reported_wish(scan, i)
    if token.id == "restart" and token.form == "ing" and done and not _ing_happened(scan, i):
        return None
    if token.id == "restart" and (
        done or (intent.noun and (in_course(scan, i) or has_happened(scan, i) or _second(scan, i)))
    ):
        return None if denied(scan, i) else "restarted"
    if token.id in ("raise", "give") and done and "back" in {scan.text(i + 1), scan.text(i + 2)}:
        return None if denied(scan, i) else "restarted"
    if token.id in ("stop", "hold") and (done or _holding(scan, i, token)):
        return None if denied(scan, i) or _about_other(scan, i) else "held"
    return None


def _holding(scan: Scan, i: int, token: Token) -> bool:
    """`On hold`, `we hold it`, `holding it with weekly tests`: the drug is not taken now."""
    if token.form == "ing":
        return token.id == "hold" and scan.text(i - 1) in _HOLDING
    return (scan.text(i - 1) in ("on", "we", "i") and token.form == "base") or scan.text(i) in (
        "on hold",
        "put on hold",
    )


def _ing_happened(scan: Scan, i: int) -> bool:
    """`After restarting I will raise it` plans; `ten days after restarting` and `since restarting` count from it."""
    ahead = bool(_INTENDED & scan.words(scan.sentence(i))) or any(scan.is_kind(j, Kind.MODAL) for j in scan.sentence(i))
    return not ahead or scan.text(i - 1) == "since" or has_happened(scan, i)


def _second(scan: Scan, i: int) -> bool:
    """`A second rechallenge`: there has been a restart before it."""
    return any(scan.text(j) in _SECOND for j in range(max(0, i - 3), i))


def has_happened(scan: Scan, i: int) -> bool:
    """`Rose again after rechallenge`, `ten days after the restart`: a restart that lies behind."""
    if any(scan.text(j) == "ago" for j in range(i, scan.clause(i).stop)):
        return True
    if not {scan.text(j) for j in range(max(0, i - 3), i)} & _AFTER:
        return False
    rose = any(scan.text(j) in _ROSE for j in scan.sentence(i))
    return rose or any(scan.is_kind(j, Kind.TIMEUNIT) for j in range(max(0, i - 5), i))


def _reported_wish(scan: Scan, i: int) -> bool:
    return scan.text(i - 1) in ("be", "get", "being", "been") and scan.is_kind(i - 2, Kind.MODAL)


def in_course(scan: Scan, i: int) -> bool:
    """`Day 9 of 50 mg rechallenge`, `on rechallenge`: the restart is under way, it is not only spoken of."""
    sentence = scan.sentence(i)
    before = [scan.text(j) for j in sentence if j < i]
    counted = any(counts_a_day(scan, j) for j in sentence)
    return (
        counted
        or told_of_a_time(scan, i)
        or bool({"now", "far"} & scan.words(sentence))
        or under_way(scan, sentence)
        or (bool(before) and before[-1] in ("on", "into", "during", "since"))
    )


def _off_drug(scan: Scan, i: int) -> bool:
    return (
        scan.is_kind(i - 1, Kind.DRUG)
        or scan.is_kind(i + 1, Kind.DRUG, Kind.PRONOUN)
        or scan.text(i + 1)
        in (
            "drug",
            "it",
            "treatment",
            "the",
            "medication",
            "meds",
        )
    )


def _about_other(scan: Scan, i: int) -> bool:
    return scan.text(i + 1) in ("smoking", "drinking", "alcohol")
