"""Charts as inline SVG that follow the page's colours, in light and in dark; nothing is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, EDGE = 560, 220, 40
Point = tuple[float, float]
#: So many points are marked one by one; more of them would hide their line.
_DOTS = 40


def line_chart(
    series: Mapping[str, Sequence[Point]], title: str, across: str, ends: tuple[str, str] = ("0", "1"), top: float = 1.0
) -> str:
    """Return up to three lines through points whose coordinates lie in 0 to 1 and 0 to `top`, with a key to them.

    Args:
        series: name -> points from left to right; the first is drawn as a whole line, the others broken.
        title: what is shown; also read aloud.
        across: what the horizontal axis is, with `ends` at its ends.
        ends: what stands under the left and the right end.
        top: the value at the upper end; it is written there.
    """
    scaled = ([(a, b / top) for a, b in points] for points in series.values())
    drawn = "".join(_line(place, points) for place, points in enumerate(scaled))
    return _framed(title, across, drawn, ends, ("0", f"{top:g}"), _key(list(series)))


def histogram(values: Sequence[float], title: str, across: str, bins: int = 30) -> str:
    """Return how often values fall into equal bins, up to the 99th percentile; the rest is in the last bin."""
    if not values:
        return f"<p>{escape(title)}: nothing was measured.</p>"
    ordered = sorted(values)
    top = max(ordered[int(0.99 * (len(ordered) - 1))], 1e-9)
    counts = [0] * bins
    for value in ordered:
        counts[min(bins - 1, int(value / top * bins))] += 1
    most = max(counts)
    bars = "".join(
        f'<rect class="mark" x="{_x(n / bins):.1f}" y="{_y(count / most):.1f}" '
        f'width="{(WIDTH - 2 * EDGE) / bins - 1:.1f}" height="{_y(0) - _y(count / most):.1f}">'
        f"<title>{count}</title></rect>"
        for n, count in enumerate(counts)
    )
    return _framed(title, across, bars, ("0", f"{top:.0f}"), ("0", str(most)))


def between(value: float, low: float, high: float) -> str:
    """Return a value with its interval on a line from 0 to 1."""
    told = f"{value:.3f}, {low:.3f} to {high:.3f}"
    return (
        f'<svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{told}">'
        '<path class="axis" vector-effect="non-scaling-stroke" d="M0 1V7M0 4H100M100 1V7" opacity=".35"/>'
        f'<path class="whisker" vector-effect="non-scaling-stroke" d="M{100 * low:.1f} 4H{100 * high:.1f}"/>'
        f'<rect class="mark" x="{100 * value - 0.8:.1f}" y="0.5" width="1.6" height="7"/></svg>'
    )


def heat_map(cells: Mapping[str, Mapping[str, int]], totals: Mapping[str, int]) -> str:
    """Return a table of rows by columns, darker where more of the row's cases fail; rows without a failure stay."""
    columns = sorted({name for row in cells.values() for name in row})
    if not columns:
        return "<p>No failure.</p>"
    head = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in columns)
    rows = ""
    for name, row in cells.items():
        marked = "".join(_cell(row.get(column, 0), totals[name]) for column in columns)
        rows += f'<tr><th scope="row">{escape(name)} ({totals[name]})</th>{marked}</tr>'
    table = f'<table class="heat"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="wide">{table}</div>'


def _cell(count: int, total: int) -> str:
    share = count / total if total else 0.0
    return f'<td style="--share:{share:.3f}" title="{count} of {total}">{count or ""}</td>'


def _line(place: int, points: Sequence[Point]) -> str:
    path = "M" + "L".join(f"{_x(a):.1f} {_y(b):.1f}" for a, b in points)
    dots = points if len(points) < _DOTS else ()
    marks = "".join(f'<circle class="s{place}" cx="{_x(a):.1f}" cy="{_y(b):.1f}" r="2.5"/>' for a, b in dots)
    return f'<path class="s{place}" d="{path}"/>{marks}' if points else ""


def _key(names: Sequence[str]) -> str:
    """Return how each line is drawn; one line needs no key, because the title tells it."""
    if len(names) == 1:
        return ""
    drawn = '<svg viewBox="0 0 28 8" aria-hidden="true"><path class="s{place}" d="M0 4H28"/></svg>'
    return "".join(
        f'<span class="key">{drawn.format(place=place)}{escape(name)}</span>' for place, name in enumerate(names)
    )


def _framed(title: str, across: str, inner: str, ends: tuple[str, str], up: tuple[str, str], key: str = "") -> str:
    base, left, right = _y(0), _x(0), _x(1)
    words = (
        (left, base + 15, "start", ends[0]),
        (right, base + 15, "end", ends[1]),
        ((left + right) / 2, base + 30, "middle", across),
        (left - 6, base + 4, "end", up[0]),
        (left - 6, _y(1) + 4, "end", up[1]),
    )
    texts = "".join(f'<text x="{a:.0f}" y="{b:.0f}" text-anchor="{at}">{escape(t)}</text>' for a, b, at, t in words)
    grid = "".join(f'<path class="grid" d="M{left} {_y(q):.1f}H{right}"/>' for q in (0.25, 0.5, 0.75, 1))
    axes = f'<path class="axis" d="M{left} {_y(1)}V{base}H{right}"/>'
    opened = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
    return f"<figure><figcaption>{escape(title)}{key}</figcaption>{opened}{grid}{axes}{inner}{texts}</svg></figure>"


def _x(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _y(share: float) -> float:
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
