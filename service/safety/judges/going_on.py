"""Advice that is weaker than a hold: to go on, to begin again, to raise or to lower the dose."""

from __future__ import annotations

from corpus.model import Action
from service.safety.claims.actions_said import ActionSaid
from service.safety.claims.claims import Claims
from service.safety.english import phrasing
from service.safety.grammar.severity import severe_at
from service.safety.grammar.speech import permanent
from service.safety.judges.context import Context
from service.safety.judges.left_to_others import left_to_others
from service.safety.judges.situation import Situation, WeakKind
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind

_WEAK: dict[str, WeakKind] = {
    "restart": "restart",
    "continue": "continue",
    "raise": "raise",
    "reduce": "reduce",
    "switch": "restart",
}
#: Clauses that take an action for granted instead of advising it.
_PRESUPPOSING = frozenset(("when", "while", "before", "until", "because"))


_ONWARD = frozenset(("on", "regardless", "anyway", "still", "further", "more", "remaining", "rest"))


_OF_THE_LIVER = (Kind.ANALYTE, Kind.PANEL, Kind.SYMPTOM, Kind.QUALITY, Kind.LIMIT, Kind.CONDITION)


class GoingOnJudge:
    """Judges an action that keeps the drug going, for the facts that it would hold for."""

    def __init__(self, limits: Limits, situation: Situation) -> None:
        self._limits = limits
        self._situation = situation

    def judge(self, said: ActionSaid, claims: Claims, context: Context, findings: Findings) -> None:
        """Add what the rules, or the missing of a value that allows it, say against the action."""
        kind = _WEAK[said.kind]
        if said.verb == "take" and not self._meant(said, claims):
            return
        self._forbidden(said, kind, claims, context, findings)
        if said.kind == "restart" and permanent(claims.tokens) and self._stopped_for_good(claims):
            findings.breach(self._undone(claims), "a permanent stop is not undone")
        if findings.violations or _taken_for_granted(said, claims):
            return
        dosed = any(d.high is not None and (d.drug is None or said.drug in (None, d.drug)) for d in claims.doses.said)
        if kind != "restart" and said.verb != "take" and self._situation.undecided(kind, claims, context):
            findings.doubt("the drug goes on at a value whose limit is not known")
        if kind == "continue" and said.verb != "take":
            self._going_on(said, claims, context, findings, dosed=dosed)
        elif kind == "restart":
            self._beginning_again(said, claims, context, findings, dosed=dosed)
        elif kind == "raise":
            self._raising(claims, context, findings, dosed=dosed)
        elif kind == "reduce" and not (claims.labs.said or context.labs or self._of_a_stop(said, claims)):
            findings.doubt("a lower dose is advised where the rules may call for a hold")

    @staticmethod
    def _of_a_stop(said: ActionSaid, claims: Claims) -> bool:
        """As in "a return on the reduced dose means stopping for good": named in passing."""
        ended = any(a.kind == "stop" and not (a.denied or a.turned) for a in claims.actions)
        return said.mention and ended and permanent(claims.tokens)

    def _forbidden(
        self, said: ActionSaid, kind: WeakKind, claims: Claims, context: Context, findings: Findings
    ) -> None:
        """Add what the rules say against the action."""
        told = not left_to_others(said, claims)
        for rule in self._situation.against(kind, claims, context):
            if told or rule.trigger != "patient":
                findings.breach(rule.id, rule.ground.quote)

    @staticmethod
    def _stopped_for_good(claims: Claims) -> bool:
        """Whether a stop is spoken of as done, and not under a condition of its own."""
        conditional = any(c.link in ("if", "unless") for c in claims.cut) or any(s.compared for s in claims.labs.said)
        return not conditional and any(t.kind is Kind.VERB and t.id in ("stop", "give") for t in claims.tokens)

    def named(self, said: ActionSaid, claims: Claims, context: Context, findings: Findings) -> None:
        """An action that is only named, beside values or signs that forbid it and without a stop."""
        stops = any(a.denied or a.kind in ("hold", "stop") for a in claims.actions)
        measured = any(not lab.conditional and lab.said != "normal" for lab in claims.labs.said)
        going_on = said.kind == "continue" and said.drug is not None and bool(context.labs)
        granted = claims.cut[said.clause].link in _PRESUPPOSING and not going_on
        if stops or said.verb in ("take", "give") or not (measured or going_on) or granted:
            return
        for rule in self._situation.against(_WEAK[said.kind], claims, context):
            findings.breach(rule.id, rule.ground.quote)

    def _meant(self, said: ActionSaid, claims: Claims) -> bool:
        """To take a drug is advice with a dose, to go on as before, or against a symptom; else it is only mentioned."""
        clause = claims.cut[said.clause]
        ill = any(t.kind is Kind.SYMPTOM for t in claims.tokens) and claims.cut[0].link != "if"
        ordered = claims.tokens[said.place].form == "base" and said.place - clause.first <= 1
        return bool(claims.dose_in(clause)) or self._again(said, claims) or (ill and ordered)

    @staticmethod
    def _again(said: ActionSaid, claims: Claims) -> bool:
        return bool(
            set(claims.words[said.place : said.place + 6])
            & (
                phrasing.SAME_DOSE_WORDS
                | {"on", "regardless", "anyway", "still", "further", "more", "remaining", "rest"}
            )
        )

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
        """Whether something is to be overridden; what dose there once was ("even if it had been 175 mg") is nothing."""
        return any(
            c.link == "despite"
            and not (
                claims.dose_in(c) and not any(t.kind in _OF_THE_LIVER for t in claims.tokens.part(c.first, c.last))
            )
            for c in claims.cut
        )

    def _beginning_again(
        self, said: ActionSaid, claims: Claims, context: Context, findings: Findings, *, dosed: bool
    ) -> None:
        if said.target == "relative" and not dosed:
            findings.doubt("a relative of the drug is advised without a dose")
        normal = any(lab.said == "normal" for lab in claims.labs.said) or any(f.said == "normal" for f in context.labs)
        hasty = set(claims.words) & phrasing.FAST
        own = claims.in_clause(said.place)
        timed = any(
            t.kind is Kind.TIMEUNIT
            and i
            and (
                own[i - 1].text.lower() == "next"
                or (own[i - 1].kind is Kind.NUMBER and own[max(0, i - 2)].text.lower() in ("after", "in", "within"))
            )
            for i, t in enumerate(own)
        )
        if said.verb == "restart" and not normal and (hasty or timed):
            findings.doubt("a restart is timed by the calendar and not by normal values")
        elif said.verb == "restart" and self._despite(claims):
            findings.doubt("a restart is advised in spite of something")
        if severe_at(claims.tokens) is not None:
            findings.doubt("a restart is advised after an injury that is called severe")

    def _raising(self, claims: Claims, context: Context, findings: Findings, *, dosed: bool) -> None:
        multiple = next(
            (t for i, t in enumerate(claims.tokens) if t.kind is Kind.MULTIPLE and not _counts_steps(claims, i)), None
        )
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
        if set(claims.words) & phrasing.FAST:
            findings.doubt("an increase is advised without delay")
        if not claims.waits and not set(claims.words) & {"gradually", "slowly", "cautiously", "stepwise", "carefully"}:
            findings.doubt("an increase is advised without its size")

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


def _counts_steps(claims: Claims, i: int) -> bool:
    """As in "add 25 mg every two weeks, three times": how many steps there are, which the steps are judged by."""
    return any(d.role == "step" and d.last <= i and d.interval_days is not None for d in claims.doses.said)


def _taken_for_granted(said: ActionSaid, claims: Claims) -> bool:
    """Whether an action only dates another; not "after severe injury it may be tried"."""
    clause = claims.cut[said.clause]
    near = claims.tokens[max(clause.first, said.place - 3) : said.place]
    anew = said.kind == "restart" and claims.words[clause.first] in _AFTER
    advised = anew and any(t.kind is Kind.MODAL for t in near)
    return clause.link in _PRESUPPOSING and not advised


_AFTER = frozenset(("after", "following", "upon"))
