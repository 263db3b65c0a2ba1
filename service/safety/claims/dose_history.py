"""Amounts of the past without a verb that says so: dated, headed as history, stopped since, summed over years."""

from __future__ import annotations

from collections.abc import Sequence

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.english.wordlist import phrases, words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.telling import orders
from service.safety.text.tokens import Kind, Token

_HISTORY = words(
    "previously formerly former historic historical historically pmh pmhx hx index culprit erstwhile ago ever"
)
_HISTORY_PHRASES = phrases(
    "on admission, at admission, before admission, on arrival, at presentation, on presentation, last year, "
    "last month, last spring, last summer, last autumn, last winter, by the time, at the time of the, up to the stop, "
    "in the past, before the injury, before the hepatitis, before the hold, before the event, before the stop, "
    "before it was stopped, before the liver, at injury, peak dose, last dose before, old chart, old prescription, "
    "medical history, drug history, past history, past medication, past treatment, past :, over the years, to date, "
    "so far, cumulative, prior to, by mistake, in error, by accident, by an oversight, by oversight, as a mistake"
)
#: Words by which a dose of before is given again.
_AGAIN = words("again resume restart continue same back return reinstate keep carry as")
_SUMS = words("cumulative total lifetime exposure altogether overall sum")
_SPANS = phrases("over the years, over the months, lifetime, exposure, to date, so far, cumulative")
_PASSIVE = words("be is are should must will not never to may might can")
_IN_A_YEAR = words("in to until till - during ( of")
#: A word of history reaches so many words.
_REACH = 10


def told(claims: Claims, dose: DoseSaid) -> bool:
    """Whether a dose without a verb of its own is one of the past."""
    clause = claims.clause_at(dose.first)
    own = claims.tokens.part(clause.first, clause.last)
    if orders(own) or _ordered(claims, clause.first, clause.last) or _given_again(claims, dose):
        return False
    others = [d for d in claims.dose_in(clause) if d is not dose]
    first = max([clause.first, dose.first - _REACH, *(d.last for d in others if d.last <= dose.first)])
    last = clause.last if all(d.first < dose.first for d in others) else dose.last
    near = [*_head_of(claims, clause.first), *claims.words[first : min(last, dose.last + _REACH)]]
    text = f" {' '.join(near)} "
    if set(near) & _HISTORY or any(f" {phrase} " in text for phrase in _HISTORY_PHRASES):
        return True
    return (
        _reacted(own)
        or _dated(own)
        or _stopped_since(claims, dose, clause.last)
        or _he_took(claims, dose)
        or _summed(claims, dose)
    )


def _ordered(claims: Claims, first: int, last: int) -> bool:
    """Whether a base form stands in the clause, behind an opening phrase: "On admission start ..."."""
    return any(
        t.kind is Kind.VERB and t.form == "base" and t.id in ("start", "give", "take", "restart", "raise", "continue")
        for t in claims.tokens[first:last]
        if not t.text.lower().startswith(("dos", "use"))
    )


def _head_of(claims: Claims, first: int) -> list[str]:
    """The words of a heading in front of a clause: "Former treatment: ...", or the line a list hangs on."""
    lead = [t.text.lower() for t in claims.statement.lead]
    if not first or claims.words[first] != ":":
        return lead
    start = max((c.first for c in claims.cut if c.first < first), default=0)
    return lead + list(claims.words[start : first + 1])


def _given_again(claims: Claims, dose: DoseSaid) -> bool:
    """Whether the statement may give the dose again."""
    return any(
        a.kind in ("restart", "continue", "switch") and not a.denied and not a.mention and a.place > dose.last
        for a in claims.actions
        if claims.tokens[a.place].form != "past"
    ) or bool(set(claims.words[max(0, dose.first - 6) : dose.last + 6]) & _AGAIN)


def _dated(own: Sequence[Token]) -> bool:
    """As in "from 2019 to 2021", "in 2018"; "since 2018" is still going on."""
    for i, token in enumerate(own):
        if token.kind is Kind.DATE and len(token.text) >= 4 and token.text[-4:].isdigit():
            before = own[i - 1].text.lower() if i else ""
            if before in _IN_A_YEAR or (len(token.text) > 8 and before not in ("since", "from", "on")):
                return True
    return False


def struck_off(claims: Claims, dose: DoseSaid) -> bool:
    """As in "the previous dose of 200 mg crossed off the list"."""
    last = claims.clause_at(dose.first).last
    return any(
        a.kind == "stop"
        and not (a.turned or a.denied)
        and dose.last <= a.place < min(last, dose.last + _NEAR)
        and claims.words[a.place].split(" ")[0] in _STRUCK
        for a in claims.actions
    )


_NEAR = 3
_STRUCK = words("crossed struck deleted removed scratched cancelled canceled")
_REACTIONS = words("hepatitis reaction reacted hepatotoxicity injury jaundice pancreatitis rash rise raised toxicity")


def _reacted(own: Sequence[Token]) -> bool:
    """As in "hepatitis on 200 mg, 2022": what happened on a dose, and the year."""
    at = next((i for i, t in enumerate(own) if t.text.lower() in _REACTIONS), None)
    denied = at is not None and any(s.kind is Kind.NEGATOR for s in own[:at])
    if at is None or denied or at + 1 >= len(own) or own[at + 1].text.lower() not in ("on", "at", "with", "to"):
        return False
    return any(t.kind is Kind.DATE and t.text[-4:].isdigit() for t in own[at + 2 :])


def _stopped_since(claims: Claims, dose: DoseSaid, last: int) -> bool:
    """As in "200 mg daily until 3 March, then stopped", "(stopped by us)", "since discontinued"."""
    for i in range(dose.last, min(len(claims.words), dose.last + 14)):
        token = claims.tokens[i]
        if token.kind is Kind.VERB and token.id in ("stop", "hold") and token.form == "past":
            passive = set(claims.words[max(0, i - 3) : i]) & _PASSIVE
            near = claims.words[i - 1] in ("then", "since", "(", ",", "later", "was", "been", ";")
            return not passive and (near or i >= last)
    return False


def _he_took(claims: Claims, dose: DoseSaid) -> bool:
    """As in "she once swallowed 300 mg a day"."""
    tokens = claims.tokens
    for i in range(max(0, dose.first - 4), dose.first):
        token = tokens[i]
        if (
            token.kind is Kind.VERB
            and token.form == "past"
            and token.id in ("take", "give", "start", "raise", "continue")
        ):
            before = tokens[max(0, i - 3) : i]
            someone = any(t.kind is Kind.PRONOUN and t.id in ("patient", "speaker") for t in before)
            return someone and not any(t.kind is Kind.MODAL or t.text.lower() in BE for t in before)
    return False


def _summed(claims: Claims, dose: DoseSaid) -> bool:
    """A sum over a long time is no dose of a day."""
    text = f" {' '.join(claims.words)} "
    often = any(t.kind is Kind.FREQUENCY and (t.high or 0.0) >= 1 for t in claims.tokens[dose.last : dose.last + 3])
    return bool(set(claims.words) & _SUMS) and any(f" {span} " in text for span in _SPANS) and not often
