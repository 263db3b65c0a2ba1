"""Read doses out of a text: which drug, how much on any one day, and whether it is taken, held, past or planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.model import Topic
from service.domain.facts import DoseFact, DoseStatus, PlanFact, PlanKind, QuotedLimit, Read, StepFact
from service.safety.figures import shown
from service.safety.reading.course import in_course
from service.safety.reading.intent import Intent, intent_at
from service.safety.reading.scan import Scan, in_order
from service.safety.tokens import Kind, Token

_MASS = {"g": 1000.0, "mg": 1.0, "µg": 0.001, "ug": 0.001, "mcg": 0.001, "ng": 1e-6}
_TO = frozenset("to at on with back of by straight the dose a now only about just up down day daily first is".split())
_STEP = frozenset("step steps increment increments jump jumps".split())
_LIMIT = frozenset("max maximum cap ceiling limit capped".split())
_AT_INJURY = frozenset("event injury reaction hepatotoxicity toxicity hepatotoxic hepatotox happened occurred".split())
_COUNTED = frozenset("tablet tablets tab tabs pill pills capsule capsules of times".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class DosesRead:
    doses: tuple[DoseFact, ...]
    steps: tuple[StepFact, ...]
    plans: tuple[PlanFact, ...]
    limits: tuple[QuotedLimit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
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


def read_doses(scan: Scan, topic: Topic) -> DosesRead:
    """Read every dose; figures used here are marked, so that no laboratory reader takes them."""
    doses: list[DoseFact] = []
    steps: list[StepFact] = []
    plans: list[PlanFact] = []
    limits: list[QuotedLimit] = []
    for found in _doses(scan, topic):
        read = scan.read(found.at, found.end)
        if not found.governed:
            doses.append(_dose(found, "active", read))
            continue
        words = scan.words(scan.clause(found.at))
        if words & _LIMIT and _states_limit(scan, found):
            limits.append(QuotedLimit(claim="daily-dose", value=found.high, unit="mg/d", read=read))
        elif _is_step(scan, found):
            steps.append(StepFact(planned=True, read=read, by_mg=found.high))
        elif found.change is not None:
            _change(scan, found, read, doses, steps, plans)
        else:
            _place(scan, found, read, words, doses, steps, plans)
    return DosesRead(doses=tuple(doses), steps=tuple(steps), plans=tuple(plans), limits=tuple(limits))


def _change(
    scan: Scan, found: _Found, read: Read, doses: list[DoseFact], steps: list[StepFact], plans: list[PlanFact]
) -> None:
    """ "150 -> 200", "from 150 to 200 mg": past unless the clause proposes it."""
    assert found.change is not None
    before, after = found.change
    intent = intent_at(scan, found.at)
    planned = intent.proposed and intent.action in ("raise", "reduce", "restart", "start")
    doses.append(_dose(_of(found, before), "active" if planned else "previous", read))
    doses.append(_dose(_of(found, after), "planned" if planned else "active", read))
    steps.append(StepFact(planned=planned, read=read, from_mg_per_day=before, to_mg_per_day=after))
    if planned:
        plans.append(PlanFact(kind="increase" if after > before else "reduce", read=read))


def _place(
    scan: Scan,
    found: _Found,
    read: Read,
    words: frozenset[str],
    doses: list[DoseFact],
    steps: list[StepFact],
    plans: list[PlanFact],
) -> None:
    intent = intent_at(scan, found.at)
    if words & _AT_INJURY and not intent.proposed:
        doses.append(_dose(found, "injury", read))
        return
    status, plan = _status(intent) if not intent.noun else _nominal_status(scan, intent)
    if plan is None and status == "active" and _proposes_return(scan, found.at):
        status, plan = "planned", "restart" if "back" in words else "increase"
    doses.append(_dose(found, status, read))
    if plan is not None:
        plans.append(PlanFact(kind=plan, read=read))
        if plan == "increase":
            steps.append(StepFact(planned=True, read=read, to_mg_per_day=found.high))
    elif intent.action == "raise":
        steps.append(StepFact(planned=False, read=read, to_mg_per_day=found.high))


def _status(intent: Intent) -> tuple[DoseStatus, PlanKind | None]:
    """What a dose is for, from the verb it stands with."""
    if intent.action in ("restart", "start") and intent.proposed:
        return "planned", "restart"
    if intent.action == "raise" and intent.proposed:
        return "planned", "increase"
    if intent.action == "reduce" and intent.proposed:
        return "planned", "reduce"
    if intent.action in ("continue", "give") and intent.proposed:
        return "planned", "continue" if intent.action == "continue" else None
    if intent.action in ("stop", "hold"):
        return "held", None
    if intent.past_state:
        return "previous", None
    return "active", None


def _nominal_status(scan: Scan, intent: Intent) -> tuple[DoseStatus, PlanKind | None]:
    """A dose beside a noun: taken when the restart is under way, else proposed ("restart dose 100 mg")."""
    if intent.action != "restart" or intent.at is None:
        return "active", None
    return ("active", None) if in_course(scan, intent.at) else ("planned", "restart")


def _proposes_return(scan: Scan, i: int) -> bool:
    """ "right back on 150", "up to 100 now?": a wish without a verb of its own."""
    clause = scan.clause(i)
    words = [scan.text(j) for j in clause if j < i]
    returns = "back" in words[-4:] and bool({"want", "like", "put", "go", "straight", "right", "can", "ok"} & set(words))
    return returns or ("up to" in words[-2:] and scan.text(clause.stop) == "?")


def _states_limit(scan: Scan, found: _Found) -> bool:
    """ "max is 250", "cap of 150": a limit stated, unless the sentence only asks for it."""
    before = [scan.text(j) for j in range(max(0, found.at - 5), found.at)]
    after = [scan.text(j) for j in range(found.end + 1, found.end + 4)]
    return bool(set(before) & _LIMIT) or bool(set(after) & _LIMIT)


def _is_step(scan: Scan, found: _Found) -> bool:
    after = {scan.text(j) for j in range(found.end + 1, found.end + 3)}
    if after & _STEP:
        return True
    before = [scan.text(j) for j in range(max(0, found.at - 2), found.at)]
    adds = any(scan.is_kind(j, Kind.VERB) and scan.text(j).startswith(("add", "another")) for j in (found.at - 1,))
    by = bool(before) and before[-1] == "by"
    rare = found.frequency is not None and found.frequency < 0.5 and found.high <= 100
    return adds or by or rare


# ------------------------------------------------------------------------------------------------ figures
def _doses(scan: Scan, topic: Topic) -> Iterator[_Found]:
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
    value = scan.tokens[i].high or 0.0
    if value < 10:
        return False
    if scan.is_kind(i - 1, Kind.ARROW) and scan.is_kind(i - 2, Kind.NUMBER) and i - 2 in scan.used:
        return True
    if scan.text(i - 1) == "from" and _drug_before(scan, i):
        return True
    if scan.text(i - 1) in ("at", "on", "to") and scan.words(scan.clause(i)) & _AT_INJURY:
        return True
    if scan.is_kind(i - 1, Kind.COMPARATOR) and scan.text(i - 1) == "up to" and scan.text(scan.clause(i).stop) == "?":
        return True
    j = i - 1
    while j >= 0 and i - j <= 5 and (scan.text(j) in _TO or scan.is_kind(j, Kind.PRONOUN)):
        if scan.text(j) == "on" and j == i - 1:
            return True
        j -= 1
    if scan.is_kind(j, Kind.DRUG):
        return i - j <= 3
    if scan.text(i + 1) in ("->", "→") or scan.is_kind(i + 1, Kind.ARROW):
        return _drug_before(scan, i)
    return scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("restart", "raise", "reduce", "start", "give", "continue")


def _drug_before(scan: Scan, i: int) -> bool:
    """Whether the clause names a drug before the figure and no analyte in between."""
    before = [j for j in scan.clause(i) if j < i]
    drugs = [j for j in before if scan.is_kind(j, Kind.DRUG)]
    return bool(drugs) and not any(scan.is_kind(j, Kind.ANALYTE) for j in range(drugs[-1], i))


def _found(scan: Scan, topic: Topic, i: int, factor: float, per_kg: bool) -> _Found:
    token = scan.tokens[i]
    end = i + 1 if _mass_unit(scan.token(i + 1)) else i
    change, end = _chain(scan, i, end, factor)
    frequency, end, word = _frequency(scan, end)
    times = frequency if frequency is not None and frequency >= 1 else 1.0
    low, high = (token.low or 0.0) * factor, (token.high or token.low or 0.0) * factor
    arithmetic = f"{shown(high)} mg {word} = {shown(high * times)} mg/day" if times > 1 else None
    drug = _drug(scan, topic, i)
    return _Found(
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
    """ "50 to 100 mg a day" is a band, not a change, unless a verb of change or "from" stands before it."""
    before = range(max(scan.clause(i).start, i - 6), i)
    if any(scan.text(j) == "from" for j in before):
        return False
    return not any(scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("raise", "reduce", "switch") for j in before) and (
        not scan.is_kind(i - 1, Kind.DRUG)
    )


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


def _of(found: _Found, dose: float) -> _Found:
    return replace(found, low=dose, high=dose, arithmetic=None)


def _dose(found: _Found, status: DoseStatus, read: Read) -> DoseFact:
    return DoseFact(
        drug=found.drug,
        governed=found.governed,
        status=status,
        read=read,
        low_mg_per_day=None if found.per_kg else found.low,
        high_mg_per_day=None if found.per_kg else found.high,
        mg_per_kg=found.high if found.per_kg else None,
        arithmetic=found.arithmetic,
    )
