"""A stop for good that is said to end: overruled, called reversible, or to lapse when the values fall."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Action
from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import LAPSING, Clause, denied_at
from service.safety.grammar.speech import Act, permanent
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_BANS = words("ban bar prohibition exclusion contraindication embargo moratorium veto")
_PASSING = words("reversible temporary provisional")
_LAPSES = cue(LAPSING)
_IGNORING = cue(ids=("ignore",))


def judge_permanence(claims: Claims, limits: Limits, findings: Findings) -> None:
    """Add a breach where a permanent stop, or a ban on the drug, is said to be over or not to bind.

    Args:
        claims: the statement as it was read.
        limits: name the rule that is breached.
        findings: where it is noted.
    """
    forever = permanent(claims.tokens)
    if not forever and _BANS.isdisjoint(claims.words):
        return
    rule = next((line.rule for line in limits.lines if line.action is Action.STOP_PERMANENTLY), "")
    for clause, act in zip(claims.cut, claims.acts, strict=True):
        if act not in (Act.ADVICE, Act.DESCRIPTION) or not rule:
            continue
        if _lapses(claims, clause) or (forever and (_overruled(claims, clause) or _called_passing(claims, clause))):
            findings.breach(rule, "a permanent stop is undone")


def _lapses(claims: Claims, clause: Clause) -> bool:
    """As in "the permanent stop lapses when the value falls", "the ban is lifted"."""
    # The ban that is to end is no denial of its end.
    own = replace(clause, denials=tuple(d for d in clause.denials if claims.words[d] not in _BANS))
    for i in claims.tokens.places(_LAPSES):
        if clause.first < i < clause.last and claims.words[i] in LAPSING and not denied_at(own, claims.tokens, i):
            return any(_of_a_stop(claims, k) for k in range(clause.first, i))
    return False


def _of_a_stop(claims: Claims, i: int) -> bool:
    token = claims.tokens[i]
    named = token.kind is Kind.VERB and token.id in ("stop", "hold") and token.form in ("noun", "base")
    return named or claims.words[i] in _BANS


def _overruled(claims: Claims, clause: Clause) -> bool:
    """As in "the permanent stop may be ignored"."""
    for i in claims.tokens.places(_IGNORING):
        if not clause.first <= i < clause.last:
            continue
        stop = any(t.kind is Kind.VERB and t.id in ("stop", "hold") for t in claims.tokens[clause.first : i])
        allowed = i > 1 and claims.words[i - 1] == "be" and claims.tokens[i - 2].kind is Kind.MODAL
        if allowed or (stop and not denied_at(clause, claims.tokens, i)):
            return True
    return False


def _called_passing(claims: Claims, clause: Clause) -> bool:
    """As in "the permanent stop is reversible"."""
    called = [i for i in range(clause.first, clause.last) if claims.words[i] in _PASSING]
    return bool(called) and not any(denied_at(clause, claims.tokens, i) for i in called)
