"""Times against the rules: how far apart liver tests are, and how soon a dose goes up."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from corpus.model import Topic
from service.safety.claims.claims import Claims
from service.safety.claims.monitoring_said import TestSaid
from service.safety.claims.times import read_times
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.evaluations import Want
from service.safety.grammar.speech import Act
from service.safety.grammar.test_words import is_testing
from service.safety.judges.context import Context
from service.safety.judges.recovery import judge_recovery
from service.safety.judges.soon_after import judge_soon_after
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Bound, Limits
from service.safety.text.line import cue
from service.safety.text.patterns import Pattern
from service.safety.text.tokens import Kind, Token

#: A rhythm of so many tests a week may be off by half a day ("days 0, 4, 7 and 11").
_HALF_DAY = 0.51


class Phase(StrEnum):
    """When tests are to be done: the rules ask for more of them after a restart."""

    HELD = "held"
    RESTARTED = "restarted"
    LATER = "later"


def judge_tests(claims: Claims, limits: Limits, context: Context, findings: Findings) -> None:
    """Liver tests that are dropped, or further apart than the rules have them."""
    if claims.foreign:
        return
    for said in claims.tests:
        if not _binds(said, claims) or context.elsewhere:
            continue
        days = said.days if said.on is None else _since(context.event_day, said.on)
        phase = _phase(claims, said, context)
        bound = _bound(limits, phase)
        if bound is None or phase is Phase.LATER:
            continue
        longest = bound.value
        if days is None:
            findings.breach(bound.rule, "tests that the rules call for are dropped")
        elif said.denied:
            if days <= longest and said.want in (Want.ANY, Want.LAXER) and not said.counted:
                findings.breach(bound.rule, "tests that the rules call for are dropped")
        elif days > longest:
            findings.breach(bound.rule, f"tests {days:g} days apart are further apart than {longest:g} days")


def _binds(said: TestSaid, claims: Claims) -> bool:
    """Whether a test is advised, or told as what the article itself asks for."""
    own = ("the", "article") in pairwise(claims.words) and not {"page", "pages", "weak"} & set(claims.words)
    rhythm = said.days is not None and not said.denied and not said.counted
    return said.act is Act.ADVICE or (said.act is Act.ATTRIBUTED and own and rhythm)


#: A date that lies further off is one of before.
_NEXT = 180.0
_YEAR = 365.25


def _since(event: float | None, day: float) -> float:
    """Days from a hold or a restart to a single test; none where the one or the other has no date."""
    gap = 0.0 if event is None else (day - event) % _YEAR
    return gap if gap < _NEXT else 0.0


def day_of_event(claims: Claims) -> float | None:
    """The date that a statement gives for a hold or a restart: "withheld 2 June"."""
    for action in claims.actions:
        if action.kind in ("hold", "stop", "restart") and action.target == "governed":
            for token in claims.tokens[action.place + 1 : action.place + 5]:
                if token.kind is Kind.DATE and token.id == "date":
                    return token.low
    return None


_MONTHS = "january|february|march|april|june|july|august|september|october|november|december"
#: Times without a figure that lie too far off, or anywhere.
_FAR = Pattern(
    rf"\b(?:(?:in|until|till|around|by) (?:{_MONTHS}|may\b(?! )|(?:the )?(?:spring|summer|autumn|winter|new year))"
    r"|(?:in|after|each|every|once a|for a) (?:a |another |one )?quarter(?! of)|annual|yearly|annually|half - yearly"
    r"|(?:back )?from (?:her |his |the |their )?(?:holidays?|vacation|travels?|trip)|(?:after|over) (?:the )?"
    r"(?:holidays?|christmas|easter|vacation)|next (?:season|term|semester))\b"
)


_TESTING = cue(("bloods", "lfts"), kinds=(Kind.PANEL, Kind.ANALYTE), ids=("test", "repeat"))


_LOOKING = words("look looked looks seen checked check rechecked repeated measured taken done again next")


def _tested(token: Token, *, looked: bool) -> bool:
    if looked and token.kind is Kind.ANALYTE:
        return True
    return token.kind is Kind.PANEL or is_testing(token) or token.text.lower() in ("bloods", "lfts")


def judge_far_tests(claims: Claims, topic: Topic, context: Context, findings: Findings) -> None:
    """Doubt liver tests that are put off to a time without a figure: "next bloods in October"."""
    drugs = claims.drugs
    if (drugs and not any(map(topic.governs, drugs))) or context.elsewhere or not (drugs or context.governed):
        return
    looked = not _LOOKING.isdisjoint(claims.words)
    places = claims.tokens.places(_TESTING)
    place = next((i for i in places if _tested(claims.tokens[i], looked=looked)), None)
    if place is None or not _FAR.search(claims.tokens):
        return
    if any(t.days is not None and not t.counted and not t.denied for t in claims.tests):
        return
    valued = any(t.kind is Kind.QUALITY for t in claims.in_clause(place))
    if claims.act_at(place) is Act.ADVICE and not valued:
        findings.doubt("tests at a time that is not known")


def _bound(limits: Limits, phase: Phase) -> Bound | None:
    """The longest time between two tests in a phase."""
    again = limits.tests_per_week_restart
    if phase is Phase.RESTARTED and again is not None:
        return Bound(rule=again.rule, value=7 / again.value + _HALF_DAY)
    return limits.test_days_held


_LATER = words("thereafter afterwards later subsequently long-term eventually stable beyond maintenance")


def _phase(claims: Claims, said: TestSaid, context: Context) -> Phase:
    """The phase that tests are said for: by the nearest word of one, else by what came before."""
    clause = claims.cut[said.clause]
    own = set(claims.words[clause.first : clause.last])
    earlier = any(t.days and not t.counted and t.place < said.place for t in claims.tests)
    if own & _LATER or ("then" in own and said.place > clause.first and (earlier or not said.counted)):
        return Phase.LATER
    marks = [(abs(i - said.place), phase) for i in range(len(claims.tokens)) if (phase := _mark(claims, i)) is not None]
    if marks:
        return min(marks)[1]
    begun = context.paused and any(d.role == "total" for d in claims.doses.said) and Act.ADVICE in claims.acts
    return Phase.RESTARTED if context.restarting or begun else Phase.HELD


#: As in "the restart talk waits": nothing is begun again.
_TALKED = words("talk plan question discussion decision idea request date form appointment conversation")


def _is_back(claims: Claims, i: int) -> bool:
    """As in "back on it", "once the drug is back"."""
    on = claims.words[i + 1 : i + 2] == ("on",)
    return on or (any(t.kind is Kind.DRUG for t in claims.tokens[max(0, i - 3) : i]) and claims.words[i - 1] in _BACK)


_BACK = words("is are was comes goes come go came went gone being put")


def _mark(claims: Claims, i: int) -> Phase | None:
    """The phase that a word stands for."""
    token = claims.tokens[i]
    link = claims.clause_at(i).link
    if token.kind is Kind.VERB and token.id == "restart":
        talked = not _TALKED.isdisjoint(claims.words[i + 1 : i + 2])
        return None if link in ("before", "until") or talked else Phase.RESTARTED
    if token.kind is Kind.VERB and token.id in ("hold", "stop"):
        return Phase.HELD
    if token.text.lower() == "back" and _is_back(claims, i):
        return Phase.RESTARTED
    if token.text.lower() == "first" and any(t.kind is Kind.TIMEUNIT for t in claims.tokens[i + 1 : i + 4]):
        return Phase.RESTARTED
    return Phase.HELD if token.text.lower() == "off" else None


def judge_waits(claims: Claims, limits: Limits, context: Context, findings: Findings) -> None:
    """Increases that come sooner than the rules allow."""
    judge_soon_after(claims, limits, context, findings)
    judge_recovery(claims, limits, context, findings)
    bound = limits.first_step_days or limits.step_days
    if bound is None or claims.foreign:
        return
    for said in claims.waits:
        if said.act is Act.ADVICE and said.days < bound.value:
            findings.breach(bound.rule, f"an increase after {said.days:g} days is sooner than {bound.value:g} days")
    for days in (*_listed_days(claims), *_dated_rises(claims, context)):
        if days < bound.value:
            findings.breach(bound.rule, f"an increase after {days:g} days is sooner than {bound.value:g} days")
    if Act.ADVICE in claims.acts and not claims.tests and _hastened(claims):
        findings.doubt("an increase is brought forward")


def _listed_days(claims: Claims) -> Iterator[float]:
    """The days of a list under "increase by 25 mg on:"."""
    if claims.statement.kind != "bullet" or claims.timed:
        return
    raised = any(t.kind is Kind.VERB and t.id == "raise" for t in claims.statement.lead)
    denied = any(t.kind is Kind.NEGATOR for t in claims.statement.lead) or any(c.turned for c in claims.cut)
    dosed = any(d.role == "total" for d in claims.doses.said)
    if raised and not denied and not dosed:
        yield from (t.low for t in read_times(claims.tokens) if t.indexed and t.compare not in (">", ">="))


_DATES = cue(ids=("date",))


def _dated_rises(claims: Claims, context: Context) -> Iterator[float]:
    """Days from the date of the restart to that of an increase: "restarted 4 May; first increase 12 May"."""
    began = day_of_event(claims) or context.event_day
    if began is None:
        return
    for i in claims.tokens.places(_DATES):
        near = [a for a in claims.actions if a.kind == "raise" and 0 < i - a.place <= 4 and a.act is Act.ADVICE]
        if any(not a.denied for a in near):
            yield ((claims.tokens[i].low or 0.0) - began) % _YEAR


_HASTENED = Pattern(
    r"\b(?:bring|brings|brought|bringing) (?:\S+ ){1,5}forward\b|\badvanc(?:e|es|ed|ing) (?:the|her|his|a) "
    r"|\bahead of (?:schedule|time|plan)\b|\bwhatever the (?:day|date|week|time)\b"
    r"|\bregardless of (?:the )?(?:day|date|week|time|interval)\b|\b(?:at|on) any (?:time|day)\b"
)


def _hastened(claims: Claims) -> bool:
    """Whether the next dose is to come sooner, or whenever, in words without a figure."""
    found = _HASTENED.search(claims.tokens)
    dosed = any(d.role in ("total", "to", "step") for d in claims.doses.said) or any(
        a.kind == "raise" for a in claims.actions
    )
    if found is None or not dosed or (claims.drugs and any(a.target == "other" for a in claims.actions)):
        return False
    place = claims.tokens.text.count(" ", 0, found.start())
    return not denied_at(claims.clause_at(place), claims.tokens, place)
