"""The terminal: where results and progress go, and how wide they may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from rich.progress import Progress

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


def progress_bar(*, shown: bool = True) -> Progress:
    """Return a bar on standard error that goes when it is done; not shown, it prints nothing at all."""
    # Imported here, because most commands show no bar.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=progress_screen(),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not shown,
    )


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Show a bar on a terminal; each step is a block in which something may be printed without running into the bar."""
    bar = progress_bar(shown=progress_screen().is_terminal)
    task = bar.add_task(what, total=total)

    @contextmanager
    def step() -> Iterator[None]:
        bar.stop()
        yield
        bar.start()
        bar.advance(task)

    with bar:
        yield step
