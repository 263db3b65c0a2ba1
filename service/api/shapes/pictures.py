"""The body that shows the pictures of an answer, drawn."""

from __future__ import annotations

from pydantic import JsonValue

from service.api.shapes.closed import Out

Drawn = list[JsonValue]
"""An element: its tag, its attributes, and then its text and elements."""


class PictureOut(Out):
    """One picture with the tables that hold all that it shows, and what a reader of it must know.

    `drawn` null: there is nothing but tables and notes.
    """

    name: str
    title: str
    drawn: Drawn | None
    tables: list[Drawn]
    notes: list[str]


class PicturesOut(Out):
    """The pictures of an answer, drawn as trees of elements, so that a client needs no markup to show them."""

    answer_id: str
    pictures: list[PictureOut]
    calendar: str | None
    """Where the schedule of a restart is had as a calendar; null where there is none."""
