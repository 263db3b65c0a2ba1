"""Sources, their statements, and the passages that retrieval finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

SourceKind = Literal["guideline", "research", "label", "reference", "service"]
SourceStatus = Literal["current", "superseded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of a source's printed reference list, without a number unless the source numbers it."""

    kind: str
    title: str
    publisher: str | None = None
    year: int | None = None
    number: str | None = None
    """The number that the source prints beside it; without one no statement's number leads to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One bullet of a source: what may be shown, cited and retrieved."""

    id: str
    fact_ids: tuple[str, ...]
    text: str
    references: tuple[str, ...]
    section: str
    line: int
    start: int
    """Offset of `text` in the source file, in characters."""
    patient_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of a source and its statements, in the order of the file."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document of the topic: front matter and sections. `file` is its path relative to the topic folder."""

    id: str
    title: str
    kind: SourceKind
    publisher: str
    published: str | None
    url: str | None
    licence: str
    status: SourceStatus
    superseded_by: str | None
    verbatim: bool
    evidence: str | None
    review: str | None
    references: tuple[Reference, ...]
    reference_note: str | None
    sections: tuple[Section, ...]
    file: str
    text: str
    """The whole file as read, so that a span can be shown in its context."""

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all sections, in the order of the file."""
        return tuple(s for section in self.sections for s in section.statements)

    def untitled(self, statement: Statement) -> tuple[str, ...]:
        """The reference numbers of a statement for which this source lists no title."""
        listed = {reference.number for reference in self.references}
        return tuple(number for number in statement.references if number not in listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of retrieval: one statement with its heading path, verbatim, with a stable id."""

    id: str
    topic: str
    source_id: str
    statement_id: str
    heading_path: tuple[str, ...]
    text: str
    patient_text: str | None
    references: tuple[str, ...]
    span: tuple[int, int]
    kind: SourceKind
    current: bool
