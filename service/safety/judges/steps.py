"""Changes of dose against the limits: the size of a step, the time before it, and where repeated steps end."""

from __future__ import annotations

from math import floor

from service.safety.claims.claims import Claims
from service.safety.claims.doses_said import DoseSaid
from service.safety.claims.step_counts import times_repeated
from service.safety.english.wordlist import Phrases, words
from service.safety.judges.context import Context
from service.safety.judges.dose_days import date_of, day_of, days_between, lasts_until, wait_before
from service.safety.judges.ladders import SLACK, in_mg, judge_spacing, skips_a_rung
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind

_SUMS = words("total totals sum altogether totalling")
#: Of steps that are repeated: nothing ends them.
_ENDLESS = Phrases(
    "indefinitely; forever; for ever; for good; further notice; no end; without end; without limit; no top; no upper; "
    "no last; open - ended; endlessly; for as long as; for life; no stopping; no ceiling; on and on"
)
#: Words that tell where a dose ends up, or what it may never pass.
_LATER_ON = words(
    "target aim goal eventually ultimately maintenance final finally later max maximum ceiling cap limit end towards "
    "until reach reached reaches highest most total"
)
_STAGES = words("stage step phase rung visit month round block level")
_BEFORE = words("previously was before formerly from until earlier last")


class StepJudge:
    """Judges how one dose follows another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def change(
        self,
        dose: DoseSaid,
        high: float,
        claims: Claims,
        context: Context,
        previous: DoseSaid | None,
        findings: Findings,
    ) -> None:
        """The size of a change to a new dose, and the time before it."""
        after_from = previous is not None and previous.role == "from"
        start = previous.high if previous is not None and after_from else dose.from_mg
        if dose.role == "to" and previous is not None and previous.role == "step":
            return
        if (
            previous is not None
            and dose.from_mg is None
            and previous.role != "from"
            and set(claims.words[previous.last : dose.first]) <= {"or", "to", ","}
        ):
            return
        if dose.extra or dose.parts or skips_a_rung(claims, dose, previous):
            return
        raised = self._raise_before(claims, dose) or after_from
        sequel = previous is not None and self._sequel(claims, previous, dose)
        if start is None and (raised or sequel or self._timed(claims, dose)):
            start = previous.high if previous is not None and previous.role != "step" else context.advised_mg
            start = start if start is not None else context.current_mg
        if start is None:
            self._without_a_start(dose, high, claims, context, findings, raised=raised)
            return
        step = self._limits.step
        if (
            step is not None
            and high - start > step.value + SLACK
            and (raised or sequel or dose.from_mg is not None or self._timed(claims, dose))
        ):
            findings.breach(step.rule, f"an increase of {in_mg(high - start)} is above the step of {in_mg(step.value)}")
        if high > start + SLACK:
            day, wait = day_of(claims, dose), wait_before(claims, dose, previous)
            if day is not None:
                wait = None if context.advised_day is None else days_between(context.advised_day, day)
                wait = day if wait is None and lasts_until(claims, dose) else wait
            judge_spacing(wait, self._limits, findings)

    def _without_a_start(
        self, dose: DoseSaid, high: float, claims: Claims, context: Context, findings: Findings, *, raised: bool
    ) -> None:
        """Doubt a change whose first dose is not told, when it may be one."""
        if raised and dose.role == "to":
            findings.doubt("the size of the increase is not known")
        elif self._jumps(dose.low if dose.low is not None else high, claims, context):
            findings.doubt("a higher dose stands beside the one to begin with")

    def _jumps(self, least: float, claims: Claims, context: Context) -> bool:
        """As in "restart at 50 mg. To take home: 100 mg daily": more than a step above the dose that was advised.

        A range that holds that dose ("the band of 50-100 mg") tells where it lies and is no other dose.
        """
        step, begun = self._limits.step, context.advised_mg
        if step is None or begun is None or not context.restarting or set(claims.words) & _LATER_ON:
            return False
        return least > begun + step.value + SLACK

    def since(self, dose: DoseSaid, before: DoseSaid, claims: Claims, findings: Findings) -> None:
        """The size of a change that is told backwards: "now 125 mg (previously 75 mg)"."""
        step, told = self._limits.step, set(claims.words[dose.last : before.first])
        if step is None or dose.high is None or before.high is None or not told & _BEFORE:
            return
        if dose.high - before.high > step.value + SLACK:
            size = in_mg(dose.high - before.high)
            findings.breach(step.rule, f"an increase of {size} is above the step of {in_mg(step.value)}")

    @staticmethod
    def _raise_before(claims: Claims, dose: DoseSaid) -> bool:
        return any(
            a.kind == "raise"
            and not a.denied
            and a.place < dose.first
            and claims.clause_at(a.place) is claims.clause_at(dose.first)
            for a in claims.actions
        )

    @staticmethod
    def _sequel(claims: Claims, previous: DoseSaid, dose: DoseSaid) -> bool:
        between = claims.tokens[previous.last : dose.first]
        return any(
            t.id in ("then", "→") or t.text.lower() in ("followed", "next", "thereafter", "subsequently", "afterwards")
            for t in between
        ) or (any(t.kind is Kind.TIMEUNIT for t in between))

    @staticmethod
    def _timed(claims: Claims, dose: DoseSaid) -> bool:
        """A row, a label such as "week 3" or "stage two" before the dose, or its date."""
        if set(claims.words[max(0, dose.first - 5) : dose.first]) & _SUMS:
            return False
        before = claims.tokens[max(0, dose.first - 8) : dose.first]
        labelled = any(t.kind is Kind.TIMEUNIT or t.text.lower() in _STAGES for t in before)
        return claims.statement.kind == "row" or labelled or date_of(claims, dose) is not None

    def step(
        self,
        dose: DoseSaid,
        claims: Claims,
        context: Context,
        previous: DoseSaid | None,
        capped: bool,
        findings: Findings,
    ) -> None:
        """Judge a step by its size, its spacing and the dose that repeated steps end at."""
        lowering = any(a.kind == "reduce" and a.place < dose.first for a in claims.actions) and not self._raise_before(
            claims, dose
        )
        if lowering:
            return
        step, cap = self._limits.step, self._limits.daily
        if dose.high is None:
            findings.doubt("the step depends on a weight that is not known")
            return
        if step is not None and dose.high > step.value + SLACK:
            findings.breach(step.rule, f"a step of {in_mg(dose.high)} is above {in_mg(step.value)}")
        days = dose.interval_days if dose.interval_days is not None else wait_before(claims, dose, None)
        days = 1.0 if days is None and _day_by_day(claims, dose) else days
        judge_spacing(days, self._limits, findings)
        start = previous.high if previous is not None and previous.role in ("total", "to") else context.advised_mg
        base = next((d for d in (start, context.current_mg, context.advised_mg) if d is not None), None)
        if base is not None and cap is not None and base + dose.high > cap.value + SLACK:
            findings.breach(cap.rule, f"{in_mg(base)} and a step of {in_mg(dose.high)} are above {in_mg(cap.value)}")
        if cap is not None and not capped and days is not None and any(_ENDLESS.within(claims.words)):
            findings.breach(cap.rule, "the steps go on without an end")
        end = self._end(claims, dose, start, days)
        if end is not None and cap is not None and not capped and end > cap.value + SLACK:
            findings.breach(cap.rule, f"the steps end at {in_mg(end)} a day, above {in_mg(cap.value)}")

    def _end(self, claims: Claims, dose: DoseSaid, start: float | None, days: float | None) -> float | None:
        """The dose that repeated steps reach by the time, or after the number of times, that the text gives."""
        base = start if start is not None else self._limits.restart[0].value if self._limits.restart else 0.0
        count = times_repeated(claims.tokens, dose.first, dose.last)
        if count is not None:
            return base + (dose.high or 0.0) * count
        tail = claims.tokens[dose.last :]
        for i, token in enumerate(tail):
            number = tail[i + 1] if i + 1 < len(tail) else None
            if token.kind is Kind.TIMEUNIT and days:
                figure = number if number is not None and number.kind is Kind.NUMBER else tail[i - 1] if i else None
                until = any(
                    t.id == "until" or t.text.lower() in ("for", "over", "by", "through", "to", "up to")
                    for t in tail[max(0, i - 7) : i]
                )
                if figure is not None and figure.kind is Kind.NUMBER and until and figure.high:
                    return base + (dose.high or 0.0) * floor(figure.high * (token.low or 0.0) / days + SLACK)
        return None


def _day_by_day(claims: Claims, dose: DoseSaid) -> bool:
    """As in "by 25 mg a day until she is on 150": nothing else says how far apart the steps are."""
    tail = claims.tokens[dose.last :]
    daily = any(t.kind is Kind.FREQUENCY and (t.high or 0.0) >= 1 for t in tail[:2])
    onward = any(t.id == "until" or t.text.lower() in ("to", "up to") for t in tail[1:5])
    return daily and onward and not any(t.kind is Kind.TIMEUNIT for t in claims.tokens)
