"""Times as a text says them: how often, how long, when, since when; in days, with what they are compared to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from service.safety.claims.dose_words import share_of_week
from service.safety.english.wordlist import words
from service.safety.grammar.time_bounds import compared
from service.safety.text.line import cue, line_of
from service.safety.text.time_counts import counted, indexed
from service.safety.text.tokens import Kind, Token


class Sort(StrEnum):
    """What a time is for."""

    EVERY = "every"
    """The time from one to the next: weekly, every 10 days, 12 days apart."""
    POINT = "point"
    """A moment counted from another: on day 8, after a week, in 3 weeks."""
    SPAN = "span"
    """How long something lasts: for 2 weeks, over the first fortnight."""
    AGO = "ago"
    """Time gone by: 3 weeks ago, normal for 10 days."""
    LENGTH = "length"
    """A time without such a word: "a week does it", "the 14-day wait"."""


class TimeSaid(NamedTuple):
    """A time: the places of its words (`last` exclusive) and the days, by its shortest and its longest reading."""

    first: int
    last: int
    sort: Sort
    low: float
    high: float
    compare: str = ""
    """">=" when it is a least time, ">" when it may be longer, "<" when what happens does so earlier than that."""
    denied_by: int | None = None
    """The place of a "no" or "not" that the comparison has used up ("no sooner than")."""
    after: bool = False
    """True when the comparison stands behind the time ("14 days or more")."""
    indexed: bool = False
    """True for "day 8" and "week 2": counted from the beginning and not from what was said before."""


_SPAN_BEFORE = words(
    "for over during throughout lasting lasts last lasted first opening next coming past initial whole entire another "
    "further remaining takes took spend spent entire full stay stays remain remains"
)
_POINT_BEFORE = words(
    "after at in by on from before until till into within upon following about around reaches reached"
)
_LATER = words("later on in after into from hence time mark")
_GAP = words("apart between interval intervals gap gaps spacing spaced separated separate separation spread")


def read_times(tokens: Sequence[Token]) -> tuple[TimeSaid, ...]:
    """Every time of a statement that lasts a day or more, in order."""
    found: list[TimeSaid] = []
    read = 0
    for i in line_of(tokens).places(_TIMES):
        said = _at(tokens, i) if i >= read else None
        if said is not None:
            found.append(said)
            read = said.last
    return tuple(found)


_TIMES = cue(kinds=(Kind.FREQUENCY, Kind.DATE, Kind.TIMEUNIT))


def _at(tokens: Sequence[Token], i: int) -> TimeSaid | None:
    token = tokens[i]
    if token.kind is Kind.FREQUENCY:
        return _frequency(tokens, i)
    if token.kind is Kind.DATE and token.id == "weekday":
        return _weekdays(tokens, i)
    if token.kind is not Kind.TIMEUNIT or token.low is None:
        return None
    numbered = indexed(tokens, i) or counted(tokens, i)
    if numbered is None:
        return None
    first, last, low, high, index = numbered
    if high < 0.5:
        return None
    compare, denied_by, after = compared(tokens, first, last)
    sort = _sort(tokens, first, last)
    if index:
        sort = Sort.SPAN if _lasts(tokens, first, last) else Sort.POINT
    return TimeSaid(first, last, sort, low, high, compare, denied_by, after, index)


# ------------------------------------------------------------------------------------------ how often


def _frequency(tokens: Sequence[Token], i: int) -> TimeSaid | None:
    token = tokens[i]
    if token.id == "alternate":
        return TimeSaid(i, i + 1, Sort.EVERY, 2.0, 2.0)
    if not token.low or not token.high or token.high >= 1 or token.id.startswith("part:"):
        return None
    if share_of_week(tokens, i + 1) < 1:
        return None  # "350 mg a week, split evenly": an amount, and no time from one to the next.
    low, high = 1 / token.high, 1 / token.low
    times = tokens[i + 1] if i + 1 < len(tokens) else None
    if times is not None and times.kind is Kind.MULTIPLE and times.form == "x":
        return TimeSaid(i, i + 2, Sort.EVERY, low, high)
    compare, denied_by, after = compared(tokens, i, i + 1)
    if (
        token.id.startswith("per-")
        and token.text.lower().split(" ")[0] in ("a", "an", "one")
        and not _of_many(tokens, i)
    ):
        return TimeSaid(i, i + 1, _sort(tokens, i, i + 1), low, high, compare, denied_by, after)
    return TimeSaid(i, i + 1, Sort.EVERY, low, high, compare, denied_by, after)


def _of_many(tokens: Sequence[Token], i: int) -> bool:
    """Whether "a week" stands behind what there are so many of: "two tests a week", "25 mg a week"."""
    if not i:
        return False
    before = tokens[i - 1]
    counted = before.kind in (Kind.PANEL, Kind.ANALYTE, Kind.UNIT, Kind.NUMBER, Kind.MULTIPLE, Kind.VERB)
    return counted or before.text.lower() in _SO_MANY


_SO_MANY = words(
    "sets samples sample draws draw tests test bloods needles times once step steps set visit visits checks "
    "tablet rung stage"
)


#: As in "every other Monday".
_WEEKS = {"other": 2.0, "second": 2.0, "alternate": 2.0, "third": 3.0, "fourth": 4.0}


def _weekdays(tokens: Sequence[Token], i: int) -> TimeSaid | None:
    """As in "every Monday", "on Tuesdays and Fridays", "Mon + Thu": so many times a week."""
    before = [t.text.lower() for t in tokens[max(0, i - 2) : i]]
    every = bool(set(before) & {"every", "each"}) or tokens[i].text.lower().endswith("days")
    last, days = i + 1, {tokens[i].text.lower()[:3]}
    while last + 1 < len(tokens) and tokens[last].text.lower() in ("and", "+", "&", "/", ",", "or"):
        if tokens[last + 1].id != "weekday":
            break
        days.add(tokens[last + 1].text.lower()[:3])
        last += 2
    within = [t.text.lower() for t in tokens[last : last + 2]]
    often = last + (within[:1] in (["of"], ["in"])) + (within[1:] == ["the"])
    if often < len(tokens) and tokens[often].kind in (Kind.FREQUENCY, Kind.TIMEUNIT):
        if _monthly(tokens, i, often):
            return TimeSaid(i, often + 1, Sort.EVERY, _MONTH, _MONTH)
        if often == last + 1 and tokens[often].kind is Kind.FREQUENCY:
            every, last = True, often + 1
    dated = last < len(tokens) and tokens[last].kind is Kind.DATE
    if dated or not (every or len(days) > 1):
        return None
    weeks = next((n for word, n in _WEEKS.items() if word in before), 1.0)
    return TimeSaid(i, last, Sort.EVERY, weeks * 7 / len(days), weeks * 7 / len(days))


def _monthly(tokens: Sequence[Token], i: int, often: int) -> bool:
    """As in "the first Monday of each month": one weekday of those that a month has."""
    length = tokens[often].low or 1.0
    month = length < 1 / 7.5 if tokens[often].kind is Kind.FREQUENCY else length > 7
    return month and i > 0 and tokens[i - 1].text.lower() in _ONE_OF_A_MONTH


_MONTH = 35.0
_ONE_OF_A_MONTH = words("first 1st second 2nd third 3rd fourth 4th fifth 5th last one a single any")


# ------------------------------------------------------------------------------------------ how long, and when


def _lasts(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether an index names a time that something goes on for: "in week one", "weeks 1-2"."""
    before = {t.text.lower() for t in tokens[max(0, first - 2) : first]}
    several = tokens[first].text.lower().endswith("s") and any(t.kind is Kind.NUMBER for t in tokens[first:last])
    within = before & words("during throughout through for over of in to until till") or "up to" in before
    return bool(within) or (several and tokens[first].id == "week" and not before & words("at on"))


#: Before a sign and a time: "next bloods: one month".
_APPOINTED = words("next follow-up booked due repeat recheck appointment appt scheduled planned follow review") | {
    "follow - up"
}
_ENDS = words("end close conclusion completion finish")


def _appointed(tokens: Sequence[Token], first: int) -> bool:
    """As in "next bloods: four weeks", "at the close of the first fortnight": the day on which it is due."""
    said = [t.text.lower() for t in tokens[max(0, first - 7) : first]]
    if said[-1:] == [":"]:
        return not _APPOINTED.isdisjoint(said)
    ended = said[-2:] == ["of", "the"] and bool(_ENDS & set(said[-3:]))
    return ended and not {"until", "till", "to", "up to", "by"} & set(said[-5:])


def _tested_then(tokens: Sequence[Token], first: int, before: Sequence[str]) -> bool:
    """As in "liver tests for next month", not as in "over the next month" and "restart it next month"."""
    near = tokens[max(0, first - 6) : first]
    named = any(t.kind in (Kind.PANEL, Kind.ANALYTE) for t in near) and not any(t.id == "restart" for t in near)
    return named and not _THROUGHOUT & set(before[-2:]) and tokens[first - 1].kind is not Kind.DATE


_THROUGHOUT = words("the over during throughout these her his your all")


def _from_today(after: Sequence[str]) -> bool:
    """As in "for a month's time", "six weeks' time", "three weeks from now"."""
    return after[:1] == ["time"] or after[:2] in (["'", "time"], ["from", "now"], ["from", "today"], ["from", "then"])


def _sort(tokens: Sequence[Token], first: int, last: int) -> Sort:
    before = [t.text.lower() for t in tokens[max(0, first - 3) : first]]
    after = [t.text.lower() for t in tokens[last : last + 3]]
    here = [t.text.lower() for t in tokens[first:last]]
    if _appointed(tokens, first) or _from_today(after):
        return Sort.POINT
    if after[:1] == ["ago"] or (after[:1] and after[0] in ("since", "earlier")):
        return Sort.EVERY if "last" in after else Sort.AGO
    if set(after) & _GAP or (set(before) & (_GAP - {"between"}) and "of" in before):
        return Sort.EVERY
    if here[:1] == ["next"] and _tested_then(tokens, first, before):
        return Sort.POINT
    if before[-1:] and before[-1] in _SPAN_BEFORE and not (set(before[:-1]) & {"within", "before"}):
        return Sort.SPAN
    if before[-1:] == ["the"] and before[-2:-1] and before[-2] in ("over", "during", "for", "throughout"):
        return Sort.SPAN
    if before[-2:] == ["in", "the"] and after[:1] and after[0] in ("after", "following", "of", "from", "since"):
        return Sort.SPAN
    if any(w in ("first", "opening", "initial", "next", "coming") for w in here):
        within = bool(set(before) & {"within", "before", "after"})
        return Sort.POINT if within else Sort.SPAN
    if (after[:1] and after[0] in _LATER) or (set(before) & (_POINT_BEFORE | {"than"})):
        return Sort.POINT
    return Sort.LENGTH
