"""Read where the patient stands with the drug, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator

from service.domain.facts import Phase, PhaseFact, PlanFact
from service.safety.reading.intent import Intent, acts, describe
from service.safety.reading.scan import Scan
from service.safety.reading.signs import denied
from service.safety.tokens import Kind, Token

_SECOND = frozenset("second 2nd another third 3rd".split())
_OFF = frozenset(["off"])
_ROSE = frozenset("again recurred relapsed rose climbed jumped".split())


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


def _of_verb(scan: Scan, i: int, token: Token) -> Phase | None:
    intent = describe(scan, i)
    done = intent.past and not _reported_wish(scan, i)
    if token.id == "restart" and (done or (intent.noun and (in_course(scan, i) or _has_happened(scan, i)))):
        return None if denied(scan, i) else "restarted"
    if token.id in ("raise", "give") and done and "back" in {scan.text(i + 1), scan.text(i + 2)}:
        return None if denied(scan, i) else "restarted"
    if token.id in ("stop", "hold") and (
        done or scan.text(i - 1) == "on" or scan.text(i) in ("on hold", "put on hold")
    ):
        return None if denied(scan, i) or _about_other(scan, i) else "held"
    return None


def _has_happened(scan: Scan, i: int) -> bool:
    """`rose again after rechallenge`, `a second rechallenge`: a restart that lies behind."""
    near = {scan.text(j) for j in range(max(0, i - 3), i)}
    rose = any(scan.text(j) in _ROSE for j in scan.sentence(i))
    return bool(near & _SECOND) or ("after" in near and rose)


def _reported_wish(scan: Scan, i: int) -> bool:
    return scan.text(i - 1) in ("be", "get", "being", "been") and scan.is_kind(i - 2, Kind.MODAL)


def in_course(scan: Scan, i: int) -> bool:
    """`Day 9 of 50 mg rechallenge`, `on rechallenge`: the restart is under way, it is not only spoken of."""
    sentence = scan.sentence(i)
    before = [scan.text(j) for j in sentence if j < i]
    counted = any(scan.text(j) == "day" and scan.is_kind(j + 1, Kind.NUMBER) for j in sentence)
    return (
        counted
        or "now" in scan.words(scan.clause(i))
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


def read_plans(scan: Scan) -> tuple[PlanFact, ...]:
    """Plans without a dose: "can she be rechallenged", "can I start taking them again tonight"."""
    found: list[PlanFact] = []
    for i, token in enumerate(scan.tokens):
        if token.kind is not Kind.VERB or token.id not in ("restart", "start", "take", "raise", "continue"):
            continue
        intent = describe(scan, i)
        if not intent.proposed or denied(scan, i) or not _somebody_plans(scan, i, intent):
            continue
        again = {scan.text(j) for j in scan.sentence(i)} & {"again", "back"}
        kind = "restart" if token.id == "restart" or (token.id in ("start", "take") and again) else None
        if kind is None and token.id in ("raise", "continue"):
            kind = "increase" if token.id == "raise" else "continue"
        if kind == "restart":
            found.append(PlanFact(kind="restart", read=scan.read(i, i)))
        elif kind == "continue":
            found.append(PlanFact(kind="continue", read=scan.read(i, i)))
        elif kind == "increase":
            found.append(PlanFact(kind="increase", read=scan.read(i, i)))
    return tuple(found)


def _somebody_plans(scan: Scan, i: int, intent: Intent) -> bool:
    """A plan is a wish or a yes-no question, not a question for the rule ("what dose to restart at")."""
    sentence = scan.sentence(i)
    words = [scan.text(j) for j in sentence]
    before = words[: i - sentence.start]
    asks_rule = {"what", "which", "how", "when"} & set(before)
    wishes = {
        "can",
        "could",
        "may",
        "should",
        "want",
        "like",
        "ok",
        "okay",
        "enough",
        "possible",
        "allowed",
        "feasible",
        "advisable",
        "straight",
        "right",
        "now",
        "tonight",
        "let",
        "plan",
        "planning",
        "intend",
        "propose",
        "going",
    }
    first = all(scan.text(j) in ("so", "ok", "and", "then", "now", ",") for j in range(scan.clause(i).start, i))
    if first and scan.tokens[i].form == "base" and scan.text(sentence.stop) == "?":
        return True
    if intent.action == "restart" and scan.tokens[i].form == "base" and scan.text(i - 1) in ("i", "we"):
        return scan.text(i - 2) not in ("when", "if", "once", "until", "before", "after")
    third = intent.action == "restart" and scan.tokens[i].form == "third"
    return third or (not asks_rule and bool(wishes & set(words) or any(scan.is_kind(j, Kind.MODAL) for j in sentence)))
