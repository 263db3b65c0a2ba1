"""Limits said to be meant for somebody else, or not to be what one has to keep to."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise

from service.safety.claims.claims import Claims
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import AUXILIARIES
from service.safety.grammar.clauses import Clause
from service.safety.rules.limits import Limits
from service.safety.text.line import cue
from service.safety.text.patterns import Pattern
from service.safety.text.tokens import Kind

_SHRUGS = cue(words("for something anything one what which that not needn't doesn't don't shouldn't"))
#: Those whom a rule would bind, and not the one who reads.
_SOMEBODY_ELSE = (
    "computers?|computer systems?|software|systems?|machines|beginners?|novices?|amateurs?|lawyers?|juniors?|trainees|"
    "students|textbooks?|exams?|examiners?|bureaucrats|auditors|insurers?|accountants|managers|administrators|"
    "pharmacists|the record|show|the timid|the nervous|the anxious|the faint-hearted|cowards|other people|others|"
    "other doctors|non-specialists|generalists|gps"
)
_FOR_OTHERS = Pattern(
    rf"(?<!\w)(?:is|are|was|were|exists?) (?:there |really |only |just |merely |mainly |purely |a \w+ |an \w+ )*"
    rf"(?:meant |written |intended |made |designed )?for (?:the |our |your |these )?(?:{_SOMEBODY_ELSE})(?!\w)"
)
_NOT_FOR_US = Pattern(
    r"(?<!\w)(?:not|n't|hardly|never|scarcely) (?:really |quite )?(?:something|anything|one|a \w+|what|which|that)"
    r"(?: \w+){0,6} (?:has|have|needs?|ought|bothers?|wants?)(?: \w+)? to "
    r"(?:observe|respect|follow|keep|heed|obey|honou?r|stick|adhere|bother|care|worry|mind|abide)(?!\w)"
    r"|(?<!\w)(?:not|isn't|wasn't|never|hardly) (?:really |quite )?(?:meant|intended|made|designed|written) for "
    r"(?:this|these|such|her|him|them|us|you|my|our|her|his|their|people like|patients like|the likes)(?!\w)"
)
_NOT_BINDING = Pattern(
    r"(?<!\w)(?:need not|needn't|does not|doesn't|do not|don't|should not|shouldn't|not meant to|not) (?:really )?"
    r"(?:constrain|bind|restrict|tie|fetter|deter|hold back|hamper|restrain|trouble|bother|worry|impress) "
    r"(?:the |a |an |any )?(?:prescribers?|doctors?|clinicians?|consultants?|physicians?|specialists?|anyone|us|"
    r"you|me|him|her)(?!\w)"
)


def shrugged(claims: Claims, clause: Clause, limits: Limits) -> bool:
    """Whether a clause that names a limit, or its figure, says that it binds others alone."""
    line = claims.tokens
    if not line.cues & _SHRUGS:
        return False
    found = _NOT_FOR_US.search(line) or _FOR_OTHERS.search(line) or _NOT_BINDING.search(line)
    if found is None or not _of_the_cap(claims, limits):
        return False
    at = bisect_right([0, *accumulate(len(word) + 1 for word in line.words)], found.start()) - 1
    return clause.first <= at < clause.last and sum(place < at for place in clause.denials) % 2 == 0


def _of_the_cap(claims: Claims, limits: Limits) -> bool:
    """Whether the figure of the daily limit is spoken of as one."""
    cap = limits.daily
    if cap is None:
        return False
    numbered = any(t.kind is Kind.NUMBER and t.high == cap.value for t in claims.tokens)
    return numbered or any(d.role == "limit" for d in claims.doses.said)


def overridden(claims: Claims, i: int) -> bool:
    """As in "does not override the limit that applies": the denial is used up before the limit is named."""
    if i == 0 or claims.words[i - 1] not in ("that", "which"):
        return False
    before = claims.words[max(0, i - 10) : i]
    return any(a in AUXILIARIES and b in ("not", "never") for a, b in pairwise(before)) or not _SHORT.isdisjoint(before)


_SHORT = words("don't doesn't didn't won't can't cannot")
