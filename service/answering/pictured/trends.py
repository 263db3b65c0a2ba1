"""The course of a result over time, where the days are known: nothing is placed on a day that nobody gave."""

from __future__ import annotations

from dataclasses import replace

from service.answering.pictured.bars import Drawn
from service.answering.pictured.scales import figure_of, moved
from service.answering.pictured.told import DaysTold
from service.domain.pictures import Point, Trend
from service.safety.rules.labs import measured


def trend(one: Drawn, told: DaysTold) -> Trend | None:
    """Return the course of a drawn analyte; None where fewer than two of its results have a day and a figure.

    Dates and counted days are not mixed: where any result has a date, those without one have no place.
    """
    labs = [lab for lab in one.results.labs if measured(lab)]
    if len(labs) < 2:
        return None
    dates = told.of(labs)
    dated = any(dates)
    points = []
    for lab, on in zip(labs, dates, strict=True):
        day = on.toordinal() if on is not None else None if dated else lab.day
        figure = figure_of(lab, one.results)
        if day is None or figure is None or figure.low != figure.high:
            continue
        value = moved(figure.low, figure.scale, one.scale, lab, one.results)
        if value is not None:
            points.append(Point(day=day, on=on, value=value))
    if len({point.day for point in points}) < 2:
        return None
    first = min(point.day for point in points)
    ordered = sorted(points, key=lambda point: point.day)
    return Trend(
        analyte=one.bar.analyte,
        unit=one.bar.unit,
        points=tuple(replace(point, day=point.day - first) if dated else point for point in ordered),
        marks=tuple(mark for mark in one.bar.marks if mark.at is not None),
        left_out=len(labs) - len(points),
    )
