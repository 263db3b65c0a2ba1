"""Paragraphs, bullets and headings that wrap without padding, so that a pipe gets clean lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text


def heading(console: Console, text: str) -> None:
    """Print a heading after an empty line."""
    console.print()
    console.print(Text(text, style="bold"))


def paragraph(console: Console, text: str, *, indent: int = 0, style: str = "") -> None:
    """Print lines of a text, indented; its own line breaks are kept."""
    for line in text.splitlines() or [""]:
        _wrapped(console, line, " " * indent, " " * indent, style)


def bullet(console: Console, text: str) -> None:
    """Print a text behind a dash, its further lines under its first."""
    _wrapped(console, " ".join(text.split()), "  - ", "    ", "")


def listed(console: Console, title: str, lines: Iterable[str]) -> None:
    """Print a heading with bullets; nothing when there are none."""
    for position, line in enumerate(lines):
        if position == 0:
            heading(console, title)
        bullet(console, line)


def _wrapped(console: Console, text: str, first: str, further: str, style: str) -> None:
    width = max(console.width, len(further) + 20)
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False)
    console.print(Text("\n".join(lines), style=style), soft_wrap=True)
