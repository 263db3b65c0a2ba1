"""How long an injury may take to settle, and how long one may wait before another cause is looked for."""

from __future__ import annotations

from collections.abc import Iterator

from service.safety.claims.claims import Claims
from service.safety.claims.times import Sort, read_times
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.dismissals import LET_BE, found
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_SETTLING = words(
    "recover recovers recovery recovering normalise normalize normalises normalizes normalisation normalization settle "
    "settles settling settlement resolve resolves resolution subside subsides heal heals healing wash washout clear "
    "clears clearance washes"
)
_ALLOWING = words(
    "may can could might usual usually normal typical typically often common commonly expected takes take need needs "
    "ordinary average fine acceptable allow allows give allowed up"
)
_WAITING = words("wait waits waiting leave sit give allow let another pass watch hold carry assume")
#: What is done when it takes too long.
_SEARCHING = words(
    "look looks looking search searching question questioned asks doubt investigate investigating investigation refer "
    "referral differential reopen reopened work-up workup screen imaging ultrasound specialist hepatologist hepatology "
    "exclude cause causes explanation biopsy worry input review opinion advice look workup bloods scan serology"
)
_UNSAID = (Act.STUDY, Act.OTHER_PERSON, Act.ELSEWHERE, Act.REPORT, Act.ECHO, Act.ATTRIBUTED)
_ASKING = ("if", "when", "unless", "because", "only")
_DATING = words("after following once since")
_TIMES = cue(kinds=(Kind.TIMEUNIT,))
#: "Months" without a number are at least two.
_MONTHS = 60.0
#: "A few weeks" may be so many times as long as they seem, and are read as the fewest.
_VAGUE = 4


def judge_recovery(claims: Claims, limits: Limits, context: Context, findings: Findings) -> None:
    """Breach the rule of a slow recovery where a text allows more time than the rule does."""
    bound = limits.recovery
    if bound is None or claims.foreign or context.elsewhere or not claims.tokens.cues & _TIMES:
        return
    said = {part for word in claims.words for part in word.split(" ")}
    lasting = _lasts(claims, said) and _let_be(claims, said)
    searched = bool(said & _SEARCHING) and "nothing" not in said
    put_off = searched and bool({"before", "until", "till"} & said) and bool(said & _WAITING)
    settling = bool(said & _SETTLING) or "to normal" in claims.tokens.text
    allowed = settling and bool(said & _ALLOWING) and not searched and not claims.doses.said
    if not (put_off or allowed or lasting):
        return
    for place, days in _long_times(claims, gone=lasting):
        clause = claims.clause_at(place)
        asking = clause.link in _ASKING and claims.words[clause.first] not in _DATING and not lasting
        if days <= bound.value or asking or (claims.act_at(place) in _UNSAID and not lasting):
            continue
        if lasting or not denied_at(clause, claims.tokens, place):
            findings.breach(bound.rule, f"{days:g} days are longer than the {bound.value:g} that recovery takes")
            return


def _lasts(claims: Claims, said: set[str]) -> bool:
    """Whether raised values, or the injury, are said to go on: "still raised", "not normal at week 7"."""
    if claims.doses.said or not _ANY_RISE & claims.tokens.cues:
        return False
    raised = bool(said & _UP) or any(lab.said == "raised" for lab in claims.labs.said)
    return raised and (bool(said & _PERSISTING) or any(t.text.lower().startswith("not ") for t in claims.tokens))


def _let_be(claims: Claims, said: set[str]) -> bool:
    """Whether nothing is to be done about it: no search, no referral, a mere wait, what one would expect."""
    if any(claims.act_at(i) not in _UNSAID for i in found(LET_BE, claims.tokens)):
        return True
    if _ANY_SEARCH & claims.tokens.cues and any(_refused(claims, i) for i in claims.tokens.places(_ANY_SEARCH)):
        return True
    searched = bool(said & _SEARCHING) and "nothing" not in said
    return not searched and bool(said & _IDLE) and Act.ADVICE in claims.acts


def _refused(claims: Claims, i: int) -> bool:
    """As in "no referral", "does not call for a specialist": not where it is a search that found nothing."""
    breaks = [j + 1 for j in range(max(0, i - 6), i) if claims.tokens[j].kind is Kind.PUNCT]
    near = claims.tokens.part(max([0, i - 6, *breaks]), i)
    told = claims.act_at(i) in _UNSAID and _CALLING.isdisjoint(near.words)
    if claims.words[i] not in _SEARCHING or told:
        return False
    return any(t.kind is Kind.NEGATOR or t.text.lower() in _NEEDLESS for t in near)


_CALLING = words("do does don't doesn't need needs needn't")
_NEEDLESS = words("nothing unnecessary superfluous pointless needless")
_PERSISTING = words(
    "still persistent persisting persists persist remain remains remaining stay stays staying continuing continue "
    "unresolved lingering linger lingers even yet"
)
_UP = words("raised up abnormal elevated elevation high higher deranged rise rises")
_IDLE = words(
    "wait waiting patience watch watchful expected normal typical usual common ordinary explains keeping time"
)
_ANY_RISE = cue(_UP | {"normal"}, kinds=(Kind.QUALITY,))
_ANY_SEARCH = cue(_SEARCHING)


def _long_times(claims: Claims, *, gone: bool) -> Iterator[tuple[int, float]]:
    """The place and length of each time that is no rhythm, no date and no lower bound.

    Where what lasts is let be, a time gone by counts too, and so does a lower bound.
    """
    for time in read_times(claims.tokens):
        if time.sort is not Sort.EVERY and (gone or (time.sort is not Sort.AGO and time.compare not in (">", ">="))):
            vague = time.high > _VAGUE * time.low
            yield time.first, time.low if vague else time.high
    for i in claims.tokens.places(_TIMES):
        if claims.words[i] == "months" and (i == 0 or claims.tokens[i - 1].kind is not Kind.NUMBER):
            yield i, _MONTHS
