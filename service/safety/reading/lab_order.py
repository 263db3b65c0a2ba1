"""Which time a result is of: before the rise (a baseline), earlier in the course, or a further result of it."""

from __future__ import annotations

from collections.abc import Callable

from service.safety.english.measures import WEEKDAYS
from service.safety.reading.lab_seasons import long_before
from service.safety.reading.scan import Scan
from service.safety.text.tokens import Kind

_BASELINE_BEFORE = frozenset(
    (
        "was usual usually prior previous previously before normally pre-treatment pretreatment pre-increase "
        "formerly initial initially earlier old prev"
    ).split()
)
_BASELINE_AFTER = frozenset("before previously beforehand prior pre-treatment pre-increase usually normally".split())
_USUAL = frozenset("usual usually normally before beforehand pre-treatment pretreatment pre-increase".split())
_DATED = WEEKDAYS | frozenset("yesterday last ago days weeks week".split())
_NEW_RESULT = frozenset(
    "then now today todays today's again currently latest repeat repeated recheck rechecked later down up fell "
    "dropped rose peaked climbed other phoned rang called update".split()
) | {"this morning", "this afternoon", "this evening", "latest one", "latest result"}
_NEW_AFTER = frozenset("now today currently yesterday".split())
#: Small words that may stand between a word of time and its figure, or before a figure that stands for a result alone.
_SMALL = frozenset(
    "- – one to is at of a it it's its was were about ~ = : , in the back only just bang on spot smack dead exactly "
    "right".split()
)
_ALONE = frozenset("is it's its was about ~ = at with now today".split())


#: How a value is said to be apart from what happened; it is one only beside the value of now.
_HABITS = frozenset("lives live runs run used hovers sits usually normally always typically chronically".split())
_PRESENT = frozenset("now today todays today's currently".split())
_BEFORE = frozenset(("before", "prior to", "prior", "pre"))
_OLD = frozenset(
    "old older earlier previous prior past historic historical pre-treatment archived year's years".split()
)
#: So many words after their name the results of a paper may still be listed.
_FAR = 30
_PAPERS = frozenset(
    "bloods blood labs lab results result tests test values numbers figures readings reports report records record "
    "notes letters letter chart file".split()
)
_LEADING_IN = frozenset("and but so said well also that btw ps sorry oh just".split())
_POINTS = frozenset("this that these it then".split())
_BEGAN = frozenset("started began happened treatment tablets medication therapy kicked drug".split())
_OF_THE_PRESENT = frozenset("is are isn't now today todays today's currently if should can could".split())
_ASKING = frozenset("what which when how why do does".split())


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


def starts_new_result(scan: Scan, i: int, *, alone: bool = False) -> bool:
    """Whether the figure at `i` is a further result of the same course: "then 180", "-> 60", "38, 62, 141".

    `alone` is for a turn that names no analyte at all: "it's 35 now", "what about 119?".
    """
    if scan.is_kind(i - 1, Kind.ARROW) or _far_end(scan, i):
        return True
    after = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    if scan.text(after) in ("on", "at") and scan.text(after + 1) in _NEW_RESULT:
        return True
    if scan.text(after) in _NEW_AFTER or (scan.text(after) in ("last", "this") and scan.is_kind(after + 1, Kind.WORD)):
        return True
    j = i - 1
    while j >= 0 and i - j <= 3 and scan.text(j) in _SMALL:
        j -= 1
    if scan.text(j) in _NEW_RESULT and not of_a_dose(scan, after):
        return True
    if alone:
        return scan.text(i - 1) in _ALONE and not of_a_dose(scan, after)
    return scan.text(i - 1) in (",", "and") and scan.is_kind(i - 2, Kind.NUMBER) and ends_an_item(scan, after)


def _far_end(scan: Scan, i: int) -> bool:
    """`from 30 U/L to 600 U/L`: the end of a course whose start was read."""
    start = i - 2 - scan.is_kind(i - 2, Kind.UNIT)
    return scan.text(i - 1) in ("to", "up to", "down to") and scan.is_kind(start, Kind.NUMBER) and start in scan.used


def rises_to(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is told as what the one before it came to: "30 -> 190", "from 30 U/L to 190"."""
    return scan.is_kind(i - 1, Kind.ARROW) or _far_end(scan, i)


def of_a_dose(scan: Scan, j: int) -> bool:
    """Whether what stands at `j` makes a dose or a time of the figure before it."""
    return scan.is_kind(j, Kind.DRUG, Kind.FREQUENCY, Kind.TIMEUNIT) or scan.text(j) in ("of", "of the")


def ends_an_item(scan: Scan, j: int) -> bool:
    """Whether an item of a list has ended before `j`."""
    token = scan.token(j)
    if token is None or (token.kind is Kind.PUNCT and token.text != "/"):
        return True
    return token.kind is Kind.LIMIT or token.text.casefold() in ("and", "then", "over")


_HIGHEST = frozenset("peak peaked peaking max maximum highest high top worst zenith".split())


def starts_earlier_result(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` came before the result already read: "44, before that 130"."""
    return scan.text(i - 1) in ("that", "this") and scan.text(i - 2) == "before"


def is_peak(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is called the highest of the course: "peak 150", "peaked at 310"."""
    return called_highest(scan.text, i)


def called_highest(text: Callable[[int], str], i: int) -> bool:
    """As `is_peak`, for any way to look up the word at a place."""
    j = next((j for j in range(i - 1, max(i - 4, -1), -1) if text(j) not in _SMALL), i)
    return text(j) in _HIGHEST


def is_baseline(scan: Scan, i: int, *, waiting: bool) -> bool:
    """Whether the words around the figure at `i` make it an earlier value: "was 50 before", "usual 38"."""
    before = scan.text(i - 1)
    if long_before(scan, i):
        return True
    if _pre(scan, i) or under_before(scan, i) or _before_it_all(scan, i) or _habitual(scan, i) or of_old(scan, i):
        return True
    if scan.is_kind(i - 1, Kind.ANALYTE) and scan.text(i - 2) in _BASELINE_BEFORE - {"was", "before"}:
        return True
    behind = i + 1 + scan.is_kind(i + 1, Kind.UNIT)
    if scan.text(behind) in _BASELINE_AFTER:
        return not _before_it_fell(scan, behind)
    if before in _BASELINE_BEFORE:
        return not waiting or before not in ("was", "initial", "initially", "earlier")
    return False


def _before_it_fell(scan: Scan, i: int) -> bool:
    """As in "720 before it fell", "650 before coming down": what came after the figure, and not before it."""
    after = scan.token(i + 1)
    moved = after is not None and (after.kind is Kind.PRONOUN or after.text.casefold().endswith("ing"))
    return scan.text(i) == "before" and moved and not any(scan.text(j) in _BEGAN for j in range(i + 1, i + 4))


def _pre(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is from before: "pre-treatment 22", "22 pre-treatment"."""
    before = range(max(0, i - 5), i)
    named = next((j for j in before if scan.text(j) == "pre"), None)
    behind = scan.text(i + 1) == "pre"
    if scan.is_kind(i - 1, Kind.DRUG) and scan.text(i - 2) in ("before", "prior to"):
        return True
    return behind or (named is not None and not any(scan.is_kind(j, Kind.NUMBER) for j in range(named, i)))


def under_before(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` stands under "before starting:" or "before NAME:", the heading of an earlier time."""
    start = scan.sentence(i).start
    heading = range(start, min(start + 5, i))
    colon = next((j for j in heading if scan.text(j) in (":", ",")), None)
    if colon is None or scan.text(start) not in ("before", "prior to", "pre"):
        return False
    return any(scan.is_kind(j, Kind.DRUG) or scan.tokens[j].id in ("start", "raise") for j in range(start, colon))


def of_old(scan: Scan, i: int) -> bool:
    """`Found her old bloods: NAME 30 in March`, `last year's tests had NAME at 24`: out of older papers."""
    before = range(max(scan.sentence(i).start, i - _FAR), i)
    papers = next((j for j in reversed(before) if scan.is_kind(j, Kind.PANEL) or scan.text(j) in _PAPERS), None)
    if papers is None or not {scan.text(j) for j in range(papers - 3, papers)} & _OLD:
        return False
    since = range(papers + 1, i)
    return not scan.words(since) & (_NEW_RESULT | _PRESENT | _OF_THE_PRESENT)


def _before_it_all(scan: Scan, i: int) -> str:
    """What the figure at `i` comes before: the "whole" of it ("before all this her NAME was 25"), "that", or "".

    "Before that" may mean an earlier result of the course: its figure is a baseline only where it can be one.
    """
    sentence = scan.sentence(i)
    k = next((j for j in range(i - 1, max(sentence.start, i - 11) - 1, -1) if scan.text(j) in _BEFORE), None)
    if k is None or not (k == scan.clause(k).start or scan.text(k - 1) in _LEADING_IN):
        return ""
    between = range(k + 1, i)
    if scan.words(between) & _OF_THE_PRESENT or any(scan.is_kind(j, Kind.NUMBER) for j in between):
        return ""
    if scan.words(range(sentence.start, k)) & _ASKING or not any(scan.is_kind(j, Kind.ANALYTE) for j in between):
        return ""
    told = [scan.text(j) for j in between][:3]
    if told[:1] in (["all"], ["any"], ["everything"]) or "whole" in told:
        return "whole"
    verb = any(scan.is_kind(j, Kind.VERB) and scan.tokens[j].id in ("start", "raise") for j in between)
    if verb or set(told) & _BEGAN or (told[:1] and told[0] in _POINTS and scan.words(between) & _BEGAN):
        return "whole"
    return "that" if told[:1] and told[0] in _POINTS else ""


def _habitual(scan: Scan, i: int) -> bool:
    """`NAME lives at 85. Now 190`, `his NAME always sits around 30, 175 today`: what it is apart from the present."""
    near = range(max(scan.clause(i).start, i - 7), i)
    named = next((j for j in reversed(near) if scan.is_kind(j, Kind.ANALYTE)), None)
    habit = next((j for j in reversed(near) if scan.text(j) in _HABITS), None)
    if habit is None or named is None or any(scan.is_kind(j, Kind.NUMBER) for j in range(min(habit, named), i)):
        return False
    if scan.words(near) & _OF_THE_PRESENT - {"is", "are"} or scan.text(i + 1) in _NEW_AFTER:
        return False
    return any(scan.text(j) in _PRESENT for j in range(i + 1, len(scan.tokens)))


def surely_baseline(scan: Scan, i: int) -> bool:
    """Whether the words make the figure the patient's usual value, not merely an earlier one."""
    if _pre(scan, i) or under_before(scan, i) or _before_it_all(scan, i) == "whole" or _habitual(scan, i):
        return True
    named = i - 2 if scan.is_kind(i - 1, Kind.ANALYTE) else i - 1
    return bool({scan.text(j) for j in (named, i + 1, i + 2)} & _USUAL) and not dated(scan, i)


def dated(scan: Scan, i: int) -> bool:
    """Whether the figure at `i` is of a time during the case: "last week", "two days ago"."""
    return bool({scan.text(j) for j in range(i + 1, min(i + 5, scan.sentence(i).stop))} & _DATED)
