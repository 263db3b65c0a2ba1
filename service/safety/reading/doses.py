"""Read doses out of a text: which drug, how much on any one day, and whether it is taken, held, past or planned."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.model import Topic
from service.domain.facts import DoseFact, DoseStatus, PlanFact, PlanKind, QuotedLimit, Read, StepFact
from service.safety.reading.course import has_happened, in_course
from service.safety.reading.dose_bare import EARLIER
from service.safety.reading.dose_counts import names_a_strength
from service.safety.reading.dose_demands import demanded, going_back, returning
from service.safety.reading.dose_figures import Found, dose_figures
from service.safety.reading.dose_injuries import at_injury, named_for_the_injury
from service.safety.reading.dose_limits import states_limit
from service.safety.reading.dose_steps import step_named
from service.safety.reading.dose_wishes import asks_leave, in_a_plan, meant, to_be_reached
from service.safety.reading.intent import PROPOSING, Intent, acts, intent_at
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

#: Above this "up 100" is a dose to go up to, not a step to go up by.
_SMALL_STEP = 60
_STEP = frozenset("step steps increment increments jump jumps".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class DosesRead:
    """What a text says of doses: taken or planned, changes, plans, and limits it states."""

    doses: tuple[DoseFact, ...]
    steps: tuple[StepFact, ...]
    plans: tuple[PlanFact, ...]
    limits: tuple[QuotedLimit, ...]


def read_doses(scan: Scan, topic: Topic) -> DosesRead:
    """Read every dose; figures used here are marked, so that no laboratory reader takes them."""
    doses: list[DoseFact] = []
    steps: list[StepFact] = []
    plans: list[PlanFact] = []
    limits: list[QuotedLimit] = []
    for found in dose_figures(scan, topic):
        read = scan.read(found.at, found.end)
        if not found.governed:
            doses.append(_dose(found, _status_of_other(scan, found), read))
            continue
        counted = found.arithmetic is not None or found.frequency is not None
        if not counted and names_a_strength(scan, found.at, found.end, told=any(d.governed for d in doses)):
            continue
        words = scan.words(scan.clause(found.at))
        if states_limit(scan, found):
            limits.append(QuotedLimit(claim="daily-dose", value=found.high, unit="mg/day", read=read))
        elif _is_step(scan, found):
            steps.append(StepFact(planned=not intent_at(scan, found.at).past, read=read, by_mg=found.high))
        elif found.change is not None:
            _change(scan, found, found.change, read, doses, steps, plans)
        else:
            _place(scan, found, read, words, doses, steps, plans)
    return DosesRead(doses=tuple(doses), steps=tuple(steps), plans=tuple(plans), limits=tuple(limits))


def _change(
    scan: Scan,
    found: Found,
    change: tuple[float, float],
    read: Read,
    doses: list[DoseFact],
    steps: list[StepFact],
    plans: list[PlanFact],
) -> None:
    """`150 -> 200`, `from 150 to 200 mg`: past unless the clause proposes it."""
    before, after = change
    intent = intent_at(scan, found.at)
    planned = intent.proposed and intent.action in ("raise", "reduce", "restart", "start")
    doses.append(_dose(_of(found, before), "active" if planned else "previous", read))
    doses.append(_dose(_of(found, after), "planned" if planned else "active", read))
    steps.append(StepFact(planned=planned, read=read, from_mg_per_day=before, to_mg_per_day=after))
    if planned:
        plans.append(PlanFact(kind="increase" if after > before else "reduce", read=read))


def _place(
    scan: Scan,
    found: Found,
    read: Read,
    words: frozenset[str],
    doses: list[DoseFact],
    steps: list[StepFact],
    plans: list[PlanFact],
) -> None:
    if scan.text(found.at - 1) in EARLIER:
        doses.append(_dose(found, "previous", read))
        return
    intent = intent_at(scan, found.at)
    if at_injury(scan, found.at) and not intent.proposed:
        doses.append(_dose(found, "injury", read))
        return
    status, plan = _status(intent) if not intent.noun else _nominal_status(scan, intent)
    if plan is None and status == "active":
        status, plan = _demanded(scan, found.at, words, on_a_dose=any(d.status == "active" for d in doses))
    if intent.action is None and status == "active" and in_a_plan(scan, found.at):
        status, plan = "planned", "restart"
    wished = asks_leave(scan, found) or meant(scan, found) or to_be_reached(scan, found)
    if intent.action in (None, "give") and status == "active" and wished:
        status = "planned"
    plan = _planned(scan, found, status, plan, doses, governed_by_a_verb=intent.action is not None and not intent.noun)
    doses.append(_dose(found, status, read))
    if status == "planned" and named_for_the_injury(scan, found.end):
        doses.append(_dose(found, "injury", read))
    if plan is not None:
        plans.append(PlanFact(kind=plan, read=read))
        if plan == "increase":
            steps.append(StepFact(planned=True, read=read, to_mg_per_day=found.high))
    elif intent.action == "raise" and not _of_another_drug(scan, found, intent.at):
        steps.append(StepFact(planned=False, read=read, to_mg_per_day=found.high))


def _demanded(scan: Scan, i: int, words: frozenset[str], *, on_a_dose: bool) -> tuple[DoseStatus, PlanKind | None]:
    """What a dose that no verb of treatment governs is for: demanded, or wished back."""
    if demanded(scan, i):
        return "planned", "restart" if returning(scan, i) or not on_a_dose else None
    if _proposes_return(scan, i):
        return "planned", "restart" if "back" in words else "increase"
    return "active", None


def _planned(
    scan: Scan,
    found: Found,
    status: DoseStatus,
    plan: PlanKind | None,
    doses: list[DoseFact],
    *,
    governed_by_a_verb: bool,
) -> PlanKind | None:
    """What a planned dose is for; one above the dose that is taken is no restart unless it is to be gone back to."""
    if plan == "restart" and not governed_by_a_verb and not going_back(scan, found.at):
        return _raises(found, status, doses) or plan
    return plan or _restarts(scan, found, status) or _raises(found, status, doses)


def _restarts(scan: Scan, found: Found, status: DoseStatus) -> PlanKind | None:
    """A planned dose in a clause that speaks of a restart is one to restart with, wherever the verb stands."""
    named = any(acts(scan, j) and scan.tokens[j].id == "restart" for j in scan.clause(found.at))
    return "restart" if status == "planned" and named else None


def _raises(found: Found, status: DoseStatus, doses: list[DoseFact]) -> PlanKind | None:
    """`On 50 mg. Script has come for 100 mg`: a planned dose above the one that is taken is an increase."""
    taken = [d.high_mg_per_day for d in doses if d.governed and d.status == "active" and d.high_mg_per_day]
    return "increase" if status == "planned" and taken and found.high > taken[-1] else None


def _status_of_other(scan: Scan, found: Found) -> DoseStatus:
    """Another drug is taken, unless the clause says that it was stopped."""
    intent = intent_at(scan, found.at)
    return "previous" if intent.action in ("stop", "hold") and intent.past else "active"


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
    under_way = in_course(scan, intent.at) or has_happened(scan, intent.at)
    return ("active", None) if under_way else ("planned", "restart")


def _proposes_return(scan: Scan, i: int) -> bool:
    """`right back on 150`, `up to 100 now?`: a wish without a verb of its own."""
    clause = scan.clause(i)
    words = [scan.text(j) for j in clause if j < i]
    returns = "back" in words[-4:] and bool(
        {"want", "like", "put", "go", "straight", "right", "can", "ok"} & set(words)
    )
    asked = scan.text(scan.sentence(i).stop) == "?"
    steps = words[-2:-1] == ["step"] and words[-1] == "to" and (asked or bool(PROPOSING & set(words)))
    return returns or steps or ("up to" in words[-2:] and scan.text(clause.stop) == "?")


def _is_step(scan: Scan, found: Found) -> bool:
    if step_named(scan, found.at):
        return True
    clause = scan.clause(found.at)
    after = {scan.text(j) for j in range(found.end + 1, min(found.end + 3, clause.stop))}
    if after & _STEP or (scan.text(found.at - 1) == "of" and scan.text(found.at - 2) in _STEP):
        return True
    before = [scan.text(j) for j in range(max(0, found.at - 2), found.at)]
    adds = any(scan.is_kind(j, Kind.VERB) and scan.text(j).startswith(("add", "another")) for j in (found.at - 1,))
    by = bool(before) and (before[-1] == "by" or (before[-1] == "up" and found.high <= _SMALL_STEP))
    rare = found.frequency is not None and found.frequency < 0.5 and found.high <= 100
    return adds or by or rare


def _of_another_drug(scan: Scan, found: Found, at: int | None) -> bool:
    """Whether another drug stands right before the verb: what is added to a dose does not raise it."""
    return at is not None and any(
        scan.is_kind(j, Kind.DRUG) and scan.tokens[j].id != found.drug for j in (at - 1, at - 2)
    )


def _of(found: Found, dose: float) -> Found:
    return replace(found, low=dose, high=dose, arithmetic=None)


def _dose(found: Found, status: DoseStatus, read: Read) -> DoseFact:
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
