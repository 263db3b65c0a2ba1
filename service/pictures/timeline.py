"""Draws the schedule of a restart: the doses as stairs over the days, the tests as marks beneath, the ceiling above."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta

from service.domain.pictures import NoSchedule, Schedule
from service.pictures.bars import WIDTH
from service.pictures.elements import Element, drawing, el, table
from service.pictures.words import day_month, full_date, short
from service.safety.rules.figures import shown

TITLE = "Restart: the earliest days"
_TOP, _HEIGHT, _LEFT = 58.0, 110.0, 6.0
_ROOM = 44.0
"""The width that the name of a step takes."""
_TESTS = {"weekly": "test", "before-step": "test before the step", "after-step": "test after the step"}

Row = tuple[int | None, tuple[str, ...]]
"""A day, and what is due on it."""


def due(schedule: Schedule) -> tuple[Row, ...]:
    """Return what is due, day by day: a test comes before the step of its day; steps without a day come last."""
    days: dict[int, list[str]] = {}
    for test in schedule.tests:
        days.setdefault(test.day, []).append(_TESTS[test.of])
    undated = []
    for step in schedule.steps:
        dose = f"{schedule.drug} {shown(step.mg_per_day)} mg a day"
        if step.day is None:
            undated.append(f"then {dose}")
        else:
            days.setdefault(step.day, []).append(f"first dose: {dose}" if step.day == 0 else f"at the earliest {dose}")
    return (*((day, tuple(what)) for day, what in sorted(days.items())), *((None, (what,)) for what in undated))


def dated(schedule: Schedule, day: int, start: date | None) -> date | None:
    """Return the date of a day; None where no date of the restart is known."""
    first = start or schedule.start
    return None if first is None else first + timedelta(days=day)


def timeline_drawn(schedule: Schedule) -> Element | None:
    """Return the schedule over its days; None where the rules set none, because nothing could be placed."""
    if len(schedule.steps) < 2 or any(step.day is None for step in schedule.steps):
        return None
    head = f"{schedule.drug} after a restart"
    ceiling = f"not above {shown(schedule.ceiling_mg_per_day)} mg a day"
    base = _TOP + _HEIGHT
    parts = [
        el("text", short(head, 36), x=0, y=15, font_size=15, font_weight="700"),
        el("text", "earliest days, not goals", x=0, y=32, font_size=12.5),
        el("line", x1=0, x2=WIDTH, y1=_TOP, y2=_TOP, stroke="currentColor", stroke_width=2.5, class_="stop"),
        el("text", ceiling, x=0, y=_TOP - 6, font_size=12.5, font_weight="700", class_="stop"),
        *_stairs(schedule),
        el("line", x1=0, x2=WIDTH, y1=base, y2=base, stroke="currentColor", stroke_width=1),
        *_tests(schedule),
    ]
    return drawing(TITLE, _in_words(schedule), *parts, width=WIDTH, height=base + 56, kind="timeline")


def timeline_table(schedule: Schedule) -> Element:
    """Return the schedule as a table."""
    where = f"day 0 is {full_date(schedule.start)}" if schedule.start else "day 0 is the day of the restart"
    caption = f"Not above {shown(schedule.ceiling_mg_per_day)} mg of {schedule.drug} a day; {where}."
    rows = []
    for day, what in due(schedule):
        date_ = dated(schedule, day, None) if day is not None else None
        named = "no day set" if day is None else f"day {day}"
        rows.append((f"{named}, {full_date(date_)}" if date_ else named, "; then ".join(what)))
    return table(caption, ("When", "What"), rows)


def notes(schedule: Schedule) -> tuple[str, ...]:
    """Return what a reader of the schedule must know: what it leaves open, why it goes no higher, what goes with it."""
    return tuple(filter(None, (*schedule.gaps, schedule.ceiling_because, *schedule.besides)))


def grounds(schedule: Schedule) -> Element:
    """Return the sentences that the schedule rests on."""
    sentences = (el("li", sentence) for sentence in schedule.grounds)
    return el("div", el("p", "The sentences that it rests on:"), el("ul", *sentences))


def refusal(none: NoSchedule) -> tuple[str, ...]:
    """Return why there is no schedule, in sentences."""
    missing = (f"Missing, and needed before a schedule can be drawn: {', '.join(none.missing)}.",)
    return (*none.reasons, *(missing if none.missing else ()))


def _last(schedule: Schedule) -> int:
    steps = [step.day or 0 for step in schedule.steps]
    ends = [*steps, *(test.day for test in schedule.tests)]
    # The last dose goes on, so that it has a stretch of its own.
    return max(*ends, steps[-1] + math.ceil(steps[-1] / len(steps)) or 1)


def _x(day: int, schedule: Schedule) -> float:
    return _LEFT + day / _last(schedule) * (WIDTH - 2 * _LEFT)


def _stairs(schedule: Schedule) -> Iterator[Element]:
    """Each dose from its first day to the next one, with its name and its first day."""
    most = schedule.ceiling_mg_per_day
    base = _TOP + _HEIGHT
    days = [step.day or 0 for step in schedule.steps]
    ends, free = [*days[1:], _last(schedule)], 0.0
    for n, (step, end) in enumerate(zip(schedule.steps, ends, strict=True)):
        x, height = _x(days[n], schedule), step.mg_per_day / most * (_HEIGHT - 22)
        yield el("rect", x=x, y=base - height, width=_x(end, schedule) - x - 1.5, height=height, fill_opacity="0.3")
        anchor = "end" if x > WIDTH - _ROOM else "start"
        begins = x - _ROOM if anchor == "end" else x
        # The table names every step; here those that there is room for.
        if begins >= free:
            free = begins + _ROOM
            dose = f"{shown(step.mg_per_day)} mg"
            yield el("text", dose, x=x, y=base - height - 5, font_size=12.5, font_weight="700", text_anchor=anchor)
            yield el("text", _when(schedule, days[n]), x=x, y=base + 36, font_size=12, text_anchor=anchor)


def _tests(schedule: Schedule) -> Iterator[Element]:
    y = _TOP + _HEIGHT + 13
    for test in schedule.tests:
        yield el("circle", cx=_x(test.day, schedule), cy=y, r=3.5, fill="none", stroke="currentColor", stroke_width=2)
    if schedule.tests:
        yield el("circle", cx=_LEFT, cy=y + 37, r=3.5, fill="none", stroke="currentColor", stroke_width=2)
        yield el("text", f"test ({len(schedule.tests)} in all)", x=_LEFT + 9, y=y + 41, font_size=12)


def _when(schedule: Schedule, day: int) -> str:
    found = dated(schedule, day, None)
    return day_month(found) if found is not None else f"day {day}"


def _in_words(schedule: Schedule) -> str:
    rows = (f"{'no day set' if day is None else f'day {day}'}: {'; then '.join(what)}" for day, what in due(schedule))
    return f"Not above {shown(schedule.ceiling_mg_per_day)} mg a day. {'. '.join(rows)}."
