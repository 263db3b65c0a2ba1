"""What single tokens say of a laboratory result: a value, a multiple, a baseline, a limit, or none of these."""

from __future__ import annotations

from service.domain.facts import Amount
from service.safety.reading.scan import Scan
from service.safety.tokens import Kind

_BASELINE_BEFORE = frozenset(
    (
        "was usual usually prior previous previously before normally pre-treatment pretreatment pre-increase "
        "formerly initial initially earlier old prev"
    ).split()
)
_BASELINE_AFTER = frozenset("before previously beforehand prior pre-treatment pre-increase usually normally".split())
_USUAL = frozenset("usual usually normally before beforehand pre-treatment pretreatment pre-increase".split())
_DATED = frozenset(
    "yesterday last ago days weeks week monday tuesday wednesday thursday friday saturday sunday".split()
)
_NEW_RESULT = frozenset(
    "then now today again currently latest repeat repeated later down up fell dropped rose peaked climbed other".split()
)
_NEW_AFTER = frozenset("now today currently yesterday".split())
#: Small words that may stand between a word of time and its figure, or before a figure that stands for a result alone.
_SMALL = frozenset("to is at of a it's its was were about ~ = : , in the back only just".split())
_ALONE = frozenset("is it's its was about ~ = at with now today".split())
#: "Just under" a figure is taken for at least this share of it.
_JUST_UNDER = 0.9
_RISEN = frozenset(("up to", "as high as", "as much as"))
_LABORATORY = frozenset("lab lab's laboratory upper".split())
_RANGE_WORDS = frozenset("range normal ref reference limit normals n".split())
#: Words that end a limit before its figure came: "baseline unknown", "baseline? now 223".
LIMIT_ENDS = frozenset("unknown unavailable pending not no na n/a none now today currently".split())
GENERAL = frozenset(
    "if when unless until whether once at which what criteria threshold cutoff cut-off rule rules".split()
)


def is_ratio(scan: Scan, i: int) -> bool:
    """Whether the name at `i` is half of a quotient ("A:B ratio"), which is no result of either."""
    near = [scan.text(j) for j in range(i - 3, i + 4)]
    return "ratio" in near and any(
        scan.is_kind(j, Kind.ANALYTE) and j != i and scan.text((i + j) // 2) in (":", "/", "to") for j in (i - 2, i + 2)
    )


def broken(scan: Scan, start: int, stop: int) -> bool:
    """Whether a sign or a figure stands between two tokens."""
    return any(scan.is_kind(j, Kind.PUNCT, Kind.NUMBER) for j in range(start + 1, stop))


def multiple_of(scan: Scan, i: int) -> str | None:
    """What the multiple at `i` is a multiple of: `upper-limit`, `baseline`, or None when it is not said."""
    for j in range(i + 1, i + 5):
        if scan.is_kind(j, Kind.LIMIT):
            return scan.tokens[j].id
        if scan.is_kind(j, Kind.QUALITY) and scan.tokens[j].id == "normal":
            own = scan.is_kind(j - 1, Kind.PRONOUN) or scan.text(j - 1) in ("own", "usual", "patient's")
            return "baseline" if own else "upper-limit"
        if scan.is_kind(j, Kind.PUNCT, Kind.NUMBER, Kind.ANALYTE):
            return None
    return None


def states_a_result(scan: Scan, i: int) -> bool:
    """A multiple is a result after an analyte, "is" or "=", not after "at", "if" or "above" in general talk."""
    sign = comparator_at(scan, i)
    j = i - 1 - (sign is not None)
    before = [scan.text(k) for k in range(max(0, j - 2), j + 1)]
    if scan.text(j) == "(" and scan.is_kind(j - 1, Kind.NUMBER, Kind.UNIT):
        return True
    if scan.is_kind(j, Kind.ARROW) or (before and before[-1] in ("still", "now", "=", "is", "was", "only", "remains")):
        return not (set(before) & GENERAL)
    if scan.is_kind(j, Kind.ANALYTE, Kind.PANEL, Kind.NUMBER):
        opening = {scan.text(k) for k in scan.sentence(i) if k < i}
        return sign is None or not (opening & GENERAL)
    return (
        bool(before)
        and before[-1].split()[-1] in ("about", "around", "roughly", "~", "exactly", "at", "of", "to", "are", "reached")
        and any(scan.is_kind(k, Kind.ANALYTE, Kind.PANEL) for k in range(max(0, j - 3), j))
    )


def amount_at(scan: Scan, i: int) -> Amount:
    """The amount that the figure at `i` states, with the sign before it and the unit after it."""
    token = scan.tokens[i]
    following = scan.token(i + 1)
    unit = following.id if following is not None and following.kind is Kind.UNIT else None
    low, high, sign = token.low, token.high, comparator_at(scan, i)
    if unit == "s" and following is not None and following.start == token.end and low is not None:
        # "in the 400s" is 400 to 499, "in the 120s" 120 to 129.
        return Amount(low=low, high=low + (100 if low % 100 == 0 else 10) - 1, unit=None)
    if sign == "<" and scan.text(i - 2) in ("just", "slightly") and high is not None:
        return Amount(low=_JUST_UNDER * high, high=high, unit=unit)
    return bounded(low, high, sign, unit)


def comparator_at(scan: Scan, i: int) -> str | None:
    """The sign before the figure at `i`, other than an equals sign; a result that is "up to 223" has risen to it."""
    before = scan.token(i - 1)
    if before is None or before.kind is not Kind.COMPARATOR or before.id == "=" or scan.text(i - 1) in _RISEN:
        return None
    return before.id


def negative(scan: Scan, i: int) -> bool:
    """A minus sign stuck to the figure and to nothing before it: a value that cannot be, kept to be named."""
    sign, before = scan.token(i - 1), scan.token(i - 2)
    stuck = sign is not None and sign.text == "-" and sign.end == scan.tokens[i].start
    return stuck and sign is not None and (before is None or before.end < sign.start)


def listed(scan: Scan, i: int) -> list[int]:
    """Figures that share one limit word: "40/120", "40 and 35"."""
    figures = [i]
    while scan.text(figures[-1] + 1) in ("/", "and", "&") and scan.is_kind(figures[-1] + 2, Kind.NUMBER):
        if figures[-1] + 2 in scan.used:
            break
        figures.append(figures[-1] + 2)
    return figures


def asks_meaning(scan: Scan, i: int) -> bool:
    """Whether the sentence asks what a term stands for ("what does 3 x ULN mean"), so that none of it is a result."""
    return bool({"what", "whats"} & scan.words(scan.sentence(i)) and {"mean", "means"} & scan.words(scan.sentence(i)))


def rejected(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is the wrong one of a correction: "25 not 50"."""
    return scan.text(i - 1) == "not" and scan.is_kind(i, Kind.NUMBER)


def opens_limit(scan: Scan, i: int) -> bool:
    """Whether a limit's figure is announced at `i`: "ULN", "baseline", "ref 0-40", "N<40", "normal is up to 40"."""
    token = scan.tokens[i]
    if token.kind is Kind.LIMIT:
        return True
    if scan.text(i - 1) in _LABORATORY and token.text.casefold() in ("normal", "ref", "reference"):
        return scan.is_kind(i + 1, Kind.NUMBER)
    if token.kind not in (Kind.WORD, Kind.QUALITY) or token.text.casefold() not in _RANGE_WORDS:
        return False
    j = next((j for j in range(i + 1, i + 4) if scan.text(j) not in ("is", "being", ":", "=", "was", "(")), i + 1)
    if scan.is_kind(j, Kind.COMPARATOR):
        return scan.tokens[j].id in ("<", "<=", "=") and scan.is_kind(j + 1, Kind.NUMBER)
    return scan.is_kind(j, Kind.NUMBER) and scan.tokens[j].form.startswith(("range", "to"))


def shared_limit(scan: Scan, i: int) -> bool:
    """Whether the limit at `i` is said to hold for several results: "both ULN 40"."""
    near = range(max(0, i - 3), min(len(scan.tokens), i + 4))
    return bool(scan.words(near) & {"both", "each", "all"})


def of_the_past(scan: Scan, i: int) -> bool:
    """Whether what ends at `i` is said of the time before the rise: "normal before starting", "at baseline"."""
    for j in range(i + 1, i + 4):
        if scan.is_kind(j, Kind.PUNCT):
            return False
        if scan.is_kind(j, Kind.LIMIT):
            return scan.tokens[j].id == "baseline" and scan.text(j - 1) == "at"
        if scan.text(j) in ("previously", "beforehand", "pre-treatment", "pre-increase"):
            return True
        if scan.text(j) in ("before", "prior to"):
            after = scan.token(j + 1)
            return (
                after is None or after.kind in (Kind.PUNCT, Kind.DRUG) or after.id in ("start", "raise", "give", "that")
            )
    return False


def _far_end(scan: Scan, i: int) -> bool:
    """`from 30 U/L to 600 U/L`: the end of a course whose start was read."""
    start = i - 2 - scan.is_kind(i - 2, Kind.UNIT)
    return scan.text(i - 1) in ("to", "up to", "down to") and scan.is_kind(start, Kind.NUMBER) and start in scan.used


def starts_new_result(scan: Scan, i: int, *, alone: bool = False) -> bool:
    """Whether the figure at `i` is a further result of the same course: "then 180", "-> 60", "38, 62, 141".

    `alone` is for a turn that names no analyte at all: "it's 35 now", "what about 119?".
    """
    if scan.is_kind(i - 1, Kind.ARROW) or _far_end(scan, i):
        return True
    after = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    if scan.text(after) in _NEW_AFTER or (scan.text(after) in ("last", "this") and scan.is_kind(after + 1, Kind.WORD)):
        return True
    j = i - 1
    while j >= 0 and i - j <= 3 and scan.text(j) in _SMALL:
        j -= 1
    if scan.text(j) in _NEW_RESULT and not _of_a_dose(scan, after):
        return True
    if alone:
        return scan.text(i - 1) in _ALONE and not _of_a_dose(scan, after)
    return scan.text(i - 1) in (",", "and") and scan.is_kind(i - 2, Kind.NUMBER) and _ends_an_item(scan, after)


def _of_a_dose(scan: Scan, j: int) -> bool:
    return scan.is_kind(j, Kind.DRUG, Kind.FREQUENCY, Kind.TIMEUNIT) or scan.text(j) in ("of", "of the")


def _ends_an_item(scan: Scan, j: int) -> bool:
    token = scan.token(j)
    if token is None or (token.kind is Kind.PUNCT and token.text != "/"):
        return True
    return token.kind is Kind.LIMIT or token.text.casefold() in ("and", "then", "over")


def starts_earlier_result(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` came before the result already read: "44, before that 130"."""
    return scan.text(i - 1) in ("that", "this") and scan.text(i - 2) == "before"


def is_baseline(scan: Scan, i: int, *, waiting: bool) -> bool:
    """Whether the words around the figure at `i` make it an earlier value: "was 50 before", "usual 38"."""
    before, after = scan.text(i - 1), scan.text(i + 1)
    if _pre(scan, i) or under_before(scan, i):
        return True
    if scan.is_kind(i - 1, Kind.ANALYTE) and scan.text(i - 2) in _BASELINE_BEFORE - {"was", "before"}:
        return True
    if after in _BASELINE_AFTER or (scan.text(i + 2) in _BASELINE_AFTER and scan.is_kind(i + 1, Kind.UNIT)):
        return True
    if before in _BASELINE_BEFORE:
        return not waiting or before not in ("was", "initial", "initially", "earlier")
    return False


def _pre(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is from before: "pre-treatment 22", "22 pre-treatment"."""
    before = range(max(0, i - 5), i)
    named = next((j for j in before if scan.text(j) == "pre"), None)
    behind = scan.text(i + 1) == "pre"
    return behind or (named is not None and not any(scan.is_kind(j, Kind.NUMBER) for j in range(named, i)))


def under_before(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` stands under "before starting:" or "before NAME:", the heading of an earlier time."""
    start = scan.sentence(i).start
    heading = range(start, min(start + 5, i))
    colon = next((j for j in heading if scan.text(j) in (":", ",")), None)
    if colon is None or scan.text(start) not in ("before", "prior to", "pre"):
        return False
    return any(scan.is_kind(j, Kind.DRUG) or scan.tokens[j].id in ("start", "raise") for j in range(start, colon))


def surely_baseline(scan: Scan, i: int) -> bool:
    """Whether the words make the figure the patient's usual value, not merely an earlier one."""
    if _pre(scan, i) or under_before(scan, i):
        return True
    named = i - 2 if scan.is_kind(i - 1, Kind.ANALYTE) else i - 1
    return bool({scan.text(j) for j in (named, i + 1, i + 2)} & _USUAL) and not dated(scan, i)


def dated(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is of a time during the case: "last week", "two days ago"."""
    return bool({scan.text(j) for j in range(i + 1, i + 5)} & _DATED)


def bounded(low: float | None, high: float | None, sign: str | None, unit: str | None) -> Amount:
    """An amount from a figure and the sign before it: `> 500` is open above."""
    if sign in (">", ">="):
        return Amount(low=low, high=None, unit=unit)
    if sign in ("<", "<="):
        return Amount(low=None, high=high, unit=unit)
    return Amount(low=low, high=high, unit=unit)
