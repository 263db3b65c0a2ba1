"""Word lists written as plain text, so that they can be read and reviewed as text."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of a text, in order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text, parted by commas, in order."""
    return tuple(phrase for part in text.split(",") if (phrase := part.strip()))
