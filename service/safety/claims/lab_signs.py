"""Words and signs around a laboratory value: which side of a line, which limit, whether it is a value at all."""

from __future__ import annotations

from collections.abc import Sequence, Set
from math import inf

from corpus.model import Action
from service.domain.facts import Amount, LabFact
from service.safety.claims.lab_regions import LabSaid, Scale
from service.safety.english import phrasing
from service.safety.english.measures import MG
from service.safety.english.wordlist import words
from service.safety.grammar.clauses import Clause
from service.safety.rules.limits import Limits
from service.safety.text.tokens import Kind, Token

#: Verbs and adjectives that name a side of a line: at it or above.
REACHING = words(
    "reaches reach reached reaching hits hit attains attain climbs climbed passes pass passed passing tops top topped "
    "crosses cross crossed breaches breached exceeds touches touched"
)
#: Nouns for a value that goes up.
RISES = words("rise rises elevation elevations increase jump spike surge climb flare")
_DOSES = phrasing.DRUG_NOUNS | {"daily"}


def assumed_analytes(limits: Limits) -> tuple[str, ...]:
    """A multiple without an analyte is one of the values that the stop lines are about."""
    lines = [line for line in limits.lines if line.of == "upper-limit"]
    line = next((line for line in lines if line.action is Action.HOLD), lines[0] if lines else None)
    return tuple(sorted(line.analytes))[:1] if line else ()


def limit_after(tokens: Sequence[Token], i: int, last: int) -> int | None:
    """Place of the limit or the baseline that a factor is one of, if one follows."""
    for j in range(i + 1, min(i + 8, last)):
        if tokens[j].kind is Kind.LIMIT and tokens[j].id in ("upper-limit", "baseline"):
            return j
        passed = tokens[j].kind in (Kind.WORD, Kind.COMPARATOR, Kind.PRONOUN) or tokens[j].text.lower() in RISES
        if not passed and tokens[j].id != "/":
            return None
    return None


def days_ago(tokens: Sequence[Token], i: int) -> bool:
    """As in "9/7 ago", "3/52 later": days, weeks or months on a ward note."""
    slash, whole = (*tokens[i + 1 : i + 3], tokens[i], tokens[i])[:2]
    written = slash.text == "/" and whole.text in ("7", "52", "12")
    dated = any(t.text.lower() in ("ago", "since", "into", "post", "later") for t in tokens[i + 3 : i + 5])
    return written and dated and tokens[i].end == slash.start and slash.end == whole.start


def only_neared(tokens: Sequence[Token], i: int) -> bool:
    """As in "close to 500", "a hold line of 120": a figure that is no result."""
    before = tuple(t.text.lower() for t in tokens[max(0, i - 2) : i])
    named = any(t.kind is Kind.ANALYTE for t in tokens[:i])
    return named and (before in _NEARED or (before[-1:] == ("of",) and before[0] in phrasing.LINES))


_NEARED = (("close", "to"), ("near", "to"), ("is", "not"), (",", "not"), ("up", "against"), ("right", "under"))


def number_after(tokens: Sequence[Token], i: int) -> bool:
    """Whether a figure follows within two tokens."""
    return any(t.kind is Kind.NUMBER for t in tokens[i + 1 : i + 3])


def reaches(token: Token, clause: Clause) -> bool:
    """Whether a verb names a side of a line; told as past and under no condition it is a value that was measured."""
    word = token.text.lower()
    return word in REACHING and (clause.link in _ON_CONDITION or not word.endswith("ed"))


_ON_CONDITION = ("if", "when", "unless", "until", "only", "before", "while")


def is_dose(token: Token) -> bool:
    """Whether a token belongs to a dose, so that a figure before it is no result."""
    if token.kind is Kind.UNIT:
        return token.id in MG or token.id == "tablet"
    return token.kind is Kind.DRUG or token.text.lower() in _DOSES


def belongs_to_a_test(tokens: Sequence[Token], i: int, clause: Clause) -> bool:
    """A figure without a unit belongs to an analyte right before it only, or to "it" that moved there."""
    for j in range(i - 1, max(clause.first, i - 6) - 1, -1):
        if tokens[j].kind in (Kind.ANALYTE, Kind.PANEL):
            return True
        if tokens[j].text.lower() == "it":
            # "Her usual value is 18 and it reached 120".
            return any(t.text.lower().split(" ")[0] in _MOVED for t in tokens[j + 1 : i])
        if tokens[j].kind not in _PASSED or (j == i - 1 and tokens[j].kind is Kind.TIMEUNIT):
            return False
    return False


_MOVED = words(
    "reached hit peaked climbed rose went jumped shot topped touched soared fell dropped got came spiked leapt crept"
)


_PASSED = frozenset(
    (Kind.TIMEUNIT, Kind.WORD, Kind.COMPARATOR, Kind.PUNCT, Kind.QUALITY, Kind.ARROW, Kind.NUMBER, Kind.VERB)
)


def lab_said(
    named: tuple[str, ...],
    scale: Scale,
    token: Token,
    unit: str | None,
    compare: str,
    clause: Clause,
    place: int,
    after: Sequence[Token] = (),
) -> LabSaid:
    """A figure as a value, or as the side of a line that its comparison names."""
    low = token.low or 0.0
    high = token.high if token.high is not None else inf
    side = next((t.id[:-1] for t in after if t.kind is Kind.COMPARATOR and t.id.endswith("+")), compare)
    if side in (">", ">="):
        high = inf
    elif side in ("<", "<="):
        low = 0.0
    return LabSaid(
        analytes=named,
        scale=scale,
        low=low,
        high=high,
        unit=unit,
        said=None,
        compared=side in (">", ">=", "<", "<="),
        link=clause.link,
        place=place,
    )


def units_above(tokens: Sequence[Token], limit: int) -> set[int]:
    """As in "one unit above the limit": the places of the figure that says how far."""
    j = limit - 1
    while j > 0 and tokens[j].kind in (Kind.COMPARATOR, Kind.WORD):
        j -= 1
    counted = tokens[j].kind is Kind.UNIT and j > 0 and tokens[j - 1].kind is Kind.NUMBER
    return {j - 1, j} if counted else set()


def said_of_fact(
    fact: LabFact,
    tokens: Sequence[Token],
    place: tuple[int, int],
    named: tuple[str, ...],
    compare: str,
    clause: Clause,
) -> LabSaid:
    """A result that the whole text told, as its own statement says it; `place` is that of its figure and its unit."""
    first, last = place
    value = fact.value or Amount(low=None, high=None, unit=None)
    token = tokens[first]._replace(low=value.low, high=value.high)
    side = ">=" if value.high is None else "<=" if value.low is None else compare
    analytes = named if fact.analyte in named and side else (fact.analyte,)
    after = tokens[last + 1 : last + 3]
    said = lab_said(analytes, "absolute", token, value.unit, side, clause, first, after=after)
    return said.with_limits(upper_limit=fact.upper_limit, baseline=fact.baseline)


def symbol(tokens: Sequence[Token], i: int) -> bool:
    """A short name with a capital, and its figure, among other results: no word of another language."""
    named = i > 0 and tokens[i].text.istitle() and i + 1 < len(tokens) and tokens[i + 1].kind is Kind.NUMBER
    return named and tokens[i - 1].kind is Kind.PUNCT and any(t.kind is Kind.ANALYTE for t in tokens[:i])


def by_one(tokens: Sequence[Token], i: int) -> bool:
    """As in "a single unit over the limit": hardly above it."""
    return i > 1 and tokens[i - 1].kind is Kind.COMPARATOR and tokens[i - 2].text.lower() in ("unit", "point", "digit")


def went_up_to(tokens: Sequence[Token], i: int) -> bool:
    """As in "shot up to four times the limit": where it went, and no most."""
    return i > 0 and tokens[i].text.lower() == "up to" and tokens[i - 1].text.lower() in _WENT


_WENT = words("shot went climbed jumped spiked rose came crept leapt soared is was are now back it's gone")


def lists_tests(tokens: Sequence[Token], i: int) -> bool:
    """Whether a list of tests goes on at `i`, behind one of them, up to its "and" or "or"."""
    while i + 1 < len(tokens) and tokens[i].id == "," and tokens[i + 1].kind is Kind.ANALYTE:
        i += 2
    return i + 1 < len(tokens) and tokens[i].text.lower() in ("and", "or")


def second_of_a_pair(tokens: Sequence[Token], i: int, used: Set[int]) -> bool:
    """Whether the figure at `i` is the lower one of a pair such as "128/74", whose upper one was read."""
    slash = tokens[i - 1] if i > 1 else None
    return slash is not None and slash.text == "/" and slash.end == tokens[i].start and i - 2 in used


def begins_a_line(tokens: Sequence[Token], i: int, clause: Clause) -> str:
    """As in "hold it from 3 x ULN": the figure is where a hold begins, not where a value was."""
    if i <= clause.first or tokens[i - 1].text.lower() != "from":
        return ""
    ordered = any(t.kind is Kind.VERB and t.id in ("hold", "stop") for t in tokens[clause.first : i - 1])
    onward = all(t.text.lower() not in ("to", "until", "down") for t in tokens[i + 1 : i + 7])
    return ">=" if ordered and onward else ""


def amount_follows(tokens: Sequence[Token], i: int) -> bool:
    """Whether a unit, a time or another figure stands at `i`, with or without a hyphen before it."""
    behind = tokens[i + 1 : i + 2] if i < len(tokens) and tokens[i].id == "-" else tokens[i:]
    return bool(behind) and behind[0].kind in (Kind.TIMEUNIT, Kind.UNIT, Kind.FREQUENCY, Kind.NUMBER)
