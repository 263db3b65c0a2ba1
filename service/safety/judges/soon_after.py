"""A higher dose soon after a restart that is told by a weekday or in words: "back on it since Monday; 75 mg today"."""

from __future__ import annotations

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.claims.times import Sort, read_times
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.ladders import SLACK, judge_spacing
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

#: Days that these words lie back, at most.
_BACK = {"today": 0.0, "tonight": 0.0, "yesterday": 1.0}
_WEEK = {"this": 6.0, "last": 13.0}
_WEEKDAY = 7.0
_RESTARTED = cue(("back",), ids=("restart",))
#: Words of a dose that comes some day, or that is never passed.
_SOME_DAY = words(
    "target aim goal eventually ultimately maintenance final finally later max maximum ceiling cap limit end towards "
    "until unless not never"
)


def days_back(claims: Claims) -> float | None:
    """How many days ago, at most, a statement says that the drug was begun again; None when it gives no such time."""
    if not any(_begun(claims, i) for i in claims.tokens.places(_RESTARTED)):
        return None
    ago = [t.high for t in read_times(claims.tokens) if t.sort is Sort.AGO]
    for i, word in enumerate(claims.words):
        before = claims.words[i - 1] if i else ""
        if claims.tokens[i].id == "weekday" and before not in ("every", "each", "next"):
            ago.append(_WEEK["last"] if before == "last" else _WEEKDAY)
        elif word in _BACK:
            ago.append(_BACK[word])
        elif word == "week" and before in _WEEK:
            ago.append(_WEEK[before])
    return min(ago, default=None)


def days_begun(claims: Claims, context: Context) -> float | None:
    """The same with what the statements before have told."""
    days = days_back(claims)
    return context.begun_days if days is None else days


def _begun(claims: Claims, i: int) -> bool:
    """Whether the word tells that the drug was begun again, and does not plan it."""
    token = claims.tokens[i]
    if token.kind is Kind.VERB and token.id == "restart":
        return token.form == "past" and claims.words[i - 1] != "be"
    return claims.words[i : i + 2] in (("back", "on"), ("back", "at"))


def judge_soon_after(claims: Claims, limits: Limits, context: Context, findings: Findings) -> None:
    """Breach the wait before an increase where a dose above the first one is advised so soon."""
    days = days_begun(claims, context)
    bound = limits.first_step_days or limits.step_days
    if days is None or bound is None or days >= bound.value or claims.foreign or not limits.restart:
        return
    later = any(t.high >= bound.value or t.sort is Sort.EVERY for t in read_times(claims.tokens))
    dated = any(t.kind is Kind.DATE and t.id == "date" for t in claims.tokens)
    if later or dated or not _SOME_DAY.isdisjoint(claims.words):
        return
    if any(_goes_up(dose, claims, limits.restart[0].value) for dose in claims.doses.said):
        judge_spacing(days, limits, findings)


def _goes_up(dose: DoseSaid, claims: Claims, least: float) -> bool:
    if dose.role not in ("total", "to") or dose.high is None or dose.high <= least + SLACK:
        return False
    clause = claims.clause_at(dose.first)
    return claims.act_at(dose.first) is Act.ADVICE and not denied_at(clause, claims.tokens, dose.first)
