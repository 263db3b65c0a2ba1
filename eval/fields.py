"""Planted faults of any single field: each value of an answer is another one, or a part of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eval.damage import Answer, copied, recounted

#: Without it an answer is not one that the contract knows.
_WHOLE = frozenset({"safety"})
Place = tuple[str | int, ...]


def changed_fields(answer: Answer) -> Iterator[tuple[str, Answer]]:
    """Yield, for the first place of each path, the answer with another value there, and with a list or part lost."""
    seen: set[str] = set()
    for place, value in _places(answer, ()):
        path = ".".join(step for step in place if isinstance(step, str))
        if path in seen or path in _WHOLE or value is None or value in ([], {}, ""):
            continue
        seen.add(path)
        kind = "part lost" if isinstance(value, list | dict) else "field changed"
        yield f"{kind}: {path}", _with(answer, place, _other(value))


def _places(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """Every place below the whole, parts before what they hold; of a list itself and what it holds."""
    if place and not isinstance(place[-1], int):
        yield place, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _places(inner, (*place, number))


def _other(value: Any) -> Any:
    if isinstance(value, list):
        return []
    if isinstance(value, dict):
        return None
    if isinstance(value, bool):
        return not value
    return value * 10 or 1 if isinstance(value, int | float) else f"other {value}"


def _with(answer: Answer, place: Place, value: Any) -> Answer:
    changed = copied(answer)
    part = changed
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    return recounted(changed, answer)
