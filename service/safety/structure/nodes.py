"""A structure as a tree: every node has the label it stands under, a value or children, and its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from service.safety.structure.labels import Label, read_label

#: Nesting beyond this is left to the readers of prose.
MAX_DEPTH = 40


@dataclass(kw_only=True)
class Node:
    """One entry. Made by a reader, changed by nobody afterwards; `children` is empty where there is a value."""

    label: str
    start: int
    end: int
    value: str | None = None
    children: list[Node] = field(default_factory=list)

    @cached_property
    def head(self) -> Label:
        """The label, taken apart."""
        return read_label(self.label)

    def leaves(self) -> Iterator[Node]:
        """The children that hold a value."""
        return (c for c in self.children if c.value is not None)

    def branches(self) -> Iterator[Node]:
        """The children that hold children."""
        return (c for c in self.children if c.value is None)
