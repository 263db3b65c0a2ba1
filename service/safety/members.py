"""Members of an enum that are read in every line of the core."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

E = TypeVar("E", bound=type[Enum])


def read_plainly(cls: E) -> E:
    """Make the members plain attributes: Python 3.11 runs a function for each `Kind.DRUG`, ten times the cost."""
    for name, member in cls.__members__.items():
        type.__setattr__(cls, name, member)
    return cls
