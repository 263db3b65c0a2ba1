"""The terminal: where results and progress go, and how wide they may be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

#: Width of what is not shown on a terminal, such as a file or a pipe.
PLAIN_WIDTH = 80


def screen() -> Console:
    """Return a console on standard output, without markup, so that texts appear as they are."""
    console = Console(markup=False, highlight=False, emoji=False)
    return console if console.is_terminal else Console(markup=False, highlight=False, emoji=False, width=PLAIN_WIDTH)


def progress_screen() -> Console:
    """Return a console on standard error, where it disturbs no result."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show that something is under way, on a terminal alone."""
    console = progress_screen()
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield
