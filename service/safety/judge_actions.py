"""Actions against the rules: nothing weaker than what the facts call for, and no stop line moved."""

from __future__ import annotations

from corpus.model import Action, Topic
from service.safety import phrasing
from service.safety.actions_said import ActionSaid
from service.safety.claims import Claims
from service.safety.clauses import denied_at
from service.safety.context import Context
from service.safety.judge_doses import same_dose_words
from service.safety.judge_stops import StopJudge
from service.safety.limits import Limits
from service.safety.situation import Situation, WeakKind
from service.safety.speech import Act, permanent
from service.safety.tokens import Kind
from service.safety.verdicts import Findings
from service.safety.wordlist import words

_WEAK: dict[str, WeakKind] = {
    "restart": "restart",
    "continue": "continue",
    "raise": "raise",
    "reduce": "reduce",
    "switch": "restart",
}
#: Clauses that take an action for granted instead of advising it.
_PRESUPPOSING = frozenset(("when", "while", "before", "until", "because"))
_PROPOSING = frozenset(("recommend", "consider", "allow"))
_ATTEMPTED = words("attempted tried made done planned undertaken begin proceed happen follow go")
_TOLERATED = words(
    "acceptable fine safe tolerable ok okay reasonable harmless permissible allowed permitted "
    "tolerated unproblematic alright manageable"
)


class ActionJudge:
    """Judges what one statement says to do."""

    def __init__(self, topic: Topic, limits: Limits, situation: Situation) -> None:
        self._topic = topic
        self._limits = limits
        self._situation = situation
        self._stops = StopJudge(topic, limits, situation)

    def judge(self, claims: Claims, context: Context, findings: Findings) -> None:
        """Add breaches and doubts of the statement's actions."""
        stops = any(a.kind == "stop" and not a.denied for a in claims.actions)
        for said in claims.actions:
            if said.act is not Act.ADVICE:
                continue
            if claims.cut[said.clause].uncertain:
                findings.doubt("the denial is not clear")
            if said.target in ("governed", "relative"):
                self._governed(said, claims, context, findings, stops=stops)
            if not said.denied:
                self._interaction(said, claims, findings)
        self._tolerating(claims, context, findings)

    def _governed(self, said: ActionSaid, claims: Claims, context: Context, findings: Findings, *, stops: bool) -> None:
        if said.kind in ("hold", "stop"):
            if not said.denied:
                self._stops.threshold(said, claims, findings)
                self._stops.strict_enough(said, claims, context, findings, stops=stops)
            return
        if said.denied:
            imperative = not said.mention and claims.tokens[said.place].form == "base"
            if (
                said.kind == "reduce"
                and imperative
                and not stops
                and not set(claims.words) & {"merely", "just", "only", "simply", "alone"}
            ):
                findings.doubt("not to lower the dose may mean to go on")
            return
        if said.mention and not self._proposed(said, claims):
            return
        self._weak(said, claims, context, findings)

    @staticmethod
    def _proposed(said: ActionSaid, claims: Claims) -> bool:
        """Whether a named action is put forward: approved, recommended, considered or to be attempted."""
        clause = claims.cut[said.clause]
        for i in range(clause.first, clause.last):
            token = claims.tokens[i]
            attributive = i > 0 and claims.words[i - 1] in ("a", "an", "the", "any")
            approving = token.kind is Kind.WORD and token.text.lower() in phrasing.APPROVING and not attributive
            proposing = token.kind is Kind.VERB and token.id in _PROPOSING
            attempted = token.kind is Kind.MODAL and bool(set(claims.words[i + 1 : i + 4]) & _ATTEMPTED)
            if (approving or proposing or attempted) and not denied_at(clause, claims.tokens, i):
                return True
        return False

    # ------------------------------------------------------------------------------------------ weaker than hold

    def _weak(self, said: ActionSaid, claims: Claims, context: Context, findings: Findings) -> None:
        kind = _WEAK[said.kind]
        if said.verb == "take" and not claims.dose_in(claims.cut[said.clause]) and not self._again(said, claims):
            return
        for rule in self._situation.against(kind, claims, context):
            findings.breach(rule.id, rule.ground.quote)
        if said.verb in ("restart", "start", "give", "continue", "keep", "take") and same_dose_words(
            claims, said.place
        ):
            self._same_dose(said, claims, context, findings)
        if findings.violations or claims.cut[said.clause].link in _PRESUPPOSING:
            return
        dosed = any(d.high is not None for d in claims.doses.said)
        if kind == "continue" and said.verb != "take":
            self._going_on(said, claims, context, findings, dosed=dosed)
        elif kind == "restart":
            self._beginning_again(said, claims, context, findings, dosed=dosed)
        elif kind == "raise":
            self._raising(claims, context, findings, dosed=dosed)
        elif kind == "reduce" and not (claims.labs.said or context.labs):
            findings.doubt("a lower dose is advised where the rules may call for a hold")

    @staticmethod
    def _again(said: ActionSaid, claims: Claims) -> bool:
        return bool(
            set(claims.words[said.place : said.place + 6])
            & (phrasing.SAME_DOSE_WORDS | {"on", "regardless", "anyway", "still"})
        )

    def _same_dose(self, said: ActionSaid, claims: Claims, context: Context, findings: Findings) -> None:
        if any(d.high is not None and d.role in ("total", "to") for d in claims.doses.said):
            return
        dose = context.said_mg if context.said_mg is not None else context.current_mg
        restart = said.kind == "restart"
        lowest = self._limits.restart[0] if self._limits.restart else None
        allowed = dose is not None and lowest is not None and dose <= lowest.value and dose != context.injury_mg
        if restart and not allowed:
            rule = self._limits.same_dose or (lowest.rule if lowest else "")
            findings.breach(rule, "the dose at which the injury occurred is not given again")
        elif not restart and (dose is None or self._limits.daily is None or dose > self._limits.daily.value):
            findings.doubt("the dose meant is not known")

    def _going_on(self, said: ActionSaid, claims: Claims, context: Context, findings: Findings, *, dosed: bool) -> None:
        if said.turned:
            rule = self._undone(claims)
            if permanent(claims.tokens) and rule:
                findings.breach(rule, "a permanent stop is not undone")
            elif self._on_ones_own(claims):
                return
            elif not (claims.labs.said or context.labs) or self._despite(claims):
                findings.doubt("the hold or stop that the rules may call for is denied")
            return
        if not (dosed or claims.labs.said or context.labs or context.advised_mg is not None):
            findings.doubt("going on is advised without a value that allows it")

    @staticmethod
    def _on_ones_own(claims: Claims) -> bool:
        """As in "do not stop it alone": who stops is denied, not that it is stopped."""
        return bool(set(claims.words) & {"alone", "yourself", "own"}) or any(
            c.link in ("unless", "without") for c in claims.cut
        )

    def _undone(self, claims: Claims) -> str:
        named = {a for lab in claims.labs.said for a in lab.analytes}
        lines = [line for line in self._limits.lines if line.action is Action.STOP_PERMANENTLY]
        return next((line.rule for line in lines if line.analytes & named), lines[0].rule if lines else "")

    @staticmethod
    def _despite(claims: Claims) -> bool:
        return any(c.link == "despite" for c in claims.cut)

    def _beginning_again(
        self, said: ActionSaid, claims: Claims, context: Context, findings: Findings, *, dosed: bool
    ) -> None:
        if said.target == "relative" and not dosed:
            findings.doubt("a relative of the drug is advised without a dose")
        normal = any(lab.said == "normal" for lab in claims.labs.said) or any(f.said == "normal" for f in context.labs)
        hasty = set(claims.words) & phrasing.FAST
        timed = any(
            t.kind is Kind.TIMEUNIT
            and i
            and claims.tokens[i - 1].kind is Kind.NUMBER
            and claims.words[max(0, i - 2)] in ("after", "in", "within")
            for i, t in enumerate(claims.tokens)
        )
        if said.verb == "restart" and not normal and (hasty or (timed and not dosed)):
            findings.doubt("a restart is timed by the calendar and not by normal values")
        elif said.verb == "restart" and self._despite(claims):
            findings.doubt("a restart is advised in spite of something")

    def _raising(self, claims: Claims, context: Context, findings: Findings, *, dosed: bool) -> None:
        multiple = next((t for t in claims.tokens if t.kind is Kind.MULTIPLE and t.form == "verb"), None)
        percent = next(
            (claims.tokens[i - 1] for i, t in enumerate(claims.tokens) if i and t.kind is Kind.UNIT and t.id == "%"),
            None,
        )
        if multiple is not None or (percent is not None and percent.kind is Kind.NUMBER):
            factor = multiple.high if multiple is not None else 1 + ((percent.high if percent else None) or 0.0) / 100
            told = next((d.high for d in claims.doses.said if d.role == "total"), None)
            self._multiplied(factor, told, context, findings)
            return
        if dosed:
            return
        days = [
            (claims.tokens[i - 1].low or 0.0) * (t.low or 0.0)
            for i, t in enumerate(claims.tokens)
            if i and t.kind is Kind.TIMEUNIT and claims.tokens[i - 1].kind is Kind.NUMBER
        ] + [
            1 / t.high
            for t in claims.tokens
            if t.kind is Kind.FREQUENCY and t.high and t.high < 1 and self._raise_clause(claims, t)
        ]
        bound = self._limits.first_step_days or self._limits.step_days
        if bound is not None and days and min(days) < bound.value:
            findings.breach(bound.rule, f"an increase after {min(days):g} days is sooner than {bound.value:g} days")
        elif set(claims.words) & phrasing.FAST:
            findings.doubt("an increase is advised without delay")
        if not days and not set(claims.words) & {"gradually", "slowly", "cautiously", "stepwise", "carefully"}:
            findings.doubt("an increase is advised without its size")

    @staticmethod
    def _raise_clause(claims: Claims, token: object) -> bool:
        del token
        return not claims.tests

    def _multiplied(self, factor: float | None, told: float | None, context: Context, findings: Findings) -> None:
        base = next((d for d in (told, context.current_mg, context.advised_mg) if d is not None), None)
        if base is None or factor is None:
            findings.doubt("the dose that is multiplied is not known")
            return
        cap, step = self._limits.daily, self._limits.step
        if cap is not None and base * factor > cap.value:
            findings.breach(cap.rule, f"{base * factor:g} mg a day is above the limit of {cap.value:g} mg")
        elif step is not None and base * factor - base > step.value:
            findings.breach(
                step.rule, f"an increase of {base * factor - base:g} mg is above the step of {step.value:g} mg"
            )

    # ------------------------------------------------------------------------------------------ other drugs, tolerance

    def _interaction(self, said: ActionSaid, claims: Claims, findings: Findings) -> None:
        if said.kind in ("hold", "stop") or (said.mention and not self._proposed(said, claims)):
            return
        clause = claims.cut[said.clause]
        for rule, drugs in self._limits.interacting:
            named = [
                i
                for i in range(clause.first, clause.last)
                if claims.tokens[i].kind is Kind.DRUG and claims.tokens[i].id in drugs
            ]
            if any(not denied_at(clause, claims.tokens, i) for i in named) and said.target != "other":
                findings.breach(rule, self._topic.rule[rule].ground.quote)

    def _tolerating(self, claims: Claims, context: Context, findings: Findings) -> None:
        """A value that calls for a stop, called acceptable, or to be waited out."""
        signs = any(t.kind is Kind.SYMPTOM for t in claims.tokens)
        if not (claims.labs.said or signs) or any(
            a.kind in ("hold", "stop") and not a.denied and not a.turned for a in claims.actions
        ):
            return
        for clause, act in zip(claims.cut, claims.acts, strict=True):
            if act not in (Act.ADVICE, Act.DESCRIPTION) or "specialist" in claims.words:
                continue
            for i in range(clause.first, clause.last):
                token = claims.tokens[i]
                tolerated = token.kind is Kind.WORD and token.text.lower() in _TOLERATED
                ignored = token.kind is Kind.VERB and token.id in ("ignore", "allow", "wait") and token.form != "ing"
                if (tolerated or ignored) and not denied_at(clause, claims.tokens, i):
                    for rule in self._situation.against("continue", claims, context):
                        findings.breach(rule.id, rule.ground.quote)
