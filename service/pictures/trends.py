"""Draws the course of a result over time beside the lines that concern it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.domain.pictures import Mark, Point, Trend
from service.pictures.bars import STROKES, WIDTH
from service.pictures.elements import Element, drawing, el, table
from service.pictures.words import NAMES, full_date, line_of, short
from service.safety.rules.figures import shown, with_unit

_PLOT = 200.0
"""How far the days reach; the names of the lines stand to the right of it."""
_TOP, _HEIGHT, _APART = 44.0, 150.0, 13.0


def title(trend: Trend) -> str:
    """Return what the drawing is called."""
    return f"Course of {trend.analyte}"


def trend_drawn(trend: Trend) -> Element:
    """Return one course: a point for each result, joined in the order of their days."""
    most = max([*(p.value for p in trend.points), *(m.at for m in trend.marks if m.at is not None)]) * 1.06 or 1.0
    last = trend.points[-1].day or 1
    spots = [(p.day / last * (_PLOT - 12) + 6, _down(p.value, most)) for p in trend.points]
    head = f"{trend.analyte}{f' in {trend.unit}' if trend.unit else ''} over {trend.points[-1].day} days"
    parts = [
        el("text", short(head, 36), x=0, y=15, font_size=15, font_weight="700"),
        el("rect", x=0, y=_TOP, width=_PLOT, height=_HEIGHT, fill_opacity="0.06"),
        *_lines(trend.marks, most),
        el("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots), fill="none", stroke="currentColor",
           stroke_width=2, class_="value"),
        *(part for spot, point in zip(spots, trend.points, strict=True) for part in _spot(spot, point)),
        *_days(trend),
    ]  # fmt: skip
    return drawing(title(trend), _in_words(trend), *parts, width=WIDTH, height=_TOP + _HEIGHT + 26, kind="trend")


def trend_table(trend: Trend) -> Element:
    """Return the course as a table, with what has no place on it."""
    rows = [(_when(point), with_unit(point.value, trend.unit)) for point in trend.points]
    left = f" Results without a day or an exact figure, not drawn: {trend.left_out}." if trend.left_out else ""
    return table(f"Course of {trend.analyte}.{left}", ("Day", "Result"), rows)


def _down(value: float, most: float) -> float:
    return _TOP + _HEIGHT * (1 - value / most)


def _lines(marks: Iterable[Mark], most: float) -> Iterator[Element]:
    """Each line across the plot, with its name beside it; names that would touch are moved apart."""
    placed = sorted((m for m in marks if m.at is not None), key=lambda m: -(m.at or 0.0))
    ys = _apart([_down(m.at or 0.0, most) for m in placed])
    for mark, y in zip(placed, ys, strict=True):
        at = _down(mark.at or 0.0, most)
        stroke = {"stroke": "currentColor", "class_": mark.kind}
        name = "stop" if mark.kind == "stop" else NAMES[mark.kind]
        label = short(f"{name} {'≤ ' if mark.falling else ''}{shown(mark.at or 0.0)}", 17)
        yield el("line", x1=0, x2=_PLOT, y1=at, y2=at, **stroke, **STROKES[mark.kind])
        yield el("line", x1=_PLOT, x2=_PLOT + 8, y1=at, y2=y, stroke_width=0.8, **stroke)
        yield el("text", label, x=_PLOT + 11, y=y + 4, font_size=12.5, class_=mark.kind)


def _apart(ys: list[float]) -> list[float]:
    """Positions from the top down, at least a line apart, and none below the plot."""
    found: list[float] = []
    for y in ys:
        found.append(max(y, found[-1] + _APART) if found else max(y, _TOP + 2))
    floor = _TOP + _HEIGHT + 4
    for i in range(len(found) - 1, -1, -1):
        found[i] = min(found[i], floor)
        floor = found[i] - _APART
    return found


def _spot(spot: tuple[float, float], point: Point) -> tuple[Element, Element]:
    x, y = spot
    anchor = "start" if x < 30 else "end" if x > _PLOT - 30 else "middle"
    text = el(
        "text", shown(point.value), x=x, y=y - 8, font_size=12.5, font_weight="700", text_anchor=anchor, class_="halo"
    )
    return el("circle", cx=x, cy=y, r=4, class_="value"), text


def _days(trend: Trend) -> tuple[Element, Element]:
    y = _TOP + _HEIGHT + 18
    first, last = _when(trend.points[0]), _when(trend.points[-1])
    return (
        el("text", first, x=0, y=y, font_size=12),
        el("text", last, x=_PLOT, y=y, font_size=12, text_anchor="end"),
    )


def _when(point: Point) -> str:
    return full_date(point.on) if point.on is not None else f"day {point.day}"


def _in_words(trend: Trend) -> str:
    points = ", ".join(f"{_when(point)}: {with_unit(point.value, trend.unit)}" for point in trend.points)
    lines = ", ".join(f"{line_of(mark)} at {with_unit(mark.at or 0.0, trend.unit)}" for mark in trend.marks)
    return f"{points}. Lines: {lines}."
