"""A restart that is put before the results are normal, by the order of the words or by a result that is not yet one."""

from __future__ import annotations

import regex

from service.safety.claims.claims import Claims
from service.safety.english import phrasing
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.grammar.speech import Act
from service.safety.judges.begun import begun_doses
from service.safety.judges.verdicts import Findings
from service.safety.text.patterns import Pattern
from service.safety.text.tokens import Kind

_NORMAL = words("normal normalise normalize normalised normalized settled recovered range recovery normalisation")
_ON_THE_WAY = words(
    "way down halved halving settling trend downward downwards falling falls dropping improving improvement halfway"
)
_AGAIN = frozenset(("restart", "start", "switch"))
#: Of a trend these say that it is not enough.
_SHORT = words("not no never nor insufficient only until unless however but")
#: A restart that comes first, in so many words.
_FIRST = regex.compile(r"\beven before\b")
#: Normal results are not waited for.
_UNWAITED = regex.compile(
    r"\bnormali[sz]ation (?:of \w+ )?(?:follows|comes after|comes later|after|"
    r"is not (?:needed|required|a condition))\b|"
    r"(?:\bnot|n't|\bnever|\bno need to|\bwithout) (?:to )?(?:wait|waiting|hold on|hold out) for "
    r"(?:the |a |her |his |their |any )?(?:normal|normali\w+|clean|clear)\b"
)
#: Normal results are only hoped for.
_HOPED = regex.compile(
    r"\b(?:expect|hop|anticipat|predict)(?:e|s|ed|es|ing)? (?:to (?:be|see) )?(?:\w+ ){0,3}(?:normal|clean|clear)\b"
)
_HELD = words("off until held withheld paused stopped hold stop not no never")
#: A dose that is told by the number of its digits.
_THREE_FIGURES = regex.compile(r"\b(?:three|triple|3) ?(?:- )?(?:figures?|digits?)\b")
_LIFTED = Pattern(
    r"\b(?:hold|pause|suspension|break|ban|stop) (?:on \w+ )?(?:is|gets|can be|may be|should be) "
    r"(?:lifted|ended|released|over)\b"
    r"(?! only)[^.;]*\bbefore\b[^.;]*\b(?:normal|range|recovered|normalised|interval)\b"
)


def judge_order(claims: Claims, findings: Findings) -> None:
    """Doubt a restart that is advised before the results are normal."""
    text = claims.tokens.text
    if Act.ADVICE in claims.acts and _LIFTED.search(claims.tokens):
        findings.doubt("a restart is advised before the results are normal")
        return
    begun = bool(begun_doses(claims))
    again = [
        a for a in claims.actions if a.kind == "restart" and a.verb in _AGAIN and a.target in ("governed", "relative")
    ]
    if not again:
        return
    figures = _THREE_FIGURES.search(text)
    if figures is not None and any(a.act is Act.ADVICE and not a.denied for a in again):
        findings.doubt("a restart in three figures")
    if any(a.act is Act.ADVICE for a in again) and _UNWAITED.search(text):
        findings.doubt("a restart is advised before the results are normal")
    if (begun or again) and Act.ADVICE in claims.acts and _HOPED.search(text) and not set(claims.words) & _HELD:
        findings.doubt("a restart is advised before the results are normal")
    if not any(a.act is Act.ADVICE and not a.denied for a in again):
        return
    if _FIRST.search(text) or any(_ahead(claims, a.clause) for a in again if not a.denied) or _not_yet(claims):
        findings.doubt("a restart is advised before the results are normal")


def _ahead(claims: Claims, at: int) -> bool:
    """As in "the drug restarts before the tests are normal"."""
    after = claims.cut[at + 1] if at + 1 < len(claims.cut) else None
    if after is None or after.link != "before" or claims.cut[at].denials or claims.cut[at].link != "main":
        return False
    return bool(set(_own(claims, after)) & _NORMAL)


def _not_yet(claims: Claims) -> bool:
    """As in "nearly normal, so it restarts", "once the trend is downward it can go back in"."""
    said = set(claims.words)
    if said & _SHORT:
        return False
    almost = any(
        t.kind is Kind.QUALITY and t.id == "normal" and claims.words[i - 1] in phrasing.ALMOST
        for i, t in enumerate(claims.tokens)
        if i
    )
    normal = any(t.kind is Kind.QUALITY and t.id == "normal" for t in claims.tokens) or said & _NORMAL
    return almost or bool(said & _ON_THE_WAY and not normal)


def _own(claims: Claims, clause: Clause) -> tuple[str, ...]:
    return claims.words[clause.first : clause.last]
