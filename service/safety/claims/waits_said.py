"""How long to wait before a dose goes up, and from one step to the next, as a text says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.safety.claims.doses_said import DoseSaid
from service.safety.claims.times import Sort, TimeSaid
from service.safety.claims.timing import Happening, Timed
from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.evaluations import Want
from service.safety.grammar.speech import Act
from service.safety.text.line import Line, cue
from service.safety.text.tokens import Kind, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitSaid:
    """The shortest time before an increase that a text allows."""

    days: float
    demanded: bool
    """True when the text asks for at least so long, or forbids less."""
    act: Act
    place: int


def read_waits(
    tokens: Sequence[Token],
    cut: Sequence[Clause],
    acts: Sequence[Act],
    times: Sequence[Timed],
    rises: Sequence[int],
) -> tuple[WaitSaid, ...]:
    """The waits before increases that a statement allows or asks for."""
    rising = [t for t in times if t.event.of is Happening.RISE]
    own = {t.event for t in rising if _together(t, cut)}
    told = tuple(w for t in rising if _together(t, cut) or t.event not in own for w in _wait(tokens, cut, acts, t))
    return told or tuple(_upon_tests(tokens, cut, acts, times, rises))


def _together(timed: Timed, cut: Sequence[Clause]) -> bool:
    """Whether a time stands in the clause of its increase, or in one that is no condition."""
    clause = next(c for c in cut if c.first <= timed.time.first < c.last)
    return clause.first <= timed.event.place < clause.last or clause.link not in _UPON


def _upon_tests(
    tokens: Sequence[Token], cut: Sequence[Clause], acts: Sequence[Act], times: Sequence[Timed], rises: Sequence[int]
) -> Iterator[WaitSaid]:
    """As in "once the day 10 tests are in, 75 mg": the day of the tests is that of the increase."""
    for place in rises:
        m = next(k for k, c in enumerate(cut) if c.first <= place < c.last)
        before = [
            t.time.low
            for t in times
            if t.time.indexed and any(c.first <= t.time.first < c.last and c.link in _UPON for c in cut[:m])
        ]
        if before and cut[m].link == "main" and not denied_at(cut[m], tokens, place):
            yield WaitSaid(days=max(before), demanded=False, act=acts[m], place=place)


_UPON = ("when", "if", "only")


def _wait(tokens: Sequence[Token], cut: Sequence[Clause], acts: Sequence[Act], timed: Timed) -> Iterator[WaitSaid]:
    time = _from_its_start(tokens, timed.time)
    n = next(k for k, c in enumerate(cut) if c.first <= time.first < c.last)
    m = next(k for k, c in enumerate(cut) if c.first <= timed.event.place < c.last)
    clause, happening = cut[n], cut[m]
    if time.sort is Sort.AGO or (clause.link in ("if", "because") and n == m):
        return
    if n != m and clause.link == "main" and _only_counted(tokens, time, clause):
        return
    denied = _denied(tokens, clause, time)
    if n != m and clause.link in ("if", "when", "before", "until", "only", "while"):
        denied = denied_at(happening, tokens, timed.event.place) != (time.denied_by is not None and denied)
    days = _allowed(tokens, clause, happening, time, denied)
    if days is not None:
        act = acts[n] if acts[n] is not Act.ADVICE else acts[m]
        yield WaitSaid(days=days, demanded=time.compare in (">=", ">") or denied, act=act, place=time.first)


def _from_its_start(tokens: Sequence[Token], time: TimeSaid) -> TimeSaid:
    """As in "in the second week": an increase in it may come when the week before is over."""
    inside = {t.text.lower() for t in tokens[max(0, time.first - 5) : time.first]}
    week = next((t.low for t in tokens[time.first : time.last] if t.kind is Kind.TIMEUNIT and t.low), 0.0)
    if not time.indexed or week <= 1 or not inside & _INSIDE or inside & _OVER:
        return time
    return time._replace(low=max(0.0, time.low - week), sort=Sort.POINT)


_INSIDE = words("in during within start beginning opening early from")
_OVER = words("after end close over until till following past since than completed")


def _only_counted(tokens: Sequence[Token], time: TimeSaid, clause: Clause) -> bool:
    """As in "9 days have passed, 5 days are left": time that went by or is to come, not a time to wait."""
    behind = {t.text.lower() for t in tokens[time.last : min(time.last + 3, clause.last)]}
    return bool(behind & {"have", "has", "are", "is", "remain"}) and bool(behind & _COUNTED)


_COUNTED = words("passed elapsed gone left remain remaining")


def _denied(tokens: Sequence[Token], clause: Clause, time: TimeSaid) -> bool:
    """Whether a time is denied, by other words than those its own comparison has used up."""
    denied = denied_at(clause, tokens, time.first)
    counted = time.denied_by is not None and clause.first <= time.denied_by < clause.last
    return denied != counted


def _allowed(tokens: Sequence[Token], clause: Clause, happening: Clause, time: TimeSaid, denied: bool) -> float | None:
    """The shortest wait that is allowed; None when nothing is said of it."""
    until = clause.link == "until" or tokens[time.first - 1].text.lower() in ("until", "till")
    waiting = (
        (clause is not happening and tokens[happening.first].id == "then")
        or _waits(tokens, clause)
        or _waits(tokens, happening)
        or _watched(tokens, clause, happening)
    )
    if time.sort is Sort.SPAN and not (waiting or until):
        return None
    own = tokens[clause.first : time.first]
    if clause.link == "before" and clause is not happening and not time.compare and all(t.id != "and" for t in own):
        # "It goes up before her day 14 review."
        return time.low if denied or waiting else 0.0
    demand = time.sort in (Sort.EVERY, Sort.LENGTH, Sort.SPAN) or waiting
    if until or (clause.link == "before" and time.compare == "<"):
        # "Not until day 14", "no increase before two weeks have passed": the main clause denies it.
        return time.low if denied or waiting else (0.0 if clause.link == "before" or time.compare == "<" else None)
    if time.compare == "<":
        return time.low if denied else (0.0 if not demand or time.sort is Sort.EVERY else None)
    if not denied:
        return time.low
    if time.compare == ">":
        return time.low
    want = next((e.want for e in clause.judged if e.first > time.first), Want.ANY)
    if not demand or want in (Want.MORE, Want.STRICTER):
        return None
    return 0.0 if want in (Want.LAXER, Want.LESS) or waiting or _lifted(tokens, clause) else None


_WAITING = words(
    "wait waits waiting waited delay delays stay stays remain remains hold-off interval intervals gap pause"
)
_LIFTING = words(
    "need needs needed necessary required require have has must apply applies insist bother obliged call point "
    "reason matter"
)


def _waits(tokens: Sequence[Token], clause: Clause) -> bool:
    return any(t.text.lower() in _WAITING for t in tokens[clause.first : clause.last])


def _watched(tokens: Sequence[Token], clause: Clause, happening: Clause) -> bool:
    """As in "watch for three days; if all is well give 75 mg": what is done when the time is over."""
    over = happening.link == "main" and happening.first > clause.first
    return over and any(t.text.lower() in _WATCHING for t in tokens[clause.first : clause.last])


_WATCHING = words("watch watched watching observe observed observing observation see sit rest settle")


def _lifted(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether what is denied is that something must be: "need not be", "no need for"."""
    return any(t.text.lower() in _LIFTING or t.text.lower() == "needn't" for t in tokens[clause.first : clause.last])


# ------------------------------------------------------------------------------------------ where a dose goes up

_STEPS = words(
    "step steps stepping stepped rung rungs increment increments jump jumps hike hikes bump bumps uplift "
    "uptitration titration notch upward upwards up-titration escalation progression rises"
)
_MOVERS = words(
    "go goes going gone went move moves moving moved come comes put puts creep creeps edge edges nudge nudges take push"
)


#: Beside "raised" these say that it is told of a result.
_OF_A_TEST = words("line threshold limit enzymes enzyme transaminases transaminase aminotransferases values results")
_CLIMBING = ("ris", "rose", "climb", "mount", "soar", "surge", "ascend")
_RISING = cue(_STEPS | {"up"}, kinds=(Kind.MULTIPLE,), ids=("raise", "rise"))
_RESTARTING = cue(ids=("restart",))


def rise_places(
    tokens: Line, doses: Sequence[DoseSaid], least: float, times: Sequence[TimeSaid] = ()
) -> tuple[int, ...]:
    """Where a statement speaks of a dose going up; after a restart any dose above the first one is meant.

    Days that are counted ("day 8") are counted from a restart; a whole ladder of them is judged step by step.
    """
    strong = [i for i in tokens.places(_RISING) if _rises(tokens, i)]
    strong += [d.first for d in doses if d.role in ("step", "to")]
    back = any(tokens[i].id == "restart" and tokens[i].kind is Kind.VERB for i in tokens.places(_RESTARTING))
    totals = [d for d in doses if d.role == "total" and d.high is not None]
    if strong or not (back or (len(totals) == 1 and any(t.indexed for t in times))):
        return tuple(sorted(set(strong)))
    return tuple(d.first for d in totals if d.high is not None and d.high > least)


def _rises(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    word = token.text.lower()
    if token.kind is Kind.VERB and token.id == "raise":
        near = tokens[max(0, i - 3) : i + 4]
        return not any(t.kind in (Kind.ANALYTE, Kind.PANEL, Kind.LIMIT) or t.text.lower() in _OF_A_TEST for t in near)
    if token.kind is Kind.VERB and token.id == "rise" and word.startswith(_CLIMBING):
        near = tokens[max(0, i - 4) : i + 4]
        tested = any(t.kind in (Kind.ANALYTE, Kind.PANEL, Kind.LIMIT, Kind.SYMPTOM) for t in near)
        between = any(t.text.lower() in ("between", "each") for t in near)
        dosed = any(t.kind is Kind.DRUG or t.text.lower() in phrasing.DRUG_NOUNS for t in near)
        return not tested and (between or dosed)
    if token.kind is Kind.MULTIPLE:
        return token.form in ("verb", "past") and (token.low or 0.0) > 1
    if word in _STEPS:
        return not (i == 1 and tokens[0].text.lower() == "next")
    if word != "up":
        return False
    before = {t.text.lower() for t in tokens[max(0, i - 4) : i]}
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return bool(before & _MOVERS) or (
        after is not None and (after.kind in (Kind.NUMBER, Kind.FREQUENCY) or after.text.lower() in ("by", "to", "one"))
    )
