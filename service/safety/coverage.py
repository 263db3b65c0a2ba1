"""Nothing is left over: every number and amount near the governed drug is consumed by a claim or by a named benign class."""

from __future__ import annotations

from corpus.model import Topic
from service.safety.claims import Claims
from service.safety.clauses import denied_at
from service.safety.lexicon import MG
from service.safety.speech import Act
from service.safety.tokens import Kind
from service.safety.verdicts import Findings

_CITED = frozenset(
    "page pages reference references ref refs section chapter table figure fig appendix article line step box number numbers no "
    "version grade class category stage type phase level score hepatitis group vitamin day days week weeks month months year "
    "years age aged grades naranjo rucam id pmid doi isbn section ctcae child-pugh".split()
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
        if token.kind is Kind.NUMBER and not _benign_number(claims, i):
            if not denied_at(claims.clause_at(i), claims.tokens, i):
                findings.doubt("a figure that was not understood")
        elif token.kind is Kind.UNIT and token.id in MG and not _has_number(claims, i):
            if len(token.text) > 1 and not denied_at(claims.clause_at(i), claims.tokens, i):
                findings.doubt("a unit without its figure")


def _has_number(claims: Claims, i: int) -> bool:
    return any(t.kind in (Kind.NUMBER, Kind.MULTIPLE) for t in claims.tokens[max(0, i - 2) : i])


def _benign_number(claims: Claims, i: int) -> bool:
    """Times, counts of things, citations, shares, ages and laboratory units."""
    before = claims.words[i - 1] if i else ""
    earlier = claims.words[i - 2] if i > 1 else ""
    after = claims.tokens[i + 1] if i + 1 < len(claims.tokens) else None
    if before in _CITED or before in _BEFORE_CITED or (earlier in _CITED and before in (".", ":", "s", "-", "to", ",", "and", "of", "is")):
        return True
    if (before in (",", "and", "or", "to") or (after is not None and after.text == ",")) and _in_list(claims, i):
        return True
    if after is None:
        return before in ("=", "of", "n")
    if after.kind in (Kind.TIMEUNIT, Kind.FREQUENCY) and (after.low or 1.0) != 1.0 or after.kind is Kind.TIMEUNIT:
        return True
    if after.id in ("]", "^") or before in ("n", "=") or after.text == "-" and _time_after(claims, i + 2):
        return True
    if after.kind is Kind.UNIT and (after.id.startswith("lab:") or after.id in ("%", "measure", "kg", "lb", "stone", "ng", "amount")):
        return after.id != "amount"
    if after.kind is Kind.UNIT and "/" in after.id:
        return True
    if after.kind in (Kind.PANEL, Kind.ANALYTE, Kind.SYMPTOM):
        return True
    word = claims.words[i]
    if before in ("times", "factor") or (i and claims.tokens[i - 1].end == claims.tokens[i].start and claims.tokens[i - 1].text.isupper()):
        return True
    if word.isalpha() and after.kind is not Kind.FREQUENCY and after.kind is not Kind.UNIT and _not_given(claims, i):
        return True
    # A count of things: "six tests", "four steps", "9 of 14 patients".
    return after.kind in (Kind.WORD, Kind.VERB) and (after.text.lower().endswith("s") or after.text.lower() in ("of", "people", "children", "set")) and after.text.lower() not in ("doses", "is", "was", "as", "units", "times")


def _not_given(claims: Claims, i: int) -> bool:
    """A small number in words counts something, unless it is what is to be taken."""
    return not any(t.kind is Kind.VERB and t.id in ("give", "take", "restart", "start", "raise") for t in claims.tokens[max(0, i - 2) : i] if t.form != "noun")


def _time_after(claims: Claims, i: int) -> bool:
    return i < len(claims.tokens) and claims.tokens[i].kind is Kind.TIMEUNIT


def _in_list(claims: Claims, i: int) -> bool:
    """Part of a list of times or citations: "weeks 2, 4, 6 and 8"."""
    k = i + 1
    while k < len(claims.tokens) and (claims.tokens[k].kind is Kind.NUMBER or claims.words[k] in (",", "and", "or", "to", "-")):
        k += 1
    if k < len(claims.tokens) and claims.tokens[k].kind is Kind.TIMEUNIT:
        return True
    j = i - 1
    while j >= 0 and (claims.tokens[j].kind is Kind.NUMBER or claims.words[j] in (",", "and", "or", "to", "-")):
        j -= 1
    return j >= 0 and (claims.words[j] in _CITED or claims.tokens[j].kind is Kind.TIMEUNIT)
