"""What single tokens say of a laboratory result: a value, a multiple, a baseline, a limit, or none of these."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.facts import Amount
from service.safety.reading.lab_led import GENERAL, told_of_a_name
from service.safety.reading.scan import Scan
from service.safety.text.line import cue, line_of
from service.safety.text.tokens import Kind, Token

#: "Just under" a figure is taken for at least this share of it.
_JUST_UNDER = 0.9
_OWNING = frozenset("the a his her my their our its this that today's todays latest pt's patient's".split())
_ORDINAL = frozenset("st nd rd th".split())
#: What may stand between "normal" and its figure: "normal says up to 45", "normal is anything below 40".
_SAYING = frozenset("is being : = was ( says reads means it anything everything goes ends stops".split())
_RISEN = frozenset(("up to", "as high as", "as much as"))
_LABORATORY = frozenset("lab lab's laboratory upper".split())
RANGE_WORDS = frozenset("range normal ref reference limit normals n".split())
#: Words that end a limit before its figure came: "baseline unknown", "baseline? now 223".
LIMIT_ENDS = frozenset("unknown unavailable pending not no na n/a none now today currently".split())


def is_ratio(scan: Scan, i: int) -> bool:
    """Whether the name at `i` is half of a quotient ("A:B ratio"), which is no result of either."""
    near = [scan.text(j) for j in range(i - 3, i + 4)]
    return "ratio" in near and any(
        scan.is_kind(j, Kind.ANALYTE) and j != i and scan.text((i + j) // 2) in (":", "/", "to") for j in (i - 2, i + 2)
    )


def _of_a_line(scan: Scan, i: int) -> bool:
    """Whether the multiple at `i` is where a line lies ("the hold line is 5 x ULN"), or what a rule is asked about."""
    before = range(scan.sentence(i).start, i)
    if any(scan.text(j) in ("line", "threshold", "cutoff", "cut-off") for j in before):
        return not any(scan.is_kind(j, Kind.ANALYTE, Kind.PANEL) for j in before)
    return [scan.text(j) for j in before[:2]] in (["is", "there"], ["are", "there"], ["does", "the"])


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
    if _of_a_line(scan, i):
        return False
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
    if sign is None and told_of_a_name(scan, j):
        return True
    return (
        any(before)
        and before[-1].split(" ")[-1]
        in ("about", "around", "roughly", "~", "exactly", "at", "of", "to", "are", "reached")
        and any(scan.is_kind(k, Kind.ANALYTE, Kind.PANEL) for k in range(max(0, j - 3), j))
    )


def spans(token: Token) -> bool:
    """Whether a figure has two ends: "20-40", "from 20 to 40"."""
    return token.form in ("range", "to", "range-down", "to-down") and token.low != token.high


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
    if scan.text(i - 1) in ("minus", "negative") and not scan.is_kind(i - 2, Kind.NUMBER):
        return True
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


#: So many words to either side are looked at, so that a page of figures takes no more than its length.
LONGEST_LIST = 40


_DATED = cue(("days", "weeks"), kinds=(Kind.DATE,))


def counts_days(tokens: Sequence[Token], i: int) -> bool:
    """Whether the figure at `i` is one of a list of days or dates: "days 2, 5 and 9", "2, 5 and 9 June"."""
    if not line_of(tokens).cues & _DATED:
        return False
    j, k = i - 1, i + 1
    while j >= 0 and i - j < LONGEST_LIST and _of_a_list(tokens[j]):
        j -= 1
    while k < len(tokens) and k - i < LONGEST_LIST and _of_a_list(tokens[k]):
        k += 1
    dated = i + 1 < k < len(tokens) and tokens[k].kind is Kind.DATE and tokens[k].text[:1].isdigit()
    # Behind the name of a test stands its result, and no month has a day 520: "A 520, 15 Oct: A 90".
    dated = dated and not (j >= 0 and tokens[j].kind is Kind.ANALYTE) and all(map(_may_be_a_day, tokens[j + 1 : k]))
    return dated or (j >= 0 and tokens[j].text.casefold() in ("days", "weeks"))


def _may_be_a_day(token: Token) -> bool:
    return token.kind is not Kind.NUMBER or ((token.low or 0.0).is_integer() and (token.high or 0.0) <= 31)


def _of_a_list(token: Token) -> bool:
    return token.kind is Kind.NUMBER or token.text in (",", "and", "&", "or")


def lists_names(scan: Scan, i: int) -> bool:
    """Whether the limit at `i` is given for one name after the other: "ULNs: A 40 ...", "baseline A 60, B 50"."""
    if scan.text(i).endswith("s"):
        return True
    first = scan.is_kind(i + 1, Kind.ANALYTE) and scan.is_kind(i + 2, Kind.NUMBER)
    second = i + 3 + scan.is_kind(i + 3, Kind.UNIT)
    second += scan.text(second) in (",", "and", "/", "&")
    return first and scan.is_kind(second, Kind.ANALYTE) and scan.is_kind(second + 1, Kind.NUMBER)


def ordinal(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` only counts: "the 1st fortnight"."""
    ending = scan.token(i + 1)
    return scan.text(i + 1) in _ORDINAL and ending is not None and ending.start == scan.tokens[i].end


def rejected(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is the wrong one of a correction: "25 not 50", "60 instead of 40"."""
    before = scan.token(i - 1)
    return before is not None and before.id in ("not", "rather-than") and scan.is_kind(i, Kind.NUMBER)


def opens_limit(scan: Scan, i: int) -> bool:
    """Whether a limit's figure is announced at `i`: "ULN", "baseline", "ref 0-40", "N<40", "normal is up to 40"."""
    token = scan.tokens[i]
    if token.kind is Kind.LIMIT:
        return True
    if scan.text(i - 1) in _LABORATORY and token.text.casefold() in ("normal", "ref", "reference"):
        return scan.is_kind(i + 1 + (scan.text(i + 1) in ("is", ":", "=", "of")), Kind.NUMBER)
    if token.kind not in (Kind.WORD, Kind.QUALITY) or token.text.casefold() not in RANGE_WORDS:
        return False
    j = next((j for j in range(i + 1, i + 6) if scan.text(j) not in _SAYING), i + 1)
    if scan.is_kind(j, Kind.COMPARATOR):
        return scan.tokens[j].id in ("<", "<=", "=") and scan.is_kind(j + 1, Kind.NUMBER)
    return scan.is_kind(j, Kind.NUMBER) and scan.tokens[j].form.startswith(("range", "to"))


def named_behind(scan: Scan, i: int) -> int | None:
    """The name that the figure at `i` is given to behind it: "499 for the NAME", "it was 80 U/L on his NAME"."""
    j = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    if scan.text(j) not in ("for", "on", "as"):
        return None
    j += 1
    while j <= i + 5 and (scan.text(j) in _OWNING or scan.is_kind(j, Kind.PRONOUN)):
        j += 1
    return j if scan.is_kind(j, Kind.ANALYTE) else None


def names_a_limit(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is called the limit behind it: "(35 is the limit)", "anything up to 45 is normal"."""
    end = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    said = scan.text(end) in ("is", "being", "=")
    below = scan.is_kind(i - 1, Kind.COMPARATOR) and scan.tokens[i - 1].id in ("<", "<=")
    if said and below and scan.is_kind(end + 1, Kind.QUALITY) and scan.tokens[end + 1].id == "normal":
        return True
    return said and any(
        (scan.is_kind(j, Kind.LIMIT) and scan.tokens[j].id == "upper-limit") or scan.text(j) in ("limit", "cutoff")
        for j in range(i + 2, i + 6)
    )


def shared_limit(scan: Scan, i: int) -> bool:
    """Whether the limit at `i` is said to hold for several results: "both ULN 40"."""
    near = range(max(0, i - 3), min(len(scan.tokens), i + 4))
    return bool(scan.words(near) & {"both", "each", "all"})


def bounded(low: float | None, high: float | None, sign: str | None, unit: str | None) -> Amount:
    """An amount from a figure and the sign before it: `> 500` is open above."""
    if sign in (">", ">="):
        return Amount(low=low, high=None, unit=unit)
    if sign in ("<", "<="):
        return Amount(low=None, high=high, unit=unit)
    return Amount(low=low, high=high, unit=unit)
