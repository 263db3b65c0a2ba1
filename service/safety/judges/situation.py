"""The facts that a statement's advice would hold for, judged by the topic's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from corpus.model import Action, Lab, Rule, Topic
from service.domain.answer import Assessment
from service.domain.facts import LabFact, PatientFacts, PhaseFact, PlanFact, PlanKind, Read, SignFact
from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import LabSaid, as_facts, as_high_as_may_be
from service.safety.english import phrasing
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.limits_missing import limit_missing
from service.safety.judges.signs_told import signs_told
from service.safety.rules.assess import firing
from service.safety.rules.labs import courses, judge
from service.safety.rules.limits import STOPPING, Limits
from service.safety.rules.ruling import forbids
from service.safety.rules.truth import Truth
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

#: Links of clauses that make what a statement says hold on a condition only.
_CONDITIONAL = ("if", "when", "only", "unless")
WeakKind = Literal["restart", "continue", "raise", "reduce"]
_PLANS: dict[str, PlanKind] = {"restart": "restart", "continue": "continue", "raise": "increase", "reduce": "reduce"}
_READ = Read(origin="assumed")
_DRUGS = cue(kinds=(Kind.DRUG,))
_REACTING = frozenset(("react", "reacts", "reacted", "reacting", "flares", "flared", "injured", "inflamed", "protests"))


class Situation:
    """Asks the rules what they say of a case; remembers the answer for the patient's own facts."""

    def __init__(self, topic: Topic, limits: Limits, facts: PatientFacts, assessment: Assessment | None) -> None:
        self._topic = topic
        self._limits = limits
        self._facts = facts
        self._known: dict[str, tuple[Rule, ...]] = {}
        self.demands = self._found(assessment) if assessment is not None else self._given()
        self.calls = tuple(r for r in self.demands if r.action in STOPPING)
        """The rules that call for a stop, a hold or an emergency, most urgent first."""

    def _given(self) -> tuple[Rule, ...]:
        return firing(self._facts, self._topic, lambda rule: True) if self._facts != PatientFacts() else ()

    def _found(self, assessment: Assessment) -> tuple[Rule, ...]:
        return tuple(self._topic.rule[f.rule] for f in assessment.findings if f.rule in self._topic.rule)

    def against(self, kind: WeakKind, claims: Claims, context: Context) -> tuple[Rule, ...]:
        """The rules that forbid `kind` for the patient's facts together with what the statement says."""
        facts = self._case(kind, claims, context)
        if self._facts.labs and self._after_restart(kind, claims):
            lasting = [r for r in self.demands if r.action not in (Action.HOLD, Action.MONITOR, Action.REDUCE)]
            return self._forbidding(kind, lasting, self._at_that_time(facts or self._facts, claims))
        if facts is not None:
            return self._forbidding(kind, self.demands, facts)
        if self._facts == PatientFacts():
            return self._forbidding(kind, self.demands)
        if kind not in self._known:
            plan = replace(self._facts, plans=(*self._facts.plans, PlanFact(kind=_PLANS[kind], read=_READ)))
            self._known[kind] = self._forbidding(kind, self.demands, plan)
        return self._known[kind]

    def at_their_worst(self) -> tuple[LabFact, ...]:
        """The tests of the stop lines past every line, where a text only tells that the injury is back."""
        lines = {a for line in self._limits.lines if line.of == "upper-limit" for a in sorted(line.analytes)}
        return as_high_as_may_be(tuple(LabFact(analyte=a, read=_READ, said="raised") for a in sorted(lines)[:1]))

    def on_a_return(self) -> tuple[Rule, ...]:
        """The rules that end the drug when an injury comes back on a restart, and by that alone."""
        worst = self.at_their_worst()
        before = {rule.id for rule in self.called_by(worst, ())}
        called = self.called_by(worst, (), restarted=True)
        return tuple(r for r in called if r.action is Action.STOP_PERMANENTLY and r.id not in before)

    def against_a_restart(self, signs: tuple[SignFact, ...]) -> tuple[Rule, ...]:
        """The rules that forbid a restart for signs that a text tells, whatever else is known of the patient."""
        plan = PlanFact(kind="restart", read=_READ)
        facts = PatientFacts(signs=signs, plans=(plan,))
        return firing(facts, self._topic, lambda rule: rule.action in STOPPING and forbids(rule, "restart"))

    def spoken_of(self, claims: Claims) -> bool:
        """Whether a statement names the governed drug where it neither reports nor quotes."""
        return any(
            self._topic.governs(claims.tokens[i].id) and claims.act_at(i) is Act.ADVICE
            for i in claims.tokens.places(_DRUGS)
        )

    def undecided(self, kind: WeakKind, claims: Claims, context: Context) -> bool:
        """Whether a value that is told has no limit of its laboratory, and may be one to hold the drug for."""
        labs = (*self._facts.labs, *context.labs, *self._labs(claims, kind))
        return limit_missing(labs, self._topic, self._limits)

    def for_good(self, claims: Claims, context: Context) -> tuple[Rule, ...]:
        """The rules of a stop for good that a restart would break, for the patient's facts and the statement's."""
        return tuple(r for r in self.against("restart", claims, context) if r.action is Action.STOP_PERMANENTLY)

    def _forbidding(self, kind: str, known: Iterable[Rule], facts: PatientFacts | None = None) -> tuple[Rule, ...]:
        """Those of the rules known to have fired, and of those that the facts fire, that forbid an action."""
        fired = firing(facts, self._topic, partial(forbids, kind=kind)) if facts is not None else ()
        return tuple({rule.id: rule for rule in (*known, *fired) if forbids(rule, kind)}.values())

    def called_by(
        self, labs: tuple[LabFact, ...], signs: tuple[SignFact, ...], *, restarted: bool = False
    ) -> tuple[Rule, ...]:
        """The rules of a stop, a hold or an emergency that what a text tells, with the patient's facts, meets."""
        facts = replace(self._facts, labs=(*self._facts.labs, *labs), signs=(*self._facts.signs, *signs))
        if restarted:
            told = {f.analyte for f in facts.labs}
            rest = tuple(LabFact(analyte=a, read=_READ, said="normal") for a in sorted(self._limits.tested - told))
            phases = (*facts.phases, PhaseFact(phase="restarted", read=_READ))
            facts = replace(facts, labs=(*facts.labs, *rest), phases=phases)
        return firing(facts, self._topic, lambda rule: rule.action in STOPPING)

    def meets(self, claims: Claims, labs: Sequence[LabFact]) -> bool:
        """Whether the condition of a statement, if it has one on a result or a sign, holds for this patient."""
        lines = [s for s in claims.labs.said if s.link in _CONDITIONAL and s.compared and s.low > 0]
        signs = [s.id for i, s in signs_told(claims) if claims.clause_at(i).link in _CONDITIONAL]
        if not lines and not signs:
            return True
        facts = replace(self._facts, labs=(*self._facts.labs, *labs))
        present = {s.id for s in facts.signs if s.present}
        return bool(present & set(signs)) or any(self._reached(said, facts) for said in lines)

    def _reached(self, said: LabSaid, facts: PatientFacts) -> bool:
        """Whether a result of the patient has reached the line that is said."""
        return said.scale != "word" and any(
            judge(
                Lab(
                    lab=results.analyte.id,
                    op=">=",
                    enforced=">=",
                    value=said.low,
                    of=said.scale,
                    unit=said.unit or results.analyte.unit,
                    at="peak",
                ),
                results,
            ).truth
            is Truth.YES
            for results in courses(facts, self._topic.vocabulary)
            if results.analyte.id in said.analytes
        )

    def stops_for_good(self, claims: Claims, context: Context) -> tuple[Rule, ...]:
        """Rules of a permanent stop that the values of a statement, at their lowest, already meet."""
        labs = tuple(
            fact
            for said in claims.labs.said
            if said.link not in ("until", "before", "unless") or not (said.compared or said.scale == "word")
            for fact in as_facts(
                replace(said, high=said.low * 1.001 if said.compared and said.low else said.high, compared=False)
            )
        )
        return self._stopping((*context.labs, *labs)) if labs else ()

    def _stopping(self, labs: tuple[LabFact, ...]) -> tuple[Rule, ...]:
        facts = replace(self._facts, labs=(*self._facts.labs, *labs))
        return firing(facts, self._topic, lambda rule: rule.action is Action.STOP_PERMANENTLY)

    def _case(self, kind: WeakKind, claims: Claims, context: Context) -> PatientFacts | None:
        """The patient's facts with the statement's; None when the statement adds none."""
        labs = self._labs(claims, kind)
        signs = tuple({s.id: s for s in (*context.signs, *(sign for _, sign in signs_told(claims)))}.values())
        drugs = tuple(
            (t.id, _READ) for i in claims.tokens.places(_DRUGS) if self._interacts((t := claims.tokens[i]).id)
        )
        recurring = self._recurring(claims)
        if not (labs or context.labs or signs or drugs or recurring):
            return None
        facts = self._facts
        known = (*facts.labs, *context.labs)
        if recurring:
            labs, known = as_high_as_may_be(labs), as_high_as_may_be(known)
        if not known and (signs or recurring):
            known = (*self._assumed("raised"), *(() if recurring else self._assumed("normal")))
        if recurring:
            facts = replace(facts, phases=(*facts.phases, PhaseFact(phase="restarted", read=_READ)))
        return replace(
            facts,
            labs=(*known, *labs),
            signs=(*facts.signs, *signs),
            drugs=(*facts.drugs, *drugs),
            plans=(*facts.plans, PlanFact(kind=_PLANS[kind], read=_READ)),
        )

    @staticmethod
    def _after_restart(kind: WeakKind, claims: Claims) -> bool:
        """Whether a dose is raised, or the drug goes on, after a restart: a time at which values are normal again."""
        return kind in ("raise", "continue") and any(t.kind is Kind.VERB and t.id == "restart" for t in claims.tokens)

    def _at_that_time(self, facts: PatientFacts, claims: Claims) -> PatientFacts:
        """The facts with normal values after the patient's own, and before those that the statement names.

        What is taken today is then the dose of the injury, and days are counted anew: how high and how soon a restart
        goes up is judged by the doses and the times it names.
        """
        own = len(facts.labs) - len(self._labs(claims))
        analytes = dict.fromkeys(lab.analyte for lab in facts.labs[:own])
        normal = tuple(LabFact(analyte=a, read=_READ, said="normal") for a in analytes)
        doses = tuple(replace(d, status="injury") if d.governed and d.status == "active" else d for d in facts.doses)
        return replace(facts, labs=(*facts.labs[:own], *normal, *facts.labs[own:]), doses=doses, days=())

    @staticmethod
    def _recurring(claims: Claims) -> bool:
        words = set(claims.words)
        again = "again" in words and any(
            (t.kind is Kind.VERB and t.id == "rise") or t.id == "raised" or t.text.lower() in _REACTING
            for t in claims.tokens
        )
        again = again or "came back" in " ".join(claims.words) or "comes back" in " ".join(claims.words)
        return (bool(words & phrasing.RECURRENCE) and "first" not in words) or again

    @staticmethod
    def _labs(claims: Claims, kind: str = "") -> tuple[LabFact, ...]:
        """The values that advice of a kind would hold for; after "hold until" a restart comes when it is over."""
        held = kind == "restart" and (
            any(a.kind in ("hold", "stop") and not a.denied for a in claims.actions) or _waits(claims)
        )
        lines = {claims.clause_of[a.place] for a in claims.actions if a.kind in ("hold", "stop") and not a.denied}
        own = [s for s in claims.labs.said if not (s.compared and claims.clause_of[s.place] in lines)]
        told = (replace(s, link="when") if held and s.link == "until" and s.said else s for s in own)
        return tuple(fact for said in sorted(told, key=lambda said: said.conditional) for fact in as_facts(said))

    def _assumed(self, said: Literal["normal", "raised"]) -> tuple[LabFact, ...]:
        """The topic's own situation: liver injury, since settled."""
        return tuple(LabFact(analyte=a, read=_READ, said=said) for a in sorted(self._limits.tested)[:1])

    def _interacts(self, drug: str) -> bool:
        return any(drug in drugs for _, drugs in self._limits.interacting)


_WAITING = cue(ids=("wait",))


def _waits(claims: Claims) -> bool:
    """As in "wait until the tests are normal before the drug is restarted"."""
    return any(
        claims.tokens[i].kind is Kind.VERB and not denied_at(claims.clause_at(i), claims.tokens, i)
        for i in claims.tokens.places(_WAITING)
    )
