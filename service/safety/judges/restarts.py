"""The first dose after a restart: how high it may be, and that it is not the dose of before."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.english.wordlist import words
from service.safety.grammar.beginnings import beginnings
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.former_dose import former_doses
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.ladders import SLACK, in_mg
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind

_LATER = words(
    "target aim goal eventually ultimately maintenance final finally later max maximum ceiling cap limit end"
)
_ALTERNATIVES = words("or either , / ( ) i ii iii iv a b c mg - options option : and to 1 2 3 whichever")
_PARTED = words("half halves halve halved quarter cut split snap break")
#: Said of a dose of before, behind what tells which it is: "the dose you were on is not the one you go back to".
_SET_ASIDE = regex.compile(
    r"\b(?:is|are|was) (?:not|never|no longer) (?:the (?:one|dose)|what|one|to be|for|an option)\b"
)
_KEEPING = frozenset(("continue", "keep"))


class RestartJudge:
    """Judges the dose that a text begins with again."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def first_dose(
        self,
        low: float,
        high: float,
        dose: DoseSaid,
        claims: Claims,
        context: Context,
        previous: DoseSaid | None,
        findings: Findings,
    ) -> None:
        """Judge a dose where it is the first one of a restart."""
        joined = dose.extra or bool(dose.parts)
        earlier = previous is not None and previous.role in ("total", "to", "step") and not joined
        if not self._limits.restart or not self._is_first(dose, claims, context):
            return
        if earlier and previous is not None and not _may_be_first(claims, previous, dose):
            return
        if joined:
            before = previous.high or 0.0 if previous is not None and dose.extra and not previous.parts else 0.0
            low = high = max(high, sum(context.parts.values()), before)
        elif previous is not None and _ranges(claims, previous, dose):
            low = previous.low if previous.low is not None else low
        lowest, highest = self._limits.restart[0], self._limits.restart[-1]
        band = low == lowest.value and high == highest.value
        if high > lowest.value + SLACK and not band:
            worst = highest if high > highest.value + SLACK else lowest
            findings.breach(worst.rule, f"a first dose of {in_mg(high)} a day is above {in_mg(worst.value)}")
        if context.injury_mg is not None and self._limits.same_dose and high >= context.injury_mg:
            findings.breach(self._limits.same_dose, "the dose at which the injury occurred is not given again")

    def tablet(self, dose: DoseSaid, claims: Claims, findings: Findings) -> None:
        """A tablet to begin with, whose strength is the first dose: "a 100 mg tablet on day one"."""
        if not self._limits.restart or dose.high is None or set(claims.words) & _PARTED:
            return
        clause = claims.clause_at(dose.first)
        whole = claims.words[dose.first - 1 : dose.first] in (("a",), ("one",), ("the",))
        begun = any(clause.first <= place < clause.last for place in beginnings(claims.tokens))
        advised = claims.act_at(dose.first) is Act.ADVICE and not denied_at(clause, claims.tokens, dose.first)
        if whole and begun and advised and dose.high > self._limits.restart[0].value + SLACK:
            least = self._limits.restart[0]
            findings.breach(least.rule, f"a first dose of {in_mg(dose.high)} a day is above {in_mg(least.value)}")

    def _is_first(self, dose: DoseSaid, claims: Claims, context: Context) -> bool:
        if dose.from_mg is not None or any(d.role == "from" and d.first < dose.first for d in claims.doses.said):
            return False
        if context.restart_open or (context.held and _given(claims, dose)):
            return True
        if context.paused and context.advised_mg is None and dose.role == "total":
            return True
        clause = claims.clause_at(dose.first)
        own = range(clause.first, clause.last)
        if _in_the_first_weeks(claims, clause):
            return True
        if set(claims.words[max(clause.first, dose.first - 5) : dose.first]) & _LATER:
            return False
        for place in beginnings(claims.tokens):
            there = claims.clause_at(place)
            if place in own:
                return True
            if _instead_of(claims, place, clause):
                return True
            speaks = claims.act_at(place) in (Act.ADVICE, Act.ECHO) and not denied_at(there, claims.tokens, place)
            noun = claims.tokens[place].form == "noun"
            if speaks and there.link not in ("while", "before", "until", "unless") and (place < dose.first or not noun):
                return True
        return False

    def former_dose(self, claims: Claims, context: Context, findings: Findings) -> None:
        """Judge references to the dose of before."""
        rule = self._limits.same_dose or (self._limits.restart[0].rule if self._limits.restart else None)
        if rule is None or context.elsewhere:
            return
        begun = bool(beginnings(claims.tokens)) or context.held or context.restarting
        for said in former_doses(claims.tokens):
            clause = claims.clause_at(said.place)
            if not _advised(claims, said.place) or _SET_ASIDE.search(" ".join(claims.words[said.place :])):
                continue
            if self._judged_by_figure(claims, context) or not (said.named or self._of_the_drug(claims, said.place)):
                continue
            held = claims.tokens[max(0, said.place - 6) : said.place]
            if any(t.kind is Kind.VERB and t.id in ("hold", "stop") for t in held) and not begun:
                continue
            if said.full:
                _begun_in_full(claims, clause, findings)
                continue
            kept = any(
                t.kind is Kind.VERB and t.id in _KEEPING and t.form != "noun"
                for t in claims.tokens.part(clause.first, clause.last)
            )
            if begun and not kept:
                findings.breach(rule, "the dose at which the injury occurred is not given again")
            elif not kept:
                findings.doubt("the dose of before is spoken of")
            elif begun and (context.said_mg is None or self._above_cap(context.said_mg)):
                findings.doubt("the dose meant is not known")

    def _above_cap(self, mg: float) -> bool:
        return self._limits.daily is not None and mg > self._limits.daily.value

    def _judged_by_figure(self, claims: Claims, context: Context) -> bool:
        """Whether the dose meant has a figure: then that is judged."""
        if any(d.high is not None and d.role in ("total", "to") for d in claims.doses.said):
            return True
        dose = context.said_mg if context.said_mg is not None else context.current_mg
        lowest = self._limits.restart[0] if self._limits.restart else None
        return dose is not None and lowest is not None and dose <= lowest.value and dose != context.injury_mg

    @staticmethod
    def _of_the_drug(claims: Claims, place: int) -> bool:
        """Whether it is a dose of the governed drug, and not tests or another drug "as before"."""
        clause = claims.clause_at(place)
        own = claims.tokens.part(clause.first, clause.last)
        if "other" in claims.words[clause.first : clause.last]:
            return False
        tests = any(t.kind in (Kind.PANEL, Kind.ANALYTE) for t in own)
        drug = any(t.kind is Kind.DRUG for t in own)
        return drug or not tests


def _begun_in_full(claims: Claims, clause: Clause, findings: Findings) -> None:
    """As in "begin with the whole maintenance dose": nobody has told how high that is."""
    if any(clause.first <= place < clause.last for place in beginnings(claims.tokens)):
        findings.doubt("the dose meant is not known")


def _advised(claims: Claims, place: int) -> bool:
    """Whether a reference is advised; one in a clause of its own ("where she stopped") is what its main clause is."""
    n = claims.cut.index(claims.clause_at(place))
    if n and claims.cut[n].link in ("when", "despite", "because") and place - claims.cut[n].first <= 2:
        n, place = n - 1, claims.cut[n].first - 1
    return claims.acts[n] is Act.ADVICE and not denied_at(claims.cut[n], claims.tokens, place)


def _given(claims: Claims, dose: DoseSaid) -> bool:
    """Whether an order to give stands before the dose: after a hold that is a restart."""
    own = claims.tokens[claims.clause_at(dose.first).first : dose.first]
    return any(t.kind is Kind.VERB and t.id in ("give", "take", "start") and t.form == "base" for t in own)


def _may_be_first(claims: Claims, previous: DoseSaid, dose: DoseSaid) -> bool:
    """Whether a dose that is not the first one named may still be the first one given."""
    return (
        _alternative(claims, previous, dose) or _ranges(claims, previous, dose) or _begun_apart(claims, previous, dose)
    )


def _ranges(claims: Claims, previous: DoseSaid, dose: DoseSaid) -> bool:
    """Whether two doses are the ends of a range: "at 50 mg to 100 mg"."""
    between = claims.words[previous.last : dose.first]
    return previous.role == "total" and between in (("to",), ("-",), ("up to",))


def _begun_apart(claims: Claims, previous: DoseSaid, dose: DoseSaid) -> bool:
    """As in "ideally 50 mg, but 100 mg is fine as the first dose": each has its own clause, and this one begins."""
    clause = claims.clause_at(dose.first)
    begun = any(clause.first <= place < clause.last for place in beginnings(claims.tokens))
    return begun and not clause.first <= previous.first < clause.last


def _in_the_first_weeks(claims: Claims, clause: Clause) -> bool:
    """As in "100 mg for the first two weeks after the restart"."""
    for i in range(clause.first, clause.last):
        if claims.words[i] == "first" and claims.words[i - 1] == "the" and claims.words[i - 2] in ("for", "over", "in"):
            return any(t.kind is Kind.TIMEUNIT for t in claims.tokens[i + 1 : i + 3])
    return False


def _instead_of(claims: Claims, place: int, clause: Clause) -> bool:
    """As in "the restart dose is not 50 mg but 100 mg": what is denied of one dose is said of the next."""
    own = claims.tokens.part(clause.first, clause.last)
    spoken = any(t.kind in (Kind.VERB, Kind.MODAL, Kind.NEGATOR) for t in own)
    return own[0].text.lower() == "but" and not spoken and claims.clause_at(place).last == clause.first


def _alternative(claims: Claims, previous: DoseSaid, dose: DoseSaid) -> bool:
    """Whether two doses are a choice: "75 or 100 mg", "(i) 50 mg, (ii) 100 mg"."""
    between: Sequence[str] = claims.words[previous.last : dose.first]
    choice = set(claims.words) & {"or", "either", "whichever", "ii", "options"}
    return bool(choice) and all(w in _ALTERNATIVES for w in between)
