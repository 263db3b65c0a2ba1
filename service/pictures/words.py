"""The words on pictures and in their tables."""

from __future__ import annotations

from datetime import date
from textwrap import wrap

from service.domain.pictures import Bar, Mark, MarkKind, MarkState
from service.safety.rules.figures import shown, with_unit

NAMES: dict[MarkKind, str] = {
    "baseline": "baseline",
    "upper-limit": "upper limit",
    "hold": "hold",
    "stop": "stop for good",
    "emergency": "emergency",
}
STATES: dict[MarkState, str] = {
    "met": "met",
    "met-earlier": "met earlier",
    "reached": "reached; alone not enough for its rule",
    "past": "met earlier, not now",
    "near": "just short of it",
    "not-met": "not met",
    "unknown": "cannot be told",
    "limit": "",
}


def result(bar: Bar) -> str:
    """Return a result with its unit: "223 U/L", "4 to 5 x upper limit", "500 U/L or more"."""
    if bar.high is None:
        return f"{with_unit(bar.low, bar.unit)} or more"
    if bar.low == bar.high:
        return with_unit(bar.low, bar.unit)
    return f"{shown(bar.low)} to {with_unit(bar.high, bar.unit)}"


def line_of(mark: Mark) -> str:
    """Return a line with what is called for at it: "hold: 3 x upper limit or more"."""
    return NAMES[mark.kind] if mark.rule is None else f"{NAMES[mark.kind]}: {mark.line}"


def place(mark: Mark, unit: str) -> str:
    """Return where a line lies."""
    return "not drawn" if mark.at is None else with_unit(mark.at, unit)


def told(mark: Mark) -> str:
    """Return how a result stands to a line, with the arithmetic."""
    state, sum_ = STATES[mark.state], mark.told
    if mark.state == "unknown":
        return sum_
    return ": ".join(filter(None, (state, sum_)))


def short(text: str, most: int) -> str:
    """Return a text cut to the room there is on a picture; the table has the whole."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def lines(text: str, most: int) -> list[str]:
    """Return a text in lines that fit on a picture, at most four."""
    found = wrap(text, most)
    return [*found[:3], short(" ".join(found[3:]), most)] if len(found) > 4 else found


def day_month(day: date) -> str:
    """Return a date as short as a picture has room for: "4 Dec"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """Return a date that nobody takes for another, and that no line breaks: "4 Dec 2026"."""
    return f"{day_month(day)} {day.year}".replace(" ", "\u00a0")


# Not from the locale, which differs from one machine to the next.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
