"""A figure that is called a line by its name, or by what is done from it on."""

from __future__ import annotations

import regex

from service.safety.claims.claims import Claims
from service.safety.claims.lab_regions import LabSaid
from service.safety.english.wordlist import words
from service.safety.grammar.clause_starts import BE
from service.safety.grammar.speech import permanent
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


def refuses_under(lead: tuple[Token, ...]) -> bool:
    """Whether a heading stops the drug under the conditions below it: "stop if:", "never give it again when:"."""
    for i, token in enumerate(lead):
        if token.kind is not Kind.VERB:
            continue
        denied = any(t.kind is Kind.NEGATOR for t in lead[max(0, i - 4) : i])
        if (token.id in ("hold", "stop", "avoid") and not denied) or (token.id in ("restart", "give") and denied):
            return True
    return False


def called_a_line(lab: LabSaid, claims: Claims) -> bool:
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
