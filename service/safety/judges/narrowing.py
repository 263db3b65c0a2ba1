"""Lines made narrower than the rules draw them: met only together, by one test alone, or not for good."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import LabSaid
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.issuers import attributed
from service.safety.grammar.speech import Act, permanent
from service.safety.judges.context import Context
from service.safety.judges.lines_named import names_line
from service.safety.judges.situation import Situation
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.patterns import Pattern
from service.safety.text.tokens import Kind

_SAYING = (Act.ADVICE, Act.DESCRIPTION)
_AND = words("and plus & with together combined also")
_EITHER = words("or either whichever any each")
_BOTH = words("both simultaneously concurrently")
_OF_BOTH = cue(_BOTH)
_STOPS = cue(ids=("hold", "stop"))
_TESTS = cue(kinds=(Kind.ANALYTE,))
_SIGNS = cue(("symptom", "symptoms", "signs"), kinds=(Kind.SYMPTOM,))
_AGAIN = cue(ids=("restart",))
_DEMANDING = words(
    "must have has need needs needed required requires require when if only unless once provided should before demands "
    "demand wants"
)
_ALSO = regex.compile(r"(?<!\w)(?:as well|too|also|in addition|on top|additionally|at the same time)(?!\w)")
#: What is done on the ground of one test: to judge, to ask for it, to count by it.
_BY_ONE = words(
    "decide decides decided judge judges judged rely relies go goes act acts look looks request requests order orders "
    "send sends check checks measure measures test tests recheck repeat repeats ask asks defines define counts count "
    "matters matter settles decides need needs needed required follow use used trust bother"
)
#: What an analyte is said to be when it is not to count.
_LEFT_OUT = Pattern(
    r"(?:not|n't|never|no) (?:(?:a|any|the|be|longer|really) )*(?:part|features?|figures?|among|counts?|counted|"
    r"matters?|included?|includes|relevant|considered|belongs?|comes? into|role|play|taken into|looked at|"
    r"weighs?|bearing)(?!\w)"
    r"|(?<!\w)(?:irrelevant|immaterial|leave out|left out|disregard(?:ed)?|ignored|discounted|excluded from)(?!\w)"
)
_COUNTED = regex.compile(r"(?<!\w)(?:counts?|matters?|apply|applies) (?:only|just)?")
_REPEATED = Pattern(
    r"(?<!\w)(?:consecutive(?:ly)?|in a row|running|on (?:two|three|2|3|several|repeated|both) (?:occasions?|tests?|"
    r"samples?|measurements?)|sustained|persistent(?:ly)?|confirmed (?:on|by|twice)|for (?:more than |over |at least )?"
    r"(?:a|two|three|four|2|3|4) (?:days?|weeks?|months?))(?!\w)"
)
_FINAL = regex.compile(
    r"(?:not|n't|never|nothing|hardly|rather than|instead of)"
    r" (?:(?:be|being|is|are|need|have|to|mean|means|that|it|necessarily|really|yet|quite|all|a|an|the|by any means|"
    r"stop|stopped|thing|one|decision|itself|necessary|make|something) )*"
    r"(?:permanent(?:ly)?|final|definitive|forever|for good|for ever|for life|lifelong|irreversible|irrevocable|"
    r"over(?= for| yet| with|[.,;:]| $|$)|end|last word|closed (?:book|door|chapter)|(?:life )?ban|bar|veto|ruled out|"
    r"rule (?:\w+ ){0,3}out(?! (?:\S+ ){0,3}(?:injury|hepatotoxicity|toxicity|damage|reaction))|"
    r"out of the question|point of no return)(?!\w)"
)


class NarrowingJudge:
    """Judges what makes a line harder to meet, or a stop for good easier to take back."""

    def __init__(self, limits: Limits, situation: Situation) -> None:
        self._limits = limits
        self._situation = situation

    def judge(self, claims: Claims, context: Context, findings: Findings) -> None:
        """Add doubts about lines that are joined, tests that are left out, and stops that are said not to be final."""
        if claims.foreign or attributed(claims.tokens):
            return
        ends = permanent(claims.tokens) or any(claims.tokens[i].kind is Kind.VERB for i in claims.tokens.places(_STOPS))
        if ends and (self._joined(claims) or self._both(claims) or self._and_also(claims) or self._lasting(claims)):
            findings.doubt("lines that each suffice are asked for together")
        if self._one_alone(claims) or (self._left_out(claims) and (ends or names_line(claims))):
            findings.doubt("one test is to decide where the rules go by several")
        if self._sign_left_out(claims):
            findings.doubt("a sign that the rules go by is left out")
        if _more_than_one(claims):
            findings.doubt("more than one rechallenge is spoken of")
        self._led_on(claims, context, findings)
        if self._not_final(claims, context):
            findings.doubt("a stop for good is said not to be final")

    def _lines(self, claims: Claims) -> list[LabSaid]:
        return [
            lab
            for lab in claims.labs.said
            if lab.compared
            and lab.low > 0
            and lab.scale != "word"
            and lab.link not in ("until", "before", "despite")
            and set(lab.analytes) & self._limits.tested
        ]

    def _joined(self, claims: Claims) -> bool:
        """As in "more than 5 x baseline and also more than 500 U/L": above normal may be asked besides, no more."""
        for one, other in pairwise(self._lines(claims)):
            between = range(one.place + 1, other.place)
            said = {claims.words[i] for i in between}
            plain = all(x.scale != "upper-limit" or x.low > 1 for x in (one, other))
            apart = any(claims.tokens[i].kind is Kind.VERB or claims.words[i] in (";", ".") for i in between)
            if plain and said & _AND and not said & _EITHER and not apart:
                return True
        return False

    def _both(self, claims: Claims) -> bool:
        """As in "both enzymes have to be over the line", "only when both have happened"."""
        for i in claims.tokens.places(_OF_BOTH):
            if (
                claims.words[i] not in _BOTH
                or claims.act_at(i) not in _SAYING
                or any(s.said == "normal" for s in claims.labs.said)
            ):
                continue
            clause = claims.clause_at(i)
            own = set(claims.words[clause.first : clause.last]) | {clause.link}
            above = any(t.kind is Kind.COMPARATOR and t.id.startswith(">") for t in claims.tokens)
            met = (
                self._lines(claims)
                or above
                or {"met", "happened", "fulfilled", "present", "reached", "satisfied"} & own
            )
            if met and own & _DEMANDING and not denied_at(clause, claims.tokens, i):
                return True
        return False

    def _and_also(self, claims: Claims) -> bool:
        """As in "only when it has reached the other line as well", "requires another raised value too"."""
        for lab in claims.labs.said:
            clause = claims.clause_at(lab.place)
            own = claims.words[clause.first : clause.last]
            demanded = clause.link in ("if", "when", "only", "unless") or {"requires", "needs", "demands"} & set(own)
            raised = lab.said == "raised" or (lab.compared and lab.low > 1)
            also = _ALSO.search(" ".join(own))
            if demanded and raised and also and not denied_at(clause, claims.tokens, lab.place):
                return True
        return False

    def _lasting(self, claims: Claims) -> bool:
        """As in "above the line for two weeks running", "on two occasions": one result is enough to meet a line."""
        return bool(self._lines(claims)) and _REPEATED.search(claims.tokens) is not None

    # ------------------------------------------------------------------------------------------ one test

    def _tested(self, claims: Claims) -> Iterator[int]:
        return (
            i
            for i in claims.tokens.places(_TESTS)
            if claims.tokens[i].id in self._limits.tested and claims.act_at(i) in _SAYING
        )

    def _one_alone(self, claims: Claims) -> bool:
        """As in "decide on this test alone", "request only that one": not "either alone is enough"."""
        for i in self._tested(claims):
            clause = claims.clause_at(i)
            own = set(claims.words[clause.first : clause.last])
            alone = claims.words[i + 1 : i + 2] in (("alone",), ("only",)) or bool(
                {"only", "just", "solely", "merely"} & set(claims.words[max(clause.first, i - 2) : i])
            )
            judged = own & _BY_ONE or any(claims.tokens[j].kind is Kind.VERB for j in range(clause.first, i))
            enough = {"enough", "suffices", "sufficient", "either"} & own
            if alone and judged and not enough and not denied_at(clause, claims.tokens, i):
                return True
        return False

    def _left_out(self, claims: Claims) -> bool:
        for i in self._tested(claims):
            clause = claims.clause_at(i)
            if _LEFT_OUT.search(claims.tokens.part(i, clause.last)):
                return True
        return False

    def _sign_left_out(self, claims: Claims) -> bool:
        """As in "nausea does not belong to the list", "symptoms count only when ..."."""
        for i in claims.tokens.places(_SIGNS):
            if claims.tokens[i].kind is not Kind.SYMPTOM and claims.words[i] not in ("symptom", "symptoms", "signs"):
                continue
            clause = claims.clause_at(i)
            rest = claims.tokens.part(i, clause.last)
            bound = _COUNTED.search(rest.text) and any(
                c.link in ("only", "when", "if") for c in claims.cut[claims.cut.index(clause) :]
            )
            if claims.acts[claims.cut.index(clause)] in _SAYING and (_LEFT_OUT.search(rest) or bound):
                return True
        return False

    # ------------------------------------------------------------------------------------------ finality

    def _led_on(self, claims: Claims, context: Context, findings: Findings) -> None:
        """An item under a heading that begins again: "give it again when:"."""
        lead = claims.statement.lead
        if not lead or not any(t.kind is Kind.CONJ and t.id in ("when", "if") for t in lead[-2:]):
            return
        begins = any(t.kind is Kind.VERB and t.id in ("restart", "continue") for t in lead)
        if begins and not any(t.kind is Kind.NEGATOR or t.id in ("avoid", "stop", "hold") for t in lead):
            for rule in self._situation.for_good(claims, context):
                findings.breach(rule.id, rule.ground.quote)

    def _not_final(self, claims: Claims, context: Context) -> bool:
        """Whether a stop is said not to be for good, and no value that is told keeps it from being that."""
        found = _FINAL.search(claims.tokens.text)
        if found is None or not any(act in _SAYING for act in claims.acts):
            return False
        measured = [lab for lab in claims.labs.said if lab.scale != "word"] or context.labs
        against = self._situation.for_good(claims, context)
        return bool(against) or not measured


def _more_than_one(claims: Claims) -> bool:
    """As in "three rechallenges at most"."""
    return any(
        token.kind is Kind.NUMBER
        and (token.low or 0) >= _SECOND
        and after.kind is Kind.VERB
        and after.id == "restart"
        and claims.words[i + 1].endswith("s")
        and claims.act_at(i) in _SAYING
        and not denied_at(claims.clause_at(i), claims.tokens, i)
        for i, (token, after) in enumerate(pairwise(claims.tokens if claims.tokens.cues & _AGAIN else ()))
    )


_SECOND = 2
