"""Lines at which the drug is held or stopped, wherever a text restates them: with their own figure, each for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import inf, isclose, isfinite

from corpus.model import Action, Topic
from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import LabSaid
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.issuers import attributed
from service.safety.grammar.speech import Act, permanent
from service.safety.judges.lines_named import called_a_line, names_line, refuses_under
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits, StopLine
from service.safety.rules.units import convert
from service.safety.text.tokens import Kind, Token

_NEVER_A_LINE = ("until", "before", "despite")
_LETTING = words(
    "tolerate tolerates tolerated accept accepts accepted allow allows allowed let lets permit permits permitted may "
    "can could might must has have needs need ought should takes"
)
_FROM_ON = words("from at above over beyond past exceeds reaches >= >")
_SAYING = (Act.ADVICE, Act.DESCRIPTION)


class LineJudge:
    """Judges restated lines against those of the rules."""

    def __init__(self, topic: Topic, limits: Limits) -> None:
        self._limits = limits
        self._lines = (*limits.lines, *limits.alarms)
        self._analytes = {a.id: a for a in topic.vocabulary.analytes}

    def judge(self, claims: Claims, findings: Findings) -> None:
        """Add what is wrong with the lines of a statement that holds, stops or ends something."""
        if not claims.foreign:
            self._let_pass(claims, findings)
        if claims.foreign or attributed(claims.tokens):
            return
        stopping = [a for a in claims.actions if a.kind in ("hold", "stop") and not a.denied and a.act in _SAYING]
        led = refuses_under(claims.statement.lead)
        forever = permanent(claims.tokens) or permanent(claims.statement.lead) or led
        for lab in self._restated(claims, ordered=bool(stopping) or led, forever=forever):
            holds = any(a.kind == "hold" for a in stopping)
            self._figure(lab, findings, for_good=forever and not holds)
        if names_line(claims) or stopping:
            self._without_test(claims, findings, forever=forever)

    # ------------------------------------------------------------------------------------------ which lines

    def _restated(self, claims: Claims, *, ordered: bool, forever: bool) -> Iterator[LabSaid]:
        """The values of a statement that are lines: on one side of a figure, or a figure that is called the line."""
        for lab in claims.labs.said:
            if lab.low <= 0 or lab.scale == "word" or lab.link in _NEVER_A_LINE:
                continue
            denied = denied_at(claims.clause_at(lab.place), claims.tokens, lab.place)
            if not ordered and (denied or claims.act_at(lab.place) not in _SAYING):
                continue
            if ordered and _told_as_reason(lab, claims):
                continue
            above_all = lab.scale != "absolute" or lab.low > self._highest(lab)
            bound = lab.compared or (lab.link == "only" and above_all)
            if (bound and (ordered or forever)) or (above_all and called_a_line(lab, claims)):
                yield lab

    def _highest(self, lab: LabSaid) -> float:
        """The highest absolute line of a test: a figure above it can be no line that was worked out for a patient."""
        own = (
            self._on_line(lab, line)
            for line in self._lines
            if line.of == "absolute" and line.analytes & set(lab.analytes)
        )
        return max((v for v in own if v is not None), default=0.0)

    def _without_test(self, claims: Claims, findings: Findings, *, forever: bool) -> None:
        """A line in a unit of laboratory without the name of the test: "the stop line is 83 µkat/L"."""
        if any(t.kind is Kind.ANALYTE for t in claims.tokens):
            return
        read, named = {lab.place for lab in claims.labs.said}, names_line(claims)
        for i, (token, unit) in enumerate(pairwise(claims.tokens)):
            if token.kind is Kind.MULTIPLE and i and i not in read and claims.words[i - 1] in _FROM_ON:
                self._factor(token, unit, findings)
            if token.kind is not Kind.NUMBER or token.low is None or unit.kind is not Kind.UNIT or i in read:
                continue
            values = [v for line in self._lines if (v := self._in_unit(line, unit.id)) is not None]
            begins = i > 0 and claims.words[i - 1] in _FROM_ON
            laxer = (named or begins) and (token.low > min(values, default=inf) or (begins and not forever))
            if values and laxer and not any(isclose(token.low, v, rel_tol=0.02) for v in values):
                findings.breach(self._lines[0].rule, f"a stop line is restated with another figure ({token.low:g})")

    def _factor(self, token: Token, after: Token, findings: Findings) -> None:
        """As in "stop from 10 x": a factor that is the line, of what is not said."""
        own = [line for line in self._lines if line.of != "absolute"]
        known = any(isclose(token.low or 0.0, line.value, rel_tol=0.02) for line in own)
        if own and not known and after.kind not in (Kind.TIMEUNIT, Kind.FREQUENCY, Kind.LIMIT, Kind.WORD):
            findings.breach(own[0].rule, f"a stop line is restated with another figure ({token.low or 0.0:g})")

    def _in_unit(self, line: StopLine, unit: str) -> float | None:
        if line.unit is None:
            return None
        found = (convert(self._analytes[a], line.value, line.unit, unit) for a in sorted(line.analytes))
        return next((v for v in found if v is not None), None)

    def _let_pass(self, claims: Claims, findings: Findings) -> None:
        """As in "tolerates up to six times baseline before it is stopped": what is let pass is given as the line.

        So is what is asked for: "must be three times the limit before it is stopped".
        """
        own = ("the", "article") in pairwise(claims.words)
        for action in claims.actions:
            clause = claims.cut[action.clause]
            if action.kind not in ("hold", "stop") or action.denied or clause.link != "before" or not action.clause:
                continue
            main = claims.cut[action.clause - 1]
            act = claims.acts[action.clause - 1]
            said = act in _SAYING or (own and act is Act.ATTRIBUTED)
            for lab in claims.labs.said if said and self._lets(claims, main) else ():
                if main.first <= lab.place < main.last and lab.scale != "word" and lab.high > 0:
                    let = lab.high if isfinite(lab.high) else lab.low
                    self._figure(replace(lab, low=let), findings, for_good=action.kind == "stop")

    @staticmethod
    def _lets(claims: Claims, clause: Clause) -> bool:
        """Whether a clause lets a value be: "tolerates", "may reach", "can go to"."""
        return any(
            (claims.words[i] in _LETTING or claims.tokens[i].id == "allow") and not denied_at(clause, claims.tokens, i)
            for i in range(clause.first, clause.last)
        )

    # ------------------------------------------------------------------------------------------ their figures

    def _figure(self, lab: LabSaid, findings: Findings, *, for_good: bool) -> None:
        """A line is restated with its own figure or a lower one; a stop for good with that of such a stop."""
        lines = [line for line in self._lines if line.of == lab.scale and line.analytes & set(lab.analytes)]
        strict = [line for line in lines if line.action is Action.STOP_PERMANENTLY or not for_good]
        values = [v for line in strict if (v := self._on_line(lab, line)) is not None]
        above_normal = lab.scale == "upper-limit" and lab.low <= 1
        if above_normal or any(isclose(lab.low, v, rel_tol=0.02) for v in values):
            return
        lowest = for_good or any(line.action is not Action.STOP_PERMANENTLY for line in strict)
        if lowest and values and lab.low < min(values):
            return
        if not lines:
            findings.doubt("a line is given on a scale on which no rule has one")
            return
        findings.breach((strict or lines)[0].rule, f"a stop line is restated with another figure ({lab.low:g})")

    def _on_line(self, lab: LabSaid, line: StopLine) -> float | None:
        if lab.scale != "absolute" or line.unit is None:
            return line.value
        analyte = self._analytes[lab.analytes[0]]
        return convert(analyte, line.value, line.unit, lab.unit or analyte.unit)


def _told_as_reason(lab: LabSaid, claims: Claims) -> bool:
    """As in "the value is four times its limit, so hold it": a result that was found, not the line."""
    clause = claims.clause_at(lab.place)
    before = set(claims.words[clause.first : lab.place])
    if clause.link != "main" or "only" in claims.words or not before & _FOUND or before & _OF_ANY:
        return False
    after = (a for a in claims.actions if a.kind in ("hold", "stop") and a.place > lab.place)
    return any(_follows(claims, lab.place, a.place) for a in after)


def _follows(claims: Claims, first: int, last: int) -> bool:
    """Whether what stands at `last` is drawn from what stands at `first`."""
    return not _SO.isdisjoint(claims.words[first:last])


_FOUND = words("is are was were now today")
_OF_ANY = words("any a an once when whenever if should must line threshold")
_SO = words("so therefore hence thus")
