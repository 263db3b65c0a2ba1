"""What a command ends with: one line on stderr and an exit code that a script can rely on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from corpus.errors import TopicError
from service.domain.errors import GroundruleError, InputError, SettingsError


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    NO = 1
    """The answer to the question is no: blocked, gate failed."""
    BAD_INPUT = 2
    MISSING = 3
    """A part is missing or down."""


def complain(message: str) -> None:
    """Say something on stderr, in one line."""
    typer.echo(f"groundrule: {' '.join(message.split())}", err=True)


def stop(message: str, code: Exit) -> typer.Exit:
    """Say why on stderr, in one line; return what to raise."""
    complain(message)
    return typer.Exit(code)


@contextmanager
def one_line() -> Iterator[None]:
    """Turn the errors that the service names into one line and their exit code; others are faults and stay loud."""
    try:
        yield
    except InputError as error:
        raise stop(error.placed, Exit.BAD_INPUT) from None
    except (SettingsError, TopicError) as error:
        raise stop(str(error), Exit.BAD_INPUT) from None
    except GroundruleError as error:
        raise stop(str(error), Exit.MISSING) from None
