"""Nothing that is said of a limit of doses goes unread: it is kept, stated, firm or lower, or else it is doubted.

The ways to talk a limit away have no end ("has done its duty", "serves as orientation", "binds beginners"), those to
state one are few. So the words around a limit are held against a list, and one that is not on it is a doubt.
"""

from __future__ import annotations

from corpus.model import Topic
from service.safety.claims.claims import Claims
from service.safety.english.limit_words import DOSING, LINKING, MOVING, STATING
from service.safety.english.phrasing import FIRM
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import AUXILIARIES, BE
from service.safety.grammar.clauses import Clause
from service.safety.grammar.speech import Act
from service.safety.judges.limits_yielding import limit_places
from service.safety.judges.verdicts import Findings
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind, Token

#: So many words in front of a limit and behind it are about it.
_BEFORE, _BEHIND = 5, 8
#: "150 mg as the ceiling": so far behind its figure.
_PREDICATE = 3
_SAID_OF_A_DOSE = words(
    "above over beyond exceed exceeds break breaks breach breaches top tops pass passes overstep cross twice double "
    "thrice more higher past"
)
#: Of what happens unawares.
_UNAWARES = words("easily inadvertently accidentally unintentionally unknowingly quickly soon")
#: Of a limit that is denied to be one of these, or to be taken so.
_WEIGHTY = FIRM | words("seriously literally strictly firmly important essential vital necessary required obligatory")
_KNOWN = LINKING | DOSING | STATING | MOVING | BE | AUXILIARIES | _UNAWARES | _WEIGHTY
_OPEN = (Kind.WORD, Kind.VERB, Kind.MODAL, Kind.NEGATOR, Kind.COMPARATOR, Kind.CONJ, Kind.MULTIPLE)


def judge_limits_understood(claims: Claims, topic: Topic, limits: Limits, findings: Findings) -> None:
    """Doubt a statement that says something of a limit of doses which is not known, where nothing else was found."""
    if limits.daily is None or claims.foreign or findings.violations or findings.doubts:
        return
    for clause, act in zip(claims.cut, claims.acts, strict=True):
        bound = act in (Act.ADVICE, Act.DESCRIPTION) or (act is Act.REPORT and _still_said(claims, clause))
        other = any(t.kind is Kind.DRUG and not topic.governs(t.id) for t in claims.tokens[clause.first : clause.last])
        if bound and not other and not _understood(claims, clause):
            findings.doubt("what is said of a limit was not understood")


def _understood(claims: Claims, clause: Clause) -> bool:
    """Whether all that a clause says around a limit of doses is known, and what moves the limit is denied."""
    line = claims.tokens
    if line[-1].id == "?":
        return True
    return all(_known_around(claims, clause, at) for at in limit_places(line, clause.first, clause.last))


def _known_around(claims: Claims, clause: Clause, at: int) -> bool:
    """Whether what stands around one limit is known."""
    line = claims.tokens
    if line.words[at - 1] == "off" or _of_a_value(claims, at) or _over_it(claims, clause, at):
        return True
    if clause.link in _CONDITIONS and at - clause.first <= _OPENING:
        return True
    if line.words[max(0, at - 3) : at] in _SET_ASIDE:
        return False
    around = _around(claims, clause, at)
    own = [k for k in around if line[k].kind in _OPEN or line.words[k] == "few"]
    moving = any(_moves(claims, k, at) for k in own)
    denied = _denied(claims, clause, around.stop)
    if moving and denied:
        return True
    firm = any(line.words[k] in _WEIGHTY for k in own)
    return all(_known(line[k]) for k in own) and not (firm and denied) and (not moving or _unawares(claims, own))


def _around(claims: Claims, clause: Clause, at: int) -> range:
    """The places that are about a limit; "150 mg is the ceiling, ..." has said all of it at the comma."""
    first, last = max(clause.first, at - _BEFORE), min(clause.last, at + 1 + _BEHIND)
    first = max((k + 1 for k in range(first, at) if claims.tokens[k].id in _SIGNS), default=first)
    if any(0 <= at - d.last <= _PREDICATE for d in claims.doses.said):
        last = next((k for k in range(at, last) if claims.tokens[k].id == ","), last)
    return range(first, last)


def _still_said(claims: Claims, clause: Clause) -> bool:
    """As in "the ceiling has done its duty", "was never meant to be final": told as past, and said of today's limit."""
    places = limit_places(claims.tokens, clause.first, clause.last)
    return any(claims.words[at + 1 : at + 2] in _PERFECT or claims.words[at + 1 : at + 3] in _NEVER for at in places)


_SIGNS = frozenset((",", ";", ":", "("))
#: As in "weight decides, not the ceiling".
_SET_ASIDE = tuple((sign, "not", word) for sign in (",", ";", "and", "-", "—") for word in ("the", "a", "any"))
_PERFECT = (("has",), ("have",))
_NEVER = (("was", "never"), ("was", "not"), ("were", "never"))
#: A clause that hangs on another says when that one holds; "after a year the ceiling ..." says more.
_OPENING = 4
_CONDITIONS = ("if", "when", "unless", "before", "because", "while")


def _of_a_value(claims: Claims, at: int) -> bool:
    """As in "1.6 times the limit", "35 is over the limit": a limit of a test, where values are told and no dose."""
    factor = any(t.kind is Kind.MULTIPLE and t.form != "verb" for t in claims.tokens[max(0, at - 2) : at])
    return (factor or bool(claims.labs.said)) and claims.words[at] in ("limit", "limits") and not claims.doses.said


def _over_it(claims: Claims, clause: Clause, at: int) -> bool:
    """As in "which is over the maximum", "200 mg exceeds the cap": what is found of a dose, which is judged as one."""
    near = range(max(clause.first, at - _BEFORE), at)
    said = next((k for k in near if claims.words[k].split(" ")[0] in _SAID_OF_A_DOSE), None)
    if said is None:
        return False
    found = any(w in BE or w in ("would", "far", "well") for w in claims.words[max(clause.first, said - 3) : said])
    return found or claims.words[said].endswith("s") or any(d.last <= said for d in claims.dose_in(clause))


def _known(token: Token) -> bool:
    """Whether a word is on the list; an adverb is, unless it takes something away."""
    parts = token.text.lower().replace("-", " ").split(" ")
    return all(p.removesuffix("'s") in _KNOWN or (p.endswith("ly") and p not in _SLACKENING) for p in parts)


#: Adverbs that leave less of a limit.
_SLACKENING = words(
    "only merely mainly mostly chiefly largely partly rarely hardly barely scarcely nominally formally officially "
    "generously loosely liberally flexibly freely roughly approximately leniently broadly temporarily initially "
    "supposedly allegedly reportedly theoretically formerly previously seemingly apparently arguably ideally "
    "conditionally provisionally occasionally purely simply family"
)


def _denied(claims: Claims, clause: Clause, last: int) -> bool:
    """Whether a clause denies before a place; one that goes on with "or" has the denial of those before it."""
    goes_on = clause.first > 0 and claims.words[clause.first] == "or"
    denials = [place for c in claims.cut if c is clause or (goes_on and c.last <= clause.first) for place in c.denials]
    return any(place < last for place in denials) or clause.inherited or clause.turned or clause.refused


def _moves(claims: Claims, k: int, at: int) -> bool:
    """Whether a word moves the limit, or goes beyond it; a limit that "ignores weight" holds whatever that is."""
    word = claims.words[k].split(" ")[0]
    if word not in MOVING or (k < at and word in _SAID_OF_A_DOSE):
        return False
    # "The ceiling ignores weight", "the article gives the ceiling"; but "ignore the ceiling", "the ceiling gives".
    return k < at if word == "ignores" else k > at if word in ("give", "gives") else True


def _unawares(claims: Claims, own: list[int]) -> bool:
    return any(claims.words[k] in _UNAWARES for k in own)
