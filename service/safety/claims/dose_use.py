"""What a text does with an amount: advises it, tells that it was once taken, refuses it or only works it out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from service.safety.claims.claims import Claims
from service.safety.claims.dose_compared import Compared
from service.safety.claims.dose_history import struck_off, told
from service.safety.claims.dose_talk import (
    HAVING_IT,
    INSTEAD,
    MEANT,
    NOT,
    ORDERS,
    SLACK,
    THROWN_OUT,
    YET,
    accepted,
    reason_of,
    refused_with,
)
from service.safety.claims.doses_said import DoseSaid
from service.safety.english import phrasing
from service.safety.grammar.beginnings import same_day_again
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.harm_said import harms
from service.safety.grammar.speech import Act
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind


class Use(StrEnum):
    """What is done with an amount."""

    ADVISED = "advised"
    ALLOWED = "allowed"
    """What speaks against it is denied."""
    TOLD = "told"
    REFUSED = "refused"
    OTHER = "other"


def uses(claims: Claims, doses: Sequence[DoseSaid], limits: Limits) -> tuple[Use, ...]:
    """The use of each of the doses; one that equals a refused dose of the same statement is refused with it."""
    reader = _Uses(claims, doses, limits)
    found = [reader.of(n) for n in range(len(doses))]
    denied_too = [d for d, use in zip(doses, found, strict=True) if use is Use.REFUSED and d.high and d.role != "limit"]
    return tuple(
        Use.REFUSED if use is Use.ADVISED and (refused_with(d, denied_too) or reason_of(d, denied_too, limits)) else use
        for d, use in zip(doses, found, strict=True)
    )


def capped(claims: Claims, doses: Sequence[DoseSaid], limits: Limits) -> bool:
    """Whether the statement keeps to the daily cap itself ("never above 150 mg")."""
    cap = limits.daily
    return cap is not None and any(
        d.high is not None
        and d.high <= cap.value + SLACK
        and (d.role == "limit" or d.compare in ("<=", "<") or (d.compare in (">", ">=") and denied(claims, d)))
        for d in doses
    )


def denied(claims: Claims, dose: DoseSaid) -> bool:
    """Whether the words around a dose deny it."""
    return denied_at(claims.clause_at(dose.first), claims.tokens, dose.first)


class _Uses:
    """Reads what is done with the doses of one statement."""

    def __init__(self, claims: Claims, doses: Sequence[DoseSaid], limits: Limits) -> None:
        self._claims = claims
        self._doses = doses
        self._words = claims.words
        self._limits = limits
        self._capped = capped(claims, doses, limits)
        self._compared = Compared(claims, doses, limits)

    def of(self, n: int) -> Use:
        """What is done with the dose at `n`."""
        dose = self._doses[n]
        act = self._claims.act_at(dose.first)
        if self._compared.difference(dose) or self._compared.found_over(dose):
            return Use.OTHER
        if self._allowed_after(n, told=act is not Act.ADVICE):
            return Use.ADVISED
        if act is not Act.ADVICE:
            return Use.TOLD if act is Act.REPORT else Use.OTHER
        if told(self._claims, dose):
            return Use.TOLD
        if self._guarded(dose):
            return Use.OTHER
        if self._compared.within(n) or self._harmless(dose):
            return Use.ALLOWED
        plain = (denied(self._claims, dose) or self._under_stop(dose)) and not dose.compare
        refused = (
            plain
            or self._called_untrue(dose)
            or self._compared.over(n)
            or self._compared.too_much(n)
            or self._thrown_out(dose)
            or self._worked_out(dose)
        )
        return Use.REFUSED if refused else Use.ADVISED

    def _allowed_after(self, n: int, *, told: bool) -> bool:
        """Whether what is told or refused is then given all the same: "... but she may have it"."""
        for clause, act in zip(self._claims.cut, self._claims.acts, strict=True):
            if clause.last <= self._doses[n].last:
                continue
            if told and any(accepted(self._words, i) for i in range(clause.first, clause.last)):
                return True
            if act in (Act.REPORT, Act.ECHO):
                continue
            first = max(clause.first, self._doses[n].last)
            if any(d.first >= first and d.first < clause.last for d in self._doses[n + 1 :]):
                continue
            if any(self._gives(clause, i, told=told) for i in range(first, clause.last)):
                return True
        return False

    def _gives(self, clause: Clause, i: int, *, told: bool) -> bool:
        """Whether the word at `i` gives the dose that was spoken of before."""
        word = self._words[i]
        if denied_at(clause, self._claims.tokens, i):
            return False
        if word in ("again", "likewise", "ditto"):
            return not same_day_again(self._claims.tokens, i)
        if word == "same":
            return bool(set(self._words[i + 1 : i + 4]) & {"dose", "amount", "strength"}) or self._words[
                i + 1 : i + 2
            ] in ((".",), ("for",), ())
        action = next((a for a in self._claims.actions if a.place == i), None)
        going_on = action is not None and action.kind in ("restart", "continue", "switch") and not action.denied
        if told:
            ordered = going_on and self._claims.tokens[i].form not in ("past", "noun")
            if ordered and set(self._words[i + 1 : i + 3]) & MEANT:
                return True
            if self._claims.tokens[i].kind is Kind.MODAL and self._words[i + 1 : i + 3] in HAVING_IT:
                return True
            done = word == "that" and self._words[i - 1] in ("do", "did", "try", "follow")
            return done or (word in ("stands", "reinstate", "reinstated") and not self._of_a_limit(i))
        if action is not None and action.kind in ("restart", "continue", "switch"):
            return going_on and not action.mention and self._claims.tokens[i].form != "past"
        given = self._claims.tokens[i].kind is Kind.MODAL and self._words[i + 1 : i + 3] in HAVING_IT
        return given or (word in YET and not self._of_a_limit(i))

    def _of_a_limit(self, i: int) -> bool:
        """As in "the ceiling of 150 mg stands"."""
        return bool(set(self._words[max(0, i - 12) : i]) & phrasing.LIMIT_NOUNS)

    def _under_stop(self, dose: DoseSaid) -> bool:
        """As in "stop taking 200 mg": the dose is what is stopped."""
        clause = self._claims.clause_at(dose.first)
        return any(
            a.kind in ("stop", "hold")
            and clause.first <= a.place < dose.first
            and dose.first - a.place <= 8
            and not any(t.kind is Kind.VERB and t.id == "raise" for t in self._claims.tokens[a.place + 1 : a.place + 3])
            and self._words[a.place + 1] not in ("at", "once", "when", "on")
            for a in self._claims.actions
            if not a.denied and not a.turned
        ) or struck_off(self._claims, dose)

    def _guarded(self, dose: DoseSaid) -> bool:
        """A dose under "if" whose main clause holds, stops or lowers it."""
        return self._claims.clause_at(dose.first).link == "if" and any(
            a.kind in ("hold", "stop", "reduce") or a.denied for a in self._claims.actions if a.place != dose.first
        )

    def _harmless(self, dose: DoseSaid) -> bool:
        """As in "200 mg does not harm the liver": what it is said not to do allows it."""
        clause, turned = self._claims.clause_at(dose.first), all(c.turned for c in self._claims.cut)
        denied = any(place < dose.first for place in clause.denials)
        return not denied and harms(self._claims.tokens, dose.last, clause.last) is turned

    def _called_untrue(self, dose: DoseSaid) -> bool:
        """As in "the claim that up to 200 mg is harmless is false": what allows the dose is said not to hold."""
        clause = self._claims.clause_at(dose.first)
        said_of_it = clause.turned or bool(clause.denials)
        said_of_it = said_of_it and all(
            d >= dose.last and not phrasing.UNTRUE.isdisjoint(self._words[d : d + 3]) for d in clause.denials
        )
        return dose.role != "limit" and dose.compare in ("<=", "<") and said_of_it and denied(self._claims, dose)

    def _thrown_out(self, dose: DoseSaid) -> bool:
        """Whether the order that a dose stands in is refused, in its own clause."""
        clause = self._claims.clause_at(dose.first)
        if not set(self._words[clause.first : clause.last]) & ORDERS:
            return False
        for i in range(clause.first, clause.last):
            if self._words[i].split(" ")[0] in THROWN_OUT and not self._negated(i):
                between = {w for k, w in enumerate(self._words[i : dose.first], i) if not self._infinitive(k)}
                return not between & INSTEAD
        return False

    def _infinitive(self, place: int) -> bool:
        """As in "advice to take": the word brings a verb, not what is put in the place of something."""
        return self._words[place] == "to" and self._claims.tokens[place + 1].kind is Kind.VERB

    def _negated(self, place: int) -> bool:
        return bool(set(self._words[max(0, place - 2) : place]) & NOT)

    def _worked_out(self, dose: DoseSaid) -> bool:
        """As in "which would be 220 mg": arithmetic beside the limit that overrules it."""
        cap = self._limits.daily
        above = cap is not None and dose.high is not None and dose.high > cap.value + SLACK
        first = max(self._claims.clause_at(dose.first).first, dose.first - 6)
        near = self._words[first : dose.first]
        by_weight = "kg" in self._claims.tokens[dose.last - 1].id
        would = by_weight or (
            "would" in near and bool({"be", "make", "mean", "equal", "come", "give", "amount"} & set(near))
        )
        return above and would and self._capped
