"""Text that cannot be read with certainty, and a short denial of what was said before: neither is passed."""

from __future__ import annotations

import regex

from service.safety.claims.benign import CITED
from service.safety.claims.claims import Claims
from service.safety.claims.lab_signs import symbol
from service.safety.english import phrasing
from service.safety.judges.context import Context
from service.safety.judges.verdicts import Findings
from service.safety.text.lexer import UNREAD as UNREAD_TOKEN
from service.safety.text.line import cue
from service.safety.text.tokens import Kind

_OTHER_SCRIPT = regex.compile(r"(?![\p{Latin}\p{Greek}])\p{L}")
#: Words that other languages share with English.
_COGNATES = frozenset(
    ("dose", "doses", "normal", "patient", "patients", "no", "a", "in", "on", "me", "an", "so", "was", "die", "risk")
)


def judge_denial_of_before(claims: Claims, context: Context, findings: Findings) -> None:
    """A short statement that only calls wrong what was said before may turn a refusal into advice."""
    if len(claims.tokens) > 7 or context.said_mg is None or claims.doses.said:
        return
    pronoun = any(t.kind is Kind.PRONOUN and t.id == "thing" for t in claims.tokens[:2])
    if pronoun and not phrasing.UNTRUE.isdisjoint(claims.words):
        findings.doubt("what was said before is called wrong")


def _known_words(claims: Claims) -> bool:
    """Whether words of the closed lists are there besides names and units, or an action was understood."""
    return bool(claims.actions) or bool(claims.tokens.cues & _KNOWN)


_KNOWN = cue(kinds=(Kind.FREQUENCY, Kind.CONJ, Kind.MULTIPLE, Kind.TIMEUNIT))


_ENGLISH = phrasing.ENGLISH | CITED
_OF_OTHERS = cue(phrasing.FOREIGN)
_UNREAD = cue(ids=(UNREAD_TOKEN,))
_SPEAKING = cue(kinds=(Kind.VERB, Kind.MODAL, Kind.NEGATOR))
_SAYING = cue(kinds=(Kind.DRUG, Kind.NUMBER, Kind.VERB))


def judge_language(claims: Claims, governed: str, findings: Findings, *, unreadable: tuple[str, ...]) -> None:
    """Text that cannot be read with certainty is not passed."""
    for reason in unreadable:
        findings.doubt(reason)
    line = claims.tokens
    if any(line[i].id == UNREAD_TOKEN for i in line.places(_UNREAD)):
        findings.doubt("the text is longer than the budget of work")
    unknown = [t for t in line if t.kind is Kind.WORD and t.id == ""]
    if any(not t.text.isascii() and _OTHER_SCRIPT.search(t.text) for t in unknown):
        findings.doubt("a script that is not read")
        return
    foreign = sum(line.words[i] in phrasing.FOREIGN and not symbol(line, i) for i in line.places(_OF_OTHERS))
    verbs = sum(line.words[i] not in _COGNATES for i in line.places(_SPEAKING))
    english = len((_ENGLISH & set(line.words)) - _COGNATES) + verbs
    says_nothing = not line.cues & _SAYING
    if (foreign > int(says_nothing) and foreign >= english) or (
        not english and len(unknown) >= 2 and governed in claims.drugs and not _known_words(claims)
    ):
        findings.doubt("a language that is not read")
