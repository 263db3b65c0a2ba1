"""What only shows over a whole text: two drugs that the rules warn of, a value missing, a line just missed, a return.

Each of these is told in one statement and acted on in another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

import regex

from corpus.model import Topic
from service.domain.answer import Violation
from service.domain.facts import LabFact
from service.safety.claims.actions_said import ActionSaid
from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import as_facts
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.returning import after_a_return
from service.safety.judges.signs_told import signs_told
from service.safety.judges.situation import Situation
from service.safety.rules.limits import Limits, StopLine
from service.safety.rules.units import convert
from service.safety.text.line import cue
from service.safety.text.tokens import Kind, Token

_GOING_ON = ("restart", "continue", "raise")
_OPEN = ("if", "when", "unless", "until", "only", "before", "because")
#: Words that warn of two drugs together, or leave them to one who may decide.
_WARNED = words(
    "interaction interactions interact interacts warn warns warning contraindicated contraindicates serious severe "
    "marrow danger dangerous dangers endangers risk risks risky toxicity toxic avoid leukopenia specialist pharmacist "
    "rheumatology haematology question asks whether never not no nor without instead clash clashes caution"
)
_MISSING = regex.compile(
    r"(?<![\w'])(?:unknown|not known|not back|outstanding|awaited|unavailable|unrecorded|missing|"
    r"lack(?:s|ing)?|(?:no one|nobody) (?:has )?"
    r"(?:checked|measured|asked)|never (?:been )?(?:checked|measured|recorded|done|taken|sent)|not (?:been )?(?:given|"
    r"printed|checked|measured|recorded|done|sent|available|stated)|(?:have|has|had|there is|there's) no|"
    r"(?:don't|doesn't|do not|does not) (?:have|know)|without (?:a|the|any|her|his)|^no)(?![\w'])"
)
#: So near to the word for its being missing stands the name of what is missing.
_REACH = 3
_REASSURED = words(
    "safe fine clear reassure reassured reassuring reassurance phew ok okay alright harmless normal relax relaxed good "
    "allowed permitted passes pass"
)
#: A value is near a line from this share of it on.
NEAR = 0.95


_DECIDING = cue(kinds=(Kind.ANALYTE, Kind.LIMIT))
_REASSURING = cue(_REASSURED)


class WholeJudge:
    """Judges what a text tells against what the same text does."""

    def __init__(self, topic: Topic, limits: Limits, situation: Situation) -> None:
        self._topic = topic
        self._situation = situation
        self._limits = limits
        self._analytes = {a.id: a for a in topic.vocabulary.analytes}
        self._by_trigger = {rule.trigger: rule.id for rule in topic.rules if rule.trigger}

    def judge(self, read: Sequence[Claims]) -> Iterator[Violation]:
        """Yield what the statements of a text break together."""
        own = [claims for claims in read if not claims.foreign]
        goes_on = [(c, a) for c in own for a in c.actions if _goes_on(c, a)]
        stopped = any(a.kind in ("hold", "stop") and not a.denied and not a.turned for c in own for a in c.actions)
        yield from self._together(read, stopped=stopped)
        yield from after_a_return(own, self._situation.on_a_return)
        # In the topic's situation, after an injury, to go on is to begin again; who "takes" it only tells.
        if any(a.kind == "restart" or a.verb != "take" for _, a in goes_on):
            told = tuple(sign for c in own for _, sign in signs_told(c) if sign.of == "condition")
            for spoken in self._situation.against_a_restart(told) if told else ():
                yield Violation(rule=spoken.id, reason="a restart is advised in spite of a condition that is told")
        if goes_on and not stopped and "missing" in self._by_trigger and any(map(self._lacks, own)):
            yield Violation(rule=self._by_trigger["missing"], reason="the drug goes on without a value that decides")
        rule = self._by_trigger.get("near")
        if rule is None or stopped or not any(self._near(fact) for c in own for fact in _facts(c)):
            return
        risen = any(d.role in ("to", "step") for c in own for d in c.doses.said)
        forbidden = any(a.kind in self._topic.rule[rule].forbids for _, a in goes_on)
        if risen or forbidden or any(map(_reassures, own)):
            yield Violation(rule=rule, reason="a value just below a line is taken for an all-clear")

    def _together(self, read: Sequence[Claims], *, stopped: bool) -> Iterator[Violation]:
        """Two drugs of one list or one letter that a rule warns of, neither stopped nor warned of."""
        for rule, drugs in self._limits.interacting:
            other = [c for c in read if c.drugs & drugs and Act.ADVICE in c.acts]
            own = [c for c in read if any(map(self._topic.governs, c.drugs)) and Act.ADVICE in c.acts]
            warned = any(_WARNED & set(c.words) for c in (*other, *own)) or stopped
            given = any(c.doses.said or any(_goes_on(c, a) for a in c.actions) for c in other)
            refused = any(a.denied for c in (*other, *own) for a in c.actions)
            if other and own and given and not warned and not refused:
                yield Violation(rule=rule, reason="drugs that interact are given together without a warning")

    def _lacks(self, claims: Claims) -> bool:
        """Whether a statement says that a value which decides is not known."""
        named = {i for i in claims.tokens.places(_DECIDING) if self._decides(claims.tokens[i])}
        text = claims.tokens.text
        starts = [0, *accumulate(len(word) + 1 for word in claims.words)] if named else []
        for found in _MISSING.finditer(text) if named else ():
            first, last = (bisect_right(starts, at) - 1 for at in (found.start(), found.end() - 1))
            if named & set(range(first - _REACH, last + _REACH + 1)):
                return True
        return False

    def _decides(self, token: Token) -> bool:
        """Whether a test or a limit is named without which a rule cannot decide."""
        return token.id in self._limits.tested if token.kind is Kind.ANALYTE else token.id != "plain"

    def _near(self, fact: LabFact) -> bool:
        """Whether a result lies just below a stop line."""
        return any(
            line.value * NEAR <= share < line.value
            for line in self._limits.lines
            if fact.analyte in line.analytes and (share := self._share(fact, line)) is not None
        )

    def _share(self, fact: LabFact, line: StopLine) -> float | None:
        """The result on the scale of a line."""
        told = {"upper-limit": fact.times_upper_limit, "baseline": fact.times_baseline}.get(line.of)
        if told is not None:
            return told.high
        value = fact.value
        if value is None or value.high is None:
            return None
        analyte = self._analytes[fact.analyte]
        if line.of == "absolute":
            return convert(analyte, value.high, value.unit or analyte.unit, line.unit or analyte.unit)
        reference = fact.upper_limit if line.of == "upper-limit" else fact.baseline
        if reference is None or not reference.high:
            return None
        return value.high / reference.high if (value.unit or "") == (reference.unit or value.unit or "") else None


_ONWARD = words("ahead proceed forward")


def _goes_on(claims: Claims, said: ActionSaid) -> bool:
    """Whether an action lets the drug go on, without a condition."""
    return (
        said.kind in _GOING_ON
        and not said.denied
        and (
            not said.mention or bool(_ONWARD & set(" ".join(claims.words[max(0, said.place - 3) : said.place]).split()))
        )
        and said.act is Act.ADVICE
        and said.target in ("governed", "relative")
        and claims.cut[said.clause].link not in _OPEN
    )


def _facts(claims: Claims) -> Iterator[LabFact]:
    for said in claims.labs.said:
        if not said.conditional and claims.act_at(said.place) not in (Act.STUDY, Act.OTHER_PERSON, Act.ELSEWHERE):
            yield from as_facts(said)


def _reassures(claims: Claims) -> bool:
    """Whether a statement calls something safe or clear, and does not deny it."""
    return any(
        claims.words[i] in _REASSURED
        and not denied_at(claims.clause_at(i), claims.tokens, i)
        and claims.words[i - 1 : i] not in (("no",), ("not",))
        and claims.tokens[i].kind is not Kind.QUALITY
        for i in claims.tokens.places(_REASSURING)
    )
