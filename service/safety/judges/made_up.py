"""A dose that was missed and is made up for: two on one day, whatever the dose is."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from service.safety.claims.claims import Claims
from service.safety.grammar.clauses import denied_at
from service.safety.grammar.speech import Act
from service.safety.judges.context import Context
from service.safety.judges.verdicts import Findings
from service.safety.text.patterns import Pattern

_MISSED = "missed|miss|misses|forgotten|forget|forgets|forgot|skipped|omitted|overlooked|late|vomited|left out"
_FAILED = Pattern(rf"(?<![\w'])(?:{_MISSED})(?![\w'])")
_MADE_UP = Pattern(
    r"(?<![\w'])(?:(?:take|takes|give|gives|have|swallow|use) (?:them )?(?:both|two together|two at once|both together|"
    r"a double dose|a double|double|twice (?:the|as)|the two|an extra|one extra|it twice|two the|two next|"
    r"two tomorrow)|"
    r"doubl(?:e|es|ing) (?:up|it|the (?:next|following|evening|morning))|(?:make|makes|making) (?:up for|good)|"
    r"make it up|catch(?:es|ing)? up)(?![\w'])"
)


def judge_made_up(claims: Claims, context: Context, findings: Findings) -> None:
    """Doubt that a missed dose of the governed drug is taken besides the next one."""
    if claims.foreign or context.elsewhere or not context.governed:
        return
    if _FAILED.search(claims.tokens) is None:
        return
    for found in _MADE_UP.finditer(claims.tokens):
        starts = [0, *accumulate(len(word) + 1 for word in claims.words)]
        place = bisect_right(starts, found.start()) - 1
        if claims.act_at(place) is Act.ADVICE and not denied_at(claims.clause_at(place), claims.tokens, place):
            findings.doubt("a missed dose is taken besides the next one")
            return
