"""Draws each current result as a bar with the lines that concern it, and puts all of it in a table beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.pictures import Bar, Mark, MarkKind
from service.pictures.elements import Element, drawing, el, table
from service.pictures.words import NAMES, line_of, lines, place, result, short, told
from service.safety.rules.figures import shown

TITLE = "Results against the lines of the rules"
WIDTH = 320.0
_ROW = 17.0
_TRACK = 16.0
_MOST = 52
"""Signs in a line of the size that notes have."""
_SIGN = 7.0
_BOLD = 8.4
"""The room that a sign of a label takes at most, on average; wide letters are those of the fonts of plain systems."""
#: Lines differ in width and in dashes, and each has its name beside it: none is told apart by colour.
STROKES: dict[MarkKind, dict[str, str | float]] = {
    "baseline": {"stroke_width": 1.5, "stroke_dasharray": "1 3"},
    "upper-limit": {"stroke_width": 1.5, "stroke_dasharray": "5 3"},
    "hold": {"stroke_width": 2.5},
    "stop": {"stroke_width": 4},
    "emergency": {"stroke_width": 4, "stroke_dasharray": "3 1"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """A line that has a place, and what stands beside it."""

    x: float
    text: str
    kind: MarkKind
    bold: bool


def bars_drawn(bars: Sequence[Bar]) -> Element:
    """Return the picture of all results, one below the other."""
    parts: list[Element] = []
    top = 4.0
    for bar in bars:
        made, height = _block(bar)
        parts.append(el("g", *made, transform=f"translate(0 {top:.0f})"))
        top += height + 18
    return drawing(TITLE, _in_words(bars), *parts, width=WIDTH, height=top - 10, kind="bars")


def bar_tables(bars: Iterable[Bar]) -> Iterator[Element]:
    """Yield a table for each result, with every line, also those that have no place on the picture."""
    for bar in bars:
        rows = [(line_of(mark), place(mark, bar.unit), told(mark)) for mark in bar.marks]
        if bar.worst is not None:
            rows.append(("worst earlier result", _figure(bar.worst, bar), ""))
        caption = f"{bar.analyte} {result(bar)}. {bar.verdict}. {bar.following}".strip()
        yield table(caption, ("Line", "At", "This result"), rows)


def _in_words(bars: Iterable[Bar]) -> str:
    return " ".join(f"{bar.analyte} {result(bar)}: {bar.verdict}. {bar.following}".strip() for bar in bars)


def _urgency(bar: Bar) -> str:
    """The kind of the most urgent line that is met, by which a page may colour the bar besides."""
    met = [m.kind for m in bar.marks if m.state in ("met", "met-earlier")]
    return next((kind for kind in ("emergency", "stop", "hold") if kind in met), "calm")


def _figure(value: float, bar: Bar) -> str:
    return f"{shown(value)} {bar.unit}".strip()


def _block(bar: Bar) -> tuple[list[Element], float]:
    """One result: what it is, what it means, the bar between its labels, and what has no place on it."""
    labels = _labels(bar)
    left = [label for label in labels if label.x <= WIDTH / 2]
    right = [label for label in labels if label.x > WIDTH / 2]
    parts = [el("text", short(f"{bar.analyte} {result(bar)}", 28), x=0, y=15, font_size=17, font_weight="700")]
    y = 19.0
    for text in lines(bar.verdict, 36):
        y += _ROW
        parts.append(el("text", text, x=0, y=y, font_size=13.5, font_weight="600", class_=_urgency(bar)))
    track = y + 10 + _ROW * len(right)
    parts += _track(bar, track)
    # Labels right of the middle stand above and reach to the left, the others below and reach to the right; the
    # outermost is the farthest away, so that no leader runs through a label.
    for n, label in enumerate(right, start=1):
        parts += _labelled(label, track, track - n * _ROW + 4, anchor="end")
    for n, label in enumerate(reversed(left), start=1):
        parts += _labelled(label, track, track + _TRACK + n * _ROW - 2, anchor="start")
    y = track + _TRACK + _ROW * len(left) + 3
    for text in _notes(bar):
        y += 15
        parts.append(el("text", text, x=0, y=y, font_size=12))
    return parts, y + 4


def _notes(bar: Bar) -> Iterator[str]:
    if bar.following:
        yield from lines(bar.following, _MOST)
    for mark in bar.marks:
        if mark.at is None:
            yield from lines(f"Not drawn: {line_of(mark)} ({told(mark)})", _MOST)


def _end(bar: Bar) -> float:
    """What the whole width stands for."""
    ends = [bar.low, bar.high or 0.0, bar.worst or 0.0, *(mark.at for mark in bar.marks if mark.at is not None)]
    return max(ends) * 1.04 or 1.0


def _labels(bar: Bar) -> list[_Label]:
    """The lines that have a place, from left to right."""
    end = _end(bar)
    found = [_label(mark, mark.at / end * WIDTH) for mark in bar.marks if mark.at is not None]
    if bar.worst is not None:
        worst = f"worst earlier {shown(bar.worst)}"
        found.append(_Label(x=bar.worst / end * WIDTH, text=worst, kind="baseline", bold=False))
    return sorted(found, key=lambda label: label.x)


def _label(mark: Mark, x: float) -> _Label:
    """What stands beside a line: as much of it as there is room for on its side."""
    side = "≤ " if mark.falling else ""
    name = f"{'stop' if mark.kind == 'stop' else NAMES[mark.kind]} {side}{shown(mark.at or 0.0)}"
    counted = f" = {mark.line.removesuffix(' or more').removesuffix(' or less')}" if " x " in mark.line else ""
    state = {"met": ", met", "met-earlier": ", met earlier"}.get(mark.state, "")
    whole = f"{name}{counted}{state}"
    most = int((max(x, WIDTH - x) - 5) / (_BOLD if state else _SIGN))
    return _Label(
        x=x, text=whole if len(whole) <= most else short(f"{name}{state}", most), kind=mark.kind, bold=bool(state)
    )


def _track(bar: Bar, y: float) -> list[Element]:
    """The ground of the bar, the result on it, and what of it is not known exactly."""
    end = _end(bar)
    sure = bar.low / end * WIDTH
    made = [
        el("rect", x=0, y=y, width=WIDTH, height=_TRACK, rx=3, fill_opacity="0.1"),
        el("rect", x=0, y=y, width=max(sure, 1.5), height=_TRACK, rx=3, fill_opacity="0.5", class_=_urgency(bar)),
    ]
    if bar.high is None or bar.high > bar.low:
        upto = WIDTH if bar.high is None else bar.high / end * WIDTH
        ghost = {"fill": "none", "stroke": "currentColor", "stroke_dasharray": "4 3"}
        made.append(el("rect", x=sure, y=y + 1, width=upto - sure, height=_TRACK - 2, **ghost))
    return made


def _labelled(label: _Label, track: float, y: float, *, anchor: str) -> list[Element]:
    """A line across the bar, its leader, and its label."""
    above = anchor == "end"
    end = y - 4 if above else track + _TRACK + 4
    foot = y - 4
    leader = (end, track) if above else (track + _TRACK, foot)
    weight = "700" if label.bold else "400"
    return [
        el("line", x1=label.x, x2=label.x, y1=track - 3, y2=track + _TRACK + 3, stroke="currentColor",
           class_=label.kind, **STROKES[label.kind]),
        el("line", x1=label.x, x2=label.x, y1=leader[0], y2=leader[1], stroke="currentColor", stroke_width=0.8,
           class_=label.kind),
        el("text", label.text, x=label.x + (-5 if above else 5), y=y, font_size=12.5, text_anchor=anchor,
           font_weight=weight, class_=label.kind),
    ]  # fmt: skip
