"""An injury that comes back on a restart ends the drug: no third attempt, and nothing that makes light of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from corpus.model import Rule
from service.domain.answer import Violation
from service.safety.claims.claims import Claims
from service.safety.claims.returns_told import NOT_THE_PATIENT, returning
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.situation import Situation
from service.safety.judges.verdicts import Findings
from service.safety.text.patterns import Pattern

#: Another attempt, in words without a verb that orders one.
_ANEW = Pattern(
    r"(?<!\w)(?:(?:another|one more|a (?:second|third|fourth|further|new|fresh)) (?:go|try|attempt|chance|time|shot|"
    r"course|restart|rechallenge|retrial|trial|start)|(?:try|tries|attempt|risk|venture) (?:a|the) (?:third|fourth|"
    r"second|further)|(?:try|begin|start|have it|give it|take it|have a go) (?:again|once more|anew|afresh|over)|"
    r"third time lucky|start(?:s|ing)? over|tr(?:y|ies|ied) (?:it )?again|retry|retries|rechallenge again)(?!\w)"
)
#: It is made light of.
_LIGHT = Pattern(
    r"(?<!\w)(?:permitted|permissible|allowed|acceptable|tolerable|tolerated|forgiven|forgivable|excusable|overlooked|"
    r"no disaster|not the end|no reason to (?:give|stop|abandon|end|withdraw|despair)|may be ignored|can be ignored|"
    r"(?:does|do|need|needs) not (?:mean|rule out|exclude|close|end)|only means|just means|merely means|"
    r"can happen once|once is nothing|carry on|carries on|too fast)(?!\w)"
)


def judge_returning(claims: Claims, situation: Situation, findings: Findings) -> None:
    """Breach the rule of a return where a statement has something else follow from it than the end of the drug."""
    place = None if claims.foreign else returning(claims)
    if place is None or claims.tokens[-1].id == "?" or claims.acts[claims.clause_of[place]] in NOT_THE_PATIENT:
        return
    if _light(claims) or _again(claims, place):
        for rule in situation.on_a_return():
            findings.breach(rule.id, rule.ground.quote)


def after_a_return(read: Sequence[Claims], rules: Callable[[], Sequence[Rule]]) -> Iterator[Violation]:
    """What a text breaks that tells of a return in one statement, and begins again in a later one."""
    told = False
    for claims in read:
        place = returning(claims)
        if told and place is None and not claims.foreign and _again(claims, -1):
            yield from (Violation(rule=r.id, reason="a restart follows an injury that came back") for r in rules())
            return
        told = told or (place is not None and claims.acts[claims.clause_of[place]] not in NOT_THE_PATIENT)


def _stands(pattern: Pattern, claims: Claims, place: int) -> bool:
    """Whether a phrase stands behind a place, where no word denies it."""
    starts = [0, *accumulate(len(word) + 1 for word in claims.words)]
    for found in pattern.finditer(claims.tokens):
        i = bisect_right(starts, found.start()) - 1
        said = claims.act_at(i) in (Act.ADVICE, Act.DESCRIPTION)
        if i > place and said and not denied_at(claims.clause_at(i), claims.tokens, i):
            return True
    return False


def _light(claims: Claims) -> bool:
    return _stands(_LIGHT, claims, -1)


def _again(claims: Claims, place: int) -> bool:
    """Whether the drug is begun once more behind the return."""
    if _stands(_ANEW, claims, place):
        return True
    begun = (a for a in claims.actions if a.kind == "restart" and not (a.denied or a.mention))
    if any(a.place > place and a.act is Act.ADVICE and a.target in ("governed", "relative") for a in begun):
        return True
    then = next((i for i, w in enumerate(claims.words) if w == "then" and i > place), len(claims.words))
    doses = (d for d in claims.doses.said if d.role in ("total", "to") and d.first > then and not d.bare)
    return any(
        claims.act_at(d.first) is Act.ADVICE and not denied_at(claims.clause_at(d.first), claims.tokens, d.first)
        for d in doses
    )
