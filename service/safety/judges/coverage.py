"""Nothing is left over: each figure near the governed drug is read as a claim or is of a named benign class."""

from __future__ import annotations

from corpus.model import Topic
from service.safety.claims.claims import Claims
from service.safety.english.measures import MG
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.verdicts import Findings
from service.safety.text.line import cue
from service.safety.text.tokens import Kind, Token

_ADVICE = (Act.ADVICE,)
_NOT_COUNTED = words("doses is was as units times tablets pills")


_FIGURES = cue(kinds=(Kind.NUMBER, Kind.UNIT))


def judge_coverage(claims: Claims, topic: Topic, findings: Findings) -> None:
    """Doubt a statement about the governed drug in which a figure was not understood."""
    drugs = claims.drugs
    governed = any(map(topic.governs, drugs))
    if drugs and not governed:
        return
    concerned = governed or any(a.target != "none" and a.target != "other" for a in claims.actions)
    if not concerned:
        return
    figures = claims.tokens.places(_FIGURES)
    if not figures:
        return
    spoken = {a.place for a in claims.actions} | {k for t in claims.timed for k in range(t.time.first, t.time.last)}
    for i in figures:
        token = claims.tokens[i]
        if claims.act_at(i) not in _ADVICE or i in claims.doses.used or i in claims.benign or i in spoken:
            continue
        if denied_at(claims.clause_at(i), claims.tokens, i):
            continue
        if token.kind is Kind.NUMBER and not _explained(claims, i, topic.governed.id):
            findings.doubt("a figure that was not understood")
        elif token.kind is Kind.UNIT and token.id in MG and len(token.text) > 1 and not _has_number(claims, i):
            findings.doubt("a unit without its figure")


def _has_number(claims: Claims, i: int) -> bool:
    return any(t.kind in (Kind.NUMBER, Kind.MULTIPLE) for t in claims.tokens[max(0, i - 2) : i])


def _explained(claims: Claims, i: int, governed: str) -> bool:
    """Counts of things, shares, and units that are no mass."""
    before = claims.words[i - 1] if i else ""
    after = claims.tokens[i + 1] if i + 1 < len(claims.tokens) else None
    if before == "=":
        return True
    if after is None:
        return before == "of"
    if after.text.lower() == "of":
        return claims.words[i + 2 : i + 3] not in (("them",), ("these",), ("those",))
    before_drug = [t.id for t in claims.tokens[:i] if t.kind is Kind.DRUG]
    if after.kind is Kind.UNIT and after.id == "amount" and before_drug:
        return before_drug[-1] != governed
    return _named_class(after) or _counts(claims, i, after)


def _named_class(after: Token) -> bool:
    """Whether the word behind a number makes it a share of time or an amount of a volume."""
    if after.kind is Kind.UNIT:
        return "/" in after.id
    return after.kind is Kind.FREQUENCY and (after.low or 1.0) != 1.0


def _counts(claims: Claims, i: int, after: Token) -> bool:
    """A count of things: "six tests", "four steps", "9 of 14 patients"."""
    if claims.words[i].isalpha() and after.kind not in (Kind.FREQUENCY, Kind.UNIT) and _not_given(claims, i):
        return True
    word = after.text.lower()
    plural = word.endswith("s") or word in ("of", "people", "children", "set")
    return after.kind in (Kind.WORD, Kind.VERB) and plural and word not in _NOT_COUNTED


def _not_given(claims: Claims, i: int) -> bool:
    """A small number in words counts something, unless it is what is to be taken."""
    return not any(
        t.kind is Kind.VERB and t.id in ("give", "take", "restart", "start", "raise")
        for t in claims.tokens[max(0, i - 2) : i]
        if t.form != "noun"
    )
