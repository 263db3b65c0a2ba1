"""What is worked out once for each topic or vocabulary, and never for a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

#: So many topics are held at a time; a service has a handful.
MAX_HELD = 16


def once_for_each(make: Callable[[K], V]) -> Callable[[K], V]:
    """Return `make` with its results kept: topics hold mappings, so they are told apart by identity, not by value."""
    held: dict[int, tuple[K, V]] = {}

    def look_up(of: K) -> V:
        known = held.get(id(of))
        if known is None or known[0] is not of:
            if len(held) >= MAX_HELD:
                held.clear()
            known = held[id(of)] = (of, make(of))
        return known[1]

    return look_up
