"""A dose that begins now, said without a verb: "50 mg from tonight", "hold it, then 25 mg"; judged as a restart."""

from __future__ import annotations

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.situation import Situation
from service.safety.judges.verdicts import Findings
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_NOW = words("tonight today tomorrow now onwards onward this next")
_FROM = words("from starting beginning commencing as")
_BEGINNING = cue(_FROM | {"then"})


def begun_doses(claims: Claims) -> tuple[DoseSaid, ...]:
    """The advised doses that begin now, or that follow a hold."""
    if not claims.tokens.cues & _BEGINNING:
        return ()
    return tuple(d for d in claims.doses.said if d.role in ("total", "to") and d.high and _begins(d, claims))


def judge_begun(claims: Claims, situation: Situation, context: Context, findings: Findings) -> None:
    """Add what the rules say against a restart where a dose begins without a verb that says so."""
    said = any(a.kind in ("restart", "continue", "raise") and a.verb != "take" for a in claims.actions)
    if claims.foreign or context.elsewhere or said:
        return
    if begun_doses(claims):
        for rule in situation.against("restart", claims, context):
            findings.breach(rule.id, rule.ground.quote)


def _begins(dose: DoseSaid, claims: Claims) -> bool:
    if claims.act_at(dose.first) is not Act.ADVICE or denied_at(
        claims.clause_at(dose.first), claims.tokens, dose.first
    ):
        return False
    held = next((a.place for a in claims.actions if a.kind in ("hold", "stop") and not a.denied), None)
    if held is not None:
        return "then" in claims.words[held : dose.first]
    return any(
        _from_now(claims, i) for i in (*range(max(0, dose.first - 5), dose.first), *range(dose.last, dose.last + 8))
    )


def _from_now(claims: Claims, i: int) -> bool:
    """As in "from tonight", "starting on Monday"."""
    if i >= len(claims.words) or claims.words[i] not in _FROM:
        return False
    behind = claims.tokens[i + 1 : i + 3]
    return any(t.text.lower() in _NOW or t.kind is Kind.DATE or t.id.startswith("part:") for t in behind)
