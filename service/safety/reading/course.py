"""Read where the patient stands with the drug, what is planned, and the days since or between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.domain.facts import DaysFact, Phase, PhaseFact, PlanFact, Read
from service.safety.reading.intent import Intent, acts, describe
from service.safety.reading.scan import Scan, is_duration
from service.safety.reading.signs import denied
from service.safety.tokens import Kind, Token

_TESTS = frozenset("test tests lft lfts labs bloods enzymes alt check checks".split())
_STEPS = frozenset("step steps increments up".split())
_SECOND = frozenset("second 2nd another third 3rd".split())
_OFF = frozenset(["off"])
_EVENTS: dict[str, str] = {
    "restart": "since-restart",
    "stop": "since-stop",
    "hold": "since-stop",
    "raise": "since-increase",
    "start": "since-increase",
}


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
    again = any(scan.text(j) in ("again", "recurred", "relapsed", "rose") for j in scan.sentence(i) if j < i)
    return bool(near & _SECOND) or ("after" in near and again)


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
        "straight",
        "right",
        "now",
        "tonight",
        "let",
    }
    first = all(scan.text(j) in ("so", "ok", "and", "then", "now", ",") for j in range(scan.clause(i).start, i))
    if first and scan.tokens[i].form == "base" and scan.text(sentence.stop) == "?":
        return True
    third = intent.action == "restart" and scan.tokens[i].form == "third"
    return third or (not asks_rule and bool(wishes & set(words) or any(scan.is_kind(j, Kind.MODAL) for j in sentence)))


# ------------------------------------------------------------------------------------------------ days
def read_days(scan: Scan, phase: Phase | None) -> tuple[DaysFact, ...]:
    """Times in days, with the event they count from; an unnamed event is that of the phase."""
    found: list[DaysFact] = []
    for i, token in enumerate(scan.tokens):
        days = _duration(scan, i, token)
        if days is not None:
            low, high, end = days
            fact = (
                _interval(scan, i, end, low, high)
                or _first_step(scan, i, end, low, high)
                or _since(scan, i, end, low, high, phase)
            )
            if fact is not None:
                scan.used.update(range(i, end + 1))
                found.append(fact)
        elif token.kind is Kind.FREQUENCY and token.high:
            fact = _frequency(scan, i, token)
            if fact is not None:
                found.append(fact)
    return tuple(found)


def _duration(scan: Scan, i: int, token: Token) -> tuple[float, float, int] | None:
    """A number of days with where it ends: "4 weeks", "day 9", "d6", "6-day"."""
    if token.kind is not Kind.NUMBER or token.low is None or token.high is None or i in scan.used:
        return None
    following = scan.token(i + 1)
    if following is not None and following.low and is_duration(scan, i):
        return token.low * following.low, token.high * (following.high or following.low), i + 1
    before = scan.token(i - 1)
    if before is not None and (
        before.text.casefold() in ("day", "d", "days") or (before.kind is Kind.TIMEUNIT and before.id == "day")
    ):
        return token.low, token.high, i
    return None


def _interval(scan: Scan, i: int, end: int, low: float, high: float) -> DaysFact | None:
    """`every 2-4 weeks` between steps or tests, by what the clause is about."""
    if scan.text(i - 1) not in ("every", "each", "q"):
        return None
    return _between(scan, i, scan.read(i - 1, end), low, high)


def _first_step(scan: Scan, i: int, end: int, low: float, high: float) -> DaysFact | None:
    """`up 25 mg after 2 weeks`, `75 mg after 1 week`: how long after a planned restart the first increase comes."""
    if scan.text(i - 1) != "after" or scan.is_kind(end + 1, Kind.DRUG) or scan.text(end + 1) in ("of", "on"):
        return None
    sentence = scan.sentence(i)
    before = [j for j in sentence if j < i]
    done = any(scan.tokens[j].form == "past" for j in sentence if acts(scan, j))
    steps = any(
        scan.is_kind(j, Kind.ARROW) or scan.text(j) in _STEPS or (acts(scan, j) and scan.tokens[j].id == "raise")
        for j in before
    )
    planned = any(acts(scan, j) and scan.tokens[j].id == "restart" for j in sentence) or "plan" in scan.words(sentence)
    return (
        DaysFact(of="first-step", low=low, high=high, read=scan.read(i, end))
        if steps and planned and not done
        else None
    )


def _frequency(scan: Scan, i: int, token: Token) -> DaysFact | None:
    daily_dose = token.high == 1 and scan.is_kind(i - 1, Kind.UNIT)
    if not token.high or token.high > 1 or not token.low or daily_dose:
        return None
    return _between(scan, i, scan.read(i, i), 1 / token.high, 1 / token.low)


def _between(scan: Scan, i: int, read: Read, low: float, high: float) -> DaysFact | None:
    clause = scan.sentence(i)
    tests = any(
        scan.is_kind(j, Kind.PANEL, Kind.ANALYTE)
        or scan.text(j) in _TESTS
        or (scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("test", "repeat"))
        for j in clause
        if abs(j - i) <= 6
    )
    steps = any(
        (scan.is_kind(j, Kind.VERB) and scan.tokens[j].id == "raise") or scan.text(j) in _STEPS for j in clause if j < i
    )
    if steps:
        return DaysFact(of="between-steps", low=low, high=high, read=read)
    return DaysFact(of="between-tests", low=low, high=high, read=read) if tests else None


def _since(scan: Scan, i: int, end: int, low: float, high: float, phase: Phase | None) -> DaysFact | None:
    event = _event(scan, i, end, phase)
    if event == "since-stop":
        return DaysFact(of="since-stop", low=low, high=high, read=scan.read(i, end))
    if event == "since-restart":
        return DaysFact(of="since-restart", low=low, high=high, read=scan.read(i, end))
    if event == "since-increase":
        return DaysFact(of="since-increase", low=low, high=high, read=scan.read(i, end))
    return None


def _event(scan: Scan, i: int, end: int, phase: Phase | None) -> str | None:
    clause = scan.clause(i)
    near = sorted((j for j in clause if acts(scan, j) and not _only_named(scan, j)), key=lambda j: abs(j - i))
    for j in near:
        name = _EVENTS.get(scan.tokens[j].id)
        if name is not None:
            return name
    if any(scan.text(j) in _OFF for j in clause):
        return "since-stop"
    after = {scan.text(j) for j in range(end + 1, end + 3)}
    wide: Sequence[int] = [j for j in scan.sentence(i) if acts(scan, j) and describe(scan, j).past]
    if wide and (after & {"ago", "later", "after", "on"} or scan.text(i - 1) in ("day", "d")):
        return _EVENTS.get(scan.tokens[min(wide, key=lambda j: abs(j - i))].id)
    if phase == "held":
        return "since-stop"
    if phase == "restarted":
        return "since-restart"
    raised = any(scan.is_kind(j, Kind.ARROW) or scan.text(j) in ("from", "up") for j in scan.sentence(i))
    return "since-increase" if raised else None


def _only_named(scan: Scan, j: int) -> bool:
    """A hold or a stop that is spoken of ("does the hold still apply") has not happened."""
    return scan.tokens[j].id in ("hold", "stop") and not describe(scan, j).past
