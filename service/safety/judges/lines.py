"""Lines at which the drug is held or stopped, wherever a text restates them: with their own figure, each for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import isclose, isfinite

import regex

from corpus.model import Action, Topic
from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import LabSaid
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.issuers import attributed
from service.safety.grammar.speech import Act, permanent
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits, StopLine
from service.safety.rules.units import convert
from service.safety.text.line import cue
from service.safety.text.tokens import Kind, Token

#: A line by its name, and the words that may stand between the name and its figure.
NAMES = words("line lines threshold thresholds cut-off cutoff criterion limb trigger mark rule point")
_TO_FIGURE = BE | words(
    "at of lies sits stands set drawn now in si units unit the a an to reads moved raised for governed absolute here "
    "as our your their trust local house we use : = - , ( about exactly means value values figure any more kicks "
    "begins starts applies comes bites triggers falls which where that held good ever"
)
#: A clause opened by one of these speaks of every value from its figure on.
_FROM_THEN_ON = words("once whenever")
_MARKING = words("marks defines sets forms represents is means needed required takes")
_DEMANDED = regex.compile(r"(?<!\w)(?:marks|(?:needed|required|takes) (?:before|for|to))(?!\w)")
_ANY_VALUE = words("rise value level result elevation increase figure")
_OWN_NAMES = (("line",), ("criterion",), ("threshold",), ("cut-off",), ("cutoff",), ("trigger",), ("rule",), ("limb",))
_LASTING = words("remains remain stays stay still kept keep keeps")
_NEVER_A_LINE = ("until", "before", "despite")
_LETTING = words(
    "tolerate tolerates tolerated accept accepts accepted allow allows allowed let lets permit permits permitted may "
    "can could might must has have needs need ought should takes"
)
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
        led = _refuses(claims.statement.lead)
        forever = permanent(claims.tokens) or permanent(claims.statement.lead) or led
        for lab in self._restated(claims, ordered=bool(stopping) or led, forever=forever):
            holds = any(a.kind == "hold" for a in stopping)
            self._figure(lab, findings, for_good=forever and not holds)
        if names_line(claims):
            self._without_test(claims, findings)

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
            if (bound and (ordered or forever)) or (above_all and _called(lab, claims)):
                yield lab

    def _highest(self, lab: LabSaid) -> float:
        """The highest absolute line of a test: a figure above it can be no line that was worked out for a patient."""
        own = (
            self._on_line(lab, line)
            for line in self._lines
            if line.of == "absolute" and line.analytes & set(lab.analytes)
        )
        return max((v for v in own if v is not None), default=0.0)

    def _without_test(self, claims: Claims, findings: Findings) -> None:
        """A line in a unit of laboratory without the name of the test: "the stop line is 83 µkat/L"."""
        if any(t.kind is Kind.ANALYTE for t in claims.tokens):
            return
        read = {lab.place for lab in claims.labs.said}
        for i, token in enumerate(claims.tokens[:-1]):
            unit = claims.tokens[i + 1]
            if token.kind is not Kind.NUMBER or token.low is None or unit.kind is not Kind.UNIT or i in read:
                continue
            values = [v for line in self._lines if (v := self._in_unit(line, unit.id)) is not None]
            if values and token.low > min(values) and not any(isclose(token.low, v, rel_tol=0.02) for v in values):
                findings.breach(self._lines[0].rule, f"a stop line is restated with another figure ({token.low:g})")

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
_NAMED = cue(NAMES)
_TESTS = cue(kinds=(Kind.ANALYTE,))
_STOPS = cue(ids=("hold", "stop"))


def names_line(claims: Claims) -> bool:
    """Whether a line for a hold or a stop is spoken of by name."""
    if not claims.tokens.cues & _NAMED or NAMES.isdisjoint(claims.words):
        return False
    if any(claims.words[i + 1 : i + 2] in _OWN_NAMES for i in claims.tokens.places(_TESTS)):
        return True
    stops = any(claims.tokens[i].kind is Kind.VERB for i in claims.tokens.places(_STOPS))
    return stops or "absolute" in claims.words or permanent(claims.tokens)


def _refuses(lead: tuple[Token, ...]) -> bool:
    """Whether a heading stops the drug under the conditions below it: "stop if:", "never give it again when:"."""
    for i, token in enumerate(lead):
        if token.kind is not Kind.VERB:
            continue
        denied = any(t.kind is Kind.NEGATOR for t in lead[max(0, i - 4) : i])
        if (token.id in ("hold", "stop", "avoid") and not denied) or (token.id in ("restart", "give") and denied):
            return True
    return False


def _called(lab: LabSaid, claims: Claims) -> bool:
    """Whether a figure is said to be a line: "the hold line is ...", "a value of ... marks", "once it is ..."."""
    opener = claims.words[claims.clause_at(lab.place).first]
    if opener in _FROM_THEN_ON:
        return True
    if _stopped_at(lab, claims):
        return True
    named = names_line(claims)
    if not (named or permanent(claims.tokens)):
        return False
    for j in range(lab.place - 1, max(-1, lab.place - 16) if named else lab.place - 1, -1):
        token = claims.tokens[j]
        if claims.words[j] in NAMES:
            return True
        known = token.kind in (Kind.ANALYTE, Kind.DRUG, Kind.COMPARATOR, Kind.LIMIT)
        if not known and claims.words[j] not in _TO_FIGURE and not (token.kind is Kind.VERB and token.id == "stop"):
            break
    any_value = any(
        (claims.tokens[j].kind is Kind.ANALYTE or claims.words[j] in _ANY_VALUE)
        and claims.words[j - 1] in ("a", "an", "any")
        for j in range(max(1, lab.place - 3), lab.place)
    )
    rest = claims.words[lab.place :]
    return any_value and (bool(_MARKING & set(rest)) if named else _DEMANDED.search(" ".join(rest)) is not None)


_A_VALUE_OF = words("a an the any of value level levels")


def _stopped_at(lab: LabSaid, claims: Claims) -> bool:
    """As in "is withdrawn for good at ...", not as in "at ... it is withdrawn"."""
    j = lab.place - 1
    while j > 0 and (claims.tokens[j].kind is Kind.ANALYTE or claims.words[j] in _A_VALUE_OF):
        j -= 1
    clause = claims.clause_at(lab.place)
    stops = (
        t.kind is Kind.VERB and t.id in ("hold", "stop") for t in claims.tokens[clause.first : max(j, clause.first)]
    )
    lasting = _LASTING & set(claims.words[clause.first : clause.last])
    return j >= 0 and claims.words[j] in ("at", "from") and not lasting and any(stops)
