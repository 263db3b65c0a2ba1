"""What is told of an answer while it is made: only what has been checked, in the order in which it may be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from service.domain.answer import Answer, AnswerStatement, Audience, Finding, Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the rules say of the case; nothing that is drafted later changes it."""

    topic: str | None
    audience: Audience
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOpened:
    """A new section. It stands at `index`; those that stood there and behind it move up by one."""

    index: int
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A checked statement, the last so far of the section at `section`."""

    section: int
    statement: AnswerStatement


Event = Opened | SectionOpened | Said


class Listener(Protocol):
    """Hears an answer as it is made. May be called from the thread that makes it."""

    @property
    def gone(self) -> bool:
        """Whether nobody waits for the answer any more: work on it should stop."""
        ...

    def hear(self, event: Event) -> None:
        """Take the next piece of the answer.

        Raises:
            GoneError: nobody waits for it.
        """
        ...


class Nobody:
    """Hears nothing: the answer is wanted as a whole."""

    gone = False

    def hear(self, event: Event) -> None:
        """Let it pass."""


NOBODY = Nobody()


def opened(answer: Answer) -> Opened:
    """Return the first event of an answer that is already whole."""
    return Opened(topic=answer.topic, audience=answer.audience, findings=answer.findings, missing=answer.missing)


def said(answer: Answer) -> Iterator[Event]:
    """Return the sections of a whole answer as events, in the order in which they stand."""
    for index, section in enumerate(answer.sections):
        yield SectionOpened(index=index, heading=section.heading)
        for statement in section.statements:
            yield Said(section=index, statement=statement)
