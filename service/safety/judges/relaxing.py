"""Words that take care away ("no need to", "can wait", "will do"): what they let go must have been understood.

Most unsafe advice is a relaxation: a test that is not needed, a wait that may be shorter, a sign that is harmless. The
phrases are listed in `relaxations`. In a statement about the topic one passes only when it takes the drug itself away,
or when a claim that the rules judged is what it speaks of; anything else is a doubt, so that the relaxation of
something that no reader knows never passes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from corpus.model import Topic
from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause, denied_at
from service.safety.grammar.relaxations import RELAXING, TURNED
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind

#: What a text lets go of when it takes the drug away: then less care is more.
_GOING_ON = frozenset(("restart", "start", "give", "take", "continue", "keep", "raise", "switch", "exceed"))
_STOPPING = frozenset(("stop", "hold"))
_PERMITTING = words("bar obstacle danger objection objections harm problem worries issue downside drawback matter")
_CARE = words(
    "low lower small smaller slow slower slowly gradual gradually gentle gently cautious cautiously careful carefully "
    "stepwise graded staged staggered"
)
_MORE = words("higher more further increase increases reach both")
_DENYING = words("no not needn't nothing isn't aren't don't doesn't unnecessary pointless waste superfluous skip")
#: The relaxation is quoted in order to be called wrong, or left to one who may decide it.
_REFUTING = words("mistaken wrong myth incorrect false untrue misconception mistake error specialist")
_JUDGED = frozenset(("total", "to", "step", "limit"))


def judge_relaxations(claims: Claims, topic: Topic, limits: Limits, context: Context, findings: Findings) -> None:
    """Doubt a relaxation whose object was not understood.

    Args:
        claims: the statement as it was read.
        topic: names the governed drug and the tests.
        limits: which analytes the stop lines are about.
        context: what the statements before have established.
        findings: where a doubt is noted.
    """
    if not _concerned(claims, topic, limits, context) or _refuted(claims):
        return
    for first, last in _relaxations(claims):
        if claims.act_at(first) not in (Act.ADVICE, Act.DESCRIPTION):
            continue
        clause = claims.clause_at(first)
        # The denial that is a part of the relaxation ("need not") does not deny it.
        around = replace(clause, denials=tuple(d for d in clause.denials if not first <= d <= last))
        if denied_at(around, claims.tokens, first):
            continue
        if not (_takes_away(claims, first, last) or _settled(claims, clause, context, first)):
            findings.doubt("a relaxation of something that was not understood")
            return


def _relaxations(claims: Claims) -> Iterator[tuple[int, int]]:
    """First and last token of each relaxation that is not itself denied."""
    text = claims.tokens.text
    starts: list[int] = []
    for found in RELAXING.finditer(claims.tokens):
        starts = starts or [0, *accumulate(len(word) + 1 for word in claims.words)]
        if not TURNED.search(text[: found.start()].rstrip()):
            yield bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end() - 1) - 1


def _refuted(claims: Claims) -> bool:
    return not _REFUTING.isdisjoint(claims.words) or "not mean" in claims.tokens.text


def _concerned(claims: Claims, topic: Topic, limits: Limits, context: Context) -> bool:
    """Whether a statement is about the drug, its tests or its signs; another drug's alone is not."""
    drugs = claims.drugs
    governed = topic.governed.id
    if drugs:
        return governed in drugs
    if context.drug not in (None, governed):
        return False
    return any(
        t.kind in (Kind.PANEL, Kind.SYMPTOM, Kind.LIMIT) or (t.kind is Kind.ANALYTE and t.id in limits.tested)
        for t in claims.tokens
    ) or any(a.target in ("governed", "relative") for a in claims.actions)


def _takes_away(claims: Claims, first: int, last: int) -> bool:
    """As in "no need to restart", "postpone the increase", "either is enough": less of the drug, or more care."""
    if claims.words[first - 1] in ("either", "one") and first:
        return True
    if claims.words[last] in _PERMITTING and claims.words[first] == "no":
        return False  # "No bar to carrying on": the drug is let go on, and not let go of.
    inside = first + 1 if claims.words[first] == "no" and last - first > 2 else last + 1
    for i in range(inside, min(last + 9, len(claims.tokens))):
        token = claims.tokens[i]
        if claims.words[i] in _CARE:
            return False  # "No need for a low start": what is let go of is the care, not the start.
        if token.kind is Kind.CONJ and token.id == "before":
            return False  # "Nor need you wait before giving it": what is let go of stands in front of the drug.
        if token.kind is Kind.VERB and token.id in _STOPPING:
            return not any(word.split(" ")[0] in _DENYING for word in claims.words[first : last + 1])
        if i <= last and claims.words[i] == "further":
            continue  # "No further tests".
        if claims.words[i] in _MORE or (token.kind is Kind.VERB and token.id in _GOING_ON):
            return True
        if token.kind in (Kind.PANEL, Kind.ANALYTE, Kind.SYMPTOM) or (token.kind is Kind.VERB and token.id == "test"):
            return False
    # "The increase can be postponed".
    passive = claims.words[first - 1] == "be" and first > 0
    return passive and any(t.kind is Kind.VERB and t.id in _GOING_ON for t in claims.tokens[max(0, first - 6) : first])


def _asks_for_tests(claims: Claims, clause: Clause, first: int) -> bool:
    """As in "a full panel and an ultrasound are sensible": more care, none of it counted, timed or singled out."""
    subject = claims.tokens.part(clause.first, first)
    asked = claims.words[first].split(" ")[-1] in _ASKED_FOR or claims.words[first + 1 : first + 2] in _ASKING_FOR
    if not asked or clause.denials or _SINGLED.intersection(subject.words):
        return False
    spared = any(t.kind in (Kind.NUMBER, Kind.TIMEUNIT, Kind.FREQUENCY, Kind.QUALITY, Kind.VERB) for t in subject)
    return not spared and any(t.kind in (Kind.PANEL, Kind.ANALYTE) for t in subject)


_ASKED_FOR = words("sensible reasonable advisable")
_ASKING_FOR = (("sensible",), ("reasonable",), ("advisable",))
_SINGLED = words("only just alone single one merely lone no without dropping")


def _settled(claims: Claims, clause: Clause, context: Context, first: int) -> bool:
    """Whether a claim that the rules judged stands in the clause: an amount, a test interval, an action."""
    if clause.link == "if" and clause.first:
        # "By 12.5 mg at a time, if you like": what is left to the reader stands in front.
        return _settled(claims, claims.clause_at(clause.first - 1), context, first)
    if any(d.high is not None and d.role in _JUDGED for d in claims.dose_in(clause)):
        return True
    if claims.words[first - 1 : first] and _asks_for_tests(claims, clause, first):
        return True
    at = claims.cut.index(clause)
    if any(test.clause == at and not test.denied for test in claims.tests):
        return True
    if any(clause.first <= wait.place < clause.last for wait in claims.waits):
        return True
    valued = bool(claims.labs.said or context.labs)
    judged = ("hold", "stop", "continue", "reduce") if valued else ("hold", "stop")
    return any(a.clause == at and a.kind in judged and not (a.denied or a.mention) for a in claims.actions)
