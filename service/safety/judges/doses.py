"""Doses against the limits: the daily cap, the first dose after a restart, the size and the spacing of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf

from corpus.model import Drug, Topic
from service.safety.claims.claims import Claims
from service.safety.claims.dose_owner import concerns
from service.safety.claims.dose_use import Use, capped, denied, uses
from service.safety.claims.doses_said import DoseSaid
from service.safety.english import phrasing
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.dose_days import day_of
from service.safety.judges.ladders import SLACK, in_mg, judge_besides, judge_ladder
from service.safety.judges.relative import RelativeJudge
from service.safety.judges.restarts import RestartJudge
from service.safety.judges.steps import StepJudge
from service.safety.judges.verdicts import Findings
from service.safety.once import once_for_each
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.tokens import Kind


@once_for_each
def _drugs_of(topic: Topic) -> tuple[Mapping[str, Drug], frozenset[str]]:
    """The drugs by their ids, and the ids of those that the rules are about."""
    return {d.id: d for d in topic.vocabulary.drugs}, frozenset(d for d in topic.relations if topic.governs(d))


class DoseJudge:
    """Judges the doses of one statement after another."""

    def __init__(self, topic: Topic, limits: Limits) -> None:
        self._drugs, own = _drugs_of(topic)
        self._limits = limits
        self._steps = StepJudge(limits)
        self._relative = RelativeJudge(limits, own)
        self._restarts = RestartJudge(limits)
        self._governed = topic.governed
        ceiling = topic.formulas.ceiling
        self._mg_per_kg = ceiling.mg_per_kg if ceiling is not None else None

    def judge(self, claims: Claims, context: Context, findings: Findings) -> Context:
        """Add breaches and doubts; return what the doses add to the context."""
        previous: DoseSaid | None = None
        governed = [d for said in claims.doses.said if (d := self._as_governed(said, claims, findings)) is not None]
        doses = [d for d in governed if d.role != "strength"]
        keeps = capped(claims, governed, self._limits)
        after = context
        for dose, use in zip(doses, uses(claims, doses, self._limits), strict=True):
            if claims.clause_at(dose.first).uncertain and claims.act_at(dose.first) is Act.ADVICE:
                findings.doubt("the denial is not clear")
            self._limit_denied(dose, claims, findings)
            if use is Use.TOLD:
                if previous is not None:
                    self._steps.since(previous, dose, claims, findings)
                after = self._reported(dose, after)
            elif use is Use.REFUSED:
                after = replace(after, said_mg=dose.high or after.said_mg)
            elif use in (Use.ADVISED, Use.ALLOWED):
                refused = use is Use.ADVISED and denied(claims, dose)
                after = self._advised(dose, refused, claims, after, previous, keeps, findings)
                previous = dose
        for dose in governed:
            if dose.role == "strength":
                self._restarts.tablet(dose, claims, findings)
        judge_ladder(claims, self._limits, findings)
        self._relative.judge(claims, doses, context, findings)
        self._restarts.former_dose(claims, context, findings)
        self._columns(claims, findings)
        self._frequency_apart(claims, context, findings)
        for place in claims.doses.unread:
            self._unread(place, claims, findings)
        return replace(after, weight_kg=claims.doses.weight_kg) if claims.doses.weight_kg else after

    def _limit_denied(self, dose: DoseSaid, claims: Claims, findings: Findings) -> None:
        """As in "the maximum is not 150 mg", "that 150 mg is the cap is a myth"."""
        cap = self._limits.daily
        if cap is None or dose.role != "limit" or dose.compare or dose.high is None or claims.foreign:
            return
        clause = claims.clause_at(dose.first)
        called = any(
            not phrasing.UNTRUE.isdisjoint(claims.words[d : d + 3])
            or (claims.words[d - 1] in BE and (0 < dose.first - d <= 3 or _limit_behind(claims, dose, d)))
            for d in clause.denials
            if d
        )
        advised = claims.act_at(dose.first) is Act.ADVICE
        if abs(dose.high - cap.value) < SLACK and (called or clause.turned) and advised and denied(claims, dose):
            findings.breach(cap.rule, "a limit is denied")

    def _frequency_apart(self, claims: Claims, context: Context, findings: Findings) -> None:
        """How often the dose of before is taken, said apart: in a list item of its own, or as "Sig: 2-0-2"."""
        listed = claims.statement.kind == "bullet"
        times = [
            t.high or 0.0
            for i in claims.tokens.places(_OFTEN)
            if (t := claims.tokens[i]).kind is Kind.FREQUENCY and (listed or t.id == "scheme") and (t.high or 0.0) > 1
        ]
        mg = context.advised_mg if listed or context.advised_mg else context.strength_mg
        if times and not claims.doses.said and mg is not None:
            self._cap(mg * max(times), findings)

    def _columns(self, claims: Claims, findings: Findings) -> None:
        """Sum the doses of a row whose columns are parts of the day."""
        if claims.statement.kind != "row":
            return
        parts = {t.text.lower() for t in claims.statement.lead} & phrasing.PARTS_OF_DAY
        doses = [d.high for d in claims.doses.said if d.role == "total" and d.high is not None]
        own = claims.drugs <= {self._governed.id}
        if len(parts) > 1 and len(doses) > 1 and own:
            self._cap(sum(doses), findings)

    # ------------------------------------------------------------------------------------------ whose dose

    def _as_governed(self, said: DoseSaid, claims: Claims, findings: Findings) -> DoseSaid | None:
        """The dose as one of the governed drug, or None when it is another drug's."""
        if not concerns(said, claims, self._governed.id):
            return None
        drug = self._drugs.get(said.drug or "")
        if drug is None:
            return said
        if drug.relation == "governed":
            return said
        if drug.relation != "relative":
            return None
        if drug.equivalent_factor is None:
            clause = claims.clause_at(said.first)
            if claims.act_at(said.first) is Act.ADVICE and not denied_at(clause, claims.tokens, said.first):
                findings.doubt(f"a dose of {drug.id} cannot be compared with the limits")
            return None
        factor = drug.equivalent_factor
        return replace(
            said,
            low=None if said.low is None else said.low * factor,
            high=None if said.high is None else said.high * factor,
        )

    # ------------------------------------------------------------------------------------------ what is said of it

    @staticmethod
    def _reported(dose: DoseSaid, context: Context) -> Context:
        if dose.high is None:
            return context
        return replace(
            context, said_mg=dose.high, current_mg=dose.high, injury_mg=max(dose.high, context.injury_mg or 0.0)
        )

    def _unread(self, place: int, claims: Claims, findings: Findings) -> None:
        none = any(a.kind == "stop" and not a.denied and 0 < place - a.place <= 3 for a in claims.actions)
        clause = claims.clause_at(place)
        compared = any(t.kind is Kind.COMPARATOR for t in claims.tokens[clause.first : place])
        forbidden = denied_at(clause, claims.tokens, place) and not compared
        told = claims.act_at(place) is not Act.ADVICE or clause.link == "if" or forbidden
        if not told and not none and not (claims.drugs - {self._governed.id}):
            findings.doubt("tablets without a strength")

    # ------------------------------------------------------------------------------------------ advice

    def _advised(
        self,
        dose: DoseSaid,
        denied: bool,
        claims: Claims,
        context: Context,
        previous: DoseSaid | None,
        capped: bool,
        findings: Findings,
    ) -> Context:
        low, high = dose.low, dose.high
        under = dose.compare in ("<", "<=")
        if (dose.compare in (">", ">=") and not denied) or (under and denied and not _above(claims, dose)):
            high = inf
        if dose.role == "from":
            return replace(context, current_mg=high, advised_mg=high)
        if dose.role == "step":
            self._steps.step(replace(dose, high=high), claims, context, previous, capped, findings)
            return context
        if high is None or low is None:
            if not capped:
                findings.doubt("the dose depends on a weight that is not known")
            return context
        alone = dose.extra and previous is None
        if alone and not denied and not dose.parts and dose.role == "total":
            judge_besides(high, self._limits, findings)
        if dose.extra and previous is not None and previous.high is not None and not (dose.parts and previous.parts):
            high += previous.high
        elif alone and context.said_mg is not None:
            high += context.said_mg
        self._cap(high, findings)
        self._by_weight(dose, high, claims, context, findings)
        if denied or (dose.role == "limit" and not dose.parts):
            return replace(context, said_mg=high)
        context = self._parts(dose, high, context, findings)
        self._restarts.first_dose(low, high, dose, claims, context, previous, findings)
        self._steps.change(dose, high, claims, context, previous, findings)
        return replace(context, said_mg=high, advised_mg=high, advised_day=day_of(claims, dose))

    def _by_weight(self, dose: DoseSaid, high: float, claims: Claims, context: Context, findings: Findings) -> None:
        """A dose above what the patient's own weight allows; a limit only where it is said to be this patient's."""
        cap, kg = self._limits.daily, context.weight_kg
        if cap is None or kg is None or self._mg_per_kg is None or denied(claims, dose):
            return
        own = dose.role != "limit" or not _OWN.isdisjoint(claims.words)
        if own and cap.value + SLACK >= high > self._mg_per_kg * kg * _ROUNDED:
            findings.breach(cap.rule, f"{in_mg(high)} a day is above {self._mg_per_kg:g} mg/kg at {kg:g} kg")

    def _cap(self, high: float, findings: Findings) -> None:
        cap = self._limits.daily
        if cap is not None and high > cap.value + SLACK:
            findings.breach(cap.rule, f"{in_mg(high)} a day is above the limit of {in_mg(cap.value)}")

    def _parts(self, dose: DoseSaid, high: float, context: Context, findings: Findings) -> Context:
        """Sum what is given in the parts of one day, over statements as well."""
        if not dose.parts:
            return replace(context, parts={}) if context.parts else context
        known = {} if dose.parts & set(context.parts) else dict(context.parts)
        known |= dict.fromkeys(dose.parts, high / len(dose.parts))
        self._cap(sum(known.values()), findings)
        return replace(context, parts=known)


_OFTEN = cue(kinds=(Kind.FREQUENCY,))
#: A weight that was converted may be off by so much.
_ROUNDED = 1.01
_OWN = frozenset(("her", "his", "your", "their", "him", "them"))


def _above(claims: Claims, dose: DoseSaid) -> bool:
    """As in "must not climb above the maximum of 150 mg": what is denied is to go beyond it."""
    first = max(claims.clause_at(dose.first).first, dose.first - _NEAR)
    return any(t.kind is Kind.COMPARATOR and t.id == ">" for t in claims.tokens[first : dose.first])


#: So far in front of a limit stands what goes beyond it.
_NEAR = 6


def _limit_behind(claims: Claims, dose: DoseSaid, denial: int) -> bool:
    """As in "150 mg is not the maximum", and not as in "the limit of 150 mg is not negotiable"."""
    return denial >= dose.last and not phrasing.DOSE_LIMIT_NOUNS.isdisjoint(claims.words[denial + 1 : denial + 5])
