"""Nothing is left over: each figure near the governed drug is read as a claim or is of a named benign class."""

from __future__ import annotations

from corpus.model import Topic
from service.safety.claims import Claims
from service.safety.clauses import denied_at
from service.safety.measures import MG
from service.safety.speech import Act
from service.safety.tokens import Kind, Token
from service.safety.verdicts import Findings
from service.safety.wordlist import words

_CITED = words(
    "page pages reference references ref refs section chapter table figure fig appendix article line "
    "step box number numbers no version grade class category stage type phase level score hepatitis "
    "group vitamin day days week weeks month months year years age aged grades naranjo rucam id pmid "
    "doi isbn section ctcae child-pugh"
)
_BEFORE_CITED = frozenset(("[", "^", "(ref", "#"))
_ADVICE = (Act.ADVICE,)


def judge_coverage(claims: Claims, topic: Topic, findings: Findings) -> None:
    """Doubt a statement about the governed drug in which a figure was not understood."""
    drugs = claims.drugs()
    relations = {d.id: d.relation for d in topic.vocabulary.drugs}
    governed = any(relations[d] in ("governed", "relative") for d in drugs)
    if drugs and not governed:
        return
    concerned = governed or any(a.target != "none" and a.target != "other" for a in claims.actions)
    if not concerned:
        return
    for i, token in enumerate(claims.tokens):
        if claims.act_at(i) not in _ADVICE or i in claims.doses.used or i in claims.labs.used:
            continue
        if denied_at(claims.clause_at(i), claims.tokens, i):
            continue
        if token.kind is Kind.NUMBER and not _benign_number(claims, i, topic.governed.id):
            findings.doubt("a figure that was not understood")
        elif token.kind is Kind.UNIT and token.id in MG and len(token.text) > 1 and not _has_number(claims, i):
            findings.doubt("a unit without its figure")


def _has_number(claims: Claims, i: int) -> bool:
    return any(t.kind in (Kind.NUMBER, Kind.MULTIPLE) for t in claims.tokens[max(0, i - 2) : i])


def _benign_number(claims: Claims, i: int, governed: str) -> bool:
    """Times, counts of things, citations, shares, ages and laboratory units."""
    before = claims.words[i - 1] if i else ""
    after = claims.tokens[i + 1] if i + 1 < len(claims.tokens) else None
    if _cited(claims, i) or before in ("times", "factor", "n", "="):
        return True
    if (before in (",", "and", "or", "to") or (after is not None and after.text == ",")) and _in_list(claims, i):
        return True
    if after is None:
        return before == "of"
    if after.text.lower() == "of":
        return claims.words[i + 2 : i + 3] not in (("them",), ("these",), ("those",))
    if after.text == "-" and _time_after(claims, i + 2):
        return True
    before_drug = [t.id for t in claims.tokens[:i] if t.kind is Kind.DRUG]
    if after.kind is Kind.UNIT and after.id == "amount" and before_drug:
        return before_drug[-1] != governed
    return _named_class(after) or _counts(claims, i, after)


def _cited(claims: Claims, i: int) -> bool:
    """Part of a citation or of a name ("page 180", "[3]", "NUDT15")."""
    before = claims.words[i - 1] if i else ""
    earlier = claims.words[i - 2] if i > 1 else ""
    after = claims.words[i + 1] if i + 1 < len(claims.words) else ""
    glued = i > 0 and claims.tokens[i - 1].end == claims.tokens[i].start and claims.tokens[i - 1].text.isupper()
    linked = earlier in _CITED and before in (".", ":", "s", "-", "to", ",", "and", "of", "is")
    return before in _CITED or before in _BEFORE_CITED or linked or glued or after in ("]", "^")


def _named_class(after: Token) -> bool:
    """Whether the word behind a number makes it a time, a share, a body measure or a laboratory value."""
    if after.kind is Kind.UNIT:
        return after.id.startswith("lab:") or "/" in after.id or after.id in _BENIGN_UNITS
    if after.kind is Kind.FREQUENCY:
        return (after.low or 1.0) != 1.0
    return after.kind in (Kind.TIMEUNIT, Kind.PANEL, Kind.ANALYTE, Kind.SYMPTOM)


_BENIGN_UNITS = frozenset(("%", "measure", "kg", "lb", "stone", "ng"))


def _counts(claims: Claims, i: int, after: Token) -> bool:
    """A count of things: "six tests", "four steps", "9 of 14 patients"."""
    if claims.words[i].isalpha() and after.kind not in (Kind.FREQUENCY, Kind.UNIT) and _not_given(claims, i):
        return True
    word = after.text.lower()
    plural = word.endswith("s") or word in ("of", "people", "children", "set")
    return after.kind in (Kind.WORD, Kind.VERB) and plural and word not in _NOT_COUNTED


_NOT_COUNTED = frozenset(("doses", "is", "was", "as", "units", "times"))


def _not_given(claims: Claims, i: int) -> bool:
    """A small number in words counts something, unless it is what is to be taken."""
    return not any(
        t.kind is Kind.VERB and t.id in ("give", "take", "restart", "start", "raise")
        for t in claims.tokens[max(0, i - 2) : i]
        if t.form != "noun"
    )


def _time_after(claims: Claims, i: int) -> bool:
    return i < len(claims.tokens) and claims.tokens[i].kind is Kind.TIMEUNIT


def _in_list(claims: Claims, i: int) -> bool:
    """Part of a list of times or citations: "weeks 2, 4, 6 and 8"."""
    k = i + 1
    while k < len(claims.tokens) and (
        claims.tokens[k].kind is Kind.NUMBER or claims.words[k] in (",", "and", "or", "to", "-")
    ):
        k += 1
    if k < len(claims.tokens) and claims.tokens[k].kind is Kind.TIMEUNIT:
        return True
    j = i - 1
    while j >= 0 and (claims.tokens[j].kind is Kind.NUMBER or claims.words[j] in (",", "and", "or", "to", "-")):
        j -= 1
    return j >= 0 and (claims.words[j] in _CITED or claims.tokens[j].kind is Kind.TIMEUNIT)
