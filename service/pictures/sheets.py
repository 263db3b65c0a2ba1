"""All pictures of an answer, each with its name and the tables that hold what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.pictures import Pictures
from service.pictures import bars, timeline, trends
from service.pictures.elements import Element

SCHEDULE = "schedule"
"""The name of the picture that can be had as a calendar as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture with the tables that stand beneath it."""

    name: str
    title: str
    drawn: Element | None
    tables: tuple[Element, ...] = ()
    """What stands beneath it: all that it shows, as tables, and what it rests on."""
    notes: tuple[str, ...] = ()


def sheets(pictures: Pictures) -> tuple[Sheet, ...]:
    """Return what there is to show, results first."""
    return tuple(_sheets(pictures))


def _sheets(pictures: Pictures) -> Iterator[Sheet]:
    if pictures.bars:
        tables = tuple(bars.bar_tables(pictures.bars))
        yield Sheet(name="results", title=bars.TITLE, drawn=bars.bars_drawn(pictures.bars), tables=tables)
    for number, trend in enumerate(pictures.trends, start=1):
        yield Sheet(
            name=f"course-{number}",
            title=trends.title(trend),
            drawn=trends.trend_drawn(trend),
            tables=(trends.trend_table(trend),),
        )
    if pictures.schedule is not None:
        yield Sheet(
            name=SCHEDULE,
            title=timeline.TITLE,
            drawn=timeline.timeline_drawn(pictures.schedule),
            tables=(timeline.timeline_table(pictures.schedule), timeline.grounds(pictures.schedule)),
            notes=timeline.notes(pictures.schedule),
        )
    if pictures.no_schedule is not None:
        title = "No schedule for a restart"
        yield Sheet(name="no-schedule", title=title, drawn=None, notes=timeline.refusal(pictures.no_schedule))
