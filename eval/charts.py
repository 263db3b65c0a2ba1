"""Charts as inline SVG that follow the page's colours; nothing is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, EDGE = 560, 180, 36


def line_chart(points: Sequence[tuple[float, float]], title: str, x: str, y: str) -> str:
    """Return a line through points whose both coordinates lie in 0 to 1."""
    drawn = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in points)
    dots = (
        "".join(f'<circle cx="{_x(a):.1f}" cy="{_y(b):.1f}" r="2.5"/>' for a, b in points) if len(points) < 40 else ""
    )
    return _framed(title, x, y, f'<polyline points="{drawn}"/>{dots}', ("0", "1"), ("0", "1"))


def histogram(values: Sequence[float], title: str, x: str, bins: int = 30) -> str:
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
        f'<rect x="{_x(n / bins):.1f}" y="{_y(count / most):.1f}" width="{(WIDTH - 2 * EDGE) / bins - 1:.1f}" '
        f'height="{_y(0) - _y(count / most):.1f}"><title>{count}</title></rect>'
        for n, count in enumerate(counts)
    )
    return _framed(title, x, "answers", bars, ("0", f"{top:.0f}"), ("0", str(most)))


def heat_map(cells: Mapping[str, Mapping[str, int]], totals: Mapping[str, int]) -> str:
    """Return a table of rows by columns, darker where more of the row's cases fail."""
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
    return f'<td style="--share:{share:.3f}">{count or ""}</td>'


def _framed(title: str, x: str, y: str, inner: str, across: tuple[str, str], up: tuple[str, str]) -> str:
    base, left, right = _y(0), _x(0), _x(1)
    words = (
        (left, base + 14, "start", across[0]),
        (right, base + 14, "end", across[1]),
        ((left + right) / 2, base + 26, "middle", x),
        (left - 4, base, "end", up[0]),
        (left - 4, _y(1) + 8, "end", up[1]),
        (left, _y(1) - 8, "start", y),
    )
    texts = "".join(f'<text x="{a:.0f}" y="{b:.0f}" text-anchor="{at}">{escape(t)}</text>' for a, b, at, t in words)
    axes = f'<path class="axis" d="M{left} {_y(1)}V{base}H{right}"/>'
    opened = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
    return f"<figure><figcaption>{escape(title)}</figcaption>{opened}{axes}{inner}{texts}</svg></figure>"


def _x(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _y(share: float) -> float:
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
